"""Makes a page's handout: a short form of its text that fits a set number of sheets, with its head, foot and QR code.

Takes the page's typed front matter and its finished HTML; gives parts that overrides/handout.html prints. Type size never
gives way: a page that is too long loses whole parts by rule (``LEVELS``), and tests print every page to hold the limit.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any

import schema
import segno
from guide import Guide, Page, Problem, normal
from made_blocks import joined, sentence
from markdown_blocks import plain, slug
from page_data import status
from pydantic import ValidationError

# Sheets that a handout in normal print may take; other pages have no limit.
LIMITS = {schema.DrugPage: 2, schema.CombinationPage: 2, schema.TreatmentPage: 4, schema.SideEffectPage: 4}
KINDS = {schema.DrugPage: "Medicine", schema.CombinationPage: "Medicines given together", schema.TreatmentPage: "Treatment",
         schema.SideEffectPage: "Side effect"}
# Parts of a treatment's and a side effect's handout, in the page's order; those in the second set go first when room is short.
PARTS = {
    schema.TreatmentPage: ["Key points", "How it works", "What happens", "Side effects and what helps", "When to get help",
                           "If you decide not to have it, or to stop", "Questions to ask"],
    schema.SideEffectPage: ["Key points", "What it feels like", "What you can do", "What your team can do", "When to get help",
                            "Questions to ask"],
}
GIVE_WAY = ["How it works", "If you decide not to have it, or to stop"]
CARDS = {"emergency": "Now", "same-day": "Today", "next-visit": "Next visit"}


class Clinic(schema.Model):
    """`extra.clinic` of mkdocs.yml: what a clinic prints on its copy. What is left out becomes a line to write on."""

    name: schema.Text | None = None
    day: schema.Text | None = None
    night: schema.Text | None = None
    next_visit: schema.Text | None = None
    logo: schema.Text | None = None


def clinic(extra: dict[str, Any], docs: Path) -> tuple[Clinic, list[Problem]]:
    """The clinic of mkdocs.yml, and what is wrong with it."""
    try:
        found = Clinic.model_validate(extra.get("clinic") or {})
    except ValidationError as error:
        keys = ", ".join(Clinic.model_fields)
        return Clinic(), [Problem("mkdocs.yml", f"`extra.clinic.{'.'.join(map(str, fault['loc']))}`: {fault['msg']}.",
                                  f"The keys are {keys}; each value is text in quotes.") for fault in error.errors()]
    if found.logo and not (docs / found.logo).is_file():
        return found, [Problem("mkdocs.yml", f"`extra.clinic.logo` names {found.logo}, which is not in docs/.",
                               "Put the picture into docs/assets/images and name it from docs/ on.")]
    return found, []


@dataclass(frozen=True)
class Part:
    """One headed piece of a handout; ``new_sheet`` starts it on a sheet of its own in normal print."""

    title: str
    html: str
    new_sheet: bool = False


@dataclass(frozen=True)
class Handout:
    """All that the template prints of one page."""

    path: str       # address below the site's root, with a slash at its end: "drugs/tamoxifen/"
    title: str
    kind: str
    lead: str
    names: list[tuple[str, str]]
    parts: list[Part]
    sources: str
    status: dict[str, str]
    address: str
    qr: str
    layout: str     # "sides" (headings beside the text), "stacked" or "worksheet"

    @property
    def name(self) -> str:
        """The handout's name in CSS and in a packet's address: drugs/tamoxifen."""
        return self.path.rstrip("/")


# --- all handouts of one build -------------------------------------------------------------------------------------


class Paper:
    """What one build makes for paper: each page's head and foot, its handout, and the data of the packet page."""

    def __init__(self, found: Clinic | None = None) -> None:
        self.clinic = found or Clinic()
        self.env: Any = None  # the theme's Jinja environment, once it is there
        self._files: dict[str, str] = {}
        self._named: list[str] = []
        self._packet: list[tuple[Handout, str]] = []

    def add(self, page: Page, guide: Guide, content: str, url: str, address: str, context: Any) -> dict[str, Any]:
        """Make all paper of one page; gives what its own templates show of it."""
        path = "" if url in {".", "./"} else url
        config = context["config"]
        rule = partial(page_rule, config.site_name, config.copyright, page.meta.title, status(page.meta), address)
        self._files[f"{path}print.css"] = rule()
        self._named.append(rule(css_name(path)) + f".{css_name(path)} {{ page: {css_name(path)} }}\n")
        if page.path == "handouts/index.md":
            cover = partial(page_rule, config.site_name, config.copyright, "My packet", status(page.meta), address)
            self._named.append(cover("sheet-cover") + ".packet__cover { page: sheet-cover }\n")
        shown: dict[str, Any] = {"qr": qr(address), "clinic": self.clinic, "sheet": None}
        if has_handout(page):
            shown["sheet"] = made = make(page, guide, content, path, address)
            self._files[f"{path}handout.html"] = self.env.get_template("handout.html").render({**context, **shown})
            inside = {"sheet": made, "clinic": self.clinic, "base_url": ".."}  # as seen from handouts/
            self._packet.append((made, self.env.get_template("partials/sheet.html").render(inside)))
        return shown

    def files(self, guide: Guide, nav: list) -> dict[str, str]:
        """Every file to write below the site's root: path -> text."""
        groups = {value.split("/")[0]: title for item in nav or [] for title, value in _firsts(item)}
        return {**self._files, "handouts/sheets.css": "".join(self._named), **packet_scripts(self._packet, groups)}


