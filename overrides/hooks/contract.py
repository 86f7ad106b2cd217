"""What pages promise: headings, help cards, sources, names and links.

``problems`` is called by the build, which stops on the first non-empty answer, and by the tests.
Each rule is one small function from the guide (or one page of it) to Problems.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

import schema
import worksheets
from guide import Guide, Page, Problem, citations, normal, true_names
from markdown_blocks import Block, blocks, sentences

TREATMENT_HEADINGS = [
    "Key points", "How it works", "Who it may help", "What happens", "Side effects and what helps", "When to get help",
    "Medicines used", "What we know and don't know", "If you decide not to have it, or to stop", "Questions to ask",
    "Sources",
]
DRUG_HEADINGS = [
    "Key points", "What it is and how it works", "Who it is for", "How you have it", "Side effects", "When to get help",
    "Tests you will have", "Before you start and while you are on it", "If you miss a dose", "What studies show",
    "Questions to ask", "Sources",
]
COMBINATION_HEADINGS = [
    "Key points", "What it is and when it is used", "How you have it", "What adds up", "Side effects", "When to get help",
    "Tests you will have", "What studies show", "Questions to ask", "Sources",
]
SIDE_EFFECT_HEADINGS = [
    "Key points", "What it feels like", "What you can do", "What your team can do", "When to get help",
    "Medicines that cause it", "Questions to ask", "Sources",
]
HEADINGS = {
    schema.TreatmentPage: TREATMENT_HEADINGS,
    schema.DrugPage: DRUG_HEADINGS,
    schema.CombinationPage: COMBINATION_HEADINGS,
    schema.SideEffectPage: SIDE_EFFECT_HEADINGS,
}

# Type of admonition -> its title, in the order in which the three cards stand on every page.
CARDS = {
    "emergency": "Call 911 or your local emergency number if",
    "same-day": "Call your care team the same day if",
    "next-visit": "Tell your care team at your next visit if",
}
CARD_LINES = 7
KEY_POINTS = 5

# Markers that a page of this type must hold, and the section that each stands in ("" = before the first heading).
MARKERS = {
    schema.TreatmentPage: {"treatment:medicines": "Medicines used", "sources": "Sources"},
    schema.DrugPage: {"drug:facts": "", "drug:side-effects": "Side effects", "sources": "Sources"},
    schema.CombinationPage: {"combination:facts": "", "combination:side-effects": "Side effects", "sources": "Sources"},
    schema.SideEffectPage: {"side-effect:medicines": "Medicines that cause it", "sources": "Sources"},
}
# Markers that a page may hold beside them. Each is made by made_blocks.py.
FREE_MARKERS = {
    "drugs:a-z", "drugs:by-treatment", "drugs:by-cancer", "drugs:not-in-this-guide", "combinations:list", "treatments:list", "sources", "group",
    "sources:all", "side-effects:list", "handouts:packet", "handouts:worksheets", *worksheets.SHEETS,
}

# Numbers that are names or addresses, not facts: they need no source.
NOT_A_FIGURE = re.compile(
    r"\b911\b|\b988\b|\b24[- ]hour"
    r"|\b(?:[Ss]tages?|[Pp]hases?) [0-4](?:(?: to |, | and | or )[0-4])*"
    r"|\b5-(?:FU|HT3)\b"
    r"|\b[A-Za-z][A-Za-z/-]*\d[\w/-]*"  # HER2, CDK4/6, T-DM1, PALOMA-2
)
FIGURE = re.compile(r"\d|\b(?:half|a third|two thirds|a quarter|most) of (?:people|all|the people|those)\b", re.IGNORECASE)
CLAIM = re.compile(r"\bapproved?\b|\bapproval\b|\bboxed warning\b|\bmay help\b|\bcan help (?!you ask)\b", re.IGNORECASE)
UNCITED_SECTIONS = {"Questions to ask", "Sources"}

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]*)(?:\s+\"[^\"]*\")?\)")


def problems(guide: Guide) -> list[Problem]:
    """Every broken promise of the guide, in order of files; empty when all hold."""
    found: list[Problem] = []
    parsed = {path: blocks(page.lines()) for path, page in guide.pages.items()}
    for path, page in sorted(guide.pages.items()):
        for rule in PAGE_RULES:
            found += rule(page, parsed[path], guide)
    found += links(guide, parsed)
    for rule in GUIDE_RULES:
        found += rule(guide)
    return found


# --- one page ---------------------------------------------------------------------------------------


def expected_headings(page: Page) -> list[str]:
    """The second-level headings of a page of this type, in order, as its front matter wants them."""
    wanted = list(HEADINGS.get(type(page.meta), []))
    meta = page.meta
    if isinstance(meta, schema.DrugPage) and "by-mouth" not in meta.ways:
        wanted.remove("If you miss a dose")
    return wanted


def optional_headings(page: Page) -> set[str]:
    """Headings that this page may leave out."""
    meta = page.meta
    if isinstance(meta, schema.DrugPage):
        # A medicine for pain or comfort is not chosen by trial results; one without a trial read has none to show.
        return {"What studies show"} if meta.therapy in {"pain-management", "supportive-care"} else set()
    return {"What studies show"} if isinstance(meta, schema.CombinationPage) else set()


def headings(page: Page, parts: list[Block], _: Guide) -> Iterator[Problem]:
    """No first-level heading (the title is made from the front matter), no level skipped, the type's order kept."""
    level = 1
    for part in parts:
        if part.kind != "heading":
            continue
        if part.level == 1:
            yield Problem(page.file, f"The text has a first-level heading, {part.text!r}.",
                          "Delete it: the page's `title` is its first-level heading.", part.line)
        elif part.level > level + 1:
            yield Problem(page.file, f"The heading {part.text!r} skips a level.", f"Use {'#' * (level + 1)}.", part.line)
        level = part.level
    wanted = expected_headings(page)
    if not wanted:
        return
    found = [(part.text, part.line) for part in parts if part.kind == "heading" and part.level == 2]
    names = [name for name, _ in found]
    for name, line in found:
        if name not in wanted:
            yield Problem(page.file, f"The heading {name!r} does not belong on this type of page.",
                          f"Use one of: {' · '.join(wanted)}.", line)
        elif names.count(name) > 1:
            yield Problem(page.file, f"The heading {name!r} stands twice.", "Join the two sections.", line)
    for name in wanted:
        if name not in names and name not in optional_headings(page):
            yield Problem(page.file, f"The heading {name!r} is missing.", f"Add the section `## {name}`.")
    known = [(name, line) for name, line in found if name in wanted]
    ordered = sorted(known, key=lambda pair: wanted.index(pair[0]))
    for (name, line), (right, _) in zip(known, ordered, strict=True):
        if name != right:
            yield Problem(page.file, f"The heading {name!r} stands where {right!r} belongs.",
                          f"Order the sections as: {' · '.join(wanted)}.", line)
            break


