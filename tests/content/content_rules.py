"""Finds the writing rules and runs them, for the tests and for ``python tests/content/content_rules.py [page ...]``."""

import importlib
import pkgutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "overrides" / "hooks"), str(Path(__file__).parent)]

import contract  # noqa: E402
import rules  # noqa: E402
from guide import Guide, GuideError, Problem, load  # noqa: E402

RULES = [importlib.import_module(f"rules.{module.name}") for module in pkgutil.iter_modules(rules.__path__)]


def read_guide(root: Path = ROOT) -> Guide:
    """The guide of a project folder; raises GuideError where a file breaks its schema."""
    return load(root / "docs")


def all_problems(root: Path = ROOT) -> list[Problem]:
    """Every problem of a project folder: schema, contract and writing rules."""
    try:
        guide = read_guide(root)
    except GuideError as error:
        return error.problems
    return [*contract.problems(guide), *(problem for rule in RULES for problem in rule.problems(guide))]


if __name__ == "__main__":
    wanted = [name.removeprefix("./") for name in sys.argv[1:]]
    found = [problem for problem in all_problems() if not wanted or any(problem.file == name for name in wanted)]
    print("\n".join(map(str, found)) or "No problems.")
    sys.exit(bool(found))
