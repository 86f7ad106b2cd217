"""Writes a .gz beside each text file of a built site, for servers that send it as it is (nginx: gzip_static).

    python tools/precompress.py site
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

TEXTS = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}


def precompress(site: Path) -> int:
    """Compress every text file of the site; gives how many. The same content gives the same bytes."""
    files = [path for path in site.rglob("*") if path.is_file() and path.suffix in TEXTS]
    for path in files:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    return len(files)


if __name__ == "__main__":
    print(precompress(Path(sys.argv[1])), "files compressed")