def key_points(page: Page, parts: list[Block], _: Guide) -> Iterator[Problem]:
    """Key points are a list of two to five."""
    if type(page.meta) not in HEADINGS:
        return
    items = [part for part in parts if part.section == "Key points" and part.kind == "item"]
    heading = next((part for part in parts if part.kind == "heading" and part.text == "Key points"), None)
    if heading and not 2 <= len(items) <= KEY_POINTS:
        yield Problem(page.file, f"`Key points` has {len(items)} points.", f"Write 2 to {KEY_POINTS}, one idea each.",
                      heading.line)


def cards(page: Page, parts: list[Block], _: Guide) -> Iterator[Problem]:
    """The three help cards: all there, by their names, in order, each with one to seven lines."""
    found = [part for part in parts if part.kind == "card" and part.card in CARDS]
    for part in parts:
        if part.kind == "card" and part.card not in CARDS and part.card not in {"note", "not-same", "numbers", "compare"}:
            yield Problem(page.file, f"The box type {part.card!r} is unknown.", f"Use one of: {', '.join(CARDS)}, note.",
                          part.line)
    for part in found:
        if part.text != CARDS[part.card]:
            yield Problem(page.file, f"The card `{part.card}` is titled {part.text!r}.",
                          f'Write `!!! {part.card} "{CARDS[part.card]}"`.', part.line)
        after = parts[parts.index(part) + 1:]
        lines = []
        for other in after:
            if other.kind == "card" or other.card != part.card:
                break
            lines.append(other)
        items = [other for other in lines if other.kind == "item"]
        if not 1 <= len(items) <= CARD_LINES:
            yield Problem(page.file, f"The card `{part.card}` has {len(items)} lines.",
                          f"Write 1 to {CARD_LINES}: join signs, lose none.", part.line)
        for item in items:
            if not plain_start(item.text)[:1].islower():
                yield Problem(page.file, f"A line of the card `{part.card}` does not go on with its title: {item.text[:50]!r}.",
                              'The title ends with "if". Begin with small letters: "you have ...".', item.line)
    if type(page.meta) in HEADINGS:
        section = [part for part in found if part.section == "When to get help"]
        names = [part.card for part in section]
        for card, title in CARDS.items():
            if names.count(card) != 1:
                yield Problem(page.file, f"The card `{card}` stands {names.count(card)} times under `When to get help`.",
                              f'Write `!!! {card} "{title}"` there once.')
        if sorted(names) == sorted(CARDS) and names != list(CARDS):
            yield Problem(page.file, "The help cards are out of order.", f"Order them: {', '.join(CARDS)}.", section[0].line)
        for part in found:
            if part.section != "When to get help":
                yield Problem(page.file, f"The card `{part.card}` stands under {part.section!r}.",
                              "Move it to `When to get help`.", part.line)


