"""Packs the guide as a zip that opens from a folder or a USB stick, without a server and without a network.

    python tools/offline.py              builds the site and writes stage-4-guide.zip; `make offline` says this
    python tools/offline.py SITE ZIP     packs a site that is built

A folder has no server that finds index.html, so links name it; and browsers differ on what a policy's 'self' means for a file,
so the policy names files too. All else is the site as it is: search and packet-making work.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "stage-4-guide"
FOR_HOSTS = {"404.html", "_headers", "_headers.nginx", "sitemap.xml", "sitemap.xml.gz"}
LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"#?:]*)((?:#[^"]*)?")')
POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]+)(")')


def for_folder(html: str) -> str:
    """A page whose links to folders name the page in them, and whose policy allows the folder's own files."""

    def named(link: re.Match[str]) -> str:
        start, path, end = link.groups()
        if path.endswith("/"):
            path += "index.html"
        elif path.rsplit("/", 1)[-1] in {".", ".."}:
            path += "/index.html"
        return start + path + end

    return POLICY.sub(lambda match: match[1] + match[2].replace("'self'", "'self' file:") + match[3], LINK.sub(named, html))


def pack(site: Path, target: Path) -> int:
    """Write the zip of a built site; gives the number of its files. The same site gives the same bytes."""
    files = sorted(path for path in site.rglob("*") if path.is_file() and path.relative_to(site).as_posix() not in FOR_HOSTS)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in files:
            content = path.read_bytes()
            if path.suffix == ".html":
                content = for_folder(content.decode()).encode()
            packed.writestr(zipfile.ZipInfo(f"{NAME}/{path.relative_to(site).as_posix()}", (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return len(files)


def main(arguments: list[str]) -> None:
    target = Path(arguments[1]) if len(arguments) > 1 else ROOT / f"{NAME}.zip"
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(arguments[0]) if arguments else Path(scratch) / "site"
        if not arguments:
            subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)], cwd=ROOT, check=True,
                           env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
        count = pack(site, target)
    print(f"{target.name}: {count} files, {target.stat().st_size / 1e6:.1f} MB. Unpack it and open {NAME}/index.html.")


if __name__ == "__main__":
    main(sys.argv[1:])
