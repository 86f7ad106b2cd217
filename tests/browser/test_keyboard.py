"""The keyboard alone: from the address bar to a drug's "When to get help" and to its print button, with script and without.

Each stop on the way must be seen: on the screen, not under the bar, with a mark of focus.
"""

import pytest

DRUG = "drugs/tamoxifen/"
STOP = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  // What a reader sees in the middle of the control: itself, or something that covers it.
  const line = one.getClientRects()[0]; // of a link that wraps, its first line
  const inside = (at, most) => Math.min(Math.max(at, 1), most - 1);
  const top = document.elementFromPoint(inside(line.left + line.width / 2, innerWidth), inside(line.top + line.height / 2, innerHeight));
  return {
    name: (one.getAttribute("aria-label") || one.labels?.[0]?.innerText || one.innerText || "").replace(/\\s+/g, " ").trim(),
    place: one.closest("[data-open]") ? "panel" : one.closest("header.top, main, footer, .side")?.tagName.toLowerCase() ?? "",
    within: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0 && box.height > 0,
    covered: !(top && (one.contains(top) || top.contains(one))),
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    size: [box.width, box.height],
  };
}"""


def walk(page, until: str, limit: int = 400, key: str = "Tab") -> list[dict]:
    """Press Tab until a control of that name has the focus; gives each stop. Fails if one is not seen, or none has the name."""
    stops = []
    for _ in range(limit):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if not stop:
            break
        stops.append(stop)
        assert stop["within"], f"{stop} is off the screen"
        assert not stop["covered"], f"{stop} is covered"
        assert stop["marked"], f"{stop} has no mark of focus"
        if stop["name"] == until:
            return stops
    raise AssertionError(f"Tab never came to {until!r}: {[stop['name'] for stop in stops]}")


def names(stops: list[dict]) -> list[str]:
    return [stop["name"] for stop in stops]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [320, 1280])
def test_from_the_address_bar_to_help_and_to_print(open_page, width: int, script: bool):
    page = open_page(DRUG, viewport=(width, 800), java_script_enabled=script)
    first = walk(page, "Skip to the text", limit=1)
    assert len(first) == 1
    page.keyboard.press("Enter")
    stops = walk(page, "When to get help", limit=3)
    assert len(stops) <= 2, f"after the skip link: {names(stops)}"
    page.keyboard.press("Enter")
    assert page.url.endswith("#when-to-get-help")
    page.wait_for_function("() => document.querySelector('#when-to-get-help').getBoundingClientRect().top < innerHeight / 2")
    top, bar = page.evaluate("[document.querySelector('#when-to-get-help').getBoundingClientRect().top, document.querySelector('.top').getBoundingClientRect().bottom]")
    assert top >= bar - 12, "the heading is under the bar"
    page.keyboard.press("Shift+Tab")
    back = page.evaluate(STOP)
    assert back and back["within"], "the way back works too"

    page.goto(page.url.split("#")[0])
    walk(page, "Skip to the text", limit=1)
    page.keyboard.press("Enter")
    stops = walk(page, "Print or save as PDF", limit=6)
    assert names(stops)[:1] == ["When to get help"] or "When to get help" in names(stops)
    page.keyboard.press("Enter")
    wanted = "All of this page" if script else "All of this page in large print"
    walk(page, wanted, limit=5)


def test_the_bar_comes_first_and_in_the_order_it_is_seen(open_page):
    for width, wanted in {320: ["Skip to the text", "Menu", "Emergency: when to call", "Search", "Dark colors"],
                          1280: ["Skip to the text", "Stage 4 Breast Cancer Treatment Guide", "Emergency: when to call", "Search", "Dark colors"]}.items():
        page = open_page(DRUG, viewport=(width, 800))
        assert names(walk(page, "Dark colors", limit=6)) == wanted


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_type_can_be_walked_through_to_its_end(open_page, width: int):
    """Nothing is unreachable, nothing is off the screen or covered, nothing traps: Tab comes to the last link of the page."""
    for path in ("", DRUG, "handouts/"):
        page = open_page(path, viewport=(width, 800))
        stops = walk(page, "Back to the top of this page", limit=700)
        reachable = page.evaluate("""[...document.querySelectorAll("a[href], button, input, summary, textarea")]
            .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.type !== "radio" && !one.closest("details:not([open]) > :not(summary)")).length""")
        radios = page.evaluate("new Set([...document.querySelectorAll('input[type=radio]')].filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => one.name)).size")
        assert len([stop for stop in stops if stop["name"] is not None]) >= reachable + radios - 3, f"{path}: {len(stops)} stops, {reachable} controls"


def test_the_menu_opens_keeps_the_focus_and_gives_it_back(open_page):
    page = open_page(DRUG, viewport=(320, 800))
    assert not page.locator("[data-menu] a").first.is_visible(), "a closed menu is closed for the keyboard too"
    walk(page, "Menu", limit=3)
    page.keyboard.press("Enter")
    assert page.evaluate(STOP)["name"] == "Close menu"
    stops = walk(page, "Text size", limit=200)
    assert {stop["place"] for stop in stops} == {"panel"}, "Tab stays in the open menu"
    page.keyboard.press("Escape")
    assert page.evaluate(STOP)["name"] == "Menu"
    assert page.locator("[data-open-menu]").first.get_attribute("aria-expanded") == "false"


def test_the_search_opens_keeps_the_focus_and_gives_it_back(open_page):
    page = open_page(DRUG, viewport=(320, 800))
    walk(page, "Search", limit=5)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "search-query"
    page.keyboard.type("tamoxifen")
    page.locator("[data-search-results] a").first.wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        assert stop is None or stop["place"] == "panel", stop
    page.keyboard.press("Escape")
    assert page.evaluate(STOP)["name"] == "Search"


def test_without_script_the_menu_leads_to_the_list_of_sections(open_page):
    page = open_page(DRUG, viewport=(320, 800), java_script_enabled=False)
    walk(page, "Menu", limit=3)
    page.keyboard.press("Enter")
    assert page.url.endswith("#sections")
    walk(page, "Home", limit=1)
    for hidden in ("[data-open-search]", "[data-colors]", ".comfort", "button[data-open-menu]"):
        assert not page.locator(hidden).first.is_visible(), f"{hidden} does nothing without script"


@pytest.mark.parametrize("width", [320, 1280])
def test_main_actions_are_44_px(open_page, width: int):
    page = open_page(DRUG, viewport=(width, 800))
    small = page.evaluate("""[...document.querySelectorAll(".bar a, .bar button, .action, .comfort button, .on-this-page summary")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(".skip-link"))
        .map((one) => [one.innerText, one.getBoundingClientRect().width, one.getBoundingClientRect().height])
        .filter(([, width, height]) => width < 44 || height < 44)""")
    assert small == []
