"""What comes out of the printer: every handout is printed once and read back; whole pages of each type are printed too."""

import re
from pathlib import Path

import pytest

import handout
import schema
from conftest import PROJECT
from guide import load
from printed import Printed, bare

GUIDE = load(PROJECT / "docs")
HANDOUTS = [path.removesuffix(".md") for path, page in GUIDE.pages.items() if handout.has_handout(page)]
LONG = sorted((path for path in HANDOUTS if not path.startswith("handouts/")), key=lambda path: -len(GUIDE.pages[f"{path}.md"].body))
# The longest and the shortest page of each folder, for the prints that need not be made of every page.
FOLDERS = dict.fromkeys(path.split("/")[0] for path in LONG)
SOME = list(dict.fromkeys(path for folder in FOLDERS for path in [next(one for one in LONG if one.startswith(f"{folder}/")),
                                                                next(one for one in reversed(LONG) if one.startswith(f"{folder}/"))]))
NAVIGATION = ["Skip to the text", "Print or save", "Handout to print", "Back to the page", "Large print", "Dark colors", "Close menu", "Search this guide", "On this page"]
FOOT = 71  # points from the sheet's lower edge: room of the foot in large print


class Press:
    """Prints pages of the served site with one browser page, without script and in dark colors, as the hardest case."""

    def __init__(self, browser, server: str):
        self.server = server
        self.context = browser.new_context(java_script_enabled=False, color_scheme="dark", viewport={"width": 720, "height": 900})
        self.page = self.context.new_page()

    def print(self, address: str, paper: str = "Letter", **options) -> Printed:
        self.page.goto(self.server + address)
        return Printed(self.page.pdf(format=paper, tagged=True, outline=True, **options))


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
    faults = []
    said = handout.status(meta)
    wanted = ["Stage 4 Breast Cancer Treatment Guide", meta.title, "For your questions, not instead of your care team",
              f"Sources checked {said['checked']}", said["review"], f"/{path}/"]
    for number, text in enumerate(printed.sheets, 1):
        missing = [words for words in [*wanted, f"Sheet {number} of {len(printed)}"] if bare(words) not in text]
        faults += [f"{path}: sheet {number} lacks {words!r}" for words in missing]
    whole = "".join(printed.sheets)
    faults += [f"{path}: navigation on paper: {words!r}" for words in NAVIGATION if bare(words) in whole and words not in meta.title]
    faults += [f"{path}: smaller than {size} pt: {line}" for line in printed.smaller_than(size, above=room, below=740)]
    faults += [f"{path}: smaller than {foot} pt: {line}" for line in printed.smaller_than(foot)]
    faults += [f"{path}: too faint on gray paper: {line}" for line in printed.faint()]
    for card in cards(site, path):
        where = [{number for number, text in enumerate(printed.sheets) if bare(unescape(line)) in text} for line in card]
        if not set.intersection(*where):
            faults.append(f"{path}: a help card is cut or incomplete: {card[0]!r}")
    if type(meta) in handout.LIMITS and len(cards(site, path)) != 3:
        faults.append(f"{path}: it has {len(cards(site, path))} help cards")
    if not printed.tagged or printed.language != "en":
        faults.append(f"{path}: not tagged, or without language")
    if meta.title not in printed.title or bare(meta.title) not in map(bare, printed.bookmarks):
        faults.append(f"{path}: no title or no bookmark")
    return faults


def test_every_handout_keeps_its_promises(letters, site):
    """On US Letter, in dark colors and without script: head, foot, sizes, whole cards, ink that stays dark in gray, tags, title,
    language, bookmarks."""
    faults = [fault for path, printed in letters.items() for fault in faults_of(path, printed, site)]
    assert not faults, "\n".join(faults[:40])


def test_every_handout_fits_its_sheets(letters, press):
    """At most 2 sheets for medicines and combinations, 4 for treatments and side effects, 1 for worksheets; on both papers."""
    counts = {f"{path} on Letter": (path, len(printed)) for path, printed in letters.items()}
    counts |= {f"{path} on A4": (path, len(press.print(f"{path}/handout.html", "A4"))) for path in HANDOUTS}
    assert [f"{name}: {count} sheets" for name, (path, count) in counts.items() if count > limit(path)] == []


def test_every_handout_keeps_its_promises_in_large_print(press, site):
    # The head of each sheet is 14 pt and the foot 11; what stands in the sheet's text is 18 or more.
    faults = [fault for path in LONG
              for fault in faults_of(path, press.print(f"{path}/handout.html#large"), site, size=18, foot=11, room=FOOT)]
    assert not faults, "\n".join(faults[:40])


