"""What comes out of the printer: every handout is printed once and read back; whole pages of each type are printed too."""

import io
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from pypdf import PdfReader

import handout
import schema
from conftest import PROJECT
from guide import load

GUIDE = load(PROJECT / "docs")
HANDOUTS = [path.removesuffix(".md") for path, page in GUIDE.pages.items() if handout.has_handout(page)]
LONG = sorted((path for path in HANDOUTS if not path.startswith("handouts/")), key=lambda path: -len(GUIDE.pages[f"{path}.md"].body))
# The longest and the shortest page of each folder, for the prints that need not be made of every page.
FOLDERS = dict.fromkeys(path.split("/")[0] for path in LONG)
SOME = list(dict.fromkeys(path for folder in FOLDERS for path in [next(one for one in LONG if one.startswith(f"{folder}/")),
                                                                next(one for one in reversed(LONG) if one.startswith(f"{folder}/"))]))
NAVIGATION = ["Skip to the text", "Print or save", "Handout to print", "Back to the page", "Large print", "Dark colors", "Close menu", "Search this guide", "On this page"]
FOOT = 71  # points from the sheet's lower edge: room of the foot in large print


def bare(text: str) -> str:
    """A text without its spaces: PDF readers guess them."""
    return re.sub(r"\s+", "", text)


@dataclass
class Printed:
    """One PDF, read back."""

    reader: PdfReader

    @cached_property
    def _read(self) -> tuple[list[str], list[tuple[str, float, float]]]:
        """Each sheet's text, and every piece of text with its size and its height above the lower edge, in points; read once."""
        sheets, runs = [], []

        def note(text, cm, tm, _font, size):
            if text.strip():
                runs.append((text.strip(), abs(size * tm[3] * cm[3]), tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))
        for sheet in self.reader.pages:
            sheets.append(bare(sheet.extract_text(visitor_text=note)))
        return sheets, runs

    @property
    def sheets(self) -> list[str]:
        return self._read[0]

    @property
    def runs(self) -> list[tuple[str, float, float]]:
        return self._read[1]

    def bookmarks(self) -> list[str]:
        def titles(entries):
            for entry in entries:
                yield from titles(entry) if isinstance(entry, list) else [entry.title]
        return list(titles(self.reader.outline))


class Press:
    """Prints pages of the served site with one browser page, without script and in dark colors, as the hardest case."""

    def __init__(self, browser, server: str):
        self.server = server
        self.context = browser.new_context(java_script_enabled=False, color_scheme="dark", viewport={"width": 720, "height": 900})
        self.page = self.context.new_page()

    def print(self, address: str, paper: str = "Letter") -> Printed:
        self.page.goto(self.server + address)
        return Printed(PdfReader(io.BytesIO(self.page.pdf(format=paper, tagged=True, outline=True))))


@pytest.fixture(scope="module")
def press(chromium, server):
    made = Press(chromium, server)
    yield made
    made.context.close()


@pytest.fixture(scope="module")
def letters(press) -> dict[str, Printed]:
    """Every handout on US Letter."""
    return {path: press.print(f"{path}/handout.html") for path in HANDOUTS}


def limit(path: str) -> int:
    if path.startswith("handouts/"):
        return 1
    return handout.LIMITS.get(type(GUIDE.pages[f"{path}.md"].meta), 99)


def cards(site: Path, path: str) -> list[list[str]]:
    """The help cards of a handout: their titles and lines."""
    text = (site / path / "handout.html").read_text("utf-8")
    found = re.findall(r'<div class="card [\w-]+">(.*?</ul>)', text, re.DOTALL)
    return [[re.sub(r"<[^>]+>", "", piece) for piece in re.findall(r"<(?:h3|li)>(.*?)</(?:h3|li)>", card, re.DOTALL)] for card in found]


