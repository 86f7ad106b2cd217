"""The search of this guide beside stock Material and MiniSearch: the same pages, the same sets of queries, in Chromium.

    python tests/benchmarks/search.py

Prints a table of first places by set, the time of a query at 130 and at 2,000 pages, and the time to the first result on a slow
phone. Needs npm, which brings MiniSearch into a folder for the run. Stock Material is built with its own defaults, and asked
through its own search box. MiniSearch gets the titles, names and texts of the same index, with its documented `fuzzy` and
`prefix` options, and the title weighted above the names above the text.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / part) for part in ("overrides/hooks", "tests", "tests/browser", "tests/site", "tests/benchmarks")]

import build_time  # noqa: E402
import chromium as finder  # noqa: E402
import search_names  # noqa: E402
import search_sets as sets  # noqa: E402
from guide import load  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from search_box import SearchBox  # noqa: E402
from site_server import serve  # noqa: E402

SIZES = [130, 2000]
TIMED = 150  # queries with a clock

# Stock Material answers through its worker: its last message of results is what the box shows.
WATCH_WORKER = """(() => {
  const Stock = Worker;
  self.Worker = class extends Stock {
    constructor(...args) {
      super(...args);
      this.asked = [];
      this.addEventListener("message", (event) => {
        if (event.data.type !== 3) return;
        const asked = this.asked.shift(); // answers come in the order of the questions
        self.heard?.(asked, event.data.data.items);
      });
    }
    postMessage(message) {
      if (message.type === 2) this.asked.push(message.data);
      super.postMessage(message);
    }
  };
})();"""
ASK_STOCK = """async (queries) => {
  const input = document.querySelector(".md-search__input");
  const place = (group) => group[0].location.split("#")[0];
  const answers = [];
  for (const query of queries) {
    const start = performance.now();
    const items = await new Promise((done) => {
      self.heard = (asked, found) => { if (asked.trim() === query.trim()) done(found); };
      input.value = query;
      input.dispatchEvent(new KeyboardEvent("keyup"));
      setTimeout(() => done([]), 10_000);
    });
    answers.push([query, items.length ? place(items[0]) : "", performance.now() - start, items.slice(0, 3).map(place)]);
  }
  return answers;
}"""
ASK_MINISEARCH = """(queries) => queries.map((query) => {
  const start = performance.now();
  const hits = self.index.search(query, { prefix: true, fuzzy: 0.25, boost: { title: 4, tags: 8 } });
  const pages = [...new Set(hits.slice(0, 30).map((hit) => hit.id.split("#")[0]))];
  return [query, pages[0] ?? "", performance.now() - start, pages.slice(0, 3)];
})"""
START_MINISEARCH = """(docs) => {
  const start = performance.now();
  self.index = new MiniSearch({ fields: ["title", "tags", "text"], idField: "location",
    extractField: (doc, field) => Array.isArray(doc[field]) ? doc[field].join(" ") : doc[field] });
  self.index.addAll(docs);
  return performance.now() - start;
}"""
# From the words in the box to the names on the screen, and to the answer from the text of the pages.
TIME_GUIDE = """async (queries) => {
  const input = document.querySelector("#search-query");
  const output = document.querySelector("[data-search-results]");
  const times = [];
  for (const query of queries) {
    const start = performance.now();
    let names = 0;
    await new Promise((done) => {
      const seen = new MutationObserver(() => {
        if (!["done", "failed"].includes(output.dataset.pages)) return;
        seen.disconnect();
        done();
      });
      input.value = query;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      names = performance.now() - start;
      seen.observe(output, { attributes: true });
      if (output.dataset.pages === "done") done();
    });
    times.push([names, performance.now() - start]);
  }
  return times;
}"""


def build(project: Path, target: Path, config: str = "mkdocs.yml") -> Path:
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(project / config), "-d", str(target)], check=True,
                   env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True)
    return target


def minisearch(folder: Path) -> str:
    """The library's script, from the registry that npm is set to."""
    subprocess.run(["npm", "pack", "--silent", "minisearch@7"], cwd=folder, check=True, capture_output=True)
    subprocess.run(["tar", "xzf", next(folder.glob("minisearch-*.tgz")).name], cwd=folder, check=True)
    return (folder / "package" / "dist" / "umd" / "index.js").read_text("utf-8")


