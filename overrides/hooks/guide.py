"""Reads the guide: its pages, sources, effects, look-alikes and search words, each into a typed object.

Nothing here knows MkDocs. ``load`` reads everything or raises ``GuideError`` with every problem found,
so that a writer sees all faults at once and the build never goes on with half of the guide.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

import schema

try:  # The C loader reads the whole guide about ten times faster; the other gives the same result.
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - a Python without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

CITATION = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what is wrong, and what mends it."""

    file: str
    what: str
    cure: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what} Cure: {self.cure}"


class GuideError(Exception):
    """The guide cannot be built. ``problems`` holds every fault found, not only the first."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        lines = [f"  {problem}" for problem in problems]
        super().__init__("\n".join([f"{len(problems)} problem(s) in the guide:", *lines]))


@dataclass(frozen=True)
class Page:
    """One Markdown file: its typed front matter and its body."""

    path: str  # below docs/, with "/": "drugs/tamoxifen.md"
    meta: schema.PageMeta
    body: str
    body_line: int  # the file's line on which the body starts, so that a fault can name its line

    @property
    def file(self) -> str:
        return f"docs/{self.path}"

    @property
    def slug(self) -> str:
        return PurePosixPath(self.path).stem

    @property
    def folder(self) -> str:
        return PurePosixPath(self.path).parts[0] if "/" in self.path else ""

    @property
    def is_index(self) -> bool:
        return self.slug == "index"

    def lines(self) -> list[tuple[int, str]]:
        """The body's lines, each with its line number in the file."""
        return list(enumerate(self.body.split("\n"), self.body_line))

    def link_from(self, other: str) -> str:
        """A relative Markdown link to this page from the page at path ``other`` below docs/."""
        ups = len(PurePosixPath(other).parts) - 1
        return "../" * ups + self.path


@dataclass(frozen=True)
class Guide:
    """The whole guide, read and typed."""

    docs: Path
    pages: dict[str, Page]
    sources: dict[str, schema.Source]
    effects: dict[str, schema.Effect]
    look_alikes: list[schema.LookAlike] = field(default_factory=list)
    absent: list[schema.AbsentMedicine] = field(default_factory=list)
    other_names: dict[str, schema.OtherNames] = field(default_factory=dict)
    short_names: list[schema.ShortName] = field(default_factory=list)
    urgent: dict[str, schema.UrgentSign] = field(default_factory=dict)
    everyday: frozenset[str] = frozenset()

    def of_type(self, kind: type[schema.PageMeta]) -> list[Page]:
        """All pages of one type, in order of their titles."""
        found = [page for page in self.pages.values() if type(page.meta) is kind]
        return sorted(found, key=lambda page: page.meta.title.casefold())

    @cached_property
    def drugs(self) -> dict[str, Page]:
        return {page.slug: page for page in self.of_type(schema.DrugPage)}

    @cached_property
    def combinations(self) -> dict[str, Page]:
        return {page.slug: page for page in self.of_type(schema.CombinationPage)}

    @cached_property
    def treatments(self) -> dict[str, Page]:
        return {page.slug: page for page in self.of_type(schema.TreatmentPage)}

    @cached_property
    def page_of_name(self) -> dict[str, Page]:
        """Which page a true name belongs to: normalised name -> page. Look-alikes are never folded together."""
        return {
            normal(name): page
            for page in [*self.drugs.values(), *self.combinations.values(), *self.treatments.values()]
            for name in true_names(page)
        }


def normal(name: str) -> str:
    """A name as it is compared: lower case, one space between words. Letters and digits are never changed."""
    return re.sub(r"\s+", " ", name.casefold().strip())


def true_names(page: Page) -> list[str]:
    """Every true name of a page, its title first; misspellings are not names."""
    meta = page.meta
    names = meta.names.heard() if isinstance(meta, schema.DrugPage) else list(getattr(meta, "also_called", []))
    seen: dict[str, str] = {}
    for name in [meta.title, *names]:
        seen.setdefault(normal(name), name)
    return list(seen.values())


def citations(text: str) -> list[str]:
    """The source keys that a text cites, in order, none twice."""
    return list(dict.fromkeys(CITATION.findall(text)))


# --- reading --------------------------------------------------------------------------------------


