"""What the search knows of the guide before it reads a page: every name, by kind, and the words around names.

``lexicon`` makes one plain dictionary of the guide; docs/assets/js/search-names.js answers queries from it. ``files`` gives
the scripts that the site carries. Scripts, not JSON, because a site opened from a folder may load scripts and nothing else.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from pathlib import PurePosixPath

import contract
import schema
from guide import Guide, Page, normal, true_names
from made_blocks import DAILYMED
from markdown_blocks import Block, blocks, plain, slug

NCI_DICTIONARY = "https://www.cancer.gov/publications/dictionaries/cancer-drug"
FALLBACK = "help/emergencies.md"  # where a side effect leads that no page treats

# Words after a medicine's name that ask for one section of its page.
SECTION_WORDS = {
    "Side effects": ["side effects", "side effect", "effects", "rash", "nausea", "diarrhea", "hair loss"],
    "If you miss a dose": ["missed dose", "missed a dose", "missed", "miss", "forgot", "forgotten", "skipped"],
    "When to get help": ["when to call", "emergency", "warning signs", "danger", "call"],
    "Before you start and while you are on it": [
        "food", "grapefruit", "alcohol", "pregnant", "pregnancy", "interactions", "interaction", "birth control", "eat", "fertility"],
    "Tests you will have": ["tests", "test", "blood test", "blood tests", "monitoring"],
    "How you have it": ["how given", "how to take", "how is it given", "schedule", "how often", "given"],
    "What studies show": ["studies", "study", "survival", "how well", "results"],
    "Questions to ask": ["questions"],
}


def address(page: Page) -> str:
    """A page's address below the site, as MkDocs gives it with directory addresses."""
    path = PurePosixPath(page.path)
    folder = path.parent.as_posix() if page.is_index else path.with_suffix("").as_posix()
    return "" if folder == "." else f"{folder}/"


def lexicon(guide: Guide) -> dict:
    """All that the names part of the search needs, as plain lists and dictionaries.

    ``pages``: what a result shows; ``names``: [name, number of its page, kind], where -1 - n is the n-th of ``absent``;
    ``alike``, ``effects``, ``signs``, ``sections``; ``ordinary``: words that are never a medicine misspelt.
    """
    numbered = [page for page in guide.pages.values() if _kind(page)]
    number = {page.path: at for at, page in enumerate(numbered)}
    drug = {slug: number[page.path] for slug, page in guide.drugs.items()}
    pages = [_page(page, drug) for page in numbered]

    names: list[list] = []
    for page in numbered:
        names += [[name, number[page.path], kind] for name, kind in _names(page, guide)]
    taken = {normal(name) for name, _, kind in names if kind != "heard"}
    for short in guide.short_names:
        medicines = [drug[slug] for slug in short.medicines if slug in drug]
        free = [name for name in [short.name, *short.also_called] if normal(name) not in taken]
        if free and len(medicines) == len(short.medicines):
            names += [[name, len(pages), "short"] for name in free]
            pages.append({"kind": "short", "title": short.name, "medicines": medicines})
    absent_page = guide.pages.get("start/other-medicines.md")
    absent = []
    for medicine in guide.absent:
        own = [name for name in [medicine.generic, *medicine.brands, *medicine.also_called] if normal(name) not in taken]
        names += [[name, -1 - len(absent), "absent"] for name in own]
        absent.append({"title": medicine.generic, "brands": [name for name in medicine.brands if name in own], "what": plain(medicine.what), "where": medicine.where})

    return {
        "pages": pages,
        "kinds": {letter: kind for kind, letter in KIND_LETTERS.items()},
        "names": names,
        "absent": absent,
        "look": {"dailymed": DAILYMED, "nci": NCI_DICTIONARY, "page": address(absent_page) if absent_page else ""},
        "alike": _alike(guide, number, absent),
        "sections": [{"anchor": slug(title), "title": title, "words": words} for title, words in SECTION_WORDS.items()],
        "effects": _effects(guide),
        "signs": [{"key": key, "card": sign.card, "title": sign.title, "say": plain(sign.say), "patterns": sign.patterns,
                   "url": "help/emergencies/" + (f"#{sign.where}" if sign.where else "")} for key, sign in guide.urgent.items()],
        "ordinary": packed(ordinary_words(guide, names)),
    }



def _kind(page: Page) -> str:
    kinds = {schema.DrugPage: "drug", schema.CombinationPage: "combination", schema.TreatmentPage: "treatment",
             schema.SideEffectPage: "effect", schema.PlainPage: "page"}
    return kinds.get(type(page.meta), "")


