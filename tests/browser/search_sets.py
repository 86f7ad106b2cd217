"""The sets of queries that the search is measured with, each as (what is typed, the page that must come first).

They stand in tests/search/ and were written before the search was measured; the random edits are made here, from a seed that
nothing was fitted to. Tests and the benchmark read them from one place.
"""

import random
import re
import string
from pathlib import Path

import yaml

import search_names
from guide import Guide

SETS = Path(__file__).parents[1] / "search"
SEED = 20261126
EDITS = 400


def read(name: str) -> dict:
    return yaml.safe_load((SETS / f"{name}.yml").read_text("utf-8"))


def lines(name: str) -> list[str]:
    return [line.strip() for line in (SETS / f"{name}.txt").read_text("utf-8").splitlines() if line.strip()]


def address(slug: str) -> str:
    """The address of a medicine (its file name) or of a combination (combinations/ and its file name)."""
    return f"{slug}/" if slug.startswith("combinations/") else f"drugs/{slug}/"


def exact_names(guide: Guide) -> list[tuple[str, str]]:
    """Every true name of every page, and the names that only the search knows."""
    found = [(name, search_names.address(guide.pages[path]))
             for path, names in search_names.true_names_of(guide).items() for name in names]
    return found + [(name, address(slug)) for slug, other in guide.other_names.items() if slug in guide.drugs
                    for name in [*other.abroad, *other.short]]


def sounds(guide: Guide) -> list[tuple[str, str]]:
    return [(form, address(slug)) for slug, heard in read("sound-alikes").items() if slug in guide.drugs for form in heard]


def hospital_entries(guide: Guide) -> list[tuple[str, list[str]]]:
    """Entries whose pages are all there."""
    known = {search_names.address(page) for page in guide.pages.values()}
    entries = [(str(entry), [address(slug) for slug in slugs]) for entry, slugs in read("hospital-entries").items()]
    return [(entry, pages) for entry, pages in entries if set(pages) <= known]


def absent(guide: Guide) -> list[tuple[str, str]]:
    """Medicines that the guide does not hold: every name, and names misspelt or with words around them -> the generic name."""
    found = [(name, medicine.generic) for medicine in guide.absent
             for name in [medicine.generic, *medicine.brands, *medicine.also_called]]
    return found + [(form, generic) for generic, forms in read("not-in-guide").items() for form in forms]


def emergencies() -> list[tuple[str, str]]:
    """Wordings -> the sign of danger that they mean."""
    return [(str(words), sign) for sign, wordings in read("emergencies").items() for words in wordings]


def symptoms() -> list[tuple[str, str]]:
    """Wordings -> the side effect that they mean."""
    return [(str(words), effect) for effect, wordings in read("symptoms").items() for words in wordings]


def ordinary_words() -> list[str]:
    """Words of the pages and of patients: lines of single words, then, from "hair loss" on, a phrase on each line."""
    found: list[str] = []
    phrases = False
    for line in lines("ordinary-words"):
        phrases = phrases or line == "hair loss"
        found += [line] if phrases else line.split()
    return list(dict.fromkeys(found))


def easy_words() -> list[str]:
    """Some 3,000 words that most American ten-year-olds know: a list made elsewhere, for reading grades."""
    import textstat

    text = Path(textstat.__file__).parent.joinpath("resources", "en", "easy_words.txt").read_text("utf-8")
    return [word for word in text.split() if re.fullmatch(r"[a-z]{3,}", word)]


def edited(name: str, times: int, dice: random.Random) -> str:
    """A name with letters dropped, added, changed or swapped, anywhere, the first letter too."""
    for _ in range(times):
        at = dice.randrange(len(name))
        letter = dice.choice(string.ascii_lowercase)
        match dice.choice(["drop", "add", "change", "swap"]):
            case "drop":
                name = name[:at] + name[at + 1:]
            case "add":
                name = name[:at] + letter + name[at:]
            case "change":
                name = name[:at] + letter + name[at + 1:]
            case "swap":
                at = min(at, len(name) - 2)
                name = name[:at] + name[at + 1] + name[at] + name[at + 2:]
    return name


def edits(guide: Guide, times: int) -> list[tuple[str, str]]:
    """Names of six letters or more, each with so many random edits."""
    dice = random.Random(SEED + times)
    names = [(name.lower(), address(slug)) for slug, page in guide.drugs.items()
             for name in [page.meta.names.generic, *page.meta.names.brands, *page.meta.names.biosimilars, *page.meta.names.old_brands]
             if re.fullmatch(r"[A-Za-z]{6,}", name)]
    true = {name for name, _ in names}
    found = {edited(name, times, dice): page for name, page in names * 4}
    return dice.sample([(edit, page) for edit, page in found.items() if edit not in true], EDITS)
