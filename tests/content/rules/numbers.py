"""How numbers are written: out of 100, whole, without "common" or "rare" beside them, temperatures in both scales."""

import re

from guide import Problem
from markdown_blocks import plain, sentences
from reading import every_text, table_texts

PERCENT = re.compile(r"\d\s?%|\bpercent\b", re.IGNORECASE)
DECIMAL = re.compile(r"(?<![\d.])\d+\.\d+(?!\s?°)(?!\.)")
BAND = re.compile(r"\b(?:(?:very |un)?common(?:ly)?|rare(?:ly)?)\b", re.IGNORECASE)
OUT_OF = re.compile(r"\b\d+ (?:out of|in) (?:every )?(?:10|1,?000|[1-9])\b(?!\d)")
FAHRENHEIT = re.compile(r"\d°F(?! \(\d+(?:\.\d+)?(?: to \d+)?°C\))(?! to \d+°F \()")


def faults(text: str) -> list[tuple[str, str]]:
    """What is wrong with the numbers of a text, each with its cure."""
    found = []
    bare = plain(text)
    for sentence in sentences(bare):
        if PERCENT.search(sentence):
            found.append(("A percent figure", "Write it as `30 out of 100 people`."))
        if DECIMAL.search(sentence):
            found.append(("A decimal figure", "Round it to a whole number."))
        if OUT_OF.search(sentence):
            found.append(("A figure that is not out of 100", "Use one denominator: out of 100."))
        if re.search(r"\d+ out of 100", sentence) and BAND.search(sentence):
            found.append(("`common` or `rare` beside a figure", "Keep the figure, drop the word."))
        if FAHRENHEIT.search(sentence):
            found.append(("A temperature in °F alone", "Write `100.4°F (38°C)`."))
    return found


def problems(guide):
    for page in guide.pages.values():
        for text, line in every_text(page):
            for what, cure in faults(text):
                yield Problem(page.file, f"{what} in {text[:60]!r}.", cure, line)
    for file, key, text in table_texts(guide):
        for what, cure in faults(text):
            yield Problem(file, f"`{key}`: {what}.", cure)