def load(docs: Path) -> Guide:
    """Read the guide below ``docs``.

    Returns the typed Guide. Raises GuideError with every unreadable file, unknown or missing key,
    wrong type and wrong order of keys.
    """
    problems: list[Problem] = []
    pages = {}
    for path in sorted(docs.rglob("*.md")):
        page = _read_page(path, path.relative_to(docs).as_posix(), problems)
        if page:
            pages[page.path] = page
    sources = _read_table(docs / "sources.yml", schema.Source, problems)
    effects = _read_table(docs / "side-effects" / "effects.yml", schema.Effect, problems)
    look_alikes = _read_list(docs / "drugs" / "look-alikes.yml", schema.LookAlike, problems)
    absent = _read_list(docs / "drugs" / "not-in-this-guide.yml", schema.AbsentMedicine, problems)
    other_names = _read_table(docs / "drugs" / "other-names.yml", schema.OtherNames, problems)
    short_names = _read_list(docs / "combinations" / "short-names.yml", schema.ShortName, problems)
    urgent = _read_table(docs / "help" / "urgent-words.yml", schema.UrgentSign, problems)
    everyday = _read_words(docs / "help" / "everyday-words.yml", problems)
    if problems:
        raise GuideError(problems)
    return Guide(docs, pages, sources, effects, look_alikes, absent, other_names, short_names, urgent, everyday)


def _read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problems.append(Problem(name, "The file is not UTF-8 text.", "Save it again with the encoding UTF-8.", line))
    except OSError as error:
        problems.append(Problem(name, f"The file cannot be read ({error.strerror}).", "Add the file or mend its rights."))
    else:
        return text.replace("\r\n", "\n")
    return None


def _read_page(path: Path, relative: str, problems: list[Problem]) -> Page | None:
    name = f"docs/{relative}"
    text = _read_text(path, name, problems)
    if text is None:
        return None
    if not text.strip():
        problems.append(Problem(name, "The page is empty.", "Write the page or delete the file."))
        return None
    match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    if not match:
        problems.append(Problem(name, "The page has no front matter.", "Start the file with `---`, keys, `---`.", 1))
        return None
    parts = PurePosixPath(relative).parts
    is_index = parts[-1] == "index.md"
    kind = schema.PlainPage if is_index or len(parts) == 1 else schema.PAGE_TYPES.get(parts[0], schema.PlainPage)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.md", parts[-1]):
        problems.append(Problem(name, f"The file name {parts[-1]!r} makes a bad address.",
                                "Use lower-case letters, digits and hyphens: `nab-paclitaxel.md`."))
    meta = _typed(match.group(1), kind, name, 2, problems)
    body = text[match.end():]
    if not body.strip():
        problems.append(Problem(name, "The page has front matter but no text.", "Write the page or delete the file."))
        return None
    return Page(relative, meta, body, text[: match.end()].count("\n") + 1) if meta else None


def _yaml_node(text: str, name: str, first_line: int, problems: list[Problem]) -> yaml.Node | None:
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + first_line if mark else first_line
        what = f"This is not valid YAML ({getattr(error, 'problem', error)})."
        problems.append(Problem(name, what, "Check colons, quotes and indents near this line.", line))
        return None
    return node


def _twice(node: yaml.Node, name: str, first_line: int, problems: list[Problem]) -> None:
    # YAML takes the last of two equal keys in silence: a fact would be lost.
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                problems.append(Problem(name, f"The key `{key.value}` stands twice.", "Keep one of them.",
                                        key.start_mark.line + first_line))
            seen.add(key.value)
            _twice(value, name, first_line, problems)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _twice(item, name, first_line, problems)


def _line_of(node: yaml.Node, where: tuple, first_line: int) -> int:
    """The line of the key path ``where``, or of the nearest key above it that exists."""
    line = node.start_mark.line
    for step in where:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if not found:
                break
            line, node = found[0].start_mark.line, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
    return line + first_line


def _construct(node: yaml.Node) -> Any:
    loader = _Loader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _typed(text: str, kind: type[BaseModel], name: str, first_line: int, problems: list[Problem]) -> Any:
    node = _yaml_node(text, name, first_line, problems)
    if node is None:
        return None
    return _typed_node(node, kind, name, first_line, problems, ())


def _typed_node(node: yaml.Node, kind: type[BaseModel], name: str, first_line: int,
                problems: list[Problem], prefix: tuple) -> Any:
    before = len(problems)
    _twice(node, name, first_line, problems)
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(name, f"`{_dotted(prefix) or 'front matter'}` is not a set of keys.",
                                "Write `key: value` lines.", node.start_mark.line + first_line))
        return None
    try:
        data = _construct(node)
        typed = kind.model_validate(data)
    except (ValidationError, ValueError, yaml.YAMLError) as error:
        faults = error.errors() if isinstance(error, ValidationError) else [
            {"type": "value_error", "loc": (), "msg": str(error), "input": None}]
        for fault in faults:
            problems.append(_schema_problem(fault, kind, name, node, first_line, prefix))
        return None
    _check_order(node, kind, name, first_line, problems, prefix)
    return typed if len(problems) == before else None


