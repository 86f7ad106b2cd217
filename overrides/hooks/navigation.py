"""Completes the navigation of mkdocs.yml: a folder named there stands for all of its pages.

So adding a medicine is adding its file, and nobody keeps a list of a hundred pages by hand.
"""

from __future__ import annotations

from guide import Guide


def expanded(nav: list | None, guide: Guide) -> list:
    """The navigation with each ``folder/`` replaced by the folder's index page and its pages in order of titles.

    Takes the ``nav`` of mkdocs.yml: a list of paths, ``{title: path}`` or ``{title: [...]}``. Returns a new list.
    """
    return [_entry(item, guide) for item in nav or []]


def _entry(item, guide: Guide):
    if isinstance(item, dict):
        return {title: _value(value, guide) for title, value in item.items()}
    return item


def _value(value, guide: Guide):
    if isinstance(value, list):
        return expanded(value, guide)
    if isinstance(value, str) and value.endswith("/"):
        folder = value.rstrip("/")
        pages = [page for page in guide.pages.values() if page.folder == folder]
        pages.sort(key=lambda page: (not page.is_index, page.meta.title.casefold()))
        return [page.path for page in pages]
    return value


def listed(nav: list | None) -> set[str]:
    """All paths of Markdown files that a navigation names."""
    found: set[str] = set()
    for item in nav or []:
        for value in item.values() if isinstance(item, dict) else [item]:
            if isinstance(value, list):
                found |= listed(value)
            elif isinstance(value, str) and value.endswith(".md"):
                found.add(value)
    return found