def first_places(asked: list[tuple[str, str]], top: dict[str, str]) -> str:
    right = sum(top[words] == page for words, page in asked)
    return f"{right} / {len(asked)}"


def quality(browser: Browser, address: str, stock_address: str, library: str, index: dict) -> None:
    guide = load(ROOT / "docs")
    hospital = [(entry, pages[0]) for entry, pages in sets.hospital_entries(guide) if len(pages) == 1]
    two = [(entry, pages) for entry, pages in sets.hospital_entries(guide) if len(pages) > 1]
    lists = {"every name, exact": sets.exact_names(guide), "one random edit": sets.edits(guide, 1),
             "two random edits": sets.edits(guide, 2), "as they sound, as dictated": sets.sounds(guide), "charts, foreign forms": hospital}
    absent, urgent, words = sets.absent(guide), sets.emergencies(), sets.ordinary_words()
    asked = list(dict.fromkeys([*(one for each in lists.values() for one, _ in each), *(one for one, _ in two),
                                *(one for one, _ in absent), *(one for one, _ in urgent), *words]))

    box = SearchBox(browser.new_page()).page
    box.goto(address)
    ours = {answer.query: answer for answer in SearchBox(box).open().ready().ask(asked)}
    box.close()

    stock = browser.new_page()
    stock.add_init_script(WATCH_WORKER)
    stock.goto(stock_address)
    stock.locator(".md-search__input").first.focus()
    stock.wait_for_timeout(4000)
    theirs = {query: (top, pages) for query, top, _, pages in stock.evaluate(ASK_STOCK, asked)}
    stock.close()

    page = browser.new_page()
    page.evaluate(library)
    page.evaluate(START_MINISEARCH, index["docs"])
    small = {query: (top, pages) for query, top, _, pages in page.evaluate(ASK_MINISEARCH, asked)}
    page.close()

    def first(query: str) -> str:
        answer = ours[query]
        return answer.top or (answer.first.removeprefix(address).split("#")[0] if answer.first.startswith(address) else "")

    tops = [{query: first(query) for query in asked}, {query: top for query, (top, _) in theirs.items()},
            {query: top for query, (top, _) in small.items()}]
    # A name that is a sign of danger ("fever") has the card first, which leads to the same page.
    print("| first place | this guide | stock Material | MiniSearch |\n| --- | --- | --- | --- |")
    for name, pairs in lists.items():
        print(f"| {name} | {' | '.join(first_places(pairs, top) for top in tops)} |")
    pages = [{query: answer.pages(6) for query, answer in ours.items()}, {query: top for query, (_, top) in theirs.items()},
             {query: top for query, (_, top) in small.items()}]
    print(f"| two medicines or more: all their pages | {' | '.join(f'{sum(set(want) <= set(found[query]) for query, want in two)} / {len(two)}' for found in pages)} |")
    right = sum(bool(ours[query].named) and ours[query].named[0]["absent"] == generic for query, generic in absent)
    print(f"| said to be not in the guide | {right} / {len(absent)} | 0 / {len(absent)} | 0 / {len(absent)} |")
    helped = [sum(bool(ours[query].signs) for query, _ in urgent), *(sum(top[query] == "help/emergencies/" for query, _ in urgent) for top in tops[1:])]
    print(f"| emergencies: help first | {' | '.join(f'{one} / {len(urgent)}' for one in helped)} |")
    offers = sum(any(one["absent"] or one["page"].startswith(("drugs/", "combinations/")) for one in ours[word].named) for word in words)
    print(f"\nOrdinary words for which this guide offers a medicine: {offers} of {len(words)}. The others rank pages by the words in "
          "their text and do not say whether a hit is a name.\n")