def faults_of(path: str, printed: Printed, site: Path, size: float = 12, foot: float = 9, room: float = 57) -> list[str]:
    """What is wrong with one handout's PDF."""
    from html import unescape

    meta = GUIDE.pages[f"{path}.md"].meta
    reader, faults = printed.reader, []
    said = handout.status(meta)
    wanted = ["Stage 4 Breast Cancer Treatment Guide", meta.title, "For your questions, not instead of your care team",
              f"Sources checked {said['checked']}", said["review"], f"/{path}/"]
    for number, text in enumerate(printed.sheets, 1):
        missing = [words for words in [*wanted, f"Sheet {number} of {len(printed.sheets)}"] if bare(words) not in text]
        faults += [f"{path}: sheet {number} lacks {words!r}" for words in missing]
    whole = "".join(printed.sheets)
    faults += [f"{path}: navigation on paper: {words!r}" for words in NAVIGATION if bare(words) in whole and words not in meta.title]
    small = [(text, round(points, 1)) for text, points, height in printed.runs if points < size - 0.05 and height > room and height < 740]
    faults += [f"{path}: smaller than {size} pt: {small[:3]}"] if small else []
    tiny = [(text, points) for text, points, _ in printed.runs if points < foot - 0.05]
    faults += [f"{path}: smaller than {foot} pt: {tiny[:3]}"] if tiny else []
    for card in cards(site, path):
        where = [{number for number, text in enumerate(printed.sheets) if bare(unescape(line)) in text} for line in card]
        if not set.intersection(*where):
            faults.append(f"{path}: a help card is cut or incomplete: {card[0]!r}")
    if type(meta) in handout.LIMITS and len(cards(site, path)) != 3:
        faults.append(f"{path}: it has {len(cards(site, path))} help cards")
    if not reader.trailer["/Root"].get("/MarkInfo", {}).get("/Marked") or reader.trailer["/Root"].get("/Lang") != "en":
        faults.append(f"{path}: not tagged, or without language")
    if meta.title not in reader.metadata.title or bare(meta.title) not in map(bare, printed.bookmarks()):
        faults.append(f"{path}: no title or no bookmark")
    return faults


def test_every_handout_keeps_its_promises(letters, site):
    """On US Letter, in dark colors and without script: head, foot, sizes, whole cards, tags, title, language, bookmarks."""
    faults = [fault for path, printed in letters.items() for fault in faults_of(path, printed, site)]
    assert not faults, "\n".join(faults[:40])


def test_every_handout_fits_its_sheets(letters, press):
    """At most 2 sheets for medicines and combinations, 4 for treatments and side effects, 1 for worksheets; on both papers."""
    counts = {f"{path} on Letter": (path, len(printed.reader.pages)) for path, printed in letters.items()}
    counts |= {f"{path} on A4": (path, len(press.print(f"{path}/handout.html", "A4").reader.pages)) for path in HANDOUTS}
    assert [f"{name}: {count} sheets" for name, (path, count) in counts.items() if count > limit(path)] == []


@pytest.mark.parametrize("path", SOME)
def test_large_print(press, site, path: str):
    # The head of each sheet is 14 pt and the foot 11; what stands in the sheet's text is 18 or more.
    faults = faults_of(path, press.print(f"{path}/handout.html#large"), site, size=18, foot=11, room=FOOT)
    assert not faults, "\n".join(faults)


def test_the_worksheets_print_from_their_own_pages(press):
    """Ctrl+P on a worksheet's page gives the worksheet, on one sheet of either paper."""
    for path in HANDOUTS:
        if path.startswith("handouts/"):
            for paper in ("Letter", "A4"):
                assert len(press.print(f"{path}/", paper).reader.pages) == 1, f"{path} on {paper}"


def test_every_qr_code_leads_to_its_page(press, site_address):
    import zxingcpp
    from PIL import Image

    wrong = []
    for path in HANDOUTS:
        press.page.goto(f"{press.server}{path}/handout.html")
        picture = Image.open(io.BytesIO(press.page.locator(".sheet__qr svg").screenshot()))
        read = [code.text for code in zxingcpp.read_barcodes(picture)]
        if read != [f"{site_address}{path}/"]:
            wrong.append((path, read))
    assert wrong == []


