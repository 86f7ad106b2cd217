"""Make a handout: pages chosen in the browser are printed as one job, and the choice lives in the address alone."""

import io
import re

from pypdf import PdfReader

SIX = ["drugs/tamoxifen", "help/emergencies", "drugs/palbociclib", "treatments/hormone-therapy", "treatments/bone-health", "handouts/symptom-diary"]
TITLES = ["Tamoxifen", "When to call for help", "Palbociclib", "Hormone therapy", "Bone", "Symptom diary"]


def printed(page) -> list[str]:
    return [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages]


def test_six_pages_print_as_one_job_without_the_network(open_page):
    page = open_page(f"handouts/#pages={','.join(SIX)}", expected_error="ERR_INTERNET_DISCONNECTED")  # the browser's late favicon
    page.context.set_offline(True)
    page.get_by_label("Your own questions").fill("May I <b>travel</b>?")
    sheets = printed(page)
    assert "What is in it" in sheets[0] and "Daytime" in sheets[0] and "May I <b>travel</b>?" in sheets[0]
    for number, title in enumerate(TITLES, 1):
        assert f"{number}. {title}" in sheets[0]
        assert any(f"Part {number} of 6" in sheet and title in sheet for sheet in sheets)
    for number, sheet in enumerate(sheets, 1):
        assert f"Sheet {number} of {len(sheets)}" in sheet
        assert "Choose pages" not in sheet
    assert len(sheets) >= 12


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


def test_large_packet_is_large(open_page):
    page = open_page("handouts/#pages=drugs/tamoxifen&size=large")
    small = []
    for sheet in PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages:
        sheet.extract_text(visitor_text=lambda text, cm, tm, _, size: small.append(text) if text.strip() and abs(size * tm[3] * cm[3]) < 10.9 else None)
    assert small == []


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
