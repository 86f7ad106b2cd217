"""What templates and the search index need of a page beside its text."""

from __future__ import annotations

import json
from typing import Any

import schema
from guide import Guide, Page, true_names
from made_blocks import human_date, joined

NOT_REVIEWED = "No doctor, nurse or pharmacist has reviewed this page yet"


def search_meta(page: Page) -> dict[str, Any]:
    """Front-matter keys for MkDocs and its search plugin: title, description and, as tags, every true name.

    The search plugin indexes ``tags`` by itself; the tags plugin is not used, so nothing shows on the page.
    """
    names = true_names(page)
    return {"title": page.meta.title, "description": page.meta.description, **({"tags": names} if len(names) > 1 else {})}


def status(meta: schema.PageMeta) -> dict[str, str]:
    """When the sources were last read and who, if anyone, reviewed the page; as words and as an ISO date."""
    review = NOT_REVIEWED
    if meta.review:
        review = f"Reviewed by {meta.review.name}, {meta.review.credential}, {human_date(meta.review.date.isoformat())}"
    return {"checked": human_date(meta.checked.isoformat()), "checked_iso": meta.checked.isoformat(), "review": review}


def for_template(page: Page, guide: Guide, address: str) -> dict[str, Any]:
    """All that templates show of a page: ``kind``, ``title``, ``say``, ``brands``, ``status``, ``json_ld``."""
    meta = page.meta
    data: dict[str, Any] = {
        "kind": type(meta).__name__,
        "title": meta.title,
        "description": meta.description,
        "status": status(meta),
        "address": address,
        "has_cards": "## When to get help" in page.body,
        "json_ld": json_ld(page, address),
    }
    if isinstance(meta, schema.DrugPage):
        data |= {"say": meta.names.say, "brands": joined(meta.names.brands), "drug_class": meta.drug_class}
    return data


def json_ld(page: Page, address: str) -> str:
    """The page as schema.org data. ``reviewedBy`` stands only where a named clinician has reviewed it.

    Returns JSON that is safe inside <script>: "<" is escaped, so that no text of a page can end the element.
    """
    meta = page.meta
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": meta.title,
        "description": meta.description,
        "url": address,
        "inLanguage": "en-US",
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "dateModified": meta.checked.isoformat(),
    }
    if meta.review:
        data["lastReviewed"] = meta.review.date.isoformat()
        data["reviewedBy"] = {"@type": "Person", "name": meta.review.name, "honorificSuffix": meta.review.credential}
    if isinstance(meta, schema.DrugPage):
        names = meta.names
        data["mainEntity"] = {
            "@type": "Drug",
            "name": meta.title,
            "nonProprietaryName": names.generic,
            "proprietaryName": list(names.brands),
            "alternateName": [name for name in names.heard() if name != names.generic and name not in names.brands],
            "drugClass": meta.drug_class,
            "administrationRoute": [schema.WAYS[way] for way in meta.ways],
        }
    elif isinstance(meta, schema.TreatmentPage):
        data["mainEntity"] = {"@type": "MedicalTherapy", "name": meta.title, "alternateName": list(meta.also_called)}
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