def grown(site: Path, pages: int, target: Path) -> Path:
    """The site with its search data grown to so many pages: copies of the medicines under names made of their syllables."""
    shutil.copytree(site, target)
    whole = search_names.lexicon(load(ROOT / "docs"))
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    docs = {}
    for doc in index["docs"]:
        docs.setdefault(doc["location"].split("#")[0], []).append(doc)
    drugs = [at for at, page in enumerate(whole["pages"]) if page["kind"] == "drug"]
    names = {at: [name for name in whole["names"] if name[1] == at] for at in drugs}
    turn = 0
    while len(whole["pages"]) < pages:
        turn += 1
        for at in drugs[: pages - len(whole["pages"])]:
            url = f"drugs/copy-{turn}-{at}/"
            head = "".join(chr(97 + (turn * 7 + at * 3 + step * 11) % 26) for step in range(3))

            def renamed(text: str, head: str = head) -> str:
                return head + text[2:][::-1] if turn % 2 else text[-3:] + head + text[3:]

            whole["names"] += [[renamed(name), len(whole["pages"]), kind] for name, _, kind in names[at]]
            whole["pages"].append({**whole["pages"][at], "url": url, "title": renamed(whole["pages"][at]["title"])})
            old = whole["pages"][at]["url"]
            index["docs"] += [{**doc, "location": doc["location"].replace(old, url, 1), "title": f"{doc['title']} {head}"} for doc in docs.get(old, [])]
    first, more = search_names.in_two(whole)
    for name, head, data in (("names.js", "self.guideLexicon=", first), ("more.js", "self.guideMore=", more)):
        (target / "search" / name).write_text(head + json.dumps(data) + ";", "utf-8")
    (target / "search" / "search_index.json").write_text(json.dumps(index), "utf-8")
    return target


def speed(browser: Browser, site: Path, scratch: Path, library: str) -> None:
    queries = [query for each in (sets.edits(load(ROOT / "docs"), 1)[:TIMED // 2], sets.sounds(load(ROOT / "docs"))[:TIMED // 2]) for query, _ in each]
    print("| median and 95 of 100 queries within, ms | names on the screen | with the text of the pages | MiniSearch, query alone | MiniSearch, start |\n| --- | --- | --- | --- | --- |")
    for pages in SIZES:
        folder = grown(site, pages, scratch / f"pages-{pages}")
        with serve(folder) as address:
            page = browser.new_page()
            page.goto(address)
            box = SearchBox(page).open().ready()
            page.set_default_timeout(180_000)
            box.type("tamoxifen")  # the worker has read its index
            times = page.evaluate(TIME_GUIDE, queries)
            page.close()
        page = browser.new_page()
        page.evaluate(library)
        start = page.evaluate(START_MINISEARCH, json.loads((folder / "search" / "search_index.json").read_text("utf-8"))["docs"])
        small = [time for _, _, time, _ in page.evaluate(ASK_MINISEARCH, queries)]
        page.close()
        names, whole = zip(*times, strict=True)
        print(f"| {pages} pages | {spread(names)} | {spread(whole)} | {spread(small)} | {start:.0f} |")


def spread(times) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f}, {ordered[int(len(ordered) * 0.95)]:.1f}"


def slow_phone(browser: Browser, site: Path, base: str) -> None:
    from test_search_use import first_answer, slow_down

    waited = []
    with serve(site, base=base, compress=True) as address:
        for _ in range(5):
            context = browser.new_context(viewport={"width": 360, "height": 740})
            page: Page = context.new_page()
            page.goto(address)
            slow_down(page)
            waited.append(first_answer(page))
            context.close()
    print(f"\nFirst result after pressing Search on a slow phone (processor 4 times slower, slow 4G): median {statistics.median(waited):.0f} ms, "
          f"of {', '.join(f'{one:.0f}' for one in sorted(waited))}.")


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        scratch = Path(temporary)
        site = build(ROOT, scratch / "site")
        stock = build(build_time.stock_site(scratch / "stock", expanded=True).parent, scratch / "stock-site")
        library = minisearch(scratch)
        index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
        for doc in index["docs"]:
            doc["text"] = re.sub(r"<[^>]+>", " ", doc["text"])
        browser = playwright.chromium.launch(executable_path=finder.find(), args=["--no-sandbox", "--disable-gpu"])
        with serve(site) as address, serve(stock) as stock_address:
            quality(browser, address, stock_address, library, index)
        speed(browser, site, scratch, library)
        slow_phone(browser, site, "/")
        browser.close()


if __name__ == "__main__":
    main()
