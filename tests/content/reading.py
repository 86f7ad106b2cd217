"""A page's prose as a reader reads it, for the rules on words and on reading grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import schema
from guide import Guide, Page, true_names
from markdown_blocks import Block, blocks, plain, sentences

# Names of diseases, classes and organizations that a reader meets in the clinic and that no plainer word replaces.
# They are masked for the grade only, as style.md rules; every one is explained where it first stands.
MASKED = """
    breast cancer; triple-negative breast cancer; hormone receptor-positive; HR-positive; HER2-positive; HER2-negative; HER2-low;
    HER2-ultralow; triple-negative; PD-L1-positive; aromatase inhibitors; aromatase inhibitor; CDK4/6 inhibitors; CDK4/6 inhibitor;
    PARP inhibitors; PARP inhibitor; antibody-drug conjugates; antibody-drug conjugate; bisphosphonates; bisphosphonate; anthracyclines;
    anthracycline; taxanes; taxane; neuropathy; neutropenia; pneumonitis; interstitial lung disease; osteonecrosis of the jaw;
    osteonecrosis; anemia; diarrhea; lymphedema; hypercalcemia; leptomeningeal disease; cardiomyopathy; hepatitis; diabetes;
    osteoporosis; Food and Drug Administration; National Cancer Institute; American Cancer Society; American Society of Clinical Oncology
"""


def masked_names(guide: Guide) -> re.Pattern[str]:
    """One pattern for every name of a medicine in the guide and every name in MASKED, the longest first."""
    names = {name.strip() for name in MASKED.replace("\n", " ").split(";")}
    for page in [*guide.drugs.values(), *guide.combinations.values()]:
        names |= set(true_names(page))
    for pair in guide.look_alikes:
        names |= set(pair.pair)
    return _pattern(frozenset(name for name in names if name))


@lru_cache(maxsize=4)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    ordered = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])", re.IGNORECASE)


def prose(page: Page) -> list[Block]:
    """The blocks that hold sentences: paragraphs and list items, help cards among them."""
    return [part for part in blocks(page.lines()) if part.kind in {"paragraph", "item"} and part.section != "Sources"]


def spoken(page: Page) -> Iterator[tuple[Block, str]]:
    """Each prose block with its sentences in plain text: (block, sentence)."""
    for part in prose(page):
        for sentence in sentences(part.text):
            words = plain(sentence)
            if words:
                yield part, words


def masked_text(page: Page, guide: Guide) -> str:
    """All prose of a page, names masked, every sentence closed with a stop, for a reading formula."""
    pattern = masked_names(guide)
    lines = []
    for _, sentence in spoken(page):
        text = pattern.sub("name", sentence).rstrip()
        lines.append(text if text.endswith((".", "!", "?")) else text.rstrip(",;:") + ".")
    return " ".join(lines)


def every_text(page: Page) -> Iterator[tuple[str, int | None]]:
    """All text that readers see, table cells, headings and front matter included: (text, line)."""
    for part in blocks(page.lines()):
        if part.kind != "marker":
            yield part.text, part.line
    meta = page.meta
    yield meta.title, None
    yield meta.description, None
    for key in ("for_whom", "how_given", "how_often", "food", "test_first"):
        if value := getattr(meta, key, None):
            yield value, None
    for row in getattr(meta, "side_effects", []):
        for value in (row.name, row.note, row.helps):
            if value:
                yield value, None


def table_texts(guide: Guide) -> Iterator[tuple[str, str, str]]:
    """The shared texts of data files: (file, key, text)."""
    for key, effect in guide.effects.items():
        yield "docs/side-effects/effects.yml", key, effect.helps
    for pair in guide.look_alikes:
        yield "docs/drugs/look-alikes.yml", " / ".join(pair.pair), pair.why


def needs_grade(page: Page) -> bool:
    """Whether a page has enough prose for a reading formula to mean anything (30 sentences is textstat's own advice)."""
    return not isinstance(page.meta, schema.PlainPage) or len(list(spoken(page))) >= 12
