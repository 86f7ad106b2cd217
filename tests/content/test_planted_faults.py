"""Each planted fault is found, with its file and its key or line.

A rule that cannot fail protects nobody. Each case below changes one thing in a small copy of the real guide and names the
words that the message must hold. The copy keeps only the pages that faults are planted in, so that a case takes milliseconds.
"""

import shutil
from pathlib import Path

import pytest

from content_rules import ROOT, all_problems

DRUG = "docs/drugs/tamoxifen.md"
PILL = "docs/drugs/anastrozole.md"
TREATMENT = "docs/treatments/radiation-therapy.md"
PLAIN = "docs/about/index.md"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory) -> Path:
    """A small copy of the project: its data, and the four pages that faults are planted in."""
    root = tmp_path_factory.mktemp("pristine")
    wanted = {DRUG, PILL, TREATMENT, PLAIN}
    for path in (ROOT / "docs").rglob("*"):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".yml" or name in wanted:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, root / name)
    return root


@pytest.fixture(scope="module")
def before(pristine) -> set[str]:
    """What the small copy lacks by itself, such as pages that links name: no case may count it as its find."""
    return {str(problem) for problem in all_problems(pristine)}


@pytest.fixture
def copy(pristine):
    """A way to change files that puts them back afterward: ``plant(file, old, new)`` or ``plant(file, bytes)``."""
    kept: dict[Path, bytes | None] = {}

    def plant(file: str, old, new: str | None = None) -> Path:
        path = pristine / file
        kept.setdefault(path, path.read_bytes() if path.exists() else None)
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(old, bytes):
            path.write_bytes(old)
        else:
            text = path.read_text("utf-8")
            assert old in text, f"the case is out of date: {old!r} is not in {file}"
            path.write_text(text.replace(old, new, 1), "utf-8")
        return pristine

    yield plant
    for path, content in kept.items():
        path.unlink() if content is None else path.write_bytes(content)


