"""No doses: how many milligrams is between a person and the team. A figure read here could be taken for advice."""

import re

from guide import Problem
from reading import every_text, table_texts

DOSE = re.compile(r"\d[\d,.]*\s?(?:mg|mcg|µg|micrograms?|milligrams?|mL|milliliters?|units?|Gy|mg/m2|g/m2)\b|\bdouble dose\b")


def problems(guide):
    for page in guide.pages.values():
        for text, line in every_text(page):
            if match := DOSE.search(text):
                yield Problem(page.file, f"The dose {match[0]!r}.", "Say how it is given and how often, not how much.", line)
    for file, key, text in table_texts(guide):
        if match := DOSE.search(text):
            yield Problem(file, f"`{key}`: the dose {match[0]!r}.", "Say what to do, not how much.")
