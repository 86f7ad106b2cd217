"""linkchecker, a crawler that knows nothing of how the site is made, finds no broken link on the served site.

test_links.py is faster, stricter and checks fragments; this one goes through HTTP, redirects and 404 as a visitor does.
`make links` runs it with --external, and then it follows links to other sites too.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

SETTINGS = Path(__file__).with_name("linkcheckerrc")
# Started as root, linkchecker becomes "nobody", who may not read a Python environment that lies in root's home.
RUN = "from linkcheck.command import linkchecker as command; command.drop_privileges = lambda: None; command.linkchecker()"


def crawl(addresses: list[str], home: Path, *options: str) -> subprocess.CompletedProcess:
    """Crawl from the addresses. Gives the finished process: exit code 1 for broken links or warnings, its report as stdout.

    `home` is a folder for the settings and plugins that linkchecker would otherwise write to the person's own home.
    """
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(home))
    environment = {**os.environ, **homes, "NO_PROXY": "127.0.0.1"}
    command = [sys.executable, "-c", RUN, f"--config={SETTINGS}", "--stdin", *options]
    return subprocess.run(command, input="\n".join(addresses), env=environment, capture_output=True, text=True, check=False)


def checked(report: str) -> int:
    """How many addresses a report says were checked."""
    return int(re.search(r"links in (\d+) URLs checked", report)[1])


def test_linkchecker_finds_no_broken_link(site: Path, site_address: str, server: str, tmp_path: Path, request):
    # Home alone reaches every page (test_links.py sees to that). All are named all the same: nothing links to 404.html.
    pages = sorted(page.relative_to(site).as_posix().removesuffix("index.html") for page in site.rglob("*.html"))
    options = []
    if request.config.getoption("--external"):
        options = ["--check-extern", f"--ignore-url=^{re.escape(site_address)}"]  # this version may not be published yet
    crawled = crawl([server + page for page in pages], tmp_path, *options)
    assert crawled.returncode == 0, crawled.stdout + crawled.stderr
    assert checked(crawled.stdout) >= len(pages), crawled.stdout


def test_linkchecker_would_find_a_broken_link(server: str, tmp_path: Path):
    """Guards the test above: the same crawl, from a page that is not there."""
    crawled = crawl([server + "no-such-page/"], tmp_path)
    assert crawled.returncode == 1
    assert "404" in crawled.stdout