def page_texts(page: Page, parts: list[Block]) -> Iterator[tuple[str, str, int | None]]:
    """Every text of a page that readers see: (text, name of its place, line). Front matter first, then blocks."""
    meta = page.meta
    for key in ("for_whom", "how_given", "how_often", "food", "test_first"):
        if value := getattr(meta, key, None):
            yield value, f"`{key}`", None
    for key, text in getattr(meta, "studies", {}).items():
        yield text, f"`studies.{key}`", None
    for number, row in enumerate(getattr(meta, "side_effects", [])):
        for key in ("note", "helps"):
            if value := getattr(row, key):
                yield value, f"`side_effects.{number}.{key}`", None
    for part in parts:
        if part.kind in {"paragraph", "item", "row"}:
            yield part.text, "", part.line


def cited(page: Page, parts: list[Block]) -> list[tuple[str, int | None]]:
    """All source keys that a page cites itself, with lines where the text has one."""
    found: list[tuple[str, int | None]] = []
    for text, _, line in page_texts(page, parts):
        found += [(key, line) for key in citations(text)]
    for row in getattr(page.meta, "side_effects", []):
        found += [(key, None) for key in row.cite]
    return found


def known_sources(page: Page, parts: list[Block], guide: Guide) -> Iterator[Problem]:
    """Each citation names a source of docs/sources.yml; a page that cites has a place for its sources."""
    keys = cited(page, parts)
    for key, line in dict.fromkeys(keys):
        if key not in guide.sources:
            yield Problem(page.file, f"The source `{key}` is unknown.", "Add it to docs/sources.yml or correct the key.", line)
    if keys and not any(part.kind == "marker" and part.text == "sources" for part in parts):
        yield Problem(page.file, "The page cites sources but has no list of them.", "Add `## Sources` and `<!-- sources -->`.")


def needs_source(sentence: str) -> str | None:
    """Why a sentence needs a citation: its figure or its claim, or None."""
    bare = re.sub(r"\[\^[^\]]+\]|\]\([^)]*\)|<!--.*?-->", "", sentence)
    figure = FIGURE.search(NOT_A_FIGURE.sub("", bare))
    if figure:
        return f"the figure in {plain_start(bare)!r}"
    claim = CLAIM.search(bare)
    return f"the claim {claim[0]!r} in {plain_start(bare)!r}" if claim else None


