"""requirements.txt holds what pyproject.toml asks for, and no address: each machine knows where its packages come from."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).parents[1]
LOCK = (PROJECT / "requirements.txt").read_text("utf-8")
PINS = re.findall(r"^([a-z0-9-]+)==(\S+)((?:.*\\\n +--hash=\S+)*)", LOCK, re.MULTILINE)


def test_every_dependency_is_pinned_within_its_range():
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    for line in settings["project"]["dependencies"] + settings["dependency-groups"]["dev"]:
        wanted = Requirement(line)
        versions = [version for name, version, _ in PINS if name == wanted.name]
        fits = versions and all(version in wanted.specifier for version in versions)
        assert fits, f"{line}: locked is {versions}. Cure: make lock."


def test_every_pin_has_a_hash_and_no_address():
    assert len(PINS) == len(re.findall(r"^[^#\s]", LOCK, re.MULTILINE)), "a line of requirements.txt is no pin. Cure: make lock."
    assert [name for name, _, hashes in PINS if "--hash=sha256:" not in hashes] == []
    assert not re.search(r"://|--(index|extra|find|trusted)", LOCK)
