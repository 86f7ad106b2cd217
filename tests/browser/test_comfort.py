"""Reading comfort: text size that stays, the device's wishes (contrast, motion, colors), nothing that jumps, states that pass axe."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from every_page import RULES, SIDEWAYS

DRUG = "drugs/tamoxifen/"
BODY = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
STORED = "JSON.stringify(Object.fromEntries(Object.entries(localStorage)))"


def test_a_text_size_stays_and_can_be_reset(open_page):
    page = open_page(DRUG, viewport=(320, 800))
    usual = page.evaluate(BODY)
    page.get_by_role("button", name="Largest").click()
    assert page.evaluate(BODY) >= 1.4 * usual
    assert page.evaluate(SIDEWAYS) == []
    page.goto(page.url.replace("tamoxifen", "fulvestrant"))
    assert page.evaluate(BODY) >= 1.4 * usual
    assert page.get_by_role("button", name="Largest").get_attribute("aria-pressed") == "true"
    page.locator("[data-colors]").click()
    assert page.evaluate(STORED) == '{"guide.colors":"dark","guide.text":"largest"}' or set(page.evaluate("Object.keys(localStorage)")) == {"guide.colors", "guide.text"}
    page.get_by_role("button", name="Reset size and colors").click()
    assert page.evaluate(STORED) == "{}"
    assert page.evaluate(BODY) == usual
    assert "as they were at first" in page.locator("[data-comfort-status]").inner_text()


@pytest.mark.parametrize("size", ["large", "largest"])
@pytest.mark.parametrize("path", ["", DRUG, "drugs/", "handouts/", "help/emergencies/"])
def test_larger_text_fits_a_small_phone(open_page, size: str, path: str):
    page = open_page(path, viewport=(320, 800))
    page.evaluate(f"document.documentElement.dataset.text = '{size}'")
    assert page.evaluate(SIDEWAYS) == []


@pytest.mark.parametrize("kept", ['{"x":1}', "<img src=x onerror=alert(1)>", "LARGE", ""])
def test_a_damaged_choice_is_passed_over(open_page, kept: str):
    page = open_page()
    page.evaluate("kept => { localStorage.setItem('guide.text', kept); localStorage.setItem('guide.colors', kept) }", kept)
    page.reload()
    assert page.evaluate("Object.keys(document.documentElement.dataset)") == []


def test_the_choice_of_colors_goes_before_the_device(open_page):
    page = open_page(color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_role("button", name="Light colors").click()
    light = page.evaluate(ground)
    assert light != dark
    page.reload()
    assert page.evaluate(ground) == light
    page.get_by_role("button", name="Dark colors").click()
    assert page.evaluate(ground) == dark


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("state", ["search", "menu", "details", "largest"])
def test_open_parts_are_accessible(open_page, state: str, width: int, scheme: str):
    page = open_page(DRUG, viewport=(width, 800), color_scheme=scheme)
    if state == "search":
        page.locator("[data-open-search]").first.click()
        page.keyboard.type("tamoxifin")
        page.locator(".search-result").first.wait_for()
    elif state == "menu" and width == 320:
        page.locator("button[data-open-menu]").click()
    elif state == "details":
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    elif state == "largest":
        page.evaluate("document.documentElement.dataset.text = 'largest'")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], node["html"][:140]) for one in found for node in one["nodes"]] == []
    assert page.evaluate(SIDEWAYS) == []


def test_nothing_moves_for_those_who_asked(open_page):
    page = open_page(DRUG, reduced_motion="reduce")
    moving = page.evaluate("""[...document.querySelectorAll("*")].filter((one) => { const style = getComputedStyle(one);
        return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0 || style.scrollBehavior === "smooth"; }).length""")
    assert moving == 0


def test_forced_colors_leave_edges_and_marks(open_page):
    page = open_page(DRUG, forced_colors="active", viewport=(320, 800))
    flat = page.evaluate("""[".bar__emergency", ".action--first", ".facts", ".admonition.emergency"].filter((one) => {
        const style = getComputedStyle(document.querySelector(one));
        return style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1; })""")
    assert flat == [], "a box that only its ground sets apart vanishes with forced colors"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize("width", [360, 412, 1280])
@pytest.mark.parametrize("path", ["", DRUG, "drugs/", "treatments/chemotherapy/", "help/emergencies/", "handouts/", f"{DRUG}handout.html"])
def test_nothing_shifts_when_typeface_and_script_come_late(open_page, path: str, width: int):
    import time

    page = open_page(viewport=(width, 800))
    page.add_init_script("""self.shift = 0; new PerformanceObserver((list) => { for (const one of list.getEntries()) self.shift += one.value; })
        .observe({ type: "layout-shift", buffered: true });""")
    for late in ("**/*.woff2", "**/guide.*.js"):
        page.route(late, lambda route: (time.sleep(0.4), route.continue_())[1])
    page.goto(page.url + path)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    assert page.evaluate("self.shift") < 0.005  # 0.00 as it is counted: a word at the end of a line may still wrap


SHOWN = """(one) => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight && document.elementFromPoint(
  box.left + 2, box.top + 2).closest("li, sup, p, td") !== null }"""


def comes_into_view(page, one) -> None:
    """Wait until the locator's element is in the window; asked from here, since a page without script has no timers."""
    for _ in range(50):
        if one.evaluate(SHOWN):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not in the window: {one.evaluate('(one) => one.outerHTML')[:200]}")