def plain_start(text: str) -> str:
    return text.strip(" -|")[:60]


def figures_cited(page: Page, parts: list[Block], guide: Guide) -> Iterator[Problem]:
    """Every figure, approval and "may help" is followed by a citation of a source that was read, in its own block."""
    exempt = {part.line for part in parts if part.section in UNCITED_SECTIONS}
    for text, place, line in page_texts(page, parts):
        if line in exempt:
            continue
        pieces = sentences(text)
        for number, sentence in enumerate(pieces):
            why = needs_source(sentence)
            if not why:
                continue
            later = [key for piece in pieces[number:] for key in citations(piece)]
            at = f" in {place}" if place else ""
            if not later:
                yield Problem(page.file, f"No source for {why}{at}.", "Add `[^key]` after it, with a key of docs/sources.yml.", line)
            elif all(key in guide.sources and guide.sources[key].kind == "place-to-look" for key in later):
                yield Problem(page.file, f"Only a source that nobody has read stands behind {why}{at}.",
                              "Cite one that was read, or take the figure out.", line)


def markers(page: Page, parts: list[Block], _: Guide) -> Iterator[Problem]:
    """Each marker is known and stands in its section; those that this page type needs are there."""
    wanted = MARKERS.get(type(page.meta), {})
    for part in parts:
        if part.kind != "marker":
            continue
        if part.text not in wanted and part.text not in FREE_MARKERS and part.text.split(":")[0] != "group":
            yield Problem(page.file, f"The marker `{part.text}` is unknown.",
                          f"Use one of: {', '.join(sorted({*wanted, *FREE_MARKERS}))}.", part.line)
        elif part.text.startswith("group:") and part.text[6:] not in schema.GROUPS:
            yield Problem(page.file, f"The group `{part.text[6:]}` is unknown.", f"Use one of: {', '.join(schema.GROUPS)}.",
                          part.line)
        elif wanted.get(part.text, part.section) != part.section:
            yield Problem(page.file, f"The marker `{part.text}` stands under {part.section!r}.",
                          f"Move it to {wanted[part.text] or 'the top of the page'!r}.", part.line)
    for marker, section in wanted.items():
        if not any(part.kind == "marker" and part.text == marker for part in parts):
            yield Problem(page.file, f"The marker `<!-- {marker} -->` is missing.", f"Put it under {section or 'the front matter'!r}.")


def html(page: Page, parts: list[Block], _: Guide) -> Iterator[Problem]:
    """Links and images are written in Markdown, where they are checked; styles live in the style sheet."""
    for line, text in page.lines():
        for tag in re.findall(r"<(a|img|iframe|script|style|font)\b", text, re.IGNORECASE):
            yield Problem(page.file, f"The text holds the HTML tag <{tag}>.", "Write it in Markdown: `[text](page.md)`.", line)
        if re.search(r"\sstyle\s*=|\son\w+\s*=", text):
            yield Problem(page.file, "The text holds a style or event attribute.", "Use a class of the style sheet.", line)
        if re.search(r"^\|?\s*:?-{2,}:?\s*\|.*:-|-:\s*\|", text) and set(text) <= set("|:- "):
            yield Problem(page.file, "The table sets alignment.", "Leave the colons out: the security policy blocks them.", line)


