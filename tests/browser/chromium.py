"""Find the Chromium that the tests drive, and install one where there is none.

`python tests/browser/chromium.py` prints its path; `--install` (what `make test` says) first installs one if need be.
A missing browser fails: a skipped test of what a person sees would read as a pass.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT = (sys.executable, "-m", "playwright", "install", "chromium-headless-shell")
# npm's build of Chromium, for a machine that reaches npm and neither Debian nor Playwright. Its system libraries must be there.
NPM_PACKAGE = "@sparticuz/chromium@147.0.0"
NPM_FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "chromium"

NOT_FOUND = """\
No Chromium was found, and the tests need one. Any one of these brings it:
  sudo apt-get install chromium
  python -m playwright install --with-deps chromium-headless-shell
  CHROMIUM=/path/to/chrome make test     (one that is installed already)"""


class ChromiumMissing(Exception):
    """No Chromium, and no way to install one. The message holds the install lines."""


def find() -> Path:
    """The path of a Chromium: the one named by $CHROMIUM, else from PATH, else Playwright's own, else npm's.

    Raises ChromiumMissing if there is none, or if $CHROMIUM names no program.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        program = shutil.which(named)
        if not program:
            raise ChromiumMissing(f"CHROMIUM={named} is no program. Correct it, or unset it to have one found.")
        return Path(program)
    for command in COMMANDS:
        if program := shutil.which(command):
            return Path(program)
    for program in (_of_playwright(), NPM_FOLDER / "chromium"):
        if program and program.is_file():
            return program
    raise ChromiumMissing(NOT_FOUND)


def install() -> Path:
    """Install a Chromium the first way that works, and give its path. Raises ChromiumMissing if none does."""
    for commands in _ways():
        try:
            for command in commands:
                print("Installing Chromium:", " ".join(command[:7]), file=sys.stderr)
                _run(command)
            program = find()
            # On Ubuntu a package named chromium can be a stub that only names another one: ask the program itself.
            _run([str(program), "--version"])
            return program
        except (OSError, subprocess.CalledProcessError, ChromiumMissing) as fault:
            print("That did not work:", fault, file=sys.stderr)
    raise ChromiumMissing(NOT_FOUND)


def _run(command: list[str]) -> None:
    """Run one command of an installation. Raises CalledProcessError or OSError if it fails."""
    NPM_FOLDER.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "DEBIAN_FRONTEND": "noninteractive",  # apt-get must not ask
        "TMPDIR": str(NPM_FOLDER),            # where npm's Chromium unpacks itself, and must still be next time
    }
    subprocess.run(command, check=True, cwd=NPM_FOLDER, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def _ways() -> Iterator[list[list[str]]]:
    """Ways to install Chromium, best first, each a list of commands."""
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]  # -n: fail rather than wait for a password
        if not root or shutil.which("sudo"):
            apt = [*root, "apt-get"]
            yield [[*apt, "-qq", "update"], [*apt, "-qq", "install", "--yes", "--no-install-recommends", "chromium"]]
    yield [list(PLAYWRIGHT)]
    if shutil.which("npm"):
        unpack = "import('@sparticuz/chromium').then(package => package.default.executablePath())"
        yield [["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix=.", NPM_PACKAGE], ["node", "--eval", unpack]]


def _of_playwright() -> Path | None:
    """The headless Chromium that `playwright install` puts in its cache, for exactly the installed Playwright.

    Read from Playwright's own list, because asking Playwright itself starts its driver, which takes half a second.
    """
    package = importlib.util.find_spec("playwright")
    if not package or not package.origin:
        return None
    browsers = json.loads((Path(package.origin).parent / "driver/package/browsers.json").read_text())["browsers"]
    revision = next(browser["revision"] for browser in browsers if browser["name"] == "chromium-headless-shell")
    caches = {"darwin": "~/Library/Caches/ms-playwright", "win32": "~/AppData/Local/ms-playwright"}
    cache = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or caches.get(sys.platform, "~/.cache/ms-playwright")
    folder = Path(cache).expanduser() / f"chromium_headless_shell-{revision}"
    return next((path for name in ("chrome-headless-shell", "headless_shell") for path in folder.rglob(f"{name}*")
                 if path.is_file() and path.suffix in ("", ".exe")), None)


if __name__ == "__main__":
    try:
        try:
            print(find())
        except ChromiumMissing:
            if "--install" not in sys.argv or os.environ.get("CHROMIUM"):  # a wrong $CHROMIUM is for its owner to mend
                raise
            print(install())
    except ChromiumMissing as missing:
        sys.exit(str(missing))
