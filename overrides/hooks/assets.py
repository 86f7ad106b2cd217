"""Gives each file of assets/ a name that holds its hash, so that browsers and CDNs may keep it for ever and still never show an
old one: a changed file has a new name. Pages themselves keep their addresses and are asked for anew."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

NAMED = re.compile(r"assets/(?:css|fonts|images|js)/(?!OFL)[\w.-]+")  # a licence is for people: it keeps its name
IN_STYLE = re.compile(r"(?<=\.\./)fonts/[\w.-]+")


def hashed(path: str, content: bytes) -> str:
    """A path with the first letters of its content's hash before its ending."""
    file = PurePosixPath(path)
    return str(file.with_name(f"{file.stem}.{hashlib.sha256(content).hexdigest()[:10]}{file.suffix}"))


# What people who edit need and readers would only wait for: comments of a line's own, and the spaces that lines begin with.
# In scripts a comment after code stays, because a pattern cannot tell it from "//" in a string; no string of ours spans lines.
FOR_EDITORS = {
    ".js": re.compile(r"^\s*//.*\n|^[ \t]+|\n(?=\n)", re.MULTILINE),
    ".css": re.compile(r"/\*.*?\*/|^[ \t]+|\n(?=\s*\n)", re.DOTALL | re.MULTILINE),
}


def slim(path: str, content: bytes) -> bytes:
    """A script or style sheet without what only its editors read: a fifth less to download. Other files as they are."""
    pattern = FOR_EDITORS.get(PurePosixPath(path).suffix)
    return pattern.sub("", content.decode()).encode() if pattern else content


def renamed(files: Mapping[str, bytes]) -> dict[str, tuple[str, bytes]]:
    """For each file of assets/ its new path and content; typefaces first, because style sheets name them."""
    found: dict[str, tuple[str, bytes]] = {}
    for path in sorted((path for path in files if NAMED.fullmatch(path)), key=lambda path: path.endswith(".css")):
        content = slim(path, files[path])
        if path.endswith(".css"):
            new = {old.removeprefix("assets/"): name.removeprefix("assets/") for old, (name, _) in found.items()}
            content = IN_STYLE.sub(lambda match: new.get(match[0], match[0]), content.decode()).encode()
        found[path] = (hashed(path, content), content)
    return found


def pointed(text: str, new: Mapping[str, str]) -> str:
    """A text in which each file of assets/ goes by its new name."""
    return NAMED.sub(lambda match: new.get(match[0], match[0]), text)
