"""What the tests share: one build of the site, one server, one browser for the whole run.

Heavy imports stay inside the fixtures, so that `make check`, which needs none of them, starts at once.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from site_server import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROJECT = Path(__file__).resolve().parents[1]
QUIET_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]  # no sandbox: containers run as root


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--external`: linkchecker follows links to other sites too. `make links` asks for it; no other run leaves this machine.
    `--every-page`: what test_every_page.py asks of pages of each type, of all pages. `make audit` asks for it."""
    parser.addoption("--external", action="store_true", help="check links to other sites too (needs the network)")
    parser.addoption("--every-page", action="store_true", help="visit every page in seven ways (takes half an hour)")


# --- The site -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def build() -> Callable[[Path, Path], subprocess.CompletedProcess]:
    """`build(project, site)` builds as `make build` does. Gives the finished process: its returncode, stdout and stderr.

    A process of its own, because MkDocs loads hooks into its interpreter and tests import the same modules.
    Without --quiet, because that hides warnings from --strict as well.
    """

    def run(project: Path, site: Path) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # the theme's notice, see the Makefile
        return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="session")
def site(build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site. Any warning of the build fails every test that needs the site."""
    folder = tmp_path_factory.mktemp("built") / "site"
    built = build(PROJECT, folder)
    noise = [line for line in built.stderr.splitlines() if not line.startswith("INFO ")]
    if built.returncode or noise:
        said = "\n".join([built.stdout, *noise])
        pytest.fail(f"`mkdocs build --strict` must succeed without a warning. It said:\n{said}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def site_address(site: Path) -> str:
    """The public address that the build gave the site: site_url, with a slash at its end."""
    canonical = re.search(r'<link rel="canonical" href="([^"]+)"', (site / "index.html").read_text("utf-8"))
    assert canonical, 'index.html has no <link rel="canonical">: set site_url in mkdocs.yml, and keep the link in overrides/'
    return canonical[1]


@pytest.fixture
def project_copy(tmp_path: Path) -> Path:
    """A copy of mkdocs.yml, docs/ and overrides/ of its own, in which a test may plant a fault."""
    project = tmp_path / "project"
    project.mkdir()
    shutil.copy2(PROJECT / "mkdocs.yml", project)
    for folder in ("docs", "overrides"):
        shutil.copytree(PROJECT / folder, project / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return project


# --- The server ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def server(site: Path, site_address: str) -> Iterator[str]:
    """The address of the served site on this machine, with a slash at its end."""
    with serve(site, base=urlsplit(site_address).path) as address:
        yield address


# --- The browser --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """The browser of the whole run. Fails, never skips, when there is none."""
    import chromium as finder
    from playwright.sync_api import sync_playwright

    try:
        program = finder.find()
    except finder.ChromiumMissing as missing:
        pytest.fail(str(missing), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: "Browser", server: str) -> Iterator[Callable]:
    """`open_page("drugs/", viewport=(360, 740), color_scheme="dark")` opens a page as a new visitor would, and gives it.

    Takes what Visitor.open takes. Afterwards the test fails if a page asked anything of another site, or reported an error.
    """
    from visitor import Visitor

    visitor = Visitor(chromium, server)
    yield visitor.open
    visitor.close()
    assert not visitor.faults, "\n".join(["The browser saw:", *visitor.faults])