@pytest.mark.parametrize("script", [True, False])
def test_a_source_and_the_way_back_are_found(open_page, script: bool):
    page = open_page("treatments/targeted-therapy/", viewport=(360, 740), java_script_enabled=script)
    # The source that most sentences share, and the last of these sentences.
    refs = page.locator(".footnote-ref")
    goals = refs.evaluate_all("(all) => all.filter((one) => one.checkVisibility()).map((one) => one.getAttribute('href'))")
    shared = max(set(goals), key=goals.count)
    assert goals.count(shared) > 3
    last = page.locator(f'.footnote-ref[href="{shared}"]:visible').last
    last.click()
    source = page.locator(f'[id="{shared[1:]}"]')
    comes_into_view(page, source)
    back = source.locator(".footnote-backref")
    assert back.count() == 1
    back.click()
    came_from = last if script else page.locator(f'.footnote-ref[href="{shared}"]').first
    comes_into_view(page, came_from)
    # The foot of the page stays where the reader went, although the sources above it take less room than was kept for them.
    page.keyboard.press("Control+End")
    comes_into_view(page, page.locator(".site-foot p").last)


@pytest.mark.parametrize("size", ["", "largest"])
@pytest.mark.parametrize("number", [9, 99, 120])
def test_the_number_of_a_source_is_drawn_whole(open_page, size: str, number: int):
    page = open_page("treatments/targeted-therapy/", viewport=(320, 740))
    page.evaluate("size => { document.documentElement.dataset.text = size }", size)
    source = page.locator(".footnote > ol > li").nth(number - 1)
    source.evaluate("one => one.scrollIntoView({ block: 'center' })")
    comes_into_view(page, source)
    page.wait_for_timeout(300)
    box = source.bounding_box()
    width = source.evaluate("""(one, text) => { const pen = document.createElement("canvas").getContext("2d");
        pen.font = getComputedStyle(one).font; return pen.measureText(text).width }""", f"{number}.")
    picture = Image.open(io.BytesIO(page.screenshot(clip={"x": 0, "y": box["y"], "width": box["x"], "height": min(box["height"], 42)}))).convert("L")
    left, _, right, _ = picture.point(lambda light: 255 * (light < 160)).getbbox()
    assert left > 0 and right - left > width - 6, f"{right - left} px of {width:.0f} are drawn, from {left} px on"


def test_one_stylesheet_holds_up_the_page_and_no_script(site):
    from html_pages import read_site

    for path, page in read_site(site).pages.items():
        sheets = [tag for tag in page.all("link") if tag.attributes.get("rel") == "stylesheet" and tag.attributes.get("media") != "print"]
        scripts = [tag for tag in page.all("script") if "src" in tag.attributes and "defer" not in tag.attributes]
        assert len(sheets) <= (2 if path.startswith("handouts/") else 1), path
        assert scripts == [], path
