"""The build is strict: what would be a broken page never becomes a site."""

from pathlib import Path

import pytest


@pytest.mark.parametrize("target", ["no-such-page.md", "index.md#no-such-heading"])
def test_a_dead_link_stops_the_build(target: str, project_copy: Path, build, tmp_path: Path):
    home = project_copy / "docs" / "index.md"
    home.write_text(f"{home.read_text('utf-8')}\n[Gone]({target})\n", "utf-8")
    built = build(project_copy, tmp_path / "site")
    assert built.returncode != 0
    assert target.removeprefix("index.md") in built.stdout + built.stderr
