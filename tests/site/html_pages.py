"""Reads a built site's HTML into plain objects, so that a rule about it is a few lines.

The standard library's parser is enough and reads a hundred pages in about a second.
"""

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

ADDRESSES = {"href", "xlink:href", "src", "poster", "action", "formaction"}  # attributes that hold one address
ADDRESS_LISTS = {"srcset", "imagesrcset"}                                    # and those that hold several
# A link of one of these kinds says something about the page; any other kind makes the browser fetch or connect.
LINKS_NOT_FETCHED = {"alternate", "author", "canonical", "help", "license", "me", "next", "prev", "search"}


@dataclass(frozen=True)
class Tag:
    """One opening tag: its name, its attributes (names in lower case) and its line in the built file."""

    name: str
    attributes: dict[str, str]
    line: int

    @cached_property
    def addresses(self) -> list[tuple[str, str]]:
        """Each (attribute, address) that the tag points at."""
        found = [(name, value.strip()) for name, value in self.attributes.items() if name in ADDRESSES]
        for name in ADDRESS_LISTS & self.attributes.keys():
            found += [(name, candidate.split()[0]) for candidate in self.attributes[name].split(",") if candidate.strip()]
        return found

    @property
    def is_fetched(self) -> bool:
        """Whether a browser fetches the tag's addresses by itself, without a click."""
        if self.name == "link":
            return bool(set(self.attributes.get("rel", "").lower().split()) - LINKS_NOT_FETCHED)
        return self.name not in {"a", "area", "form", "button", "base"}


@dataclass
class Page:
    """One HTML file: its path within the site, its tags, its ids (twice if there twice) and its title."""

    path: str
    tags: list[Tag] = field(default_factory=list)
    title: str = ""

    @cached_property
    def ids(self) -> list[str]:
        return [tag.attributes["id"] for tag in self.tags if "id" in tag.attributes]

    def all(self, name: str) -> list[Tag]:
        """The page's tags of that name."""
        return [tag for tag in self.tags if tag.name == name]


class _Reader(HTMLParser):
    def __init__(self, page: Page):
        super().__init__()
        self.page = page
        self.in_title = False

    def handle_starttag(self, tag, attrs):
        # Of an attribute given twice, browsers keep the first.
        attributes = {name: value or "" for name, value in reversed(attrs)}
        self.page.tags.append(Tag(tag, attributes, self.getpos()[0]))
        self.in_title = tag == "title" and not self.page.all("body")  # a <title> in the body is a drawing's

    def handle_endtag(self, tag):
        self.in_title = False

    def handle_data(self, data):
        if self.in_title:
            self.page.title += data.strip()


@dataclass
class Site:
    """A built site: the paths of its files, its pages by path, and its public address (from the home page's canonical link)."""

    files: set[str]
    pages: dict[str, Page]
    address: str

    def url_of(self, path: str) -> str:
        """The public address of a page of the site."""
        folder, _, name = path.rpartition("/")
        return urljoin(self.address, f"{folder}/" * bool(folder) + name.replace("index.html", ""))

    def resolve(self, page: Page, address: str) -> tuple[str, str] | None:
        """The (path, fragment) of the file that an address on a page leads to, or None if it leads off the site.

        The path is as the address says, "drugs/" as "drugs/index.html"; whether such a file exists is another question.
        """
        target = urlsplit(urljoin(self.url_of(page.path), address))
        home = urlsplit(self.address)
        if target.scheme not in ("http", "https") or target.netloc != home.netloc:
            return None
        path = unquote(target.path.removeprefix(home.path))  # outside the site it keeps its first slash, as no file's path does
        return path + "index.html" if path.endswith("/") or not path else path, unquote(target.fragment)


def read_page(file: Path, path: str) -> Page:
    """Read one HTML file; `path` is the name it goes by."""
    page = Page(path)
    reader = _Reader(page)
    reader.feed(file.read_text("utf-8"))
    reader.close()
    return page


def read_site(folder: Path) -> Site:
    """Read every HTML file below a folder."""
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    pages = {path: read_page(folder / path, path) for path in sorted(files) if path.endswith(".html")}
    links = pages["index.html"].all("link") if "index.html" in pages else []
    canonical = [link.attributes["href"] for link in links if link.attributes.get("rel") == "canonical"]
    return Site(files, pages, canonical[0] if canonical else "http://localhost/")
