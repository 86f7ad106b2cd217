"""How build time grows with the guide: made-up copies of a medicine's page, 150 and 1,500 pages in all by default, one build each.

    python tests/benchmarks/scaling.py [pages ...]

Growth in proportion would be ten times; at most twelve is the aim.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

from build_time import ROOT, seconds


def grown(folder: Path, pages: int) -> Path:
    """A copy of the project grown to ``pages`` Markdown pages by made-up medicines; returns its mkdocs.yml.

    The copies take turns among the therapies' groups, as real medicines do.
    """
    folder.mkdir()
    shutil.copy2(ROOT / "mkdocs.yml", folder)
    for part in ("docs", "overrides"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    models = sorted(path for path in (folder / "docs" / "drugs").glob("*.md") if path.stem != "index")
    missing = pages - len(list((folder / "docs").rglob("*.md")))
    if missing < 0:
        raise SystemExit(f"The guide has more than {pages} pages already.")
    for number in range(missing):
        text = models[number % len(models)].read_text("utf-8")
        text = re.sub(r"^names:\n.*?(?=^drug_class)", f"names:\n  generic: madeup {number}\n  say: MADE-up\n", text, flags=re.M | re.S)
        text = re.sub(r"^title: .*", f"title: Made-up {number}", text, flags=re.M)
        text = re.sub(r"^description: .*", f"description: A made-up medicine for measuring only, number {number} of many.", text, flags=re.M)
        (folder / "docs" / "drugs" / f"madeup-{number}.md").write_text(text, "utf-8")
    return folder / "mkdocs.yml"


def main(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        times = {size: seconds(grown(Path(scratch) / str(size), size), Path(scratch) / "site") for size in sizes}
    first = min(sizes)
    for size, value in times.items():
        print(f"{size:5} pages {value:7.1f} s   {value / times[first]:.1f} times the time for {size / first:.1f} times the pages")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [150, 1500])