def _firsts(item: Any) -> list[tuple[str, str]]:
    """Each section of the navigation with the path of its first page."""
    found = []
    for title, value in item.items() if isinstance(item, dict) else []:
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, dict):
            first = next(iter(first.values()))
        if isinstance(first, str):
            found.append((title, first))
    return found


def has_handout(page: Page) -> bool:
    """Lists of names or links, and pages about the guide itself, are not handed over."""
    return not page.is_index and page.folder not in {"", "about"} and "<!-- drugs:not-in-this-guide -->" not in page.body


# --- from the page's HTML -----------------------------------------------------------------------------------


def sections(content: str) -> dict[str, str]:
    """A page's HTML by the titles of its second-level headings; what stands before the first under ""."""
    body = content.split('<div class="footnote"')[0]
    pieces = re.split(r'<h2 id="[^"]*">(.*?)</h2>', body)
    return {"": pieces[0], **{html.unescape(re.sub(r"<[^>]+>", "", title)): text for title, text in zip(pieces[1::2], pieces[2::2], strict=True)}}


def clean(text: str) -> str:
    """HTML for paper: no source marks, no links, no ids; what is closed on the page stays off the sheet."""
    text = re.sub(r"<details\b.*?</details>", "", text, flags=re.DOTALL)
    text = re.sub(r'<sup id="fnref.*?</sup>', "", text, flags=re.DOTALL)
    text = re.sub(r"</?a\b[^>]*>", "", text)
    text = re.sub(r'\s(?:id|role|aria-\w+|data-[\w-]+)="[^"]*"', "", text)
    text = re.sub(r"<p>(<strong>[^<]*:</strong>)</p>", r'<p class="fill-in">\1</p>', text)
    return re.sub(r'<div class="admonition ([\w-]+)">\s*<p class="admonition-title">(.*?)</p>(.*?)</div>', _card, text,
                  flags=re.DOTALL).strip()


def _card(match: re.Match[str]) -> str:
    kind, title, body = match[1], match[2], match[3].strip()
    if kind not in CARDS:
        return f'<div class="box"><p><b>{title}</b></p>{body}</div>'
    return (f'<div class="card {kind}"><div class="card__head"><p class="card__label">{CARDS[kind]}</p>'
            f"<h3>{title}</h3></div><div>{body}</div></div>")


def items(text: str, limit: int) -> str:
    """A part's HTML with the first ``limit`` items of its lists; where few are kept, nothing beside the list."""
    found = re.findall(r"<li>.*?</li>", text, flags=re.DOTALL)
    if limit <= 3 and found:
        return f"<ul>{''.join(found[:limit])}</ul>"
    for item in found[limit:]:
        text = text.replace(item, "", 1)
    return text


# --- from front matter ------------------------------------------------------------------------------------------


def text_of(words: str) -> str:
    """Markdown of one line as escaped plain text."""
    return html.escape(plain(words), quote=False)