def side_effects(page: Page, _: list[Block], guide: Guide) -> Iterator[Problem]:
    """Each row names an effect of effects.yml and a study of the page; no study stands unused."""
    rows = getattr(page.meta, "side_effects", [])
    studies = getattr(page.meta, "studies", {})
    for number, row in enumerate(rows):
        place = f"`side_effects.{number}`"
        if row.effect not in guide.effects:
            yield Problem(page.file, f"{place}: the effect `{row.effect}` is unknown.",
                          "Use a key of docs/side-effects/effects.yml.")
        if row.note and not re.fullmatch(r"[A-Z].*[.!?]", re.sub(r"\[\^[^\]]+\]", "", row.note).strip(), re.DOTALL):
            yield Problem(page.file, f"{place}: the note {row.note[:40]!r} is no sentence.",
                          "It stands after the name and a full stop: begin with a capital letter and end with a full stop.")
        if row.study and row.study not in studies:
            yield Problem(page.file, f"{place}: the study `{row.study}` is unknown.", "Add it under `studies:`.")
        if row.per_100 is not None and all(
                guide.sources[key].kind == "place-to-look" for key in row.cite if key in guide.sources):
            yield Problem(page.file, f"{place}: only a source that nobody has read stands behind the figure.",
                          "Cite one that was read, or leave `per_100` out.")
    for key in studies:
        if not any(row.study == key for row in rows):
            yield Problem(page.file, f"The study `{key}` has no row.", "Remove it from `studies:`.")
    gene_changes = {"PD-L1-positive", "BRCA-mutated", "PIK3CA-mutated", "AKT/PTEN-altered", "ESR1-mutated"}
    kinds = set(getattr(page.meta, "cancers", []))
    if kinds & gene_changes and kinds - gene_changes and not page.meta.for_whom:
        yield Problem(page.file, "`cancers` joins a type of cancer and a gene change, which the facts box would read as either.",
                      "Say it in words: add `for_whom: HR-positive cancer with a PIK3CA gene change`.")
    for slug in getattr(page.meta, "medicines", []):
        if slug not in guide.drugs:
            yield Problem(page.file, f"`medicines`: there is no page drugs/{slug}.md.", "Use a drug page's file name.")
    if isinstance(page.meta, schema.SideEffectPage) and page.slug not in guide.effects:
        yield Problem(page.file, f"`{page.slug}` is not an effect of docs/side-effects/effects.yml.", "Add it there.")


PAGE_RULES = [headings, key_points, cards, known_sources, figures_cited, markers, html, side_effects]

# --- the whole guide ----------------------------------------------------------------------------------


def links(guide: Guide, parsed: dict[str, list[Block]]) -> Iterator[Problem]:
    """Each relative link names a file of docs/ and a heading in it; each image says what it shows."""
    anchors = {path: {part.anchor for part in parts if part.anchor} for path, parts in parsed.items()}
    for path, page in sorted(guide.pages.items()):
        for line, text in page.lines():
            for image, words, target in LINK.findall(text):
                if image and not words.strip():
                    yield Problem(page.file, f"The image {target} has no alternative text.",
                                  "Write what it shows: `![what it shows](file.svg)`.", line)
                if not image and not words.strip():
                    yield Problem(page.file, f"The link to {target} has no text.", "Write words that say where it leads.", line)
                if re.match(r"[a-z]+:", target):
                    if not re.match(r"(https|tel|sms|mailto):", target):
                        yield Problem(page.file, f"The link {target} is not https.", "Use https, tel, sms or mailto.", line)
                    continue
                file, _, anchor = target.partition("#")
                if file.startswith("/"):
                    yield Problem(page.file, f"The link {target} starts at the site's root.", "Write it relative to this file.", line)
                    continue
                goal = _resolve(path, file) if file else path
                if goal is None or not (guide.docs / goal).is_file():
                    yield Problem(page.file, f"The link {target} leads nowhere.",
                                  "Link to a file of docs/, with its .md ending.", line)
                elif anchor and goal in anchors and anchor not in anchors[goal]:
                    yield Problem(page.file, f"The link {target} names a heading that docs/{goal} does not have.",
                                  "Use the heading's text in lower case with hyphens.", line)


