"""The search finds the medicine, however it is typed, and never the wrong one silently.

The sets of queries are in tests/search/ (search_sets.py says how they were made). All go through the real box in Chromium.
"""

import pytest

import search_names
import search_sets as sets
from conftest import PROJECT
from guide import load, normal
from search_box import EXACT, GUESS, Answer, SearchBox
from visitor import Visitor

GUIDE = load(PROJECT / "docs")


@pytest.fixture(scope="module")
def box(chromium, server) -> SearchBox:
    """One open search for all queries of this file, on a phone."""
    visitor = Visitor(chromium, server)
    yield SearchBox(visitor.open(viewport=(360, 740))).open().ready()
    visitor.close()
    assert not visitor.faults, "\n".join(visitor.faults)


def share(name: str, wrong: list[str], total: int, least: float) -> None:
    """Fail with every wrong answer if the share of right ones is under ``least``; print the figure for the record."""
    right = (total - len(wrong)) / total
    print(f"\n{name}: {total - len(wrong)} of {total} ({right:.1%})")
    assert right >= least, f"{name}: {right:.1%} right, at least {least:.0%} wanted. Wrong:\n" + "\n".join(wrong[:60])


# --- exact names ------------------------------------------------------------------------------------------------------


def test_every_name_of_every_page_gives_its_own_page_first(box, server):
    expected = sets.exact_names(GUIDE)
    assert len(expected) > 400
    answers = box.ask([name for name, _ in expected])
    wrong = []
    for (name, page), answer in zip(expected, answers, strict=True):
        first = answer.named[0] if answer.named else {"page": "", "kind": ""}
        # A name that is a sign of danger ("fever") has the card first, which leads to the same page.
        urgent = answer.signs and answer.first.removeprefix(server).split("#")[0] == page
        if not urgent and (first["page"] != page or first["kind"] not in EXACT):
            wrong.append(f"{answer}, not {page}")
    share("exact names", wrong, len(expected), 1.0)


def test_look_alikes_are_kept_apart_both_ways(box):
    pairs = [(one, other) for pair in GUIDE.look_alikes for one, other in [pair.pair, pair.pair[::-1]]
             if normal(one) in GUIDE.page_of_name]
    answers = box.ask([one for one, _ in pairs])
    wrong = []
    for (one, other), answer in zip(pairs, answers, strict=True):
        mine = search_names.address(GUIDE.page_of_name[normal(one)])
        page = GUIDE.page_of_name.get(normal(other))
        theirs = search_names.address(page) if page else other
        told = theirs == mine or any(theirs in (alike, alike.lower()) or theirs.lower() == alike.lower() for alike in answer.named[0]["alike"])
        if answer.top != mine or answer.named[0]["kind"] not in EXACT or not told:
            wrong.append(f"{answer}; it does not name {other}" if answer.top == mine else str(answer))
    share("look-alikes", wrong, len(pairs), 1.0)


def test_hospital_entries(box):
    assert len(sets.read("hospital-entries")) >= 80
    entries = sets.hospital_entries(GUIDE)
    answers = box.ask([entry for entry, _ in entries])
    wrong = []
    for answer, (_, pages) in zip(answers, entries, strict=True):
        # The page of a combination may stand with the pages of its medicines.
        if not set(pages) <= set(answer.pages(len(pages) + (len(pages) > 1))):
            wrong.append(f"{answer}, not {', '.join(pages)}")
    share("hospital entries", wrong, len(entries), 0.97)


@pytest.mark.parametrize(("query", "pages"), [
    ("adriamycin+cytoxan", ["doxorubicin", "cyclophosphamide"]),
    ("taxotere and cytoxan", ["docetaxel", "cyclophosphamide"]),
    ("doxorubisin and cytoxan", ["doxorubicin", "cyclophosphamide"]),
])
def test_two_medicines_give_both_pages_and_their_combination(box, query: str, pages: list[str]):
    [answer] = box.ask([query])
    assert {sets.address(slug) for slug in pages} <= set(answer.pages(3)), answer
    both = [page for page in GUIDE.combinations.values() if set(pages) <= set(page.meta.medicines)]
    if both:
        assert any(one["page"].startswith("combinations/") for one in answer.named), answer


# --- misspelt names -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("times", "least"), [(1, 0.95), (2, 0.85)])
def test_random_edits(box, times: int, least: float):
    edits = sets.edits(GUIDE, times)
    assert len(edits) >= 300
    answers = box.ask([edit for edit, _ in edits])
    wrong = [f"{answer}, not {page}" for (_, page), answer in zip(edits, answers, strict=True) if answer.top != page]
    share(f"{times} random edit(s)", wrong, len(edits), least)


def test_names_as_they_sound(box):
    known = sets.read("sound-alikes")
    assert not (missing := set(GUIDE.drugs) - set(known)), f"add forms of {sorted(missing)} to tests/search/sound-alikes.yml"
    assert sum(len(forms) for forms in known.values()) >= 120
    forms = sets.sounds(GUIDE)
    answers = box.ask([form for form, _ in forms])
    wrong = [f"{answer}, not {page}" for (_, page), answer in zip(forms, answers, strict=True) if answer.top != page]
    share("names as they sound", wrong, len(forms), 0.95)


