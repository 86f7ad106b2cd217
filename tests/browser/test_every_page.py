"""Every page, as a stranger's browser meets it: accessible, within the window, silent, and asking nobody else for anything.

Each page and each handout is opened on a phone; pages of every type with axe, light and dark, phone and desktop, all parts open. Menu
and search are the same on each page, so here they are opened on two (and on a third in test_comfort.py). With --every-page (`make
audit`) all pages are seen in all ways, which takes half an hour.
"""

from collections import Counter

import pytest

import chromium as finder
from conftest import QUIET_FLAGS
from every_page import OVER, PHONE_LIGHT, WAYS, Seen, Visit, visit

# One page of each type and the largest pages.
TYPES = {"index.html", "drugs/index.html", "drugs/tamoxifen/index.html", "treatments/index.html", "treatments/chemotherapy/index.html",
         "combinations/index.html", "help/emergencies/index.html", "handouts/index.html", "handouts/symptom-diary/index.html",
         "about/privacy/index.html", "drugs/tamoxifen/handout.html", "404.html"}


@pytest.fixture(scope="module")
def seen(site, server, request) -> list[Seen]:
    """What was seen of each of these pages."""
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert TYPES <= set(files), TYPES - set(files)
    every = request.config.getoption("--every-page")
    thorough = files if every else sorted(TYPES)
    # A handout's file has neither menu nor search.
    panels = [file for file in files if not file.endswith("handout.html")] if every else ["index.html", "404.html"]
    work = [Visit(file.removesuffix("index.html"), way, axe=True) for file in thorough for way in WAYS]
    work += [Visit(file.removesuffix("index.html"), way, axe=True) for file in panels for way in OVER]
    work += [Visit(file.removesuffix("index.html"), PHONE_LIGHT, axe=False) for file in files if file not in thorough]
    found = visit(finder.find(), QUIET_FLAGS, server, work)
    assert len(found) == len(work) and {one.page for one in found} == {file.removesuffix("index.html") for file in files}
    print(f"\nwith axe {len(thorough)} pages in {len(WAYS)} ways, {len(panels)} with menu or search open; {len(files)} pages in all")
    return found


@pytest.mark.parametrize("what", ["accessibility", "sideways", "spaced", "foretold", "errors", "elsewhere", "reports", "kept"])
def test_on_no_page_there_is_a_fault_of(seen: list[Seen], what: str):
    """accessibility: axe. sideways: scrolling at 320 px, which is 400 % zoom, and 1280 px. spaced: text cut off with WCAG's text
    spacing. foretold: sources that take more room than was kept for them. errors: the console. elsewhere: requests to others. reports: the security policy. kept: cookies and storage."""
    faults = [f"{one.page} ({one.way}): {fault}" for one in seen for fault in getattr(one, what)]
    same = Counter(fault.split("): ", 1)[1] for fault in faults)
    shown = [f"{count} times: {fault}" for fault, count in same.most_common(12)]
    assert not faults, "\n".join([f"{len(faults)} faults on {len({one.page for one in seen if getattr(one, what)})} pages:", *shown, *faults[:20]])