def facts(page: Page) -> str:
    """How it is given, as short lines."""
    meta = page.meta
    rows = [("How", meta.how_given), ("How often", meta.how_often), ("Food", getattr(meta, "food", None)),
            ("Test needed first", getattr(meta, "test_first", None))]
    return "<ul>" + "".join(f"<li><b>{name}:</b> {text_of(value)}</li>" for name, value in rows if value) + "</ul>"


def effects(page: Page, form: str) -> str:
    """Side effects out of 100 people, each study named once; those without a figure in one line.

    ``form`` is "notes" (one to a line, with its note), "columns" (two to a line) or "run" (one after the other).
    """
    meta = page.meta
    blocks = []
    for key, study in meta.studies.items():
        rows = [row for row in meta.side_effects if row.study == key]
        names = [(text_of(sentence(row.name)), f"<b>{row.figure()}</b>", row.note) for row in rows]
        if form == "run":
            blocks.append(f"<p>Out of 100 people, {text_of(study)}: " + "; ".join(f"{name} {figure}" for name, figure, _ in names) + ".</p>")
        elif form == "notes" and any(note for _, _, note in names):
            made = [f"<li>{name}: {figure}{f'. {text_of(sentence(note))}' if note else ''}</li>" for name, figure, note in names]
            blocks.append(f'<p>How many out of 100 people had it, {text_of(study)}:</p><ul class="effects">{"".join(made)}</ul>')
        else:
            made = [f"<li>{name}: {figure}</li>" for name, figure, _ in names]
            blocks.append(f'<p>How many out of 100 people had it, {text_of(study)}:</p><ul class="effects effects--columns">{"".join(made)}</ul>')
    rest = [text_of(row.name) for row in meta.side_effects if not row.study]
    if rest:
        lead = "No figure that we trust" if blocks else "We have no figures that we trust"
        blocks.append(f"<p>{lead}: {'; '.join(rest)}.</p>")
    return "".join(blocks)


def not_same(page: Page, guide: Guide) -> str:
    """The names that this medicine must not be mixed up with, in one line."""
    mine = {normal(name) for name in page.meta.names.heard()} | {normal(page.meta.title)}
    pairs = [entry.pair for entry in guide.look_alikes]
    others = [pair[1 - side] for pair in pairs for side in (0, 1) if normal(pair[side]) in mine]
    return joined(list(dict.fromkeys(others)))


# --- what fits -------------------------------------------------------------------------------------------------------

# In points, as handout.css prints them. (height of a sheet's text, width of an item in a part); A4 is taller, US Letter wider.
PAPERS = {"Letter": (691, 422), "A4": (740, 404)}
LINE, CARD_NARROWER, COLUMN_GAP = 15.4, 15, 12
# Widths of the typeface's characters from the space to "~", in hundredths of the type size.
WIDTHS = dict(zip(map(chr, range(32, 127)), map(int, """28 29 30 65 59 92 73 16 30 30 48 61 21 36 21 39 65 41 55 58 61 59 60 51 61 59
21 21 55 63 55 48 78 63 61 64 67 57 55 69 69 39 51 63 54 82 69 71 59 72 61 59 56 69 59 86 62 57 61 32 39 34 55 37 24 52 57 48 56 54 31 56
55 25 24 49 26 84 55 55 57 57 35 47 33 54 46 68 48 45 46 34 24 34 55""".split()), strict=True))


@lru_cache(maxsize=4096)  # each form of a handout that is tried holds mostly the same words
def lines(words: str, width: float) -> int:
    """How many lines of 12 pt the words take in a column of so many points."""
    count, used = 1, 0.0
    for word in words.split():
        for number, piece in enumerate(re.split(r"(?<=[a-z0-9]-)(?=\w)", word)):  # a line may end after a hyphen
            wide = sum(WIDTHS.get(char, 60) for char in piece) * 0.12 * 1.003
            space = 3.4 if used and not number else 0
            if used and used + space + wide > width:
                count, used = count + 1, wide
            else:
                used += space + wide
    return count