def _resolve(path: str, target: str) -> str | None:
    parts = list(PurePosixPath(path).parent.parts)
    for step in PurePosixPath(target).parts:
        if step == "..":
            if not parts:
                return None
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def unique_titles(guide: Guide) -> Iterator[Problem]:
    """No two pages share a title or a description: search results and browser tabs could not be told apart."""
    for key in ("title", "description"):
        seen: dict[str, Page] = {}
        for page in guide.pages.values():
            value = normal(getattr(page.meta, key))
            if value in seen:
                yield Problem(page.file, f"`{key}` is the same as in {seen[value].file}.", f"Give each page its own {key}.")
            seen.setdefault(value, page)


def unique_names(guide: Guide) -> Iterator[Problem]:
    """A name leads to one page. Two medicines with one name would be swapped for each other."""
    owners: dict[str, Page] = {}
    named = [*guide.drugs.values(), *guide.combinations.values(), *guide.treatments.values()]
    for page in named:
        for name in true_names(page):
            other = owners.setdefault(normal(name), page)
            if other is not page:
                yield Problem(page.file, f"The name {name!r} belongs to {other.file} too.",
                              "Keep it on the page of the medicine that it means.")
    for page in named:
        names = page.meta.names.misspellings if isinstance(page.meta, schema.DrugPage) else page.meta.misspellings
        for name in names:
            if normal(name) in owners:
                yield Problem(page.file, f"The misspelling {name!r} is a true name of {owners[normal(name)].file}.",
                              "Remove it from `misspellings`.")


def unused_sources(guide: Guide) -> Iterator[Problem]:
    """Each source of docs/sources.yml is cited somewhere, and no document stands there twice."""
    used = {key for page in guide.pages.values() for key, _ in cited(page, blocks(page.lines()))}
    used |= {key for effect in guide.effects.values() for key in citations(effect.helps)}
    used |= {key for pair in guide.look_alikes for key in citations(pair.why)}
    used |= {key for medicine in guide.absent for key in citations(medicine.what)}
    seen: dict[tuple, str] = {}
    for key, source in guide.sources.items():
        if key not in used:
            yield Problem("docs/sources.yml", f"The source `{key}` is never cited.", "Cite it or remove it.")
        same = (source.url, normal(source.title), source.date)
        if same in seen:
            yield Problem("docs/sources.yml", f"`{key}` and `{seen[same]}` are the same document.", "Keep one key.")
        seen.setdefault(same, key)


def tables_cited(guide: Guide) -> Iterator[Problem]:
    """The shared advice on effects and look-alikes keeps the same rule as pages: known sources behind figures and claims.

    A medicine without a page is nothing but a claim, so it always needs a source that was read.
    """
    texts = [("docs/side-effects/effects.yml", key, effect.helps) for key, effect in guide.effects.items()]
    texts += [("docs/drugs/look-alikes.yml", " / ".join(pair.pair), pair.why) for pair in guide.look_alikes]
    absent = "docs/drugs/not-in-this-guide.yml"
    texts += [(absent, medicine.generic, medicine.what) for medicine in guide.absent]
    for medicine in guide.absent:
        if not any(key in guide.sources and guide.sources[key].kind != "place-to-look" for key in citations(medicine.what)):
            yield Problem(absent, f"`{medicine.generic}`: no source that was read says what it is.", "Add `[^key]` to `what`.")
    for file, key, text in texts:
        for source in citations(text):
            if source not in guide.sources:
                yield Problem(file, f"`{key}` cites the unknown source `{source}`.", "Add it to docs/sources.yml.")
        if why := needs_source(text):
            if not citations(text):
                yield Problem(file, f"`{key}`: no source for {why}.", "Add `[^key]` after it.")