def test_the_worksheets_print_from_their_own_pages(press):
    """Ctrl+P on a worksheet's page gives the worksheet, on one sheet of either paper."""
    for path in HANDOUTS:
        if path.startswith("handouts/"):
            for paper in ("Letter", "A4"):
                assert len(press.print(f"{path}/", paper)) == 1, f"{path} on {paper}"


def test_every_printed_qr_code_leads_to_its_page(letters, site_address):
    """Read off the printed sheet, as a phone reads it."""
    import zxingcpp

    read = {path: [code.text for code in zxingcpp.read_barcodes(printed.picture(0))] for path, printed in letters.items()}
    assert {path: codes for path, codes in read.items() if codes != [f"{site_address}{path}/"]} == {}


@pytest.mark.parametrize("path", SOME)
def test_a_whole_page_prints_well(press, path: str):
    """Ctrl+P: 12 pt or more with the foot at 9, head and foot on each sheet, sources with their addresses, no navigation."""
    printed = press.print(f"{path}/")
    title = GUIDE.pages[f"{path}.md"].meta.title
    for number, text in enumerate(printed.sheets, 1):
        assert bare(f"Sheet {number} of {len(printed)}") in text and bare(title) in text and bare(f"/{path}/") in text
    assert "https://" in "".join(printed.sheets[1:])
    assert [words for words in NAVIGATION if bare(words) in "".join(printed.sheets) and words not in title] == []
    assert printed.smaller_than(12, above=57) == []
    if isinstance(GUIDE.pages[f"{path}.md"].meta, schema.DrugPage):
        assert "Whathelps" in "".join(printed.sheets)


@pytest.mark.parametrize("path", [path for path in LONG if len(getattr(GUIDE.pages[f"{path}.md"].meta, "side_effects", [])) > 14][:8])
def test_a_table_repeats_its_head_on_the_next_sheet(press, path: str):
    """Each sheet on which a table of side effects goes on names the table's columns before its first row."""
    printed = press.print(f"{path}/")
    page = GUIDE.pages[f"{path}.md"]
    names = [re.split(r"[,(.]", row.name)[0] for row in page.meta.side_effects]
    starts, ends = "You will not have every side effect", re.search(r":side-effects -->.*?\n##+ (.*?)\n", page.body, re.DOTALL)[1]
    first = next(sheet for sheet in range(len(printed)) if printed.heights(sheet, starts))
    last, end = next((sheet, max(found)) for sheet in range(first, len(printed)) if (found := printed.heights(sheet, ends)))
    assert last > first, f"{path}: its table no longer reaches a second sheet: take a longer one"
    for sheet in range(first + 1, last + 1):
        below = end if sheet == last else 0
        rows = [height for name in names for height in printed.heights(sheet, name) if below < height < 740]
        columns = [height for height in printed.heights(sheet, "What helps") if height > below]
        assert not rows or columns, f"{path}: sheet {sheet + 1} does not name the columns"
        assert not rows or max(columns) > max(rows), f"{path}: sheet {sheet + 1} starts with a row and not with the columns' names"


def test_large_print_of_a_whole_page(press):
    assert press.print(f"{LONG[0]}/#large-print").smaller_than(18, above=FOOT, below=740) == []


@pytest.mark.parametrize("background", [False, True])
@pytest.mark.parametrize("address", [f"{SOME[0]}/handout.html", f"{SOME[0]}/handout.html#large", f"{SOME[0]}/", "treatments/chemotherapy/",
                                     "drugs/", "handouts/wallet-card/", "handouts/symptom-diary/handout.html", "help/emergencies/"])
def test_gray_paper_keeps_contrast(press, address: str, background: bool):
    """Whole pages, worksheets and handouts, of dark pages, with and without their backgrounds."""
    assert press.print(address, print_background=background).faint() == []


def test_faint_ink_is_found(press):
    """#767676 on white is the faintest gray that passes; the next fainter one is found."""
    press.page.goto("about:blank")  # else the last page's policy blocks the colors
    press.page.set_content('<p>black</p><p style="color: #767676">enough</p><p style="color: #7b7b7b">faint words</p>')
    assert [line.split(": ")[1] for line in Printed(press.page.pdf(print_background=True)).faint()] == ["faint words"]


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
    assert found, "no page holds survival numbers: write one into a small page of the test's own"
    page = open_page(f"{found[0]}/", java_script_enabled=script)
    inside = bare(page.locator("details.numbers p").last.text_content())[:30]

    def text() -> str:
        return "".join(Printed(page.pdf()).sheets)
    assert inside not in text()
    page.locator("details.numbers summary").first.click()
    assert inside in text()
    page.goto(page.url + "handout.html")
    assert inside not in text()
