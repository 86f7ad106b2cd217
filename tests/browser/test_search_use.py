"""How the search is used: keyboard, paste and dictation, what it downloads and when, what it never sends, what happens if a part fails."""

import base64
import hashlib
import re
import statistics
import time
from urllib.parse import urlsplit

import pytest

from conftest import PROJECT
from search_box import SearchBox
from site_server import serve
from visitor import Visitor

SEARCH_FILES = re.compile(r"search[^/]*\.(js|json|css)|/search/|workers/")


@pytest.fixture
def box(open_page) -> SearchBox:
    """A page with its search open, on a phone."""
    return SearchBox(open_page(viewport=(360, 740))).open()


# --- keyboard and other ways to put words in -------------------------------------------------------------------------------


def test_typing_gives_the_page_and_its_sections(box):
    box.type("tamoxifen hot flashes")
    first = box.output.locator(".search-result").first
    assert first.get_attribute("data-page") == "drugs/tamoxifen/"
    pages = [one.get_attribute("data-page") for one in box.output.locator("[data-page]").all()]
    assert len(pages) == len(set(pages)), "each page stands once"
    assert box.output.locator(".search-sections a[href*='#']").count(), "a result names the section that matches"


@pytest.mark.parametrize("name, page, says", [
    ("Nolvadex", "drugs/tamoxifen/", "Nolvadex is an older brand name of tamoxifen."),
    ("Phesgo", "drugs/pertuzumab/", "Phesgo is one product that holds another medicine and pertuzumab."),
    ("Senokot-S", "drugs/senna/", "Senokot-S is one product that holds another medicine and senna."),
    ("tbo-filgrastim", "drugs/filgrastim/", "Tbo-filgrastim is a close relative of filgrastim."),
    ("fosaprepitant", "drugs/aprepitant/", "Fosaprepitant is a close relative of aprepitant."),
])
def test_an_answer_says_what_the_name_is_to_the_medicine(box, name: str, page: str, says: str):
    box.type(name)
    first = box.output.locator(".search-result").first
    assert first.get_attribute("data-page") == page
    assert says in first.inner_text()


@pytest.mark.parametrize("way", ["paste", "dictation", "autofill"])
def test_words_that_come_without_keys_are_found(box, way: str):
    if way == "autofill":
        box.input.evaluate("input => { input.value = 'herceptin'; input.dispatchEvent(new Event('input', { bubbles: true })) }")
    else:  # both arrive as inserted text, without a key
        box.page.keyboard.insert_text("herceptin")
    box.settled("herceptin")
    assert box.output.locator(".search-result").first.get_attribute("data-page") == "drugs/trastuzumab/"


@pytest.mark.parametrize("address", ["drugs/no-such-medicine/", "no-such-page", "drugs/tamoxifen/", "404.html"])
def test_a_page_that_is_not_there_can_be_searched_too(open_page, address: str):
    box = SearchBox(open_page(address, expected_error="404")).open()
    box.type("nolvadex")
    with box.page.expect_navigation():
        box.input.press("Enter")
    assert box.page.url.endswith("/drugs/tamoxifen/") and "not found" not in box.page.title().lower()


def test_enter_opens_the_first_result(box):
    box.type("nolvadex")
    with box.page.expect_navigation():
        box.input.press("Enter")
    assert box.page.url.endswith("/drugs/tamoxifen/")


def test_enter_pressed_too_early_waits_for_the_answer(open_page):
    page = open_page()
    page.route("**/search/names.js", lambda route: (time.sleep(0.5), route.continue_())[1])
    box = SearchBox(page).open()
    with page.expect_navigation():
        box.page.keyboard.type("kadcyla")
        box.page.keyboard.press("Enter")
    assert page.url.endswith("/drugs/ado-trastuzumab-emtansine/")


def test_arrows_walk_through_the_results_and_back(box):
    box.type("taxol")
    links = box.output.locator("a")
    focused = "document.activeElement.href || document.activeElement.id"
    for at in range(3):
        box.page.keyboard.press("ArrowDown")
        assert box.page.evaluate(focused) == links.nth(at).evaluate("link => link.href")
    for _ in range(3):
        box.page.keyboard.press("ArrowUp")
    assert box.page.evaluate(focused) == "search-query"


