"""Build time of this guide beside a stock Material site of the same pages, measured in turns in one run.

    python tests/benchmarks/build_time.py [rounds]

The stock site has Material's defaults (search plugin, same Markdown extensions) and the same Markdown: once as written,
once with the tables and lists already in it that this guide makes from front matter. Read the ratio.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "overrides" / "hooks"))

from guide import load  # noqa: E402
from made_blocks import expand  # noqa: E402

EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.details",
              "pymdownx.superfences"]


def stock_site(folder: Path, expanded: bool) -> Path:
    """Write a stock Material project with the guide's pages into ``folder``; returns its mkdocs.yml."""
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("assets", ".meta.yml"))
    if expanded:
        guide = load(ROOT / "docs")
        for page in guide.pages.values():
            text = (folder / "docs" / page.path).read_text("utf-8")
            head = text[: len(text) - len(page.body)] if text.endswith(page.body) else ""
            (folder / "docs" / page.path).write_text(head + f"# {page.meta.title}\n\n" + expand(page, guide), "utf-8")
    config = {"site_name": "Stock", "site_url": "https://stock.example/", "theme": {"name": "material", "font": False},
              "plugins": ["search"], "markdown_extensions": EXTENSIONS}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config))
    return folder / "mkdocs.yml"


def seconds(config: Path, target: Path) -> float:
    """Processor time of one ``mkdocs build`` in a new process: unlike wall time, it does not count other work on the machine."""
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(target)], check=True,
                   env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True)
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        configs = {
            "this guide": ROOT / "mkdocs.yml",
            "stock Material, Markdown as written": stock_site(folder / "written", expanded=False),
            "stock Material, same content": stock_site(folder / "expanded", expanded=True),
        }
        times: dict[str, list[float]] = {name: [] for name in configs}
        for _ in range(rounds):
            for name, config in configs.items():
                times[name].append(seconds(config, folder / "site"))
        ours = statistics.median(times["this guide"])
        pages = len(list((ROOT / "docs").rglob("*.md")))
        print(f"{pages} pages, median of {rounds} rounds")
        for name, values in times.items():
            print(f"{name:38} {statistics.median(values):6.2f} s   this guide / it: {ours / statistics.median(values):.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