def look_alikes(guide: Guide) -> Iterator[Problem]:
    """Each pair names two different medicines, at least one of them in the guide, and stands once."""
    file = "docs/drugs/look-alikes.yml"
    seen = set()
    for entry in guide.look_alikes:
        pages = [guide.page_of_name.get(normal(name)) for name in entry.pair]
        label = " / ".join(entry.pair)
        if not any(pages):
            yield Problem(file, f"Neither name of {label!r} belongs to a page.", "Use a name from a drug page.")
        # Two products of one page (Herceptin and Herceptin Hylecta) may be confused too, two equal names may not.
        if normal(entry.pair[0]) == normal(entry.pair[1]):
            yield Problem(file, f"{label!r} pairs a name with itself.", "Name two medicines.")
        key = frozenset(normal(name) for name in entry.pair)
        if key in seen:
            yield Problem(file, f"The pair {label!r} stands twice.", "Keep one: it is shown on both pages.")
        seen.add(key)


def search_words(guide: Guide) -> Iterator[Problem]:
    """The search's own lists agree with the pages: no name leads to two medicines, each slug and heading exists."""
    owners = {name: page.file for name, page in guide.page_of_name.items()}

    def at(file: str, words: str) -> int | None:
        lines = (guide.docs.parent / file).read_text("utf-8").split("\n")
        return next((number for number, line in enumerate(lines, 1) if words in line), None)

    file = "docs/drugs/other-names.yml"
    for slug, other in guide.other_names.items():
        if slug not in guide.drugs:
            yield Problem(file, f"There is no page drugs/{slug}.md.", "Use a drug page's file name.", at(file, f"{slug}:"))
        for name in [*other.abroad, *other.short]:
            owner = owners.setdefault(normal(name), f"docs/drugs/{slug}.md")
            if owner != f"docs/drugs/{slug}.md":
                yield Problem(file, f"`{slug}`: the name {name!r} belongs to {owner}.", "Keep it where it is true.", at(file, name))

    file = "docs/drugs/not-in-this-guide.yml"
    for medicine in guide.absent:
        for name in [medicine.generic, *medicine.brands, *medicine.also_called]:
            owner = owners.setdefault(normal(name), file)
            if owner != file:
                yield Problem(file, f"The name {name!r} belongs to {owner}.", "Remove it: the guide holds it.", at(file, name))

    file = "docs/combinations/short-names.yml"
    for short in guide.short_names:
        for slug in short.medicines:
            if slug not in guide.drugs:
                yield Problem(file, f"{short.name}: there is no page drugs/{slug}.md.", "Use a drug page's file name.", at(file, slug))
        for name in [short.name, *short.also_called]:
            owner = owners.setdefault(normal(name), file)
            if owner != file:
                yield Problem(file, f"The name {name!r} belongs to {owner}.", "Remove it: that page has it.", at(file, name))

    file = "docs/help/urgent-words.yml"
    goal = guide.pages.get("help/emergencies.md")
    anchors = {part.anchor for part in blocks(goal.lines())} if goal else set()
    for key, sign in guide.urgent.items():
        if sign.where and goal and sign.where not in anchors:
            yield Problem(file, f"`{key}.where` names a heading that {goal.file} does not have.",
                          "Use the heading's text in lower case with hyphens.", at(file, f"where: {sign.where}"))


GUIDE_RULES = [unique_titles, unique_names, unused_sources, tables_cited, look_alikes, search_words]


def navigation(guide: Guide, listed: set[str]) -> Iterator[Problem]:
    """Every page stands in the navigation of mkdocs.yml. ``listed`` holds paths below docs/."""
    for path, page in guide.pages.items():
        if path not in listed:
            yield Problem(page.file, "The page is missing from the navigation.", "Add it to `nav:` in mkdocs.yml.")
    for path in sorted(listed - set(guide.pages)):
        yield Problem("mkdocs.yml", f"The navigation names {path}, which does not exist.", "Correct the path under `nav:`.")


def by_effect(guide: Guide) -> dict[str, list[tuple[Page, schema.SideEffect]]]:
    """Which pages' tables name which effect: effect slug -> [(page, row)]."""
    found: dict[str, list[tuple[Page, schema.SideEffect]]] = defaultdict(list)
    for page in [*guide.drugs.values(), *guide.combinations.values()]:
        for row in page.meta.side_effects:
            found[row.effect].append((page, row))
    return found
