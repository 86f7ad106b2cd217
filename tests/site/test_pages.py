"""What every built page carries: its status, its sources, its structured data, its way to help; and how far it is from home."""

import json
import re

import pytest

import schema
from conftest import PROJECT
from guide import citations, load, normal
from markdown_blocks import slug

GUIDE = load(PROJECT / "docs")


def address(path: str) -> str:
    """The built file of a page: drugs/tamoxifen.md -> drugs/tamoxifen/index.html."""
    return path.replace(".md", ".html") if path.endswith("index.md") else path.replace(".md", "/index.html")


@pytest.mark.parametrize("path", GUIDE.pages)
def test_page_says_when_it_was_checked_and_by_whom(site, path: str):
    html = (site / address(path)).read_text("utf-8")
    assert "Sources last checked" in html
    assert "No doctor, nurse or pharmacist has reviewed this page yet" in html or GUIDE.pages[path].meta.review
    assert "help/emergencies/" in html
    assert not re.search(r"<!-- [a-z-]+:[a-z-]+ -->|\[\^[a-z]|///", html), "a marker or a citation was left in the page"


@pytest.mark.parametrize("path", GUIDE.pages)
def test_structured_data_claims_only_what_is_true(site, path: str):
    html = (site / address(path)).read_text("utf-8")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    meta = GUIDE.pages[path].meta
    assert data["name"] == meta.title
    assert ("reviewedBy" in data) == bool(meta.review)
    if isinstance(meta, schema.DrugPage):
        assert data["mainEntity"]["nonProprietaryName"] == meta.names.generic
        assert set(meta.names.brands) == set(data["mainEntity"]["proprietaryName"])


def links(html: str) -> set[str]:
    """Where the page's main text links to, as paths from the site's root."""
    return set(re.findall(r'href="([^"#]+)', html))


def test_every_treatment_and_medicine_is_two_clicks_from_home(site):
    from urllib.parse import urljoin

    def goals(address: str) -> set[str]:
        html = (site / address.lstrip("/") / "index.html").read_text("utf-8")
        return {urljoin(address, link) for link in links(html) if "://" not in link}

    first = goals("/")
    second = set(first)
    for address_ in first:
        if address_.endswith("/") and (site / address_.lstrip("/") / "index.html").exists():
            second |= goals(address_)
    wanted = {f"/{path.removesuffix('.md')}/" for path, page in GUIDE.pages.items()
              if isinstance(page.meta, schema.DrugPage | schema.TreatmentPage)}
    assert wanted - second == set()


def test_each_medicine_without_a_page_has_its_line_and_its_sources(site):
    html = (site / "start/other-medicines/index.html").read_text("utf-8")
    for medicine in GUIDE.absent:
        line = re.search(rf'<li><strong id="{slug(medicine.generic)}">.*?</li>', html, re.DOTALL)
        assert line, f"the search leads to #{slug(medicine.generic)}, which is not there"
        assert all(f"#fn:{key}" in line[0] for key in citations(medicine.what)), medicine.generic


def test_each_source_has_one_way_back_and_long_lists_may_wait(site):
    waiting = 0
    for path in site.rglob("index.html"):
        notes = path.read_text("utf-8").partition('<div class="footnote"')[2]
        sources = re.findall(r'<li id="fn:.*?</li>', notes, re.DOTALL)
        for source in sources:
            assert source.count("footnote-backref") == 1, f"{path}: {source[:80]}"
        waits = bool(re.match(r' data-lines="\d+"', notes))
        assert waits or len(sources) < 30, path
        assert not waits or len(sources) >= 15, path
        waiting += waits
    assert waiting > 100


def test_private_files_are_not_published(site):
    published = {path.name for path in site.rglob("*") if path.is_file()}
    assert not published & {"sources.yml", "effects.yml", "look-alikes.yml", ".meta.yml"}
    assert not [name for name in published if name.endswith((".py", ".pyc"))]


def test_search_data_holds_every_name(site):
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    tags = {doc["location"]: set(map(normal, doc.get("tags", []))) for doc in index["docs"] if "#" not in doc["location"]}
    for name, drug in GUIDE.drugs.items():
        assert set(map(normal, drug.meta.names.heard())) <= tags[f"drugs/{name}/"]
