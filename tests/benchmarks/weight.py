"""What a first visit downloads, and Lighthouse's scores, of this guide beside a stock Material site with the same Markdown.

    python tests/benchmarks/weight.py                  bytes, in Chromium
    python tests/benchmarks/weight.py --lighthouse     scores too; needs npx, which fetches lighthouse@12 into its own cache

Bytes are those of a cold visit over gzip (level 6), before the search is opened, without typefaces. Read the ratio. Lighthouse is
run three times on each page and its scores are the medians: it multiplies what this machine needs by four, so that a neighbor's work
reads as a slow page. Its own measure of the machine (benchmarkIndex, about 2,000 on a quiet one) stands beside them.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / folder) for folder in ("tests/site", "tests/browser", "tests/benchmarks", "overrides/hooks")]

import chromium  # noqa: E402
from build_time import stock_site  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from site_server import serve  # noqa: E402

PAGES = {"home": "", "A to Z": "drugs/", "medicine": "drugs/tamoxifen/", "treatment": "treatments/chemotherapy/",
         "largest treatment": "treatments/targeted-therapy/", "given together": "combinations/", "emergencies": "help/emergencies/",
         "make a handout": "handouts/"}
# Lighthouse looks at these too: one of each other kind.
MORE = {"combination": "combinations/palbociclib-letrozole-or-fulvestrant/", "worksheet": "handouts/symptom-diary/", "what is new": "start/newest/",
        "not in the guide": "start/other-medicines/", "privacy": "about/privacy/", "handout": "drugs/tamoxifen/handout.html"}
MOST = 57_000  # bytes; Starlight, the lightest peer measured
RATIO = 0.75
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SCORES = ["performance", "accessibility", "best-practices", "seo"]


def build(config: Path, target: Path) -> Path:
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(target)], check=True, capture_output=True,
                   env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return target


def weights(browser, address: str) -> dict[str, tuple[int, int]]:
    """Bytes of a cold visit to each page, without typefaces: all, and all but the index that stock Material's search fetches at once."""
    found = {}
    for name, path in PAGES.items():
        context = browser.new_context(viewport={"width": 360, "height": 740})
        page = context.new_page()
        sizes: dict[str, int] = {}
        page.on("response", lambda response, sizes=sizes: response.request.resource_type != "font"
                and sizes.update({response.url: int(response.headers.get("content-length", 0))}))
        page.goto(address + path, wait_until="networkidle")
        found[name] = sum(sizes.values()), sum(size for url, size in sizes.items() if "search_index" not in url)
        context.close()
    return found


def lighthouse(address: str, pages: dict[str, str], scratch: Path) -> Iterator[tuple[str, str]]:
    """Lighthouse's mobile scores of each page: performance / accessibility / best practices / search engines, then CLS, LCP, the time
    blocked and the machine's speed. Medians of three."""
    for name, path in pages.items():
        reports = []
        for _ in range(3):
            report = scratch / "report.json"
            subprocess.run(["npx", "--yes", "lighthouse@12", address + path, "--quiet", "--output=json", f"--output-path={report}",
                            f"--only-categories={','.join(SCORES)}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
                           check=True, capture_output=True, cwd=scratch, env={**os.environ, "CHROME_PATH": str(chromium.find())})
            reports.append(json.loads(report.read_text()))

        def median(audit: str, reports: list[dict] = reports) -> float:
            return statistics.median(one["audits"][audit]["numericValue"] for one in reports)

        scores = " / ".join(f"{statistics.median(one['categories'][score]['score'] for one in reports) * 100:.0f}" for score in SCORES)
        machine = statistics.median(one["environment"]["benchmarkIndex"] for one in reports)
        yield name, (f"{scores:24}CLS {median('cumulative-layout-shift'):.3f}   LCP {median('largest-contentful-paint') / 1000:.1f} s   "
                       f"blocked {median('total-blocking-time'):.0f} ms   machine {machine:.0f}")


def main(with_lighthouse: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        scratch = Path(folder)
        ours = build(ROOT / "mkdocs.yml", scratch / "ours")
        stock = build(stock_site(scratch / "stock", expanded=True), scratch / "stock-site")
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        with serve(ours, compress=True) as here, serve(stock, compress=True) as there:
            own, other = weights(browser, here), weights(browser, there)
            print(f"{'first view, gzip, no typeface':32}{'this guide':>12}{'stock':>10}{'ratio':>8}{'stock but its index':>22}{'ratio':>8}")
            for name in PAGES:
                here_, (all_, bare) = own[name][0], other[name]
                verdict = "" if here_ <= MOST and here_ / bare <= RATIO else "   too heavy"
                print(f"{name:32}{here_:>12,}{all_:>10,}{here_ / all_:>8.2f}{bare:>22,}{here_ / bare:>8.2f}{verdict}")
            fonts = sum(path.stat().st_size for path in ours.rglob("*.woff2"))
            print(f"typeface: {fonts:,} bytes")
            if with_lighthouse and not shutil.which("npx"):
                sys.exit("Lighthouse was asked for and npx is not here: install npm, or leave --lighthouse out.")
            if with_lighthouse:
                print("\nLighthouse, mobile: performance / accessibility / best practices / SEO")
                for who, address, pages in [("this guide", here, PAGES | MORE), ("stock", there, PAGES)]:
                    for name, scores in lighthouse(address, pages, scratch):
                        print(f"{who:12}{name:20}{scores}", flush=True)
        browser.close()


if __name__ == "__main__":
    main("--lighthouse" in sys.argv)
