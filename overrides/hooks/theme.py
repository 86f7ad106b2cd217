"""What is published of the theme: the script that searches the text of all pages, and nothing else.

Pages have their own frame (overrides/base.html), styles and script, so Material's would be dead weight in the site and in the
offline copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

WORKER = re.compile(r"assets/javascripts/workers/search\.\w+\.min\.js")
OF_THEME = re.compile(r"assets/(?:javascripts|stylesheets|images/favicon\.png|_mkdocstrings)")


def worker(paths: Iterable[str]) -> str:
    """The path of Material's search worker, whose name changes with each release."""
    (found,) = [path for path in paths if WORKER.fullmatch(path)]
    return found


def left_out(paths: Iterable[str]) -> list[str]:
    """The theme's files that no page uses."""
    return [path for path in paths if OF_THEME.match(path) and not WORKER.fullmatch(path)]
