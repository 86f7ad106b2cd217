"""Make a handout: pages chosen in the browser are printed as one job, and the choice lives in the address alone."""

import re

from printed import Printed, bare
from test_print import FOOT

SIX = ["drugs/tamoxifen", "help/emergencies", "drugs/palbociclib", "treatments/hormone-therapy", "treatments/bone-health", "handouts/symptom-diary"]
TITLES = ["Tamoxifen", "When to call for help", "Palbociclib", "Hormone therapy", "Bone", "Symptom diary"]


def test_six_pages_print_as_one_job_without_the_network(open_page):
    page = open_page(f"handouts/#pages={','.join(SIX)}", expected_error="ERR_INTERNET_DISCONNECTED")  # the browser's late favicon
    page.context.set_offline(True)
    page.get_by_label("Your own questions").fill("May I <b>travel</b>?")
    packet = Printed(page.pdf(format="Letter", tagged=True, outline=True))
    sheets = [re.sub(r"\s+", " ", text) for text in packet.texts]
    assert "What is in it" in sheets[0] and "Daytime" in sheets[0] and "May I <b>travel</b>?" in sheets[0]
    parts = []
    for number, title in enumerate(TITLES, 1):
        assert bare(f"{number}. {title}") in packet.sheets[0]
        parts.append([at for at, sheet in enumerate(packet.sheets) if at and bare(f"{number}. {title}") in sheet])
    assert sum(parts, []) == list(range(1, len(sheets))), "each sheet's head names its part, and the parts stand in order"
    for number, sheet in enumerate(sheets, 1):
        assert f"Sheet {number} of {len(sheets)}" in sheet
        assert "Choose pages" not in sheet
    assert len(sheets) >= 12
    assert packet.faint() == [] and packet.smaller_than(9) == []


def test_pages_are_chosen_ordered_and_removed_with_the_keyboard(open_page):
    page = open_page("handouts/")
    page.get_by_label("Find a page by its name").fill("tamox")
    page.get_by_role("checkbox", name="Tamoxifen", exact=True).press("Space")
    page.get_by_label("Find a page by its name").fill("pain log")
    page.get_by_role("checkbox", name="Pain log").press("Space")
    assert page.url.endswith("#pages=drugs/tamoxifen,handouts/pain-log")
    page.get_by_role("button", name="Down: Tamoxifen").press("Enter")
    assert page.url.endswith("#pages=handouts/pain-log,drugs/tamoxifen")
    assert "Tamoxifen is now part 2 of 2" in page.locator("[data-said]").text_content()
    assert page.evaluate("document.activeElement.textContent") == "Up"
    page.get_by_label("Large (18 point)").check()
    assert page.url.endswith("&size=large")
    page.get_by_role("button", name="Remove: Pain log").press("Enter")
    assert page.url.endswith("#pages=drugs/tamoxifen&size=large")


def test_an_address_brings_only_handouts_that_exist(open_page):
    page = open_page("handouts/#pages=drugs/tamoxifen,<img src=x onerror=alert(1)>,../secret,__proto__,drugs/tamoxifen&size=huge")
    assert page.locator("[data-order] li").all_text_contents() == ["TamoxifenUpDownRemove"]
    assert page.locator(".packet img[src=x]").count() == 0
    assert page.get_by_label("Normal (12 point)").is_checked()


def test_a_large_packet_is_as_the_large_handouts_are(open_page):
    """Letter for letter: 18 pt, headings above their text, cards in one column."""
    paths = ["drugs/tamoxifen", "treatments/bone-health"]
    alone = [Printed(open_page(f"{path}/handout.html#large").pdf(format="Letter", tagged=True, outline=True)) for path in paths]
    packet = Printed(open_page(f"handouts/#pages={','.join(paths)}&size=large").pdf(format="Letter"))
    assert packet.smaller_than(11) == [] and packet.smaller_than(18, above=FOOT, below=740) == []
    in_packet = "".join(packet.sheets)
    for path, printed in zip(paths, alone, strict=True):
        headings = [entry for entry in printed.bookmarks if entry.strip()]
        assert len(headings) > 6
        assert [heading for heading in headings if bare(heading) not in in_packet] == [], path
    one_letter_lines = [line for text in packet.texts for line in text.splitlines() if len(line.strip()) == 1]
    assert one_letter_lines == [], "a column is too narrow for its words"


def test_nothing_is_kept(open_page):
    page = open_page("handouts/#pages=drugs/tamoxifen")
    page.get_by_label("Your own questions").fill("A secret")
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])").count("secret") == 0
    assert "secret" not in page.url
    page.goto("about:blank")
    page.go_back()


def test_targets_are_large_enough(open_page):
    page = open_page("handouts/#pages=drugs/tamoxifen", viewport=(360, 740))
    low = page.evaluate("""() => [...document.querySelectorAll('.packet-maker :is(button, label:has(input), summary, input[type=search])')]
        .filter(one => one.checkVisibility()).map(one => [one.textContent.trim(), one.getBoundingClientRect().height]).filter(([, height]) => height < 43.9)""")
    assert low == []


def test_without_script_the_page_says_what_to_do(open_page):
    page = open_page("handouts/", java_script_enabled=False)
    assert "choose \"Handout to print\"" in page.locator("main, article").first.text_content()
    assert not page.locator("[data-packet]").is_visible()
