"""Sentences hold 20 words at most and 14 on average; paragraphs three sentences; lists seven items."""

from collections import defaultdict

from guide import Problem
from markdown_blocks import plain, sentences
from reading import prose, spoken

LONGEST = 20
AVERAGE = 14
PARAGRAPH = 3
LIST = 7


def problems(guide):
    for page in guide.pages.values():
        lengths = []
        for part, sentence in spoken(page):
            words = len(sentence.split())
            lengths.append(words)
            if words > LONGEST:
                yield Problem(page.file, f"A sentence of {words} words: {sentence[:60]!r}.", f"Cut it to {LONGEST}: one idea each.",
                              part.line)
        if lengths and sum(lengths) / len(lengths) > AVERAGE:
            yield Problem(page.file, f"Sentences average {sum(lengths) / len(lengths):.1f} words.", f"Bring them to {AVERAGE}.")
        lists = defaultdict(list)
        for part in prose(page):
            count = len([piece for piece in sentences(part.text) if plain(piece)])
            if part.kind == "paragraph" and count > PARAGRAPH:
                yield Problem(page.file, f"A paragraph of {count} sentences.", f"Split it: {PARAGRAPH} at most.", part.line)
            if part.kind == "item":
                lists[part.list_id].append(part)
        for items in lists.values():
            if len(items) > LIST:
                yield Problem(page.file, f"A list of {len(items)} items.", f"Join or split: {LIST} at most.", items[0].line)
