"""What the front matter of each page type must hold: one typed model per type.

A page's folder decides its type (``PAGE_TYPES``). Field order here is the order of keys on a page.
The models say what is allowed; ``guide.py`` reads pages into them and turns a refusal into a Problem
that names file, line, key and cure; ``contract.py`` holds the rules that need more than one key.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

# --- words with a fixed meaning -----------------------------------------------------------------

CANCERS = {
    "HR-positive": "hormone receptor-positive (HR-positive)",
    "HER2-positive": "HER2-positive",
    "HER2-low": "HER2-low",
    "HER2-ultralow": "HER2-ultralow",
    "triple-negative": "triple-negative",
    "PD-L1-positive": "PD-L1-positive",
    "BRCA-mutated": "with an inherited BRCA gene change",
    "PIK3CA-mutated": "with a PIK3CA gene change",
    "AKT/PTEN-altered": "with an AKT1 or PTEN gene change",
    "ESR1-mutated": "with an ESR1 gene change",
    "MSI-H/dMMR": "MSI-high or mismatch repair-deficient",
    "NTRK-fusion": "with an NTRK gene fusion",
    "RET-fusion": "with a RET gene fusion",
    "any": "any type of breast cancer",
}

THERAPIES = {
    "chemotherapy": "Chemotherapy",
    "hormone-therapy": "Hormone therapy",
    "targeted-therapy": "Targeted therapy",
    "immunotherapy": "Immunotherapy",
    "bone-health": "Bone medicines",
    "pain-management": "Pain management",
    "supportive-care": "Supportive care",
}

# Medicines that people weigh against each other: one comparison table each, on the treatment page named.
GROUPS = {
    "cdk4-6-inhibitors": ("CDK4/6 inhibitors", "targeted-therapy"),
    "pi3k-akt-mtor-inhibitors": ("PI3K, AKT and mTOR inhibitors", "targeted-therapy"),
    "parp-inhibitors": ("PARP inhibitors", "targeted-therapy"),
    "her2-antibodies": ("HER2 antibodies", "targeted-therapy"),
    "her2-pills": ("HER2 pills", "targeted-therapy"),
    "antibody-drug-conjugates": ("Antibody-drug conjugates", "targeted-therapy"),
    "gene-fusion-pills": ("Pills for rare gene fusions", "targeted-therapy"),
    "aromatase-inhibitors": ("Aromatase inhibitors", "hormone-therapy"),
    "estrogen-receptor-medicines": ("Estrogen receptor blockers and degraders", "hormone-therapy"),
    "ovarian-suppression": ("Medicines that rest the ovaries", "hormone-therapy"),
    "taxanes": ("Taxanes", "chemotherapy"),
    "anthracyclines": ("Anthracyclines", "chemotherapy"),
    "platinums": ("Platinum medicines", "chemotherapy"),
    "bone-medicines": ("Bone medicines", "bone-health"),
    "opioids": ("Opioids", "pain-management"),
}

WAYS = {
    "by-mouth": "by mouth",
    "iv": "into a vein (IV)",
    "under-skin": "under the skin",
    "into-muscle": "into a muscle",
    "skin-patch": "skin patch",
    "nasal-spray": "nose spray",
}

SOURCE_KINDS = {
    "label": "medicine label",
    "agency": "government agency",
    "guideline": "guideline",
    "study": "study",
    "charity": "charity or patient organization",
    "professional": "page for professionals",
    "manufacturer": "maker of the medicine",
    "news": "news report",
    "place-to-look": "place to look; not read for this page",
}

# --- field types ----------------------------------------------------------------------------------

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=80)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
SourceKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


def _not_in_future(value: datetime.date) -> datetime.date:
    if value > datetime.date.today():
        raise ValueError("this date is in the future; a page cannot have been checked later than today")
    return value


PastDate = Annotated[datetime.date, AfterValidator(_not_in_future)]


def _source_date(value: str) -> str:
    if value != "undated" and not re.fullmatch(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-[0-3]\d)?)?", value):
        raise ValueError('write a date as "2026", "2026-11" or "2026-11-23", in quotes, or undated')
    # Compared as text and only as far as written, so "2026" is not in the future all through 2026.
    if value != "undated" and value > datetime.date.today().isoformat()[: len(value)]:
        raise ValueError("this date is in the future")
    return value


SourceDate = Annotated[str, AfterValidator(_source_date)]


class Model(BaseModel):
    """Base of all models: unknown keys are refused, values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# --- shared parts ---------------------------------------------------------------------------------


class Review(Model):
    """A review by a named clinician. A page without one says that nobody has reviewed it."""

    name: Name
    credential: Name
    date: PastDate


class Source(Model):
    """One document that pages cite, as readers should be sent to it."""

    title: Text
    publisher: Text
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]
    date: SourceDate = "undated"
    kind: Literal[tuple(SOURCE_KINDS)]  # type: ignore[valid-type]


class Effect(Model):
    """A side effect as people feel it, and the shortest advice on it that is true for every medicine."""

    name: Text
    helps: Text
    also_searched: list[Name] = []


class LookAlike(Model):
    """Two medicines whose names are mixed up. Written once, shown on both pages, so always both ways."""

    pair: Annotated[list[Name], Field(min_length=2, max_length=2)]
    why: Text


class AbsentMedicine(Model):
    """A medicine that people may search for and that has no page: the search and start/other-medicines say so.

    ``what`` completes "It is ..." and cites the source that says so.
    """

    generic: Name
    brands: list[Name] = []
    what: Text
    also_called: list[Name] = []
    where: Literal["dailymed", "nci", "pharmacist"] = "dailymed"


