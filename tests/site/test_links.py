"""Every link of the built site leads somewhere, and no page holds what a strict security policy or a visitor's privacy forbids.

MkDocs checks the links that Markdown wrote. This reads the finished HTML, so templates, hooks and raw HTML are held to it too.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from html_pages import Page, Site, Tag, read_site

NOT_FOUND_PAGE = "404.html"  # served at any address, so it alone must use addresses that start with a slash


def fault(page: Page, tag: Tag | None, what: str, cure: str) -> str:
    """One line for a person: page, line, what is wrong, what mends it."""
    return f"{page.path}{f':{tag.line}' if tag else ''}: {what}. Cure: {cure}."


# --- The rules: each takes the site and yields its faults ---------------------------------------------------------------


PACKET = "handouts/index.html"  # its fragment names pages, not a place


def dead_links(site: Site) -> Iterator[str]:
    """Addresses that lead to no file, and fragments that lead to no id."""
    for page, tag, attribute, address in _addresses(site):
        shown = f'<{tag.name} {attribute}="{address}">'
        if address.startswith("/") and not address.startswith("//") and page.path != NOT_FOUND_PAGE:
            yield fault(page, tag, f"{shown} works only where the site is at the top of its host",
                        "make it relative; in a template, use the url filter")
        target = site.resolve(page, address)
        if target is None:
            continue
        path, fragment = target
        if f"{path}/index.html" in site.files:
            yield fault(page, tag, f"{shown} leads to a folder by way of a redirect", "end it with a slash")
        elif path not in site.files:
            yield fault(page, tag, f"{shown} leads to no file ({path})", "correct the address, or restore what it named")
        elif path == PACKET and fragment.startswith("pages="):
            # A choice of pages, which the packet's script reads: each must be a page of the site.
            for name in fragment.removeprefix("pages=").partition("&")[0].split(","):
                if f"{name}/index.html" not in site.files:
                    yield fault(page, tag, f"{shown} asks for the handout of {name}, which is no page", "name a page's path")
        elif fragment and path in site.pages and fragment not in site.pages[path].ids:
            cure = f'name an id that is there, or give one id="{fragment}"'
            yield fault(page, tag, f"{shown} leads to no id in {path}", cure)


def unreached_pages(site: Site) -> Iterator[str]:
    """Pages that no chain of links from the home page leads to."""
    reached, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in reached or path not in site.pages:
            continue
        reached.add(path)
        page = site.pages[path]
        targets = (site.resolve(page, address) for link in page.all("a") for _, address in link.addresses)
        waiting += [target[0] for target in targets if target]
    for path in sorted(site.pages.keys() - reached - {NOT_FOUND_PAGE}):
        yield fault(site.pages[path], None, "no link leads here from the home page", "link it, or add it to nav in mkdocs.yml")


def repeated_ids(site: Site) -> Iterator[str]:
    """Ids that a page holds twice: links, labels and scripts would find the wrong one."""
    for page in site.pages.values():
        for name, times in Counter(page.ids).items():
            if times > 1:
                yield fault(page, None, f'id="{name}" is there {times} times', "rename one, or the heading that made it")


def headings_and_titles(site: Site) -> Iterator[str]:
    """Pages without exactly one h1, or without a title of their own: what a screen reader says first."""
    titles: dict[str, list[str]] = {}
    for page in site.pages.values():
        titles.setdefault(page.title, []).append(page.path)
        if (count := len(page.all("h1"))) != 1:
            yield fault(page, None, f"it has {count} h1 headings", "begin the page with one '# Heading', and use '##' below")
        if not page.title:
            yield fault(page, None, "its <title> is empty", "give the page a title")
    for title, paths in titles.items():
        if title and len(paths) > 1:
            yield f"{', '.join(paths)}: one <title>, {title!r}, for {len(paths)} pages. Cure: give each a title of its own."


def inline_code(site: Site) -> Iterator[str]:
    """Style and script inside tags, which the security policy blocks."""
    for page in site.pages.values():
        for tag in page.tags:
            for attribute, value in tag.attributes.items():
                shown = f'<{tag.name} {attribute}="{value}">'
                if attribute == "style":
                    yield fault(page, tag, f"{shown} is an inline style", "use a class; align no Markdown table with ':---'")
                elif attribute.startswith("on"):
                    yield fault(page, tag, f"{shown} is an inline script", "add the listener in docs/assets/js")
                elif value.strip().lower().startswith("javascript:"):
                    yield fault(page, tag, f"{shown} is a script for an address", "use a button and a listener in docs/assets/js")


def foreign_subresources(site: Site) -> Iterator[str]:
    """What a browser would fetch from another host, which would tell that host what a person reads here."""
    for page, tag, attribute, address in _addresses(site):
        leaves = address.lower().startswith(("http:", "https:", "//")) and site.resolve(page, address) is None
        if tag.is_fetched and leaves:
            yield fault(page, tag, f'<{tag.name} {attribute}="{address}"> is fetched from another host', "serve it from docs/assets")


def _addresses(site: Site) -> Iterator[tuple[Page, Tag, str, str]]:
    for page in site.pages.values():
        for tag in page.tags:
            for attribute, address in tag.addresses:
                yield page, tag, attribute, address


RULES = (dead_links, unreached_pages, repeated_ids, headings_and_titles, inline_code, foreign_subresources)


# --- The site holds them ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(site: Path) -> Site:
    return read_site(site)


def test_the_site_has_pages_and_links(built: Site):
    """Guards the rules: over nothing, each of them would hold."""
    assert len(built.pages) > 2
    assert sum(len(page.all("a")) for page in built.pages.values()) > len(built.pages)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_site_has_no(rule, built: Site):
    faults = list(rule(built))
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:50])


# --- And the rules find what they are for -------------------------------------------------------------------------------

HEAD = '<html lang="en"><head><title>{title}</title>{head}</head>'
SOUND = {
    "index.html": HEAD.format(title="Home", head='<link rel="canonical" href="https://guide.test/base/">')
    + '<body><h1 id="top">Home</h1><a href="a/">A</a><a href="handouts/">Handouts</a> <a href="a/#part">Part</a> <a href="#top">Top</a> <a href="#">Top</a>'
    '<a href="https://guide.test/base/a/">A</a> <a href="https://elsewhere.test/">Source</a> <a href="tel:911">Call</a>'
    '<img src="dot%20one.svg" srcset="dot%20one.svg 1x, dot%20one.svg 2x" alt=""><svg><title>Dot</title></svg></body></html>',
    "a/index.html": HEAD.format(title="A", head="")
    + '<body><h1>A</h1><h2 id="part">Part</h2><a href="..">Home</a></body></html>',
    "handouts/index.html": HEAD.format(title="Handouts", head="") + '<body><h1>Handouts</h1><a href="..">Home</a></body></html>',
    "404.html": HEAD.format(title="Not found", head="") + '<body><h1>Not found</h1><a href="/base/">Home</a></body></html>',
    "dot one.svg": "<svg></svg>",
}


def site_with(folder: Path, files: dict[str, str]) -> Site:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return read_site(folder)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_sound_site_passes(rule, tmp_path: Path):
    assert list(rule(site_with(tmp_path, SOUND))) == []


@pytest.mark.parametrize(
    ("rule", "planted", "said"),
    [
        (dead_links, '<a href="../b/">B</a>', "leads to no file (b/index.html)"),
        (dead_links, '<a href="../a">A</a>', "end it with a slash"),
        (dead_links, '<A HREF=../index.html#gone>Raw HTML</A>', "leads to no id in index.html"),
        (dead_links, '<a href="#gone">Here</a>', "leads to no id in a/index.html"),
        (dead_links, '<a href="https://guide.test/base/gone/">Own site</a>', "leads to no file (gone/index.html)"),
        (dead_links, '<a href="/base/a/">From the top</a>', "make it relative"),
        (dead_links, '<a href="../../a/">Above the site</a>', "leads to no file (/a/index.html)"),
        (dead_links, '<img src="gone.png" alt="">', '<img src="gone.png"> leads to no file'),
        (dead_links, '<img src="../dot%20one.svg" srcset="../dot%20one.svg 1x, gone.png 2x" alt="">', 'srcset="gone.png"'),
        (dead_links, '<script src="gone.js"></script>', '<script src="gone.js"> leads to no file'),
        (dead_links, '<a href="../handouts/#pages=a,gone&size=large">Packet</a>', "asks for the handout of gone, which is no page"),
        (repeated_ids, '<p id="part">Again</p>', 'id="part" is there 2 times'),
        (headings_and_titles, "<h1>Another</h1>", "it has 2 h1 headings"),
        (inline_code, '<td style="text-align: right">1</td>', "is an inline style"),
        (inline_code, '<button onclick="print()">Print</button>', "is an inline script"),
        (inline_code, '<a href=" JavaScript:void(0)">Print</a>', "is a script for an address"),
        (foreign_subresources, '<script src="https://elsewhere.test/a.js"></script>', "is fetched from another host"),
        (foreign_subresources, '<img src="//elsewhere.test/a.png" alt="">', "is fetched from another host"),
        (foreign_subresources, '<link rel="preconnect" href="https://elsewhere.test">', "is fetched from another host"),
        (foreign_subresources, '<link rel="shortcut icon" href="https://elsewhere.test/i.ico">', "is fetched from another host"),
        (foreign_subresources, '<iframe src="http://elsewhere.test/"></iframe>', "is fetched from another host"),
    ],
)
def test_a_planted_fault_is_found(rule, planted: str, said: str, tmp_path: Path):
    page = SOUND["a/index.html"].replace("</body>", planted + "</body>")
    faults = list(rule(site_with(tmp_path, {**SOUND, "a/index.html": page})))
    assert len(faults) == 1, faults
    assert said in faults[0]
    assert faults[0].startswith("a/index.html:") and "Cure: " in faults[0]


@pytest.mark.parametrize(
    ("rule", "old", "new", "said"),
    [
        (unreached_pages, "a/", "./", "no link leads here from the home page"),
        (headings_and_titles, "<title>Home</title>", "<title>A</title>", "for 2 pages"),
        (headings_and_titles, "<title>Home</title>", "<title> </title>", "its <title> is empty"),
        (headings_and_titles, "h1", "h2", "it has 0 h1 headings"),
    ],
)
def test_a_changed_home_page_is_found(rule, old: str, new: str, said: str, tmp_path: Path):
    faults = list(rule(site_with(tmp_path, {**SOUND, "index.html": SOUND["index.html"].replace(old, new)})))
    assert len(faults) == 1, faults
    assert said in faults[0]