def test_escape_closes_the_search_and_gives_the_focus_back(box):
    box.type("taxol")
    box.page.keyboard.press("Escape")
    assert not box.input.is_visible()
    assert box.page.evaluate("document.activeElement.hasAttribute('data-open-search')")


def test_the_status_is_told_politely(box):
    box.type("tamoxifin")
    box.status.filter(has_text="Did you mean").wait_for(state="attached")
    box.type("fever")
    box.status.filter(has_text="Help first").wait_for(state="attached")


def test_nothing_found_shows_ways_on(box):
    box.type("zzqqxx")
    none = box.output.locator("[data-nothing]")
    assert "zzqqxx" in none.inner_text()
    assert none.locator("a[href$='/drugs/']").count() == 1
    box.input.fill("")
    assert box.output.inner_text() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_answer_is_accessible(open_page, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(viewport=(320, 740), color_scheme=scheme)
    box = SearchBox(page).open()
    for words in ["tamoxifin", "trastuzumab", "bevacizumab", "fever", "want to die", "zzqqxx", "deruxtecan", "FEC"]:
        box.type(words)
        violations = Axe().run(page, context=".search-dialog").response["violations"]
        assert not violations, [(words, one["id"], one["nodes"][0]["html"][:120]) for one in violations]
        assert page.evaluate("document.querySelector('.search-panel').scrollWidth <= innerWidth"), f"{words}: scrolls sideways"


# --- light, private --------------------------------------------------------------------------------------------------------------


def test_nothing_of_the_search_is_downloaded_before_it_is_opened(chromium, server):
    visitor = Visitor(chromium, server)
    page = visitor.open()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + "drugs/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if SEARCH_FILES.search(url)]
    SearchBox(page).open().type("tamoxifen")
    assert [url for url in asked if SEARCH_FILES.search(url)]
    visitor.close()


def test_the_reader_s_words_stay_in_the_page(box):
    box.type("tamoxifen")
    asked: list[str] = []
    box.page.on("request", lambda request: asked.append(request.url))
    box.type("secret lump in my breast")
    box.page.keyboard.press("ArrowDown")
    assert asked == []
    assert "secret" not in box.page.url
    stored = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])"
    assert "secret" not in box.page.evaluate(stored)
    assert box.page.evaluate("document.querySelector('.search-dialog form').getAttribute('action')") is None
    assert "secret" not in box.output.locator("a").evaluate_all("links => links.map(link => link.href).join()")


def test_words_are_shown_as_words_not_as_markup(box):
    box.type('<img src=x onerror="document.title=1"> tamoxifin')
    assert box.output.locator("img, script").count() == 0
    box.type("<b>zzqqxx</b>")
    assert "<b>zzqqxx</b>" in box.output.inner_text()


# --- under a strict policy, from a folder, with a part broken ---------------------------------------------------------------------


