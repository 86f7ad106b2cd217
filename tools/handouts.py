"""Prints the built guide to PDF, beside its pages: each handout in normal and large print, and all of them as one booklet.

    python tools/handouts.py              builds the site into site/ first; `make handouts` says this
    python tools/handouts.py --site DIR   takes a site that is built

Chromium prints the same files that readers print, so the PDFs are tagged and have title, language and bookmarks; none is merged
from others, which would lose them. A PDF is written under another name and renamed when it is whole. A page that fails is named,
the rest goes on, and the exit status is 1. At the end each page links its PDFs, when they are there and only then.
"""

from __future__ import annotations

import argparse
import html
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "overrides" / "hooks"), str(ROOT / "tests" / "browser")]

import chromium  # noqa: E402
import handout  # noqa: E402
import navigation  # noqa: E402
from guide import Guide, load  # noqa: E402
from playwright.sync_api import Browser, Error, Page, sync_playwright  # noqa: E402

SIZES = {"": "handout.pdf", "#large": "handout-large.pdf"}
PAGES_OF_ONE_BROWSER_PAGE = 40  # then it is closed and its memory is free again


# --- printing ---------------------------------------------------------------------------------------------------------


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium without window, network or cache of its own."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


class Printer:
    """Prints files of a site to PDF, one after the other, with flat memory."""

    def __init__(self, started: Browser) -> None:
        self._browser = started
        self._page: Page | None = None
        self._count = 0

    def print(self, source: Path, fragment: str, target: Path, paper: str = "Letter") -> None:
        """Print one file. Raises playwright's Error, or OSError; then no file is left behind."""
        if self._page is None or self._count % PAGES_OF_ONE_BROWSER_PAGE == 0:
            self.close()
            self._page = self._browser.new_page(java_script_enabled=False)
        self._count += 1
        part = target.with_suffix(".part")
        try:
            self._page.goto(source.as_uri() + fragment)
            self._page.pdf(path=part, format=paper, tagged=True, outline=True)
            os.replace(part, target)
        except BaseException:
            part.unlink(missing_ok=True)
            self.close()  # whatever went wrong in it is gone with it
            raise

    def close(self) -> None:
        """Close the browser's page; the next print opens another."""
        if self._page is not None:
            try:
                self._page.close()
            except Error:
                pass
        self._page = None


def jobs(site: Path) -> list[tuple[Path, str, Path]]:
    """What to print: (file, fragment, PDF). A worksheet has one size."""
    found = []
    for file in sorted(site.rglob("handout.html")):
        worksheet = 'class="sheet sheet--worksheet"' in file.read_text("utf-8")
        found += [(file, fragment, file.with_name(name)) for fragment, name in SIZES.items() if not (fragment and worksheet)]
    return found


def print_all(printer: Printer, work: list[tuple[Path, str, Path]], site: Path, tell: Callable[[int, int, str], None]) -> list[str]:
    """Print every job; gives a line for each that failed."""
    faults = []
    for number, (file, fragment, target) in enumerate(work, 1):
        name = target.relative_to(site).as_posix()
        try:
            target.unlink(missing_ok=True)  # an old one must not stand for a new one that failed
            printer.print(file, fragment, target)
        except (Error, OSError) as fault:
            faults.append(f"{name}: {str(fault).splitlines()[0]}")
        tell(number, len(work), name)
    return faults


def bar(done: int, total: int, name: str) -> None:
    """A progress bar on standard error; without a terminal a line now and then."""
    if sys.stderr.isatty():
        filled = 30 * done // total
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done}/{total} {name[:40]:40}" + "\n" * (done == total))
    elif done == total or done % 50 == 0:
        sys.stderr.write(f"{done}/{total} printed\n")
    sys.stderr.flush()


# --- the booklet ---------------------------------------------------------------------------------------------------------


def reading_order(guide: Guide, nav: list) -> list[tuple[str, list[str]]]:
    """The guide's sections with their pages (paths below docs/), in the order of the navigation; worksheets are no reading."""
    sections = [(title, [path for path in ([value] if isinstance(value, str) else _flat(value)) if not path.startswith("handouts/")])
                for item in navigation.expanded(nav, guide) for title, value in item.items()]
    return [(title, paths) for title, paths in sections if paths]


def _flat(value: list) -> list[str]:
    found = []
    for item in value:
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            for inner in item.values():
                found += [inner] if isinstance(inner, str) else _flat(inner)
    return found


