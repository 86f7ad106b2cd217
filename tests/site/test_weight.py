"""The first view of any page is light: what a browser fetches before a reader does anything, over gzip, without the typeface."""

import gzip
from functools import cache

from html_pages import read_site

MOST = 57_000  # bytes: the lightest peer measured (Starlight)
FONT = 40_000


def test_the_first_view_of_every_page_is_light(site):
    @cache
    def weight(path: str) -> int:
        return len(gzip.compress((site / path).read_bytes(), 6))

    built = read_site(site)
    heavy = {}
    for path, page in built.pages.items():
        fetched = {target[0] for tag in page.tags if tag.is_fetched for _, address in tag.addresses if (target := built.resolve(page, address))}
        total = weight(path) + sum(weight(file) for file in fetched - {path} if file in built.files)
        if total > MOST:
            heavy[path] = total
    assert not heavy, f"more than {MOST:,} bytes: {heavy}"


def test_the_typeface_is_small_and_alone(site):
    fonts = list(site.rglob("*.woff2"))
    assert len(fonts) == 1 and fonts[0].stat().st_size <= FONT


def test_nothing_of_the_theme_but_its_search_worker_is_published(site):
    assert [path.name for path in (site / "assets" / "javascripts").rglob("*") if path.is_file() and not path.name.startswith("search.")] == []
    assert not (site / "assets" / "stylesheets").exists()


def test_no_style_is_left_for_the_theme_s_own_classes(site):
    """Material's names mean nothing here: a rule for one is a rule that does nothing."""
    for sheet in (site / "assets" / "css").glob("*.css"):
        assert ".md-" not in sheet.read_text("utf-8"), sheet.name
