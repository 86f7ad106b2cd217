"""Reading grade by Flesch-Kincaid, names masked: 8 at most on every page, 7 at most for the middle page.

textstat 0.7.8 counts syllables by its bundled dictionary; later ones fetch a corpus at run time.
"""

from statistics import median

import textstat

from guide import Problem
from reading import masked_text, needs_grade

HIGHEST = 8.0
MEDIAN = 7.0


def grades(guide) -> dict[str, float]:
    """Page path -> Flesch-Kincaid grade, for pages with enough prose."""
    return {
        path: textstat.flesch_kincaid_grade(masked_text(page, guide))
        for path, page in guide.pages.items() if needs_grade(page)
    }


def problems(guide):
    found = grades(guide)
    for path, grade in found.items():
        if grade > HIGHEST:
            yield Problem(f"docs/{path}", f"The reading grade is {grade:.1f}.", f"Use shorter words and sentences: {HIGHEST:.0f} at most.")
    if found and median(found.values()) > MEDIAN:
        yield Problem("docs/", f"The middle page reads at grade {median(found.values()):.1f}.", f"Bring it to {MEDIAN:.0f}.")