def _page(page: Page, drug: dict[str, int]) -> dict:
    meta = page.meta
    data: dict = {"kind": _kind(page), "url": address(page), "title": meta.title, "note": meta.description}
    if isinstance(meta, schema.DrugPage):
        data["sections"] = [at for at, title in enumerate(SECTION_WORDS) if f"\n## {title}\n" in page.body]
        if meta.names.brands:
            data["brands"] = meta.names.brands[:3]
    if isinstance(meta, schema.CombinationPage):
        data["medicines"] = [drug[slug] for slug in meta.medicines if slug in drug]
    return data


def _names(page: Page, guide: Guide) -> list[tuple[str, str]]:
    """Every name of a page with its kind, each once; the first kind that holds a name wins."""
    meta = page.meta
    found: list[tuple[str, str]] = []
    if isinstance(meta, schema.DrugPage):
        own = meta.names
        other = guide.other_names.get(page.slug, schema.OtherNames())
        groups = [("generic", [own.generic, meta.title]), ("full", [own.full]), ("brand", own.brands),
                  ("biosimilar", own.biosimilars), ("old", own.old_brands), ("also", own.also_called), ("joined", own.joined), ("relative", own.relatives), ("abroad", other.abroad),
                  ("also", other.short), ("heard", own.misspellings), ("heard", other.heard)]
    else:
        groups = [("title", [meta.title]), ("also", getattr(meta, "also_called", [])), ("heard", getattr(meta, "misspellings", []))]
    seen: set[str] = set()
    owners = guide.page_of_name
    for kind, group in groups:
        for name in group:
            key = re.sub(r"\W", "", normal(name)) if name else ""
            owner = owners.get(normal(name)) if name else None
            if key and key not in seen and (owner is None or owner is page):
                seen.add(key)
                found.append((name, kind))
    return found


def _alike(guide: Guide, number: dict[str, int], absent: list[dict]) -> list[dict]:
    """The look-alike pairs as owners (page numbers or absent medicines), names and what tells them apart."""
    missing = {normal(name): -1 - at for at, medicine in enumerate(guide.absent)
               for name in [medicine.generic, *medicine.brands, *medicine.also_called]}
    found = []
    for pair in guide.look_alikes:
        pages = [guide.page_of_name.get(normal(name)) for name in pair.pair]
        owners = [number[page.path] if page else missing.get(normal(name)) for name, page in zip(pair.pair, pages, strict=True)]
        found.append({"owners": owners, "names": list(pair.pair), "why": plain(pair.why)})
    return found


def _effects(guide: Guide) -> list[dict]:
    """Side effects with the words that people use for them, and the best page that there is."""
    found = []
    pages = {page.slug: page for page in guide.of_type(schema.SideEffectPage)}
    parsed = {path: blocks(page.lines()) for path, page in guide.pages.items() if page.folder in {"treatments", "help", "living"}}
    for name, effect in guide.effects.items():
        page = pages.get(name)
        goal = address(page) if page else _best_place(effect, guide, parsed)
        words = [*effect.also_searched, *(page.meta.also_called if page else [])]
        found.append({"name": effect.name, "phrases": list(dict.fromkeys(words)), "url": goal, "helps": plain(effect.helps)})
    return found


def _best_place(effect: schema.Effect, guide: Guide, parsed: dict[str, list[Block]]) -> str:
    """The section whose text names an effect's words most often, for an effect that has no page of its own."""
    words = {word for word in re.findall(r"[a-z]{4,}", effect.name.lower())}
    scores: dict[tuple[str, str], int] = defaultdict(int)
    for path, parts in parsed.items():
        place = ""
        for part in parts:
            if part.kind == "heading":
                place = part.anchor
            if part.section not in contract.UNCITED_SECTIONS:
                text = part.text.lower()
                scores[path, place] += sum(text.count(word) for word in words) * (4 if part.kind == "heading" else 1)
    best = max(scores, key=scores.__getitem__, default=(FALLBACK, ""))
    if not scores[best]:
        best = (FALLBACK, "")
    page = guide.pages.get(best[0])
    return (address(page) if page else "") + (f"#{best[1]}" if best[1] else "")


# --- ordinary words -----------------------------------------------------------------------------------


