"""The guide keeps its contract and every writing rule. A failure lists all breaches with file, line and cure."""

import pytest

import contract
from content_rules import RULES, read_guide


@pytest.fixture(scope="module")
def guide():
    return read_guide()


def test_contract(guide):
    found = contract.problems(guide)
    assert not found, "\n" + "\n".join(map(str, found))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rpartition(".")[2])
def test_rule(rule, guide):
    found = list(rule.problems(guide))
    assert not found, "\n" + "\n".join(map(str, found))