def _dotted(where: tuple) -> str:
    return ".".join(str(step) for step in where)


def _schema_problem(fault: dict, kind: type[BaseModel], name: str, node: yaml.Node, first_line: int,
                    prefix: tuple) -> Problem:
    """One pydantic fault in the guide's own words, with the file's line and a cure."""
    where = tuple(step for step in fault["loc"] if not (isinstance(step, str) and ("[" in step or step in {"int", "str"})))
    key = _dotted((*prefix, *where))
    line = _line_of(node, where, first_line)
    match fault["type"]:
        case "extra_forbidden":
            near = difflib.get_close_matches(str(where[-1]), _known_keys(kind, where[:-1]), 1)
            cure = f"Did you mean `{near[0]}`?" if near else "Remove it; the keys allowed are in overrides/hooks/schema.py."
            return Problem(name, f"The key `{key}` is unknown.", cure, line)
        case "missing":
            return Problem(name, f"The key `{key}` is missing.", f"Add `{where[-1]}:`.", line)
        case "literal_error":
            return Problem(name, f"`{key}` is {fault['input']!r}.", f"Use one of {fault['ctx']['expected']}.", line)
        case "string_pattern_mismatch":
            return Problem(name, f"`{key}` is {fault['input']!r}, which does not fit its pattern.",
                           f"Match {fault['ctx']['pattern']} (slugs: lower-case letters, digits, hyphens).", line)
        case _:
            return Problem(name, f"`{key}`: {fault['msg']}.", f"Correct the value (now {fault['input']!r:.80}).", line)


def _known_keys(kind: type[BaseModel], where: tuple) -> list[str]:
    fields = kind.model_fields
    for step in where:
        if isinstance(step, int) or step not in fields:
            continue
        for part in (fields[step].annotation, *getattr(fields[step].annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, BaseModel):
                fields = part.model_fields
                break
    return list(fields)


def _check_order(node: yaml.MappingNode, kind: type[BaseModel], name: str, first_line: int,
                 problems: list[Problem], prefix: tuple) -> None:
    wanted = [key for key in kind.model_fields]
    found = [key.value for key, _ in node.value]
    ordered = sorted(found, key=wanted.index)
    for actual, expected, (key, _) in zip(found, ordered, node.value, strict=True):
        if actual != expected:
            problems.append(Problem(name, f"The key `{_dotted((*prefix, actual))}` is out of order.",
                                    f"Order the keys as: {', '.join(ordered)}.", key.start_mark.line + first_line))
            return


def _read_table(path: Path, kind: type[BaseModel], problems: list[Problem]) -> dict[str, Any]:
    """A YAML file of ``key: {fields}`` into ``{key: kind}``."""
    name = f"docs/{path.name}" if path.parent.name == "docs" else f"docs/{path.parent.name}/{path.name}"
    text = _read_text(path, name, problems)
    node = _yaml_node(text, name, 1, problems) if text else None
    if not isinstance(node, yaml.MappingNode):
        if text is not None:
            problems.append(Problem(name, "The file does not hold a table of keys.", "Write `key:` and its fields below."))
        return {}
    found: dict[str, Any] = {}
    for key, value in node.value:
        if key.value in found:
            problems.append(Problem(name, f"The key `{key.value}` stands twice.", "Keep one of them.",
                                    key.start_mark.line + 1))
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key.value):
            problems.append(Problem(name, f"The key `{key.value}` is not lower-case words with hyphens.",
                                    "Write it as `fda-ibrance-2019`.", key.start_mark.line + 1))
        typed = _typed_node(value, kind, name, 1, problems, (key.value,))
        if typed:
            found[key.value] = typed
    return found


def _read_list(path: Path, kind: type[BaseModel], problems: list[Problem]) -> list[Any]:
    name = f"docs/{path.parent.name}/{path.name}"
    text = _read_text(path, name, problems)
    node = _yaml_node(text, name, 1, problems) if text else None
    if not isinstance(node, yaml.SequenceNode):
        if text is not None:
            problems.append(Problem(name, "The file does not hold a list.", "Start each entry with `- `."))
        return []
    typed = [_typed_node(item, kind, name, 1, problems, (number,)) for number, item in enumerate(node.value)]
    return [item for item in typed if item]


def _read_words(path: Path, problems: list[Problem]) -> frozenset[str]:
    """A file of nothing but words between spaces; a line that starts with ``#`` is a remark."""
    text = _read_text(path, f"docs/{path.parent.name}/{path.name}", problems) or ""
    return frozenset(word for line in text.split("\n") if not line.startswith("#") for word in line.split())
