"""Words that this guide does not use, each with the reason or the better word (style.md)."""

import re

from guide import Problem
from reading import every_text, table_texts

BETTER = {
    r"patients?": "people, or you",
    r"fail(?:ed|s|ing|ure of)? (?:treatment|therapy|chemotherapy)": "the treatment stopped working",
    r"(?:treatment|therapy|chemotherapy|drug|medicine) (?:has )?fail(?:ed|s)": "the treatment stopped working",
    r"fight(?:s|ing|er|ers)?|fought": "no war words",
    r"battl(?:e|es|ed|ing)": "no war words",
    r"journeys?": "say what happens",
    r"simply|just": "leave it out",
    r"don't worry|do not worry": "say what to do",
    r"breakthroughs?|miracles?|promising|game.changers?": "no hype: say what was measured",
    r"victims?|suffer(?:s|ed|ing|ers?)?": "people living with",
    r"adverse (?:reactions?|events?|effects?)": "side effect",
    r"metastas[ei]s": "cancer that has spread, or spread",
    r"health ?care providers?": "care team",
    r"cycle delays?|treatment delays?": "period of rest",
    r"emesis|pyrexia|alopecia|dyspnea|pruritus|edema": "the plain word",
    r"utili[sz]e[sd]?|approximately|prior to|in order to": "use, about, before, to",
    r"tumours?|oestrogen|anaemia|diarrhoea|haemoglobin|leukaemia|colou?rs? of|programmes?|organi[s]ations?|judgement": "US spelling",
    r"you (?:should|must) (?:take|stop|start|change|increase|reduce)": "no orders on treatment: with your team",
    r"(?:reviewed|approved|endorsed|recommended|trusted) by (?:doctors|nurses|pharmacists|experts|clinicians)": "claim nothing that we have not got",
}
PATTERNS = [(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), better) for words, better in BETTER.items()]
# Names of documents, places and classes that hold one of the words.
ALLOWED = re.compile(r"color of|colors of|patient advocate|patient navigator|patient assistance|patient portal|NCCN Guidelines for Patients"
                     r"|breakthrough (?:pain|doses?|seizures?)", re.IGNORECASE)


def faults(text: str) -> list[tuple[str, str]]:
    """The unwanted words in a text, each with the better way."""
    text = re.sub(r"\]\([^)]*\)|\[\^[^\]]*\]", "]", text)
    text = ALLOWED.sub("", text)
    return [(match[0], better) for pattern, better in PATTERNS for match in pattern.finditer(text)]


def problems(guide):
    for page in guide.pages.values():
        for text, line in every_text(page):
            for word, better in faults(text):
                yield Problem(page.file, f"The word {word!r} in {text[:50]!r}.", f"Better: {better}.", line)
    for file, key, text in table_texts(guide):
        for word, better in faults(text):
            yield Problem(file, f"`{key}`: the word {word!r}.", f"Better: {better}.")
