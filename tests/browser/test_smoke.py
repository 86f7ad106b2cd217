"""The home page opens on a phone and on a desk, by day and by night: the first thing to know before any finer test."""

import pytest

from visitor import Visitor

# What may be wider than the window itself, and so would make the reader scroll sideways to read a line.
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_home_opens(open_page, width: int, scheme: str):
    page = open_page(viewport=(width, 800), color_scheme=scheme)  # fails by itself on errors and requests to other sites
    assert page.locator("h1").is_visible()
    assert page.evaluate(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
    assert page.evaluate(OVERFLOW) <= 0, f"At {width} px the home page scrolls sideways. Cure: let its widest part wrap."


def test_a_missing_page_says_so_in_the_site_s_own_look(open_page):
    page = open_page("drugs/no-such-medicine/", expected_error="404")
    assert page.locator("h1").is_visible()
    assert page.locator("link[rel=stylesheet]").count()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("fetch('https://elsewhere.test/count').catch(() => {})", "request to another site: https://elsewhere.test/count"),
        ("fetch(location.origin.replace(/\\d+$/, '1')).catch(() => {})", "request to another site: http://127.0.0.1:1/"),
        ("console.error('broken')", "console error: broken"),
        ("setTimeout(() => { throw Error('broken') })", "script error: broken"),
    ],
)
def test_the_guard_sees_a_planted_fault(chromium, server: str, script: str, said: str):
    """Every browser test leans on this: what the visitor must not do is noted."""
    visitor = Visitor(chromium, server)
    page = visitor.open(bypass_csp=True)  # the page's own policy would stop most of these first
    page.evaluate(f"() => {{ {script} }}")
    page.wait_for_timeout(100)
    visitor.close()
    assert any(said in fault for fault in visitor.faults), visitor.faults