def tokens(text: str) -> list[str]:
    """A text's words as the search compares them: lower case, without accents and apostrophes."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", re.sub(r"['’‘`´]", "", bare))


def ordinary_words(guide: Guide, names: list[list]) -> set[str]:
    """Words that stand in the guide's own text, or in the kept list of everyday words, and are part of no name.

    Typed alone, none of them is taken for a medicine misspelt. Words under three letters are too short to be guessed at.
    """
    found = set(guide.everyday)
    texts = [page.body for page in guide.pages.values()] + [page.meta.description for page in guide.pages.values()]
    texts += [text for effect in guide.effects.values() for text in [effect.name, effect.helps, *effect.also_searched]]
    for text in texts:
        text = re.sub(r"\[\^[^\]]*\]|\]\([^)]*\)|<!--.*?-->", " ", text)
        found |= {word for word in tokens(text) if len(word) > 2 and word.isascii() and word.isalpha()}
    parts = [tokens(name) for name, _, kind in names if kind in _MEDICINE_KINDS]
    alone = {words[0] for words in parts if len(words) == 1}
    inside = {word for words in parts for word in words} - guide.everyday  # "acid" is a word, "deruxtecan" is a name
    return found - alone - inside


def packed(words: set[str]) -> str:
    """Sorted words as one string: each as a capital for the letters shared with the word before it (A: none), and its rest."""
    text, before = "", ""
    for word in sorted(words):
        shared = next((at for at, (one, other) in enumerate(zip(word, before)) if one != other), min(len(word), len(before)))
        shared = min(shared, 25)
        text, before = text + chr(65 + shared) + word[shared:], word
    return text


# The letters that stand for the kinds of names in the packed list.
KIND_LETTERS = {"generic": "g", "full": "f", "brand": "b", "biosimilar": "s", "old": "o", "also": "l", "abroad": "a", "heard": "h",
                "title": "t", "short": "c", "absent": "n", "joined": "j", "relative": "r"}


def packed_names(names: list[list]) -> str:
    """All names as one string, half the size of a list for a phone that waits for it: a line for each owner (its number, a tab),
    on it a group for each kind (its letter, then the names, with | between), groups with a tab between.

    Raises ValueError for a name that holds a bar, a tab or a line break; no name of a medicine does.
    """
    lines: dict[int, dict[str, list[str]]] = {}
    for name, owner, kind in names:
        if re.search(r"[|\t\n]", name):
            raise ValueError(f"The search cannot hold the name {name!r}: write it without | and line breaks.")
        lines.setdefault(owner, {}).setdefault(kind, []).append(name)
    return "\n".join("\t".join([str(owner), *(KIND_LETTERS[kind] + "|".join(group) for kind, group in kinds.items())])
                     for owner, kinds in lines.items())


_MEDICINE_KINDS = {"generic", "full", "brand", "biosimilar", "old", "absent", "abroad", "heard", "joined", "relative"}


# --- files --------------------------------------------------------------------------------------------


def files(guide: Guide, index: str) -> dict[str, str]:
    """The files of the search, by path in the site. ``index`` is the text of the search plugin's own search_index.json."""
    text = slim(json.loads(index))
    first, more = in_two(lexicon(guide))
    return {
        "search/names.js": f"self.guideLexicon={_script(first)};\n",
        "search/more.js": f"self.guideMore={_script(more)};\n",
        "search/search_index.json": json.dumps(text, ensure_ascii=False, separators=(",", ":")),
        # Only a site opened from a folder reads this copy: there, a script may be loaded and a JSON file may not.
        "search/full-text.js": f"self.guideFullText={_script(text)};\n",
    }


def in_two(whole: dict) -> tuple[dict, dict]:
    """The lexicon as what the first answer needs, and what completes it a moment later: a slow phone waits only for the first."""
    late = {"ordinary", "effects"}
    first = {key: value for key, value in whole.items() if key not in late}
    first["pages"] = [{key: value for key, value in page.items() if key != "note"} for page in whole["pages"]]
    first["alike"] = [{key: value for key, value in pair.items() if key != "why"} for pair in whole["alike"]]
    # Their names stand among the names already: the generic name first, then so many brands.
    first["absent"] = [[len(medicine["brands"]), medicine["where"]] for medicine in whole["absent"]]
    first["names"] = packed_names(whole["names"])
    more = {key: whole[key] for key in sorted(late)}
    more["what"] = [medicine["what"] for medicine in whole["absent"]]
    more["notes"] = [page.get("note", "") for page in whole["pages"]]
    more["why"] = [pair["why"] for pair in whole["alike"]]
    return first, more


def slim(index: dict) -> dict:
    """The search plugin's index without what nobody searches for: lists of sources, numbers of footnotes, tags of HTML.

    Names (``tags``) stay with the page itself and leave its sections: else every section of a page ranks as high as its name.
    """
    docs = []
    for doc in index["docs"]:
        if doc["location"].endswith("#sources"):
            continue
        text = re.sub(r"<sup\b[^>]*>.*?</sup>", "", doc["text"], flags=re.DOTALL)
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()
        kept = {key: value for key, value in doc.items() if key != "tags" or "#" not in doc["location"]}
        docs.append({**kept, "text": text})
    return {**index, "docs": docs}


def _script(data: dict) -> str:
    # U+2028 and U+2029 end a line in older JavaScript; "<" cannot end the element that holds it.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def true_names_of(guide: Guide) -> dict[str, list[str]]:
    """Every page that a name leads to with its true names: path -> names. The tests' list of what must be found."""
    return {page.path: true_names(page) for page in guide.pages.values() if _kind(page)}