def test_it_works_under_a_strict_content_security_policy(chromium, server):
    """Only files of the site and the inline scripts that the page came with; no style, frame, form or other origin."""
    visitor = Visitor(chromium, server)
    page = visitor.open()

    def strict(route) -> None:
        response = route.fetch()
        inline = re.findall(r"<script>(.*?)</script>", response.text(), re.DOTALL)
        hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline)
        policy = (f"default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                  "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'")
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": policy})

    page.route(server, strict)
    page.goto(server)
    SearchBox(page).open().type("herceptin side effects")
    assert page.locator("[data-kind=text], .search-sections").count(), "the text of the pages answers too"
    assert page.locator(".search-result").first.get_attribute("data-page") == "drugs/trastuzumab/"
    visitor.close()
    assert not visitor.faults, "\n".join(visitor.faults)


def test_it_works_from_a_folder(chromium, site):
    context = chromium.new_context()
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    box = SearchBox(page).open()
    box.type("tamoxifin")
    assert box.output.locator(".search-result").first.get_attribute("data-page") == "drugs/tamoxifen/"
    box.type("grapefruit juice")
    assert box.output.locator("[data-kind=text]").count(), "the text of the pages answers too"
    box.type("nolvadex")
    with page.expect_navigation():
        box.input.press("Enter")
    assert page.url.endswith("/drugs/tamoxifen/index.html")
    assert page.locator("h1").inner_text() == "Tamoxifen"
    context.close()
    assert not errors


@pytest.mark.parametrize("fault", ["names missing", "names code missing", "names broken", "names throw"])
def test_without_the_names_the_text_of_the_pages_still_answers(open_page, fault: str):
    page = open_page(expected_error="Failed to load resource")
    match fault:
        case "names missing":
            page.route("**/search/names.js", lambda route: route.fulfill(status=404))
        case "names code missing":
            page.route("**/search-names.*.js", lambda route: route.fulfill(status=404))
        case "names broken":
            page.route("**/search/names.js", lambda route: route.fulfill(
                body="self.guideLexicon={pages:[]};", content_type="text/javascript"))
        case "names throw":
            page.route("**/search-names.*.js", lambda route: route.fulfill(
                body="self.guideNames=()=>({answer(){throw new Error('planted')}});", content_type="text/javascript"))
    box = SearchBox(page).open()
    box.type("tamoxifen")
    assert box.output.locator("[data-kind=text][data-page='drugs/tamoxifen/']").count() == 1


@pytest.mark.parametrize("file", ["**/search_index.json", "**/workers/search.*.js"])
def test_without_the_text_of_the_pages_the_names_still_answer(open_page, file: str):
    page = open_page(expected_error="Failed to load resource")
    page.route(file, lambda route: route.fulfill(status=404))
    box = SearchBox(page).open()
    box.type("tamoxifin")
    assert box.output.locator(".search-result").first.get_attribute("data-page") == "drugs/tamoxifen/"
    box.type("zzqqxx")
    assert box.output.locator("[data-nothing]").count() == 1


def test_a_slow_phone_has_its_first_answer_within_a_second(chromium, site, site_address):
    """A processor four times slower and slow 4G, as Chromium's own tools set them; from the click on Search to a result.

    The wait for the same files alone is measured beside it, in turns. Where a busy machine needs more than 0.8 s for that (on a
    quiet one it is 0.77), nobody could keep the second: then the whole may take a quarter longer than the files.
    """
    waited, files = [], []
    with serve(site, base=urlsplit(site_address).path, compress=True) as address:
        for _ in range(5):
            for times, way in ((waited, first_answer), (files, download)):
                visitor = Visitor(chromium, address)
                page = visitor.open(viewport=(360, 740))
                slow_down(page)
                times.append(way(page))
                visitor.close()
    answer, alone = statistics.median(waited), statistics.median(files)
    print(f"\nfirst result after {answer:.0f} ms, its files alone {alone:.0f} ms (medians of 5)")
    assert answer <= max(1000, 1.25 * alone)


def slow_down(page) -> None:
    """Make this page's browser as slow as Lighthouse's slow phone: 4 times slower processor, slow 4G."""
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375})
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def first_answer(page) -> float:
    """Milliseconds from the click on the search button to the first result. The press takes as long as a finger's."""
    page.evaluate("""() => {
        self.answered = new Promise((done) => {
            let start = 0;
            document.querySelector("[data-open-search]").addEventListener("click", (event) => {
                start = event.timeStamp;
                const input = document.querySelector("#search-query");
                input.value = "tamoxifin";
                input.dispatchEvent(new Event("input", { bubbles: true }));
            });
            new MutationObserver(() => document.querySelector(".search-result") && done(performance.now() - start))
                .observe(document.querySelector("[data-search-results]"), { childList: true, subtree: true });
        });
    }""")
    button = page.locator("[data-open-search]").first.bounding_box()
    page.mouse.move(button["x"] + button["width"] / 2, button["y"] + button["height"] / 2)
    page.mouse.down()
    time.sleep(0.08)
    page.mouse.up()
    return page.evaluate("self.answered")


def download(page) -> float:
    """Milliseconds that the search's files take alone, all at once, on a page that does nothing else."""
    return page.evaluate("""async () => {
        const { files, base } = document.querySelector("[data-search]").dataset;
        const start = performance.now();
        await Promise.all(files.split(" ").map((file) => fetch(new URL(`${base || "."}/${file}`, location.href)).then((one) => one.text())));
        return performance.now() - start;
    }""")


def test_the_search_s_lists_are_not_published(site):
    published = {path.name for path in site.rglob("*.yml")}
    assert not published, published
    assert (PROJECT / "docs/help/everyday-words.yml").exists()