class _Boxes(HTMLParser):
    """Splits HTML into what is not cut across sheets, as heights: paragraphs, items, rows of tables, whole help cards."""

    BLOCKS = {"p", "li", "h3", "h4", "tr", "td", "th", "ul", "ol", "dt", "dd", "table"}

    def __init__(self, width: float) -> None:
        super().__init__()
        self.width = width
        self.boxes: list[float] = []
        self.text = ""
        self.block = ""                        # the innermost block
        self.depth = 0                         # <div>s within a help card
        self.card: list[float] = []            # heights of its items
        self.column: list[float] | None = None  # heights of the items of a list in two columns
        self.row: list[str] = []               # texts of a table's row

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        css = dict(attrs).get("class") or ""
        if tag in self.BLOCKS:
            self._flush()
            self.block = tag
        if tag == "div" and (self.depth or css.startswith("card ")):
            self.depth += 1
        if "effects--columns" in css:
            self.column = []

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCKS:
            self._flush()
        if tag == "tr" and self.row:
            width = (self.width + 13) / len(self.row) - 12
            self.boxes.append(max(lines(cell, width) for cell in self.row) * LINE + 5)
            self.row = []
        if tag == "ul" and self.column is not None:
            self.boxes.append(sum(self.column) / 2 + max(self.column, default=0) / 2)
            self.column = None
        if tag == "div" and self.depth:
            self.depth -= 1
            if not self.depth:
                self.boxes.append(max(sum(self.card), 4.3 * LINE) + 17)
                self.card = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self) -> None:
        words, self.text = " ".join(self.text.split()), ""
        if not words:
            return
        if self.depth:
            if self.block == "li":
                self.card.append(lines(words, self.width - CARD_NARROWER) * LINE + 1.5)
        elif self.column is not None:
            self.column.append(lines(words, (self.width - COLUMN_GAP - 13) / 2) * LINE + 1.5)
        elif self.block in {"td", "th"}:
            self.row.append(words)
        else:
            self.boxes.append(lines(words, self.width) * LINE + (5 if self.block == "h3" else 2))


def sheets(handout: Handout, paper: str) -> float:
    """About how many sheets the handout takes in normal print; errs on the long side."""
    sheet, width = PAPERS[paper]
    names = [f"{term}: {value}" for term, value in handout.names]
    title = 23.5 * lines(handout.title, (width + 10) / 1.8)  # 1.7 times the size, and bold
    used = max(LINE + 9.5 + title + (LINE + 2) * sum(lines(text, width + 15) for text in [handout.lead, *names] if text), 78)
    count = 1
    for part in handout.parts:
        clinic_lines = 40 if part.title == "When to get help" else 0  # they stay with what follows
        pieces = list(boxes(part.html, width))
        if clinic_lines and not part.html.startswith("<div") and len(pieces) > 1:  # so does a line between them and the first card
            pieces[:2] = [pieces[0] + pieces[1]]
        for number, box in enumerate(pieces):
            gap = 6 + clinic_lines if number == 0 else 0
            if (number == 0 and part.new_sheet) or used + gap + box > sheet:
                count, used = count + 1, 0
            used += gap + box
    used += 2 * LINE + 8  # the line on sources
    return count + used / sheet - (1 if used <= sheet else 0)


@lru_cache(maxsize=4096)  # a part is measured again for each order of parts
def boxes(text: str, width: float) -> tuple[float, ...]:
    """The heights of the pieces of a part's HTML that are not cut, in points."""
    reader = _Boxes(width)
    reader.feed(text)
    reader.close()
    return tuple(reader.boxes)


# --- the handout -------------------------------------------------------------------------------------------------------

# From the fullest form to the shortest; each level keeps what those before it took away.
LEVELS: list[dict[str, Any]] = [
    {"effects": "notes", "how": True, "questions": 99, "tests": 99, "missed": True, "drop": 0, "lead": True, "subsections": True,
     "key_points": 5, "names": 9},
    {"effects": "columns"},
    {"how": False},
    {"questions": 5, "drop": 1},
    {"tests": 5},
    {"questions": 3},
    {"effects": "run", "drop": 2},
    {"tests": 3},
    {"missed": False},
    {"tests": 2, "questions": 2},
    {"lead": False, "subsections": False},
    {"key_points": 4, "names": 1},
    {"key_points": 3, "names": 0},
    {"tests": 1, "questions": 1},
]
# Down to this level the help cards keep a sheet of their own; where that takes more, they follow the text.
OWN_SHEET = 6


