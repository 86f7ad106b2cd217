"""Markup where only words belong: in the search, in a packet's address, in front matter, in `extra.clinic`. Shown as text or refused."""

from urllib.parse import quote

import pytest
import yaml

from search_box import SearchBox

PAYLOADS = [
    "<script>document.title='hit'</script>", "<img src=x onerror=document.title='hit'>", "<svg onload=document.title='hit'>",
    "\"><script>document.title='hit'</script>", "'><img src=x onerror=document.title='hit'>", "javascript:document.title='hit'",
    "<iframe src=javascript:parent.document.title='hit'>", "<details open ontoggle=document.title='hit'>", "<body onload=document.title='hit'>",
    "<a href=javascript:document.title='hit'>tamoxifen</a>", "<math><mi//xlink:href=\"data:x,<script>document.title='hit'</script>\">",
    "<style>@import 'https://elsewhere.test/x.css';</style>", "<link rel=stylesheet href=https://elsewhere.test/x.css>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.test'>", "<base href=https://elsewhere.test/>", "<form action=https://elsewhere.test><input>",
    "<object data=https://elsewhere.test/x>", "<embed src=https://elsewhere.test/x>", "<video><source onerror=document.title='hit'>",
    "<input autofocus onfocus=document.title='hit'>", "<template><script>document.title='hit'</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=document.title='hit'>\">", "<!--><img src=x onerror=document.title='hit'>-->",
    "{{constructor.constructor('document.title=1')()}}", "${document.title='hit'}", "tamoxifen\u202e<b>nefixomat</b>", "&lt;img src=x onerror=alert(1)&gt;",
    "%3Cscript%3Edocument.title='hit'%3C/script%3E", "\u0000<script>document.title='hit'</script>", "__proto__", "constructor", "</title><script>document.title='hit'</script>",
]
STRANGE = "[...document.querySelectorAll('img, iframe, object, embed, base, form[action], video, math, template')].filter((one) => !one.closest('main article')).length"


@pytest.fixture
def page(open_page):
    return open_page()


def test_markup_in_the_search_box_is_only_words(page):
    title = page.title()
    strange = page.evaluate(STRANGE)
    box = SearchBox(page).open()
    for payload in PAYLOADS:
        box.input.fill(payload)
        page.wait_for_timeout(60)
        assert page.title() == title, payload
        assert page.evaluate(STRANGE) == strange, payload
        assert box.output.locator("script, img, svg, iframe, style, link, meta, form, input").count() == 0, payload
        assert box.output.locator("a[href^='javascript:'], a[href^='data:']").count() == 0, payload
    box.type("<b>zzqqxx</b>")
    assert "<b>zzqqxx</b>" in box.output.inner_text()
    assert page.evaluate("({}).polluted") is None


@pytest.mark.parametrize("form", ["pages={}", "pages=drugs/tamoxifen,{}&size=large", "size={}", "{}", "pages=drugs/tamoxifen&pages={}"])
def test_markup_in_a_packet_s_address_is_dropped(open_page, form: str):
    page = open_page("handouts/")
    title = page.title()
    plain = page.evaluate("document.querySelectorAll('script:not([src$=\"sheets.js\"]), img, iframe, form').length")
    for payload in PAYLOADS:
        for written in (payload, quote(payload)):
            page.evaluate("hash => { location.hash = hash }", form.format(written))
            page.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))")
        assert page.title() == title, payload
    page.goto(page.url.split("#")[0] + "#" + form.format(quote(PAYLOADS[1])))
    page.reload()
    assert page.title() == title
    assert page.evaluate("document.querySelectorAll('script:not([src$=\"sheets.js\"]), img, iframe, form').length") == plain
    assert page.locator("[data-order] li").count() == ("tamoxifen" in form)


@pytest.fixture(scope="module")
def poisoned(chromium, build, tmp_path_factory):
    """A guide whose clinic and whose front matter hold payloads, built; or the build's words if it refuses them."""
    import shutil

    from conftest import PROJECT

    project = tmp_path_factory.mktemp("poisoned")
    shutil.copy2(PROJECT / "mkdocs.yml", project)
    for part in ("docs", "overrides"):
        shutil.copytree(PROJECT / part, project / part, ignore=shutil.ignore_patterns("__pycache__"))
    clinic = {"name": " ".join(PAYLOADS[:12]), "day": PAYLOADS[3], "night": PAYLOADS[4], "next_visit": " ".join(PAYLOADS[12:20])}
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\n" + yaml.safe_dump({"extra": {"clinic": clinic}}, allow_unicode=True))
    page = project / "docs" / "about" / "privacy.md"
    head, body = page.read_text("utf-8").split("\n---\n", 1)
    meta = yaml.safe_load(head.removeprefix("---\n"))
    meta |= {"title": "Privacy <script>document.title='hit'</script>", "description": 'Words "><img src=x onerror=document.title=1> and </script><script>document.title=1</script>.'}
    page.write_text("---\n" + yaml.safe_dump(meta, allow_unicode=True, sort_keys=False) + "---\n" + body, "utf-8")
    site = project / "site"
    return build(project, site), site


def test_markup_in_front_matter_and_clinic_is_text_or_refused(poisoned, chromium):
    from site_server import serve
    from visitor import Visitor

    built, site = poisoned
    if built.returncode:  # refused: then the words must name the page or the key
        assert "privacy.md" in built.stdout + built.stderr or "extra.clinic" in built.stdout + built.stderr, built.stderr[-800:]
        return
    with serve(site) as address:
        visitor = Visitor(chromium, address)
        for path in ("about/privacy/", "drugs/tamoxifen/", "drugs/tamoxifen/handout.html", "handouts/#pages=drugs/tamoxifen", "about/"):
            page = visitor.open(path)
            assert "hit" != page.title() and page.title() != "1"
            assert page.locator("img[src=x], iframe, object, embed, base").count() == 0, path
        page = visitor.open("about/privacy/")
        assert "<script>" in page.locator("h1").inner_text()
        SearchBox(page).open().type("privacy script")
        visitor.close()
    assert not visitor.faults, visitor.faults
