"""What comes out of the printer: the text, its sources and date, the address; no navigation, nothing tiny or lost."""

import io
import re

import pytest
from pypdf import PdfReader

from conftest import PROJECT
from guide import load

GUIDE = load(PROJECT / "docs")
PAGES = ["", "drugs/", "help/emergencies/", *(f"treatments/{slug}/" for slug in GUIDE.treatments),
         *(f"drugs/{slug}/" for slug in ["tamoxifen", "trastuzumab", "palbociclib"])]
NAVIGATION = ["Skip to the text", "Print or save as PDF", "Dark colors", "Light colors", "Back to top"]


def printed(page, **options) -> tuple[str, int]:
    """The text of the page's PDF, spaces joined, and its number of sheets."""
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, **options)))
    text = " ".join(sheet.extract_text() for sheet in reader.pages)
    return re.sub(r"\s+", " ", text), len(reader.pages)


@pytest.mark.parametrize("path", PAGES)
def test_a_printed_page_is_a_handout(open_page, path: str):
    page = open_page(path, color_scheme="dark")
    title = page.locator("h1").inner_text()
    text, sheets = printed(page)
    assert title in text
    assert "Sources last checked" in text
    assert "No doctor, nurse or pharmacist has reviewed this page yet" in text
    assert [words for words in NAVIGATION if words in text] == []
    assert sheets >= 1
    for card in page.locator(".admonition.emergency li, .admonition.same-day li").all():
        words = re.sub(r"\s+", " ", re.sub(r"\s*\d+\s*$", "", card.inner_text())).strip()[:40]
        assert words in text, f"a line of a help card is lost on paper: {words}"


@pytest.mark.parametrize("slug", ["tamoxifen", "trastuzumab"])
def test_sources_are_readable_on_paper(open_page, slug: str):
    text, _ = printed(open_page(f"drugs/{slug}/"))
    assert "Sources" in text
    assert "https://" in text, "a link on paper shows its address"


@pytest.mark.parametrize("script", [True, False])
def test_closed_boxes_open_on_paper(open_page, script: bool):
    """Survival figures wait behind a click on screen; on paper there is no click."""
    found = [page for page in GUIDE.pages.values() if "??? numbers" in page.body]
    if not found:
        return
    path = found[0].path.removesuffix(".md") + "/"
    page = open_page(path, java_script_enabled=script)
    inside = page.locator("details.numbers p").last.text_content().strip()[:30]
    text, _ = printed(page)
    assert re.sub(r"\s+", " ", inside) in text


def test_nothing_on_paper_is_smaller_than_nine_points(open_page):
    page = open_page("drugs/tamoxifen/")
    page.emulate_media(media="print")
    small = page.evaluate("""() => [...document.querySelectorAll('article p, article li, article td, article th, article dd, article dt')]
        .filter(one => one.offsetParent && one.textContent.trim())
        .map(one => [parseFloat(getComputedStyle(one).fontSize) * 0.75, one.textContent.trim().slice(0, 40)])
        .filter(([size]) => size < 9)""")
    assert small == []