def levels() -> list[dict[str, Any]]:
    """Every form to try, the best first, each with all that it keeps."""
    found: list[dict[str, Any]] = []
    for level in LEVELS:
        found.append({**(found[-1] if found else {"own_sheet": True}), **level})
    return [*found[: OWN_SHEET + 1], *({**level, "own_sheet": False} for level in found[2:]), *found[OWN_SHEET + 1:]]


def medicine_parts(page: Page, guide: Guide, by_title: dict[str, str], level: dict[str, Any]) -> list[list[Part]]:
    """The parts of a medicine's or a combination's handout, in the orders that may be tried."""
    how = facts(page) + (by_title.get("How you have it", "") if level["how"] else "")
    start = [Part("Key points", items(by_title["Key points"], level["key_points"])), Part("How you have it", how)]
    help_ = Part("When to get help", by_title["When to get help"], new_sheet=level["own_sheet"])  # the side for the refrigerator door
    rest = [Part("Side effects", effects(page, level["effects"]))]
    if level["missed"] and "If you miss a dose" in by_title:
        rest.append(Part("If you miss a dose", by_title["If you miss a dose"]))
    rest.append(Part("Tests you will have", items(by_title["Tests you will have"], level["tests"])))
    rest.append(Part("Questions to ask", items(by_title["Questions to ask"], level["questions"])))
    # Each of the rest stands before the help cards or after them; the more before, the better.
    before = sorted(product([True, False], repeat=len(rest)), key=lambda choice: -sum(choice))
    return [[*start, *(part for part, first in zip(rest, choice, strict=True) if first), help_,
             *(part for part, first in zip(rest, choice, strict=True) if not first)] for choice in before]


def page_parts(page: Page, by_title: dict[str, str], level: dict[str, Any]) -> list[list[Part]]:
    """The parts of a treatment's or a side effect's handout; of any other page, all of them."""
    wanted = PARTS.get(type(page.meta), [title for title in by_title if title not in {"", "Sources"}])
    dropped = set(GIVE_WAY[: level["drop"]])
    found = [Part(title, items(by_title[title], level["questions"]) if title == "Questions to ask" else by_title[title])
             for title in wanted if title in by_title and title not in dropped]
    if not level["subsections"]:
        found = [replace(part, html=part.html.split("<h3>")[0]) if part.title == "What happens" else part for part in found]
    if by_title.get("") and type(page.meta) not in PARTS:
        found.insert(0, Part("", by_title[""]))
    return [found]


def make(page: Page, guide: Guide, content: str, path: str, address: str) -> Handout:
    """The handout of a page: the fullest form that fits its sheets."""
    meta = page.meta
    by_title = {title: clean(text) for title, text in sections(content).items() if clean(text)}
    medicine = isinstance(meta, schema.EffectsTable)
    names: list[tuple[str, str]] = []
    if isinstance(meta, schema.DrugPage):
        names = [("Brand names", joined(meta.names.brands)), ("Say it", meta.names.say), ("Not the same as", not_same(page, guide))]
    elif isinstance(meta, schema.CombinationPage):
        names = [("Medicines in it", joined([guide.drugs[slug].meta.title for slug in meta.medicines]))]
    handout = Handout(
        path, meta.title, KINDS.get(type(meta), ""), plain(meta.description), [pair for pair in names if pair[1]], [],
        sources_line(content, guide), status(meta), address, qr(address),
        "worksheet" if page.folder == "handouts" else "sides" if type(meta) in LIMITS else "stacked")
    limit = LIMITS.get(type(meta))
    tried: list[Handout] = []
    for level in levels():
        orders = medicine_parts(page, guide, by_title, level) if medicine else page_parts(page, by_title, level)
        forms = [replace(handout, parts=parts, lead=handout.lead if level["lead"] else "",
                         names=handout.names[-level["names"]:] if level["names"] else []) for parts in orders]
        fits = [form for form in forms if limit is None or all(sheets(form, paper) <= limit for paper in PAPERS)]
        if fits:
            return fits[0]
        tried += forms
    return min(tried, key=lambda form: sheets(form, "Letter"))