def test_the_sets_are_not_in_the_data():
    """A form that stood in the site's own lists would test nothing but the list."""
    own = {normal(name) for other in GUIDE.other_names.values() for name in other.heard}
    assert not own & {normal(form) for forms in sets.read("sound-alikes").values() for form in forms}


def test_a_guess_says_that_it_is_one(box):
    names = [name for page in GUIDE.drugs.values() for name in page.meta.names.misspellings]
    wrong = []
    for answer in box.ask(names):
        for one in answer.named:
            if one["kind"] in GUESS and not ("Did you mean" in one["text"] and "You typed" in one["text"]):
                wrong.append(f"{answer}: {one['text'][:60]!r}")
        kinds = [one["kind"] for one in answer.named]
        # "trastuzumab deruxtacan" holds the exact name of another medicine; the longer name comes first.
        below = [one["page"] for one in answer.named if one["kind"] in EXACT]
        if kinds and kinds[0] in GUESS and any(page.strip("/").split("/")[-1] not in answer.top for page in below):
            wrong.append(f"{answer}: a guess stands above an exact name")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("query", "first", "also"), [
    ("trastuzumab deruxtecn", "trastuzumab-deruxtecan", "trastuzumab"),
    ("trastuzumab emtansin", "ado-trastuzumab-emtansine", "trastuzumab"),
    ("liposomal doxorubicn", "liposomal-doxorubicin", ""),
    ("nab paclitaxl", "nab-paclitaxel", ""),
])
def test_a_short_name_inside_a_longer_one_misspelt_is_not_the_answer(box, query: str, first: str, also: str):
    [answer] = box.ask([query])
    assert answer.top == sets.address(first) and answer.named[0]["kind"] in GUESS | EXACT, answer
    if also:
        assert sets.address(also) in [one["page"] for one in answer.named] + answer.named[0]["alike"], answer


# --- what is no medicine of the guide ---------------------------------------------------------------------------------------


def offered(answer: Answer) -> list[dict]:
    return [one for one in answer.named if one["absent"] or one["page"].startswith(("drugs/", "combinations/")) and one["page"] != "drugs/"]


@pytest.mark.parametrize("words", [sets.ordinary_words, sets.easy_words])
def test_ordinary_words_are_no_medicines(box, words):
    asked = words()
    assert len(asked) >= 250
    answers = box.ask(asked)
    exact = [str(answer) for answer in answers if any(one["kind"] in EXACT | {"absent"} for one in offered(answer))]
    assert not exact, "An ordinary word was taken for a medicine's exact name:\n" + "\n".join(exact)
    wrong = [str(answer) for answer in answers if offered(answer)]
    share(f"ordinary words ({words.__name__}) without an offer", wrong, len(asked), 0.98)


def test_medicines_not_in_the_guide_are_answered_as_such(box):
    asked = sets.absent(GUIDE)
    assert len(GUIDE.absent) >= 60
    answers = box.ask([name for name, _ in asked])
    wrong = [f"{answer}, not {generic}" for (_, generic), answer in zip(asked, answers, strict=True)
             if not answer.named or answer.named[0]["absent"] != generic or "not in this guide" not in answer.named[0]["text"]]
    share("not in this guide", wrong, len(asked), 1.0)


# --- help first ----------------------------------------------------------------------------------------------------------------


def test_emergencies_put_help_first(box, server):
    asked = sets.emergencies()
    assert len(asked) >= 40
    answers = box.ask([words for words, _ in asked])
    wrong = []
    for (_, sign), answer in zip(asked, answers, strict=True):
        goal = "tel:988" if sign == "self-harm" else f"{server}help/emergencies/"
        if sign not in answer.signs or not answer.first.startswith(goal):
            wrong.append(f"{answer}, not {sign}")
    share("emergencies", wrong, len(asked), 1.0)


def test_other_words_bring_no_card(box):
    wrong = [str(answer) for answer in box.ask(sets.lines("no-emergencies")) if answer.signs]
    assert not wrong, "\n".join(wrong)


def test_symptoms_lead_to_their_side_effect(box):
    asked = sets.symptoms()
    answers = box.ask([words for words, _ in asked])
    wrong = []
    for (_, effect), answer in zip(asked, answers, strict=True):
        effects = [one for one in answer.results if one["kind"] == "effect" or one["page"] == f"side-effects/{effect}/"]
        if not effects or GUIDE.effects[effect].name not in effects[0]["text"]:
            wrong.append(f"{answer}, not {effect}")
        elif f"side-effects/{effect}.md" in GUIDE.pages and effects[0]["page"] != f"side-effects/{effect}/":
            wrong.append(f"{answer} leads to {effects[0]['page']}")
    share("symptoms", wrong, len(asked), 1.0)