@pytest.mark.parametrize("path", SOME)
def test_a_whole_page_prints_well(press, path: str):
    """Ctrl+P: 12 pt or more with the foot at 9, head and foot on each sheet, sources with their addresses, no navigation."""
    printed = press.print(f"{path}/")
    title = GUIDE.pages[f"{path}.md"].meta.title
    for number, text in enumerate(printed.sheets, 1):
        assert bare(f"Sheet {number} of {len(printed.sheets)}") in text and bare(title) in text and bare(f"/{path}/") in text
    assert "https://" in "".join(printed.sheets[1:])
    assert [words for words in NAVIGATION if bare(words) in "".join(printed.sheets) and words not in title] == []
    assert [(text, size) for text, size, height in printed.runs if size < 11.95 and height > 57] == []
    table = next((part for part in ["Whathelps"] if isinstance(GUIDE.pages[f"{path}.md"].meta, schema.DrugPage)), "")
    assert table in "".join(printed.sheets)


def test_a_table_repeats_its_head_on_the_next_sheet(press):
    path = next(path for path in LONG if path.startswith("drugs/") and len(GUIDE.pages[f"{path}.md"].meta.side_effects) > 12)
    printed = press.print(f"{path}/")
    names = [bare(row.name) for row in GUIDE.pages[f"{path}.md"].meta.side_effects]
    holding = [text for text in printed.sheets if "Whathelps" in text and any(name.lower() in text.lower() for name in names)]
    assert len(holding) >= 2, "a long table of side effects names its columns on each sheet"


def test_large_print_of_a_whole_page(press):
    printed = press.print(f"{LONG[0]}/#large-print")
    assert [(text, size) for text, size, height in printed.runs if size < 17.9 and FOOT < height < 740] == []


GRAY = """() => {
  const light = (color) => { const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((part) => {
    const one = part / 255; return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (node) => { for (; node; node = node.parentElement) { const color = getComputedStyle(node).backgroundColor;
    if (!/^rgba\\(.*, 0\\)$/.test(color)) return color; } return "rgb(255, 255, 255)"; };
  const weak = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) { const node = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !node.checkVisibility() || node.closest("svg, script, template")) continue;
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) weak.push(walk.currentNode.textContent.trim().slice(0, 40)); }
  return weak; }"""


@pytest.mark.parametrize("address", [f"{SOME[0]}/handout.html", f"{SOME[0]}/", "handouts/wallet-card/", "help/emergencies/"])
def test_gray_paper_keeps_contrast(open_page, address: str):
    """Luminance is what a gray print keeps of a color, so contrast of luminance is contrast on paper. Prints of dark pages too."""
    page = open_page(address, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(GRAY) == []


def test_cards_differ_without_color(open_page):
    """Each card has its word and its border: thick, thick on the left, dashed."""
    page = open_page(f"{SOME[0]}/handout.html")
    page.emulate_media(media="print")
    seen = page.locator(".card").evaluate_all("""cards => cards.map(card => { const style = getComputedStyle(card);
        return [card.querySelector('.card__label').textContent, style.borderLeftWidth, style.borderTopWidth, style.borderTopStyle].join() })""")
    assert len(set(seen)) == 3


@pytest.mark.parametrize("script", [True, False])
def test_survival_numbers_are_printed_only_if_opened(open_page, script: bool):
    """Paper is handed to people who did not ask for them."""
    found = [path for path in HANDOUTS if "??? numbers" in GUIDE.pages[f"{path}.md"].body]
    if not found:
        pytest.skip("no page holds survival numbers")
    page = open_page(f"{found[0]}/", java_script_enabled=script)
    inside = bare(page.locator("details.numbers p").last.text_content())[:30]

    def text() -> str:
        return bare("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages))
    assert inside not in text()
    page.locator("details.numbers summary").first.click()
    assert inside in text()
    page.goto(page.url + "handout.html")
    assert inside not in text()
