"""Time of a handout's PDF as tools/handouts.py prints it, beside a bare page.pdf() of the same pages, in turns in one run.

    python tests/benchmarks/handouts.py SITE [pages]

SITE is a built site. Prints seconds for a PDF, their ratio, and the memory of this process's children before and after.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from handouts import Printer, browser, jobs  # noqa: E402


def memory() -> int:
    """Resident memory of all Chromium processes that this process started, in MB."""
    import os

    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            parents[int(entry.name)] = int(fields[1])
            sizes[int(entry.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError):
            continue

    def mine(process: int) -> bool:
        while process in parents and process != os.getpid():
            process = parents[process]
        return process == os.getpid()
    return sum(size for process, size in sizes.items() if mine(process)) // 2**20


def main(site: Path, limit: int) -> None:
    work = jobs(site)[:limit]
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as scratch, browser() as started:
        printer, page = Printer(started), started.new_page(java_script_enabled=False)
        before = 0
        for number, (file, fragment, _) in enumerate(work):
            for seconds, act in [(ours, lambda: printer.print(file, fragment, Path(scratch) / "a.pdf")),
                                 (bare, lambda: (page.goto(file.as_uri() + fragment), page.pdf(format="Letter", tagged=True, outline=True)))]:
                start = time.perf_counter()
                act()
                seconds.append(time.perf_counter() - start)
            if number == min(20, len(work) // 4):
                before = memory()
        after = memory()
    a, b = statistics.median(ours), statistics.median(bare)
    print(f"{len(work)} PDFs: {a:.2f} s each, bare page.pdf() {b:.2f} s, ratio {a / b:.2f}; total ratio {sum(ours) / sum(bare):.2f}")
    print(f"memory {before} MB after the first, {after} MB at the end")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
