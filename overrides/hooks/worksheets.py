"""Makes the blank tables of the worksheets in docs/handouts/: what people fill in by hand.

A marker such as ``<!-- sheet:days-21 -->`` stands for one of them. Tables have as many rows as one sheet of either paper holds.
"""

from __future__ import annotations

from collections.abc import Callable

BLANK = "\u00a0"  # an empty cell that every reader of Markdown keeps


def grid(columns: list[str], rows: int | list[str]) -> str:
    """A Markdown table to fill in: ``rows`` blank rows, or one for each name in it."""
    names = [BLANK] * rows if isinstance(rows, int) else rows
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join([name, *[BLANK] * (len(columns) - 1)]) + " |" for name in names]
    return "\n".join(lines)


def boxed(css: str, text: str) -> str:
    """Markdown in a <div> that handout.css knows."""
    return f'<div class="{css}" markdown>\n\n{text}\n\n</div>'


def scale(least: str, most: str) -> str:
    """The scale from 0 to 10 with its two ends in words."""
    return boxed("scale", "\n".join(["| " + " | ".join(map(str, range(11))) + " |", "|" + " --- |" * 11]) + f"\n\n0: {least}. 10: {most}.")


def days(count: int | None) -> str:
    """A calendar by day of the cycle, seven to a row; without a count the days have lines to number them on."""
    rows = []
    for first in range(1, (count or 35) + 1, 7):
        rows.append("| " + " | ".join([f"Week {(first + 6) // 7}", *(f"Day {day}" if count else "Day" for day in range(first, first + 7))]) + " |")
    head = "| Week | " + " | ".join(["Date"] * 7) + " |\n|" + " --- |" * 8
    return boxed("calendar", "\n".join([head, *rows]))


FEELINGS = ["Tired", "Pain", "Nausea", "Appetite loss", "Poor sleep", "Short of breath", "Sore mouth", "Numb or tingling", "Worry or low mood",
            "Times I threw up", "Loose stools", "Temperature", "Other:"]

SHEETS: dict[str, Callable[[], str]] = {
    "sheet:scale": lambda: scale("not at all", "the worst I can think of"),
    "sheet:pain-scale": lambda: scale("no pain", "the worst pain I can think of"),
    "sheet:diary": lambda: boxed("diary", grid(["How was it?", *[f"Day {day}" for day in range(1, 8)]], FEELINGS)),
    "sheet:medicines": lambda: boxed("medicines", grid(["Medicine", "What it is for", "How I take it", "When", "Started", "Stopped"], 12)),
    "sheet:days-21": lambda: days(21),
    "sheet:days-28": lambda: days(28),
    "sheet:days-any": lambda: days(None),
    "sheet:pain": lambda: boxed("pain", grid(["Date and time", "Pain, 0 to 10", "Where, and how it feels", "What I took or did", "Pain 1 hour later"], 14)),
    "sheet:treatments": lambda: boxed("treatments-had", grid(["Treatment or medicine", "Start", "End", "Why it ended", "What I had trouble with"], 12)),
    "sheet:people": lambda: boxed("people", grid(["Who", "Name", "Phone"], [
        "Care team, daytime", "Care team, nights and weekends", "Cancer doctor", "Nurse", "Family doctor", "Pharmacy", "Emergency room to go to",
        "Palliative care team", "Person who helps me", "Second person"])),
    "sheet:answers": lambda: boxed("answers", grid(["My question", "What they said"], 6)),
}