def booklet(site: Path, guide: Guide, nav: list, title: str) -> str:
    """Every handout in reading order as one HTML page; sections are first-level headings, so that bookmarks have two levels.

    Handouts, not whole pages: those would fill more than a thousand sheets, which nobody binds.
    """
    style = re.search(r'assets/css/handout[\w.]*\.css', next(site.rglob("handout.html")).read_text("utf-8"))
    if not style:
        raise ValueError("handout.html names no handout.css")
    parts, contents, names = [], [], []
    for section, paths in reading_order(guide, nav):
        files = [(path, site / path.removesuffix(".md") / "handout.html") for path in paths]
        head = f'<h1 class="booklet-section">{html.escape(section)}</h1>'
        for path, file in files:
            if not file.is_file():
                continue
            text = re.search(r'<main id="large">(.*)</main>', file.read_text("utf-8"), re.DOTALL)
            if not text:
                raise ValueError(f"{path}: its handout has no <main id=\"large\">")
            name = handout.css_name(path.removesuffix(".md"))
            inner = re.sub(r"<(/?)h([1-3])\b", lambda match: f"<{match[1]}h{int(match[2]) + 1}", text[1])
            parts.append(f'<section class="packet__part {name}" id="{name}">{head}{inner}</section>')
            contents.append(f'<li><a href="#{name}">{html.escape(guide.pages[path].meta.title)}</a></li>')
            names.append(name)
            head = ""
    numbers = "".join(f'--part-{name}: "{number}. ";' for number, name in enumerate(names, 1))
    cover = (f'<article class="sheet sheet--stacked packet__cover"><h1>{html.escape(title)}</h1>'
             "<p>All handouts, in reading order. The number of each stands at the top right of its sheets.</p>"
             f'<ol>{"".join(contents)}</ol></article>')
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}: all handouts</title>'
            f'<link rel="stylesheet" href="{style[0]}"><link rel="stylesheet" href="handouts/sheets.css"><style>:root {{ --sheet-count: 9em; {numbers} }} .packet__cover {{ page: cover }} @page cover {{ @top-right {{ content: "All handouts" }} }}</style></head>'
            f'<body class="booklet">{cover}{"".join(parts)}</body></html>')


# --- links to what is there --------------------------------------------------------------------------------------------------


def between(text: str, mark: str, new: str) -> str:
    """A page with the place between ``<!-- mark -->`` and ``<!-- /mark -->`` filled anew."""
    return re.sub(rf"(<!-- {mark} -->).*?(<!-- /{mark} -->)", lambda match: match[1] + new + match[2], text, flags=re.DOTALL)


def link_pdfs(site: Path, guide: Guide) -> None:
    """Each page and handout links its own PDFs, the packet page all of them; what is not there is not linked."""
    rows = []
    for file in sorted(site.rglob("handout.html")):
        folder = file.parent
        words = {"handout.pdf": "Handout as PDF", "handout-large.pdf": "Handout as PDF, large print"}
        there = {name: text for name, text in words.items() if (folder / name).is_file()}
        for page, item in [(file, '<a href="{0}">{1}</a> '), (folder / "index.html", '<li><a href="{0}">{1}</a></li>')]:
            _rewrite(page, "ready-pdf", "".join(item.format(name, text) for name, text in there.items()))
        path = folder.relative_to(site).as_posix()
        if there and f"{path}.md" in guide.pages:
            title = html.escape(guide.pages[f"{path}.md"].meta.title)
            large = f' (<a href="../{path}/handout-large.pdf">{title} in large print</a>)' if "handout-large.pdf" in there else ""
            rows.append((title, f'<li><a href="../{path}/handout.pdf">{title}</a>{large}</li>'))
    whole = '<p><a href="booklet.pdf">All handouts as one PDF</a></p>' if (site / "handouts" / "booklet.pdf").is_file() else ""
    listed = f'<h2 id="ready-pdfs">Ready PDFs</h2>{whole}<ul>{"".join(row for _, row in sorted(rows))}</ul>' if rows else whole
    _rewrite(site / "handouts" / "index.html", "ready-pdfs", listed)


def _rewrite(page: Path, mark: str, new: str) -> None:
    if page.is_file():
        text = page.read_text("utf-8")
        page.write_text(between(text, mark, new), "utf-8")


# --- all of it -----------------------------------------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    """Build, print, link. Gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, help="a site that is built already")
    parser.add_argument("--only", default="", help="print only handouts whose path holds these words, and no booklet")
    options = parser.parse_args(arguments)
    site = (options.site or ROOT / "site").resolve()
    if options.site is None:
        built = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)], cwd=ROOT, check=False)
        if built.returncode:
            return built.returncode
    from mkdocs.config import load_config

    config = load_config(str(ROOT / "mkdocs.yml"))
    guide = load(ROOT / "docs")
    work = [job for job in jobs(site) if options.only in job[2].as_posix()]
    try:
        with browser() as started:
            printer = Printer(started)
            faults = print_all(printer, work, site, bar)
            if not options.only:
                page = site / "booklet.html"
                try:
                    page.write_text(booklet(site, guide, config.nav, config.site_name), "utf-8")
                    faults += print_all(printer, [(page, "", site / "handouts" / "booklet.pdf")], site, bar)
                finally:
                    page.unlink(missing_ok=True)
            printer.close()
    except chromium.ChromiumMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    link_pdfs(site, guide)
    for fault in faults:
        sys.stderr.write(f"NOT PRINTED: {fault}\n")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
