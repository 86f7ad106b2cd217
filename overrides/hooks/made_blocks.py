"""Makes the Markdown that stands in for markers such as ``<!-- drug:facts -->``: facts boxes, tables, lists, the A to Z.

Each maker takes the page and the guide and returns Markdown with ``[^key]`` citations, so that what is made is
cited, linked, indexed and printed exactly like what is written.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import quote_plus

import contract
import schema
import worksheets
from guide import Guide, Page, citations, normal
from markdown_blocks import plain, slug

# Order of the columns in a comparison of medicines; more than this many effects would not fit a phone.
COMPARED_EFFECTS = 5


def expand(page: Page, guide: Guide) -> str:
    """The page's body with each marker replaced by its block and the definitions of all cited sources added.

    Raises KeyError for a marker without a maker; ``contract.markers`` reports it before, with file and line.
    """
    body = re.sub(r"^<!-- ([a-z-]+(?::[\w-]+)?) -->$", lambda match: make(match[1], page, guide), page.body, flags=re.MULTILINE)
    keys = citations(body)
    return body + "\n\n" + "\n".join(footnote(key, guide.sources[key]) for key in keys) + "\n" if keys else body


def make(marker: str, page: Page, guide: Guide) -> str:
    """The Markdown for one marker, alone on its lines."""
    if marker.startswith("group:"):
        return comparison(marker.removeprefix("group:"), page, guide)
    return MAKERS[marker](page, guide)


def footnote(key: str, source: schema.Source) -> str:
    """A source as a footnote's definition: publisher, linked title, date; says so when it was not read."""
    date = "" if source.date == "undated" else f", {human_date(source.date)}"
    read = " A place to look: it was not read for this page." if source.kind == "place-to-look" else ""
    title = source.title.replace("[", "(").replace("]", ")")
    return f"[^{key}]: {source.publisher}: [{title}]({source.url}){date}.{read}"


# Characters in a line of sources on the narrowest phone, taken low: a list that takes less room than foretold hides nothing.
SOURCE_LINE = 24
LONG_LIST = 60  # lines; a shorter list costs a browser nothing