def sources_line(content: str, guide: Guide) -> str:
    """How many sources of which kind stand behind the page. The list itself stands on the page."""
    keys = re.findall(r'<li id="fn:([^"]+)">', content)
    kinds = Counter(guide.sources[key].kind for key in keys if key in guide.sources and guide.sources[key].kind != "place-to-look")
    if not kinds:
        return ""
    named = [f"{kinds.pop(kind)} {words}" for kind, words in
             [("label", "medicine labels"), ("agency", "from government agencies"), ("guideline", "guidelines"), ("study", "studies")]
             if kinds[kind] > 1]
    total = sum(int(words.split()[0]) for words in named) + sum(kinds.values())
    among = f", among them {joined(named)}" if named else ""
    return f"{total} document{'s' * (total > 1)}{among}."


@lru_cache(maxsize=4)  # the page and its handout ask for the same code, one after the other
def qr(address: str) -> str:
    """The address as a QR code: inline SVG, with the quiet zone of four modules that scanners need, and no style in it."""
    return segno.make(address, error="m", micro=False).svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None, light="#fff",
                                                                  title=f"QR code of {address}" if address else None)


# --- head and foot of every sheet ------------------------------------------------------------------------------------------


def css_string(text: str) -> str:
    """Text as a CSS string: nothing in it can end the string or start a line."""
    return '"' + "".join(f"\\{ord(char):x} " if char in '"\\<>' or ord(char) < 32 else char for char in text) + '"'


def page_rule(site_name: str, promise: str, title: str, said: dict[str, str], address: str, name: str = "") -> str:
    """What stands on every sheet of a page, as an @page rule; ``name`` makes it a named page for sheets of many pages.

    Sizes come from custom properties of the root element, which Chromium hands down to the sheet. So does the number that a
    packet or the booklet gives this part: ``--part-<name>``, a string such as "2. ".
    """
    number = f'var(--part-{name}, "") ' if name else ""
    foot = r"\A ".join([css_string(promise)[:-1], css_string(f"Sources checked {said['checked']}. {said['review']}.")[1:-1],
                        css_string(address)[1:]])
    small = "font-size: var(--foot-size, 9pt); line-height: 1.25; color: #000; font-family: var(--sheet-font, sans-serif); vertical-align: top"
    large = "font-size: var(--head-size, 12pt); line-height: 1.2; color: #000; font-family: var(--sheet-font, sans-serif); vertical-align: bottom; padding-bottom: 5pt"
    return (f"@page {name} {{\n  margin: var(--head-space, 16mm) 13mm var(--foot-space, 19mm);\n"
            f"  @top-left {{ content: {css_string(site_name)}; text-align: left; {large} }}\n"
            f"  @top-right {{ content: {number}{css_string(title)}; text-align: right; font-weight: 700; {large} }}\n"
            f"  @bottom-left {{ content: {foot}; white-space: pre-line; text-align: left; {small}; padding-top: 5pt }}\n"
            f'  @bottom-right {{ content: "Sheet " counter(page) " of " counter(pages); text-align: right; width: var(--sheet-count, 7em); {small}; padding-top: 5pt }}\n}}\n')


def css_name(path: str) -> str:
    """A page's name as a CSS identifier: ``drugs/5-fu/`` becomes ``sheet-drugs-5-fu``."""
    return "sheet-" + (slug(path) or "home")


def packet_scripts(handouts: list[tuple[Handout, str]], groups: dict[str, str]) -> dict[str, str]:
    """The data of the packet page as two scripts, so that it works without a server: every handout's name, title and group, which
    the page starts with, and their HTML, which is large and comes when the first page is chosen."""
    places = list(groups)
    handouts = sorted(handouts, key=lambda one: (places.index(folder) if (folder := one[0].name.split("/")[0]) in places else 99, one[0].title.casefold()))
    data = [{"name": one.name, "title": one.title, "group": groups.get(one.name.split("/")[0], "Other pages"),
             "sheet": css_name(one.path)} for one, _ in handouts]
    texts = {one.name: re.sub(r">\s+<", "> <", text).strip() for one, text in handouts}
    return {"handouts/list.js": f"window.guideHandouts = {in_script(data)};\n", "handouts/sheets.js": f"window.guideSheets = {in_script(texts)};\n"}


def in_script(data: Any) -> str:
    """Data as JSON that is safe inside any script."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