class OtherNames(Model):
    """Names of a medicine that only the search needs: abroad, short forms and nicknames, and how it sounds."""

    abroad: list[Name] = []
    short: list[Name] = []
    heard: list[Name] = []


class ShortName(Model):
    """A short name, such as FEC, of a combination that has no page of its own."""

    name: Name
    also_called: list[Name] = []
    medicines: Annotated[list[Slug], Field(min_length=2)]


class UrgentSign(Model):
    """A sign of danger: what the search says about it, and the wordings that bring it."""

    card: Literal["crisis", "emergency", "urgent-visit", "same-day"]
    title: Text
    say: Text
    where: Slug | None = None  # a heading of docs/help/emergencies.md
    patterns: Annotated[list[Text], Field(min_length=1)]


class Names(Model):
    """Every name a reader may have heard. Each belongs to one page only."""

    generic: Name
    full: Name | None = None
    say: Name
    brands: list[Name] = []
    biosimilars: list[Name] = []
    old_brands: list[Name] = []
    also_called: list[Name] = []
    joined: list[Name] = []  # products that hold another medicine too; no brand of this one alone
    relatives: list[Name] = []  # not the same medicine, and so near to it that this page tells how they differ
    misspellings: list[Name] = []

    def heard(self) -> list[str]:
        """All true names (no misspellings), the generic name first, none twice."""
        names = [self.generic, self.full, *self.brands, *self.biosimilars, *self.old_brands, *self.also_called,
                 *self.joined, *self.relatives]
        return list(dict.fromkeys(name for name in names if name))


class SideEffect(Model):
    """One row of a side-effect table: how many of 100 people had it, in which study."""

    name: Text
    effect: Slug
    per_100: int | Annotated[list[int], Field(min_length=2, max_length=2)] | str | None = None
    study: Slug | None = None
    note: Text | None = None
    helps: Text | None = None
    cite: Annotated[list[SourceKey], Field(min_length=1)]

    @model_validator(mode="after")
    def _figure_has_a_study(self) -> SideEffect:
        bounds = self.per_100
        if isinstance(bounds, str) and not re.fullmatch(r"\d{1,3} or (more|fewer)|fewer than 1|up to \d{1,3}", bounds):
            raise ValueError('per_100 is a number, [low, high], "20 or more", "2 or fewer", "up to 20" or "fewer than 1"')
        numbers = [bounds] if isinstance(bounds, int) else bounds if isinstance(bounds, list) else []
        if any(not 0 <= number <= 100 for number in numbers) or numbers != sorted(numbers):
            raise ValueError("per_100 lies between 0 and 100, the lower number first")
        if bounds is not None and not self.study:
            raise ValueError("a figure names its study: add `study:` with a key of `studies:`")
        return self

    def figure(self) -> str:
        """The figure in words for a table cell, such as ``30``, ``24 to 30`` or ``20 or more``."""
        if isinstance(self.per_100, list):
            return " to ".join(str(number) for number in self.per_100)
        return "no figure" if self.per_100 is None else str(self.per_100)


# --- page types -----------------------------------------------------------------------------------


class PageMeta(Model):
    """What every page has."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=65)]
    description: Annotated[str, StringConstraints(strip_whitespace=True, min_length=40, max_length=200)]
    checked: PastDate
    review: Review | None = None


class PlainPage(PageMeta):
    """Home, section pages, help and about pages."""

    also_called: list[Name] = []


class TreatmentPage(PageMeta):
    """One therapy."""

    also_called: list[Name] = []
    misspellings: list[Name] = []


class EffectsTable(PageMeta):
    """What drug and combination pages share: a table of side effects, each figure with its study."""

    def figures(self) -> list[SideEffect]:
        return [row for row in self.side_effects if row.per_100 is not None]  # type: ignore[attr-defined]


class DrugPage(EffectsTable):
    """One medicine."""

    names: Names
    drug_class: Text
    group: Literal[tuple(GROUPS)] | None = None  # type: ignore[valid-type]
    therapy: Literal[tuple(THERAPIES)]  # type: ignore[valid-type]
    cancers: Annotated[list[Literal[tuple(CANCERS)]], Field(min_length=1)]  # type: ignore[valid-type]
    for_whom: Text | None = None
    ways: Annotated[list[Literal[tuple(WAYS)]], Field(min_length=1)]  # type: ignore[valid-type]
    how_given: Text
    how_often: Text
    food: Text | None = None
    test_first: Text
    tests: Annotated[list[Text], Field(max_length=7)] = []
    studies: dict[Slug, Text] = {}
    side_effects: list[SideEffect]


class CombinationPage(EffectsTable):
    """Medicines given together."""

    also_called: list[Name] = []
    misspellings: list[Name] = []
    medicines: Annotated[list[Slug], Field(min_length=2)]
    cancers: Annotated[list[Literal[tuple(CANCERS)]], Field(min_length=1)]  # type: ignore[valid-type]
    for_whom: Text | None = None
    how_given: Text
    how_often: Text
    studies: dict[Slug, Text] = {}
    side_effects: list[SideEffect] = []


class SideEffectPage(PageMeta):
    """One effect that people feel. Its slug is a key of docs/side-effects/effects.yml."""

    also_called: list[Name] = []


# The first folder of a page's path decides its type; a section's index page is a plain page.
PAGE_TYPES: dict[str, type[PageMeta]] = {
    "treatments": TreatmentPage,
    "drugs": DrugPage,
    "combinations": CombinationPage,
    "side-effects": SideEffectPage,
}