# name: (file, text before, text after, words of the message)
FAULTS = {
    "unknown key": (DRUG, "drug_class:", "drugs_class:", ["drugs_class", "unknown", "Did you mean `drug_class`"]),
    "missing key": (DRUG, "how_given: tablet or liquid by mouth\n", "", ["how_given", "missing"]),
    "wrong type": (DRUG, "cancers: [HR-positive]", "cancers: HR-positive", ["cancers"]),
    "word outside its list": (DRUG, "cancers: [HR-positive]", "cancers: [HR-postive]", ["cancers", "HR-postive"]),
    "keys out of order": (DRUG, "therapy: hormone-therapy\ncancers: [HR-positive]", "cancers: [HR-positive]\ntherapy: hormone-therapy",
                          ["therapy", "out of order"]),
    "key twice": (DRUG, "therapy: hormone-therapy", "therapy: hormone-therapy\ntherapy: chemotherapy", ["therapy", "twice"]),
    "invalid YAML": (DRUG, "cancers: [HR-positive]", "cancers: [HR-positive", ["not valid YAML"]),
    "date in the future": (DRUG, "checked: 2026-11-23", "checked: 2999-01-01", ["checked", "future"]),
    "date that is no date": (DRUG, "checked: 2026-11-23", "checked: soon", ["checked"]),
    "review without a name": (DRUG, "names:\n", "review:\n  credential: RN\n  date: 2026-01-01\nnames:\n", ["review.name", "missing"]),
    "review without a date": (DRUG, "names:\n", "review:\n  name: A Person\n  credential: RN\nnames:\n", ["review.date", "missing"]),
    "bad effect slug": (DRUG, "effect: hot-flashes", "effect: Hot Flashes", ["side_effects.0.effect"]),
    "unknown effect": (DRUG, "effect: hot-flashes", "effect: hot-flushes", ["hot-flushes", "unknown"]),
    "figure over 100": (DRUG, "per_100: 20 or more", "per_100: 120", ["per_100", "between 0 and 100"]),
    "figure without a study": (DRUG, "    study: label\n", "", ["study"]),
    "unknown study": (DRUG, "    study: label\n", "    study: labels\n", ["labels", "unknown"]),
    "study without a row": (DRUG, "studies:\n", "studies:\n  other: in another study\n", ["other", "no row"]),
    "heading missing": (DRUG, "## Tests you will have\n", "", ["Tests you will have", "missing"]),
    "headings in the wrong order": (TREATMENT, "## How it works\n", "## Who it may help\n", ["Who it may help"]),
    "heading that does not belong": (DRUG, "## Who it is for", "## Who is it for", ["Who is it for", "does not belong"]),
    "first-level heading": (DRUG, "## Key points", "# Tamoxifen\n\n## Key points", ["first-level"]),
    "heading level skipped": (DRUG, "### Serious risks", "#### Serious risks", ["skips a level"]),
    "pills without the missed dose": (DRUG, "## If you miss a dose\n", "", ["If you miss a dose", "missing"]),
    "card missing": (DRUG, '!!! next-visit "Tell your care team at your next visit if"', "!!! note", ["next-visit", "0 times"]),
    "card renamed": (DRUG, '"Call 911 or your local emergency number if"', '"Call an ambulance if"', ["Call an ambulance if"]),
    "card without lines": (TREATMENT, "    - you are very tired, or your skin is dry, red or itchy.\n    - your pain has not eased a few "
                           "weeks after treatment.\n    - you notice changes in memory or thinking.\n", "", ["next-visit", "0 lines"]),
    "card line that is no end of its title": (DRUG, "    - you have chest pain,", "    - **Go to emergency care** for chest pain,",
                                              ["does not go on with its title"]),
    "note that is no sentence": (PILL, "  - name: hot flashes\n", "  - name: hot flashes\n    note: sources differ\n", ["side_effects.0", "no sentence"]),
    "unknown box": (DRUG, "!!! emergency", "!!! emergancy", ["emergancy"]),
    "unknown source": (DRUG, "[^lbbc-tamoxifen]", "[^lbbc-tamoxifin]", ["lbbc-tamoxifin", "unknown"]),
    "source never used": ("docs/sources.yml", "lbbc-tamoxifen:\n", "lbbc-tamoxifen-2:\n", ["lbbc-tamoxifen-2", "never cited"]),
    "source without a date key's form": ("docs/sources.yml", "date: \"2026-06\"", "date: \"June 2026\"", ["date"]),
    "source with a broken address": ("docs/sources.yml", "url: https://", "url: htps://", ["url"]),
    "figure without a source": (DRUG, "Many can be eased.", "Many can be eased in 90 out of 100 people.", ["No source", "90 out of 100"]),
    "figure in a table row without a source": (TREATMENT, "| Nausea, if your belly is treated[^cruk-radiotherapy-secondary-older] |",
                                               "| Nausea in 20 out of 100 people |", ["No source", "Nausea in 20"]),
    "claim without a source": (DRUG, "Many can be eased.", "It may help you.", ["No source", "may help"]),
    "figure behind an unread source": (DRUG, "Many can be eased.", "It was 9 out of 100 people.[^look-soltamox]", ["nobody has read"]),
    "broken relative link": (TREATMENT, "(pain-management.md)", "(pain-managment.md)", ["pain-managment.md", "leads nowhere"]),
    "broken anchor": (DRUG, "(#when-to-get-help)", "(#when-to-call)", ["#when-to-call", "heading"]),
    "raw HTML link": (PLAIN, "## Where the facts come from", 'See <a href="../nowhere/">this</a>.\n\n## Where the facts come from', ["<a>"]),
    "inline style": (PLAIN, "## Where the facts come from", '<p style="color:red">x</p>\n\n## Where the facts come from', ["style"]),
    "aligned table": (TREATMENT, "| --- | --- |", "| :--- | ---: |", ["alignment"]),
    "image without words": (PLAIN, "## Where the facts come from", "![](../index.md)\n\n## Where the facts come from", ["alternative text"]),
    "unknown marker": (DRUG, "<!-- drug:side-effects -->", "<!-- drug:sideeffects -->", ["drug:sideeffects", "unknown"]),
    "marker missing": (TREATMENT, "<!-- treatment:medicines -->\n", "", ["treatment:medicines", "missing"]),
    "duplicate title": (PLAIN, "title: How this guide is made", "title: Tamoxifen", ["title", "same as"]),
    "brand claimed by two pages": (PILL, "brands: [Arimidex]", "brands: [Arimidex, Soltamox]", ["Soltamox", "belongs to"]),
    "misspelling that is a true name": (PILL, "misspellings: [", "misspellings: [Nolvadex, ", ["Nolvadex", "true name"]),
    "look-alike that is nobody's name": ("docs/drugs/look-alikes.yml", "- pair: [", "- pair: [Xyzol, Abcol]\n  why: x\n- pair: [", ["Xyzol"]),
    "medicine without a page and without a source": ("docs/drugs/not-in-this-guide.yml", "a hormone medicine for prostate cancer[^prostate-cancer-uk-abiraterone]",
                                                     "a hormone medicine for prostate cancer", ["abiraterone", "no source that was read"]),
    "search name of another page": ("docs/drugs/other-names.yml", "tamoxifen: {short: [tamox]}", "tamoxifen: {short: [Arimidex]}",
                                    ["Arimidex", "belongs to"]),
    "medicine not in the guide that is": ("docs/drugs/not-in-this-guide.yml", "[Casodex]", "[Arimidex]", ["Arimidex", "belongs to"]),
    "short name of a page": ("docs/combinations/short-names.yml", "name: TAC", "name: Arimidex", ["Arimidex", "belongs to"]),
    "unknown card of a sign": ("docs/help/urgent-words.yml", "card: crisis", "card: crysis", ["card", "crysis"]),
    "forbidden word": (DRUG, "You will not have every side effect.", "Not all patients have every side effect.", ["patients", "people"]),
    "war word": (DRUG, "You will not have every side effect.", "Keep up the fight.", ["fight"]),
    "dose": (DRUG, "Many can be eased.", "It holds 20 mg.[^lbbc-tamoxifen]", ["20 mg"]),
    "percent": (DRUG, "Many can be eased.", "It was 20%.[^lbbc-tamoxifen]", ["percent"]),
    "decimal": (DRUG, "Many can be eased.", "It was 20.5 out of 100 people.[^lbbc-tamoxifen]", ["decimal"]),
    "other denominator": (DRUG, "Many can be eased.", "It was 1 in 10 people.[^lbbc-tamoxifen]", ["out of 100"]),
    "common beside a figure": (DRUG, "Many can be eased.", "It is common, in 30 out of 100 people.[^lbbc-tamoxifen]", ["`common`"]),
    "Fahrenheit alone": (TREATMENT, "100.4°F (38°C)", "100.4°F", ["°F"]),
    "sentence too long": (DRUG, "Many can be eased.", "Many " + "of them " * 12 + "can be eased.", ["words"]),
    "paragraph too long": (DRUG, "Many can be eased.", "One. Two is it. Three is it. Four is it.", ["sentences"]),
    "list too long": (DRUG, "- What can we do about hot flashes?\n", "- What can we do about hot flashes?\n" * 4, ["items"]),
    "grade too high": (TREATMENT, "It does not treat cancer in the rest of\nthe body.",
                       "Immunohistochemical characterization necessitates multidisciplinary deliberation. " * 40, ["reading grade"]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_planted_fault_is_found(name, copy, before):
    file, old, new, words = FAULTS[name]
    found = [line for line in map(str, all_problems(copy(file, old, new))) if line not in before]
    hits = [line for line in found if all(word.lower() in line.lower() for word in words) and Path(file).name.split(".")[0] in line]
    assert hits, f"{name}: not found. Problems named:\n" + "\n".join(found[:10])
    assert all("Cure:" in line for line in hits)


def test_file_faults_are_found(copy):
    """Faults of whole files: not UTF-8, empty, no front matter, a bad address, no text."""
    for content, words in [
        (b"---\ntitle: caf\xe9\n---\n\nText.\n", "not UTF-8"),
        (b"", "empty"),
        (b"Text without front matter.\n", "no front matter"),
        (b"---\ntitle: Nothing\ndescription: A page with nothing at all below its front matter.\nchecked: 2026-01-01\n---\n", "no text"),
    ]:
        root = copy("docs/about/planted.md", content)
        assert any(words in str(problem) and "docs/about/planted.md" in str(problem) for problem in all_problems(root)), words
    root = copy("docs/about/Planted Page.md", b"---\ntitle: Bad address\n---\n\nText.\n")
    assert any("bad address" in str(problem) for problem in all_problems(root))


def test_enough_faults():
    assert len(FAULTS) >= 30
