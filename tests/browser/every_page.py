"""Visits every page of the served site, several at a time, and notes what a reader's browser and an accessibility checker see.

The visits are Playwright's own asynchronous ones, in a thread beside the tests' browser: axe takes one to four seconds for each page,
so `make test` runs it on pages of each kind and `make audit` on all; the rest is looked at on every page each time.
"""

import asyncio
import importlib.resources
import json
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Page, async_playwright

AT_ONCE = 3
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
# All rules of WCAG 2.2 A and AA, best practices, and of AAA the contrast of 7 to 1. No rule and no part of a page is left out.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}
CHECK = f"""async () => (await axe.run(document, {json.dumps(RULES)})).violations
  .flatMap(({{ id, nodes }}) => nodes.map((node) => `${{id}}: ${{node.html.slice(0, 140)}} ${{node.any[0]?.message?.slice(0, 120) ?? ""}}`))"""
# What scrolls sideways, other than a box made for it: a table that is kept whole.
SIDEWAYS = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && one.getClientRects().length);
  return [`${root.scrollWidth} px wide`, ...wide.slice(-2).map((one) => one.outerHTML.slice(0, 120))];
}"""
# WCAG 1.4.12: wider lines, paragraphs, letters and words. Set as a reader's own style sheet would be.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
                     p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
  const clips = (one) => ["hidden", "clip"].some((way) => getComputedStyle(one).overflowX === way || getComputedStyle(one).overflowY === way);
  const hiddenOnPurpose = (one) => getComputedStyle(one).clipPath !== "none" || one.closest("[inert]");
  return [...document.querySelectorAll("body *")].filter((one) => clips(one) && !hiddenOnPurpose(one) && one.clientWidth > 1
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)).map((one) => `cut off: ${one.outerHTML.slice(0, 120)}`);
}"""
# A long list of sources that waits for its reader takes the height that the build foretold: a longer one would lie over the foot of the
# page for whoever asks where things are. From here on it is laid out like the rest.
FORETOLD = """() => {
  const notes = document.querySelector(".footnote");
  if (!notes?.dataset.lines) return [];
  const lines = getComputedStyle(notes).contentVisibility === "auto" ? Number(notes.dataset.lines) : NaN;
  const room = lines * parseFloat(getComputedStyle(notes).lineHeight) * (innerWidth < 900 ? 1 : 0.55);
  notes.style.contentVisibility = "visible";
  return notes.offsetHeight <= room ? [] : [`sources: ${notes.offsetHeight} px high, ${Math.round(room)} foretold (${lines} lines)`];
}"""
KEPT = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
REPORTS = "addEventListener('securitypolicyviolation', (event) => (self.policyReports ??= []).push(`${event.violatedDirective}: ${event.blockedURI}`))"


@dataclass(frozen=True)
class Way:
    """One way to look at a page."""

    name: str
    width: int
    scheme: str
    opened: bool  # every part that can be opened is open
    panel: str = ""  # "menu" or "search": this is open over the page


PHONE_LIGHT = Way("phone, light", 320, "light", opened=False)
PHONE_DARK = Way("phone, dark, opened", 320, "dark", opened=True)
DESK_LIGHT = Way("desk, light, opened", 1280, "light", opened=True)
DESK_DARK = Way("desk, dark", 1280, "dark", opened=False)
WAYS = [PHONE_LIGHT, PHONE_DARK, DESK_LIGHT, DESK_DARK]
# Open over the page: the rest of it is then out of reach, for axe too.
OVER = [Way("phone, dark, menu", 320, "dark", opened=False, panel="menu"), Way("phone, light, search", 320, "light", opened=False, panel="search"),
        Way("desk, dark, search", 1280, "dark", opened=False, panel="search")]


@dataclass
class Seen:
    """What was seen of one page in one way. Each list must be empty."""

    page: str
    way: str
    accessibility: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    spaced: list[str] = field(default_factory=list)
    foretold: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Visit:
    """One page to look at in one way; with axe, or only for what takes no time."""

    path: str
    way: Way
    axe: bool


class _Window:
    """A browser's page that goes from one address to the next: opening a new one for each costs a second of processor time."""

    def __init__(self, page: Page, address: str):
        self.page, self.address = page, address
        self.seen = Seen("", "")
        page.on("console", lambda message: message.type in {"error", "warning"} and self.seen.errors.append(message.text))
        page.on("pageerror", lambda error: self.seen.errors.append(str(error)))
        page.on("request", lambda request: request.url.startswith(address) or self.seen.elsewhere.append(request.url))

    async def look(self, visit: Visit) -> Seen:
        self.seen = seen = Seen(visit.path, visit.way.name)
        page = self.page
        await page.goto(self.address + visit.path)
        if visit.way.opened:
            await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        if visit.way.panel:
            await page.locator(f"button[data-open-{visit.way.panel}]:visible").first.click()
        if visit.way.panel == "search":
            await page.keyboard.type("tamoxifin")
            await page.locator(".search-result").first.wait_for()
        if visit.axe:
            await page.evaluate(AXE)
            seen.accessibility = await page.evaluate(CHECK)
        seen.foretold = await page.evaluate(FORETOLD)
        seen.sideways = await page.evaluate(SIDEWAYS)
        if visit.way.width == 320:
            seen.spaced = await page.evaluate(SPACED) + await page.evaluate(SIDEWAYS)
        seen.reports = await page.evaluate("self.policyReports ?? []")
        seen.kept = [*await page.evaluate(KEPT), *[cookie["name"] for cookie in await page.context.cookies()]]
        return seen


async def _visit(program: Path, flags: list[str], address: str, work: list[Visit]) -> list[Seen]:
    found: list[Seen] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=flags)
        queue = list(reversed(work))

        async def walker() -> None:
            windows: dict[Way, _Window] = {}
            while queue:
                visit = queue.pop()
                way = visit.way
                if way not in windows:
                    context = await browser.new_context(viewport={"width": way.width, "height": 800}, color_scheme=way.scheme)
                    await context.add_init_script(REPORTS)
                    windows[way] = _Window(await context.new_page(), address)
                found.append(await windows[way].look(visit))
                if len(found) % 100 == 0:
                    print(f"{len(found)} of {len(work)} visits", file=sys.stderr)

        await asyncio.gather(*[walker() for _ in range(AT_ONCE)])
        await browser.close()
    return found


def visit(program: Path, flags: list[str], address: str, work: Iterable[Visit]) -> list[Seen]:
    """Make each visit; gives what was seen. In a thread of its own: the tests' browser holds this one's event loop."""
    result: list[Seen] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            result.extend(asyncio.run(_visit(program, flags, address, list(work))))
        except BaseException as fault:  # noqa: BLE001 - handed on below, in the thread that asked
            faults.append(fault)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if faults:
        raise faults[0]
    return result
