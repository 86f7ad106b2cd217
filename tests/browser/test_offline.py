"""The zip of `make offline`: unpacked anywhere, opened as a file, it reads, searches and makes packets without a server."""

import sys
import zipfile
from pathlib import Path

import pytest

from conftest import PROJECT
from search_box import SearchBox

sys.path.insert(0, str(PROJECT / "tools"))
import offline  # noqa: E402


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory) -> Path:
    """The unpacked zip, under a path with a space and a letter beyond ASCII, as folders at home have."""
    place = tmp_path_factory.mktemp("usb") / "my gu\u00efde"
    target = place.with_suffix(".zip")
    offline.pack(site, target)
    zipfile.ZipFile(target).extractall(place)
    return place / offline.NAME


@pytest.fixture
def page(chromium, folder):
    """A page of the folder, in a browser without a network. Fails on any error and on any request that is no file."""
    context = chromium.new_context(offline=True)
    faults: list[str] = []
    context.on("console", lambda message: message.type == "error" and faults.append(message.text))
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("request", lambda request: request.url.startswith("file:") or faults.append(request.url))
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    yield page
    context.close()
    assert faults == []


def test_links_lead_from_page_to_page(page):
    page.get_by_role("navigation", name="All sections").get_by_role("link", name="Treatments").click()
    page.locator("main a", has_text="Chemotherapy").first.click()
    assert page.locator("h1").inner_text() == "Chemotherapy"
    page.locator(".trail a").first.click()
    assert page.url.endswith("/index.html") and page.locator("h1").is_visible()
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('18px \"Atkinson Hyperlegible Next\"'))")
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).position") == "sticky", "its styles are there"


def test_no_link_ends_at_a_folder(folder):
    from urllib.parse import unquote

    from html_pages import read_page

    for file in folder.rglob("*.html"):
        for tag in read_page(file, file.name).all("a"):
            address = tag.attributes.get("href", "").split("#")[0]
            if address and ":" not in address:
                assert (file.parent / unquote(address)).is_file(), f"{file.relative_to(folder)}: {address}"


def test_a_misspelt_medicine_is_found(page):
    box = SearchBox(page).open()
    box.type("tamoxifin")
    with page.expect_navigation():
        box.input.press("Enter")
    assert page.url.endswith("/drugs/tamoxifen/index.html")
    assert page.locator("h1").inner_text() == "Tamoxifen"


def test_a_packet_is_made(page):
    page.evaluate("print = () => { self.printed = true }")
    page.goto(page.url.replace("index.html", "handouts/index.html#pages=drugs/tamoxifen,drugs/fulvestrant"))
    page.evaluate("print = () => { self.printed = true }")
    page.locator("[data-packet-print]").click()
    page.wait_for_function("() => self.printed && document.querySelectorAll('.packet__part .sheet').length === 2")


def test_choices_are_kept_from_page_to_page(page):
    page.locator("button[data-text=large]").click()
    page.get_by_role("navigation", name="All sections").get_by_role("link", name="Treatments").click()
    assert page.evaluate("document.documentElement.dataset.text") == "large"
