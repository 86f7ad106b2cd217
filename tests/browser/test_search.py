"""The search box finds each medicine by every name that people hear: generic, brand, older brand, abbreviation."""

import pytest

import schema
from guide import load

from conftest import PROJECT

GUIDE = load(PROJECT / "docs")


def results(page, words: str) -> list[str]:
    """Type into the search box as a reader does; give the addresses of the results, best first, without their anchors."""
    box = page.locator(".md-search__input")
    box.fill("")
    box.press_sequentially(words, delay=1)
    page.wait_for_function("document.querySelector('.md-search-result__meta')?.textContent.match(/\\d|No /)", timeout=10_000)
    page.wait_for_timeout(150)
    links = page.locator(".md-search-result__link")
    return list(dict.fromkeys(link.get_attribute("href").split("#")[0].split("?")[0] for link in links.all()))


@pytest.fixture
def box(open_page):
    """A page with its search open, on a phone."""
    page = open_page(viewport=(360, 740))
    page.locator("[data-open-search]").click()
    page.locator(".md-search__input").wait_for(state="visible")
    return page


def test_every_medicine_is_found_by_generic_and_brand_names(box):
    missing = []
    for slug, drug in GUIDE.drugs.items():
        for name in [drug.meta.names.generic, *drug.meta.names.brands]:
            if not any(f"/drugs/{slug}/" in address for address in results(box, name)):
                missing.append(f"{name} does not find drugs/{slug}/")
    assert not missing, "\n".join(missing)


def test_every_treatment_is_found_by_its_names(box):
    missing = []
    for slug, treatment in GUIDE.treatments.items():
        if not any(f"/treatments/{slug}/" in address for address in results(box, treatment.meta.title)):
            missing.append(f"{treatment.meta.title} does not find treatments/{slug}/")
    assert not missing, "\n".join(missing)


def test_escape_closes_the_search_and_gives_the_focus_back(box):
    box.keyboard.press("Escape")
    assert not box.locator(".md-search__input").is_visible()
    assert box.evaluate("document.activeElement.hasAttribute('data-open-search')")


def test_names_are_not_empty():
    assert len(GUIDE.drugs) >= 10 and len(GUIDE.of_type(schema.TreatmentPage)) >= 7
