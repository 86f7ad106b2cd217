"""The workflows run only code that is named by its commit, and may do no more than they need."""

import re

import pytest
import yaml

from conftest import PROJECT

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
MAY_WRITE = {"publish.yml": {"deploy": {"pages", "id-token"}}, "links.yml": {"links": {"issues"}}}


def test_the_three_workflows_are_there():
    assert [path.name for path in WORKFLOWS] == ["links.yml", "publish.yml", "test.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit(path):
    for line in path.read_text("utf-8").splitlines():
        if "uses:" in line:
            assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), f"{path.name}: {line.strip()}. Cure: owner/name@<commit> # v1.2.3"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_permissions_are_the_least(path):
    flow = yaml.safe_load(path.read_text("utf-8"))
    assert flow["permissions"] == {"contents": "read"}
    for name, job in flow["jobs"].items():
        writes = {key for key, value in job.get("permissions", {}).items() if value == "write"}
        assert writes == MAY_WRITE.get(path.name, {}).get(name, set()), f"{path.name}: {name}"
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
            # Text from outside must not become part of a command.
            assert "${{" not in step.get("run", ""), f"{path.name}: hand values over by env"