def light_sources(page: str) -> str:
    """The page's HTML with a list of sources that a browser may leave aside until a reader comes near.

    The height of a long list is foretold in lines for guide.css (``data-lines``), and each source keeps one link back.
    Python-Markdown makes one for each sentence that cites it: alike in look and name, they told nobody which sentence they led to.
    With script the one that stays leads to the sentence that the reader came from (guide.js).
    """
    text, opening, notes = page.partition('<div class="footnote">')
    if not opening:
        return page
    notes = re.sub(r'(<a class="footnote-backref"[^>]*>[^<]*</a>)(?:<a class="footnote-backref"[^>]*>[^<]*</a>)+', r"\1", notes)
    # Before the end of the list; a page may go on after it.
    lines = sum(-(-len(html.unescape(re.sub(r"<[^>]+>", "", note)).strip()) // SOURCE_LINE)
                for note in notes.partition("</ol>")[0].split("</li>"))
    return f'{text}<div class="footnote" data-lines="{lines}">{notes}' if lines >= LONG_LIST else text + opening + notes


MONTHS = ("January February March April May June July August September October November December").split()


def human_date(date: str) -> str:
    """``2026-11-23`` as ``November 23, 2026``; ``2026-11`` as ``November 2026``; ``2026`` as it is."""
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if not month:
        return year
    return f"{MONTHS[int(month) - 1]} {int(day)}, {year}" if day else f"{MONTHS[int(month) - 1]} {year}"


def joined(items: list[str], word: str = "and") -> str:
    """``a, b and c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}" if items else ""


def link(page: Page, here: Page, text: str | None = None) -> str:
    """A Markdown link from one page to another; plain text where it would link to itself."""
    text = text or page.meta.title
    return f"**{text}**" if page.path == here.path else f"[{text}]({page.link_from(here.path)})"


def sentence(text: str) -> str:
    """The text with a capital first letter; a name that is written small, as mTOR is, keeps its own."""
    return text if text[1:2].isupper() else text[0].upper() + text[1:]


# --- facts boxes ----------------------------------------------------------------------------------


def definition_list(rows: list[tuple[str, str]], css: str) -> str:
    """A definition list in a box of class ``css``: [(term, Markdown)], empty values left out."""
    body = "\n\n".join(f"{term}\n:   {value}" for term, value in rows if value)
    return f'<div class="{css}" data-search-exclude markdown>\n\n{body}\n\n</div>'


def cancers(meta: schema.DrugPage | schema.CombinationPage) -> str:
    """For which cancers, in words, as one phrase.

    ``for_whom`` says it where the keys of ``cancers``, which serve the lists, cannot: "HR-positive *with* a gene change".
    """
    if meta.for_whom:
        return sentence(meta.for_whom)
    return sentence(joined([schema.CANCERS[key] for key in meta.cancers], "or"))


def drug_facts(page: Page, guide: Guide) -> str:
    """The facts box at the top of a medicine's page, and under it what it must not be mixed up with."""
    meta = page.meta
    names = meta.names
    also = [name for name in [names.full, *names.also_called] if name and normal(name) != normal(names.generic)]
    treatment = guide.treatments.get(meta.therapy)
    therapy = link(treatment, page, schema.THERAPIES[meta.therapy]) if treatment else schema.THERAPIES[meta.therapy]
    group = group_link(page, guide)
    rows = [
        ("Say it", names.say),
        ("Brand names", joined(names.brands) or "Sold under its generic name in the US"),
        ("Close copies (biosimilars)", joined(names.biosimilars)),
        ("Joined with another medicine", joined(names.joined)),
        ("Close relatives", joined(names.relatives)),
        ("Older brand names", joined(names.old_brands)),
        ("Also called", joined(also)),
        ("Type of medicine", f"{sentence(meta.drug_class)}. {therapy}.{group}"),
        ("How it is given", sentence(meta.how_given)),
        ("How often", sentence(meta.how_often)),
        ("With food?", sentence(meta.food) if meta.food else ""),
        ("For which cancers", cancers(meta)),
        ("Test needed first", sentence(meta.test_first)),
        ("Given together in", joined([link(one, page) for one in guide.combinations.values() if page.slug in one.meta.medicines])),
    ]
    box = definition_list(rows, "facts")
    mixed_up = not_the_same(page, guide)
    return f"{box}\n\n{mixed_up}" if mixed_up else box


def group_link(page: Page, guide: Guide) -> str:
    """A link to the table that compares this medicine with its group, where that table stands."""
    group = page.meta.group
    if not group:
        return ""
    title, slug = schema.GROUPS[group]
    treatment = guide.treatments.get(slug)
    if not treatment or f"<!-- group:{group} -->" not in treatment.body:
        return ""
    return f" [Compare with other {title if title[:2].isupper() else title[0].lower() + title[1:]}]({treatment.link_from(page.path)}#{group})."


def not_the_same(page: Page, guide: Guide) -> str:
    """The mix-up warning: each look-alike of this page's names, linked where the guide has it."""
    mine = {normal(name) for name in page.meta.names.heard()} | {normal(page.meta.title)}
    items = []
    for entry in guide.look_alikes:
        sides = [normal(name) in mine for name in entry.pair]
        if not any(sides):
            continue
        other = entry.pair[1] if sides[0] else entry.pair[0]
        goal = guide.page_of_name.get(normal(other))
        if goal is None:
            name = f"**{other}** (not in this guide)"
        elif goal is page:
            name = f"**{other}**"
        else:
            title = "" if normal(goal.meta.title) == normal(other) else f" ({goal.meta.title.lower()})"
            name = f"{link(goal, page, other)}{title}"
        items.append(f"    - {sentence(name)}: {entry.why}")
    if not items:
        return ""
    return "\n".join(['!!! not-same "Not the same as"', "", *items])


def combination_facts(page: Page, guide: Guide) -> str:
    """The facts box of a combination: its medicines, each linked, and how it is given."""
    meta = page.meta
    medicines = [link(guide.drugs[slug], page) for slug in meta.medicines]
    rows = [
        ("Medicines in it", joined(medicines)),
        ("Also called", joined(meta.also_called)),
        ("How it is given", sentence(meta.how_given)),
        ("How often", sentence(meta.how_often)),
        ("For which cancers", cancers(meta)),
    ]
    return definition_list(rows, "facts")


# --- side effects ---------------------------------------------------------------------------------


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; bars in cells are escaped so that no cell splits."""
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
    return "\n".join([line(head), "|" + " --- |" * len(head), *(line(row) for row in rows)])


def cite(keys: list[str]) -> str:
    return "".join(f"[^{key}]" for key in keys)


def effect_name(row: schema.SideEffect, page: Page, guide: Guide) -> str:
    """The row's name, linked to the effect's page once it is there, with its note."""
    goal = guide.pages.get(f"side-effects/{row.effect}.md")
    name = sentence(row.name)
    name = f"[{name}]({goal.link_from(page.path)})" if goal else name
    return f"{name}. {row.note}" if row.note else name


def side_effects(page: Page, guide: Guide) -> str:
    """One table for each study, out of 100 people, with what helps; then the effects without a figure."""
    meta = page.meta
    blocks = []
    for key, study in meta.studies.items():
        rows = [row for row in meta.side_effects if row.study == key]
        cells = [[effect_name(row, page, guide), row.figure() + cite(row.cite), helps(row, guide)] for row in rows]
        blocks.append(f"**{sentence(study)}:**\n\n" + table(["Side effect", "Out of 100 people", "What helps"], cells))
    rest = [row for row in meta.side_effects if not row.study]
    if rest:
        cells = [[effect_name(row, page, guide) + cite(row.cite), helps(row, guide)] for row in rest]
        lead = "Side effects for which we have no figure that we trust" if blocks else "Side effects; we have no figures that we trust"
        blocks.append(f"**{lead}:**\n\n" + table(["Side effect", "What helps"], cells))
    return "\n\n".join(blocks)


def helps(row: schema.SideEffect, guide: Guide) -> str:
    """What helps with an effect: the row's own words, or those that effects.yml keeps for all medicines."""
    return row.helps or guide.effects[row.effect].helps


def effect_medicines(page: Page, guide: Guide) -> str:
    """The medicines whose tables name this effect, in order of the alphabet, with each figure and its study."""
    rows = []
    for drug, row in sorted(contract.by_effect(guide)[page.slug], key=lambda pair: pair[0].meta.title.casefold()):
        study = plain(drug.meta.studies[row.study]) if row.study else "no figure that we trust"
        rows.append([link(drug, page), row.name, row.figure() + cite(row.cite), study])
    note = "Numbers from different studies do not compare: the people, the doses and the other medicines differ."
    return f"{note}\n\n" + table(["Medicine", "As", "Out of 100 people", "Where the number comes from"], rows) if rows else (
        "No medicine in this guide lists it.")


# --- lists of medicines -----------------------------------------------------------------------------


def short_use(page: Page) -> str:
    """What a medicine is, in the few words that tell it from its neighbors."""
    return page.meta.description


def brands(page: Page) -> str:
    return joined(page.meta.names.brands[:3]) or "generic name only"


def treatment_medicines(page: Page, guide: Guide) -> str:
    """The medicines of this treatment that have a page, as a table by group."""
    mine = [drug for drug in guide.drugs.values() if drug.meta.therapy == page.slug]
    if not mine:
        return "This treatment is not a single medicine. Your team may use medicines beside it: see [all medicines](../drugs/index.md)."
    rows = [[link(drug, page), brands(drug), sentence(drug.meta.drug_class), sentence(drug.meta.how_given)] for drug in mine]
    return table(["Medicine", "Brand names", "Type", "How it is given"], rows)


def comparison(group: str, page: Page, guide: Guide) -> str:
    """The medicines of one group side by side, without ranking; each figure beside its own study.

    Left out while fewer than two medicines of the group have a page.
    """
    title, _ = schema.GROUPS[group]
    members = [drug for drug in guide.drugs.values() if drug.meta.group == group]
    if len(members) < 2:
        return ""
    facts = table(
        ["Medicine", "How it is given", "How often", "Food", "Tests while you have it"],
        [[link(drug, page), sentence(drug.meta.how_given), sentence(drug.meta.how_often),
          sentence(drug.meta.food) if drug.meta.food else "No food rule found",
          sentence(joined(list(drug.meta.tests))) if drug.meta.tests else "See its page"] for drug in members],
    )
    rows = []
    for drug in members:
        studies = drug.meta.studies
        # A figure of people who had only the other medicines of a combination stands on the medicine's own page, with its note.
        own = [row for row in drug.meta.figures() if f"without {drug.meta.names.generic.lower()}" not in studies[row.study]]
        top = sorted(own, key=_size, reverse=True)[:COMPARED_EFFECTS]
        cells = []
        for key in dict.fromkeys(row.study for row in top):
            of_study = "; ".join(f"{row.name} {row.figure()}{cite(row.cite)}" for row in top if row.study == key)
            cells.append(f"{sentence(studies[key])}: {of_study}.")
        rows.append([link(drug, page), "<br>".join(cells) or "No figures that we trust"])
    effects = table(["Medicine", "Side effects with the highest numbers, out of 100 people, by study"], rows)
    caution = ("The order is that of the alphabet, not of how well they work. Numbers from different studies do not compare: "
               "the people, the doses and the other medicines differ.")
    # Closed at first: seven such tables would make a phone page of sixty screens. The heading is the link's goal.
    inside = "\n".join(f"    {line}" if line else "" for line in f"{caution}\n\n{facts}\n\n{effects}".split("\n"))
    names = joined([drug.meta.title for drug in members])
    return f'### {title} side by side {{ #{group} }}\n\n??? compare "Open the comparison: {names}"\n\n{inside}'


def _size(row: schema.SideEffect) -> float:
    numbers = [int(number) for number in re.findall(r"\d+", row.figure())]
    return sum(numbers) / len(numbers) if numbers else 0


def names_index(guide: Guide) -> dict[str, list[tuple[str, Page, str]]]:
    """Every name in the guide by first letter: letter -> [(name, page, what kind of name it is)]."""
    found: dict[str, list[tuple[str, Page, str]]] = defaultdict(list)
    for page in guide.drugs.values():
        names = page.meta.names
        seen: set[str] = set()
        for kind, group in (
            ("", [names.generic]), ("full name of", [names.full]), ("brand of", names.brands),
            ("biosimilar of", names.biosimilars), ("older brand of", names.old_brands), ("another name for", names.also_called),
            ("one product that holds another medicine and", names.joined), ("a close relative of", names.relatives),
        ):
            for name in group:
                if name and normal(name) not in seen:
                    seen.add(normal(name))
                    letter = name[0].upper() if name[0].isalpha() else "0 to 9"
                    found[letter].append((name, page, kind))
    return {letter: sorted(found[letter], key=lambda entry: entry[0].casefold()) for letter in sorted(found)}


def a_to_z(page: Page, guide: Guide) -> str:
    """Every name that anyone may have heard, by letter, each leading to its one page."""
    index = names_index(guide)
    letters = " ".join(f"[{letter}](#{anchor(letter)})" for letter in index)
    sections = []
    for letter, entries in index.items():
        rows = "\n".join(
            f"- {link(goal, page, sentence(name))}" + (f" ({kind} {goal.meta.names.generic})" if kind else
                                                       (f" ({brands(goal)})" if goal.meta.names.brands else ""))
            for name, goal, kind in entries)
        sections.append(f"### {letter} {{ #{anchor(letter)} }}\n\n{rows}")
    return f'<div class="letters" markdown>\n\n{letters}\n\n</div>\n\n<div class="a-to-z" markdown>\n\n' + "\n\n".join(sections) + "\n\n</div>"


def anchor(letter: str) -> str:
    return "letter-" + letter.lower().replace(" ", "-")


def absent_medicines(page: Page, guide: Guide) -> str:
    """The medicines that people ask about and that have no page, by letter, each with what it is and who says so.

    The search links each by its name as an anchor.
    """
    sections: dict[str, list[str]] = defaultdict(list)
    for medicine in sorted(guide.absent, key=lambda one: one.generic.casefold()):
        other = joined([*medicine.brands, *medicine.also_called])
        title = f"**{sentence(medicine.generic)}**{{ #{slug(medicine.generic)} }}"
        sections[medicine.generic[0].upper()].append(f"- {title}{f' ({other})' if other else ''}: {medicine.what}")
    letters = " ".join(f"[{letter}](#{anchor(letter)})" for letter in sections)
    parts = [f"### {letter} {{ #{anchor(letter)} }}\n\n" + "\n".join(items) for letter, items in sections.items()]
    return f'<div class="letters" markdown>\n\n{letters}\n\n</div>\n\n' + "\n\n".join(parts)



def by_treatment(page: Page, guide: Guide) -> str:
    """The medicines in one section for each treatment."""
    return _sections(page, guide, schema.THERAPIES, lambda drug: [drug.meta.therapy], "treatment")


def by_cancer(page: Page, guide: Guide) -> str:
    """The medicines in one section for each type of cancer that they are used in."""
    return _sections(page, guide, schema.CANCERS, lambda drug: list(drug.meta.cancers), "type")


def _sections(page: Page, guide: Guide, titles: dict[str, str], keys: Callable[[Page], list[str]], prefix: str) -> str:
    parts = []
    for key, title in titles.items():
        members = [drug for drug in guide.drugs.values() if key in keys(drug)]
        if members:
            items = "\n".join(f"- {link(drug, page)}" + (f" ({brands(drug)})" if drug.meta.names.brands else "") for drug in members)
            parts.append(f'### {sentence(title)} {{ #{prefix}-{slug(key)} }}\n\n<div class="names" markdown>\n\n{items}\n\n</div>')
    return "\n\n".join(parts)


def treatments_list(page: Page, guide: Guide) -> str:
    """All treatments with their one-line descriptions."""
    rows = [f"{link(one, page)}\n:   {one.meta.description}" for one in guide.treatments.values()]
    return '<div class="treatments" markdown>\n\n' + "\n\n".join(rows) + "\n\n</div>"


def combinations_list(page: Page, guide: Guide) -> str:
    """All combinations with the names people use for them."""
    rows = []
    for one in guide.combinations.values():
        also = f" ({joined(one.meta.also_called)})" if one.meta.also_called else ""
        rows.append(f"- {link(one, page)}{also}")
    return "\n".join(rows)


def side_effects_list(page: Page, guide: Guide) -> str:
    """All effects that have a page."""
    return "\n".join(f"- {link(one, page)}" for one in guide.of_type(schema.SideEffectPage))


DAILYMED = "https://dailymed.nlm.nih.gov/dailymed/search.cfm?labeltype=human&query="


def sources(page: Page, guide: Guide) -> str:
    """The place of the footnotes, which Python-Markdown puts where its line stands; on a drug page, first the current label."""
    notes = "///Footnotes Go Here///"
    if not isinstance(page.meta, schema.DrugPage):
        return notes
    names = page.meta.names
    # DailyMed, of the US National Library of Medicine, always holds the label in force; a label cited below has its own date.
    name = names.brands[0] if names.brands else names.generic
    label = f"The full US label in force now: [{name} at DailyMed]({DAILYMED}{quote_plus(name)}). It is written for professionals."
    return f"{label}\n\n{notes}"


def all_sources(page: Page, guide: Guide) -> str:
    """Every source of the guide with its kind and date, by publisher."""
    rows = sorted(guide.sources.values(), key=lambda source: (source.publisher.casefold(), source.title.casefold()))
    return table(["Publisher", "Document", "Kind", "Date"], [
        [source.publisher, f"[{html.escape(source.title, quote=False).replace('[', '(').replace(']', ')')}]({source.url})",
         schema.SOURCE_KINDS[source.kind], "not dated" if source.date == "undated" else human_date(source.date)]
        for source in rows])


def packet(page: Page, guide: Guide) -> str:
    """The place where overrides/partials/packet.html puts the packet maker."""
    return '<div data-packet-place></div>'


def worksheets_list(page: Page, guide: Guide) -> str:
    """Every worksheet with what it is for."""
    found = [one for one in guide.pages.values() if one.folder == page.folder and not one.is_index]
    return "\n\n".join(f"{link(one, page)}\n:   {one.meta.description}" for one in sorted(found, key=lambda one: one.meta.title))


MAKERS: dict[str, Callable[[Page, Guide], str]] = {
    "drug:facts": drug_facts,
    "drug:side-effects": side_effects,
    "combination:facts": combination_facts,
    "combination:side-effects": side_effects,
    "side-effect:medicines": effect_medicines,
    "treatment:medicines": treatment_medicines,
    "drugs:a-z": a_to_z,
    "drugs:by-treatment": by_treatment,
    "drugs:by-cancer": by_cancer,
    "drugs:not-in-this-guide": absent_medicines,
    "treatments:list": treatments_list,
    "combinations:list": combinations_list,
    "side-effects:list": side_effects_list,
    "sources": sources,
    "sources:all": all_sources,
    "handouts:packet": packet,
    "handouts:worksheets": worksheets_list,
    **{marker: lambda page, guide, made=made: made() for marker, made in worksheets.SHEETS.items()},
}
