"""Sources are read again every 12 months. A page past that must be checked before the guide is published again."""

import datetime

from guide import Problem

DAYS = 365


def problems(guide, today: datetime.date | None = None):
    today = today or datetime.date.today()
    for page in guide.pages.values():
        age = (today - page.meta.checked).days
        if age > DAYS:
            yield Problem(page.file, f"`checked` is {age} days ago.", "Read its sources again, then set the date.")
