"""Reads Markdown as blocks: headings, paragraphs, list items, table rows and help cards, each with its line.

The contract and the writing rules ask about single blocks ("does this sentence cite a source?"), which a
rendered page no longer tells line by line. Only the Markdown that the guide uses is understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown.extensions.toc import slugify, unique

HEADING = re.compile(r"(#{1,6}) +(.+?)(?: *\{ *#([\w-]+) *\})? *$")
ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?) +([\w -]+?)(?: +\"(.*)\")? *$")
ITEM = re.compile(r"(?:[-*+]|\d+\.) +(.*)$")
MARKER = re.compile(r"<!-- ([\w-]+(?::[\w-]+)?) -->")
# A citation after the full stop belongs to the sentence before it.
SENTENCE_END = re.compile(r"(?<=[.!?])((?:\[\^[^\]]+\])*)[\"')*]*\s+(?=[A-Z0-9\"'(*\[])")
NOT_AN_END = re.compile(r"(?:\b(?:Dr|Mr|Ms|vs|St|approx|e\.g|i\.e|U\.S|No)\.)(?:\[\^[^\]]+\])*$")


@dataclass(frozen=True)
class Block:
    """One piece of a page."""

    kind: str  # heading, paragraph, item, row, card (its title line), marker
    line: int  # line number in the file
    text: str
    level: int = 0  # of a heading
    section: str = ""  # the second-level heading above it
    card: str = ""  # the admonition type it stands in, or ""
    anchor: str = ""  # of a heading
    list_id: int = 0  # items of one list share a number


def blocks(lines: list[tuple[int, str]]) -> list[Block]:
    """Split numbered lines into blocks.

    Takes ``[(line number, text)]`` as Page.lines() gives it; returns the blocks in order. Fenced code is passed over.
    """
    found: list[Block] = []
    used_anchors: set[str] = set()
    section = card = ""
    list_id = 0
    fence = False
    last_blank = True
    for number, raw in lines:
        text = raw.strip()
        if text.startswith("```"):
            fence = not fence
            continue
        if fence:
            continue
        if not text:
            last_blank = True
            continue
        if card and not raw.startswith("    "):
            card = ""
        heading, admonition, item = HEADING.match(text), ADMONITION.match(text), ITEM.match(text)
        if heading:
            level, title = len(heading[1]), heading[2]
            anchor = heading[3] or unique(slugify(plain(title), "-"), used_anchors)
            used_anchors.add(anchor)
            section = title if level == 2 else section
            found.append(Block("heading", number, title, level, section, card, anchor))
        elif admonition:
            card = admonition[1]
            found.append(Block("card", number, admonition[2] or "", 0, section, card))
        elif MARKER.fullmatch(text):
            found.append(Block("marker", number, text[5:-4], 0, section, card))
        elif text.startswith("|"):
            if not re.fullmatch(r"[|\s:-]+", text):
                found.append(Block("row", number, text, 0, section, card))
        elif item:
            previous = found[-1] if found else None
            if not (previous and previous.kind == "item" and previous.section == section and previous.card == card):
                list_id += 1
            found.append(Block("item", number, item[1], 0, section, card, list_id=list_id))
        elif not last_blank and found and found[-1].kind in {"item", "paragraph"}:
            # A line that goes on: one block, named by its first line.
            whole = found.pop()
            found.append(Block(whole.kind, whole.line, f"{whole.text} {text}", 0, whole.section, whole.card,
                               list_id=whole.list_id))
        elif text.startswith(": "):  # the meaning in a definition list
            found.append(Block("paragraph", number, text[2:], 0, section, card))
        elif not re.fullmatch(r"</?[\w-]+[^>]*>", text):
            found.append(Block("paragraph", number, text, 0, section, card))
        last_blank = False
    return found


def sentences(text: str) -> list[str]:
    """A block's sentences, each with the citations that follow its full stop."""
    parts: list[str] = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        candidate = text[start: match.end()].rstrip()
        if not NOT_AN_END.search(candidate):
            parts.append(candidate)
            start = match.end()
    if text[start:].strip():
        parts.append(text[start:].strip())
    return parts


def plain(text: str) -> str:
    """Markdown of one block as a reader sees it: no citations, link targets, emphasis marks or comments."""
    text = re.sub(r"<!--.*?-->", "", text)
    text = re.sub(r"\[\^[^\]]+\]", "", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\{[^}]*\}|</?\w[^>]*>", "", text)
    return re.sub(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`", "", text).strip()


def slug(text: str) -> str:
    """A title or name as an anchor or file name: lower case, a hyphen for all that is no letter and no digit."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
