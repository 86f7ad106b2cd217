"""The search box as a reader uses it: open it, put words in, read what stands below."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

# One query after another in one visit of the browser: the value is set and `input` is fired, as paste and dictation do.
# Names are answered within that event, the text of the pages later; what stands there is read as a reader meets it, top down.
ASK = """async (queries) => {
  const input = document.querySelector("#search-query");
  const output = document.querySelector("[data-search-results]");
  const path = (link) => link ? new URL(link.href).href : "";
  const answers = [];
  for (const query of queries) {
    input.value = query;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    for (let n = 0; output.dataset.query !== query.trim().slice(0, 200) && n < 200; n += 1) await new Promise((done) => setTimeout(done, 10));
    answers.push({
      query,
      signs: [...output.querySelectorAll("[data-sign]")].map((card) => card.dataset.sign),
      first: path(output.querySelector("a")),
      results: [...output.querySelectorAll(".search-result")].map((item) => ({
        kind: item.dataset.kind, page: item.dataset.page ?? "", absent: item.dataset.absent ?? "", text: item.innerText,
        alike: [...item.querySelectorAll("[data-alike]")].map((other) => other.dataset.alike),
      })),
    });
  }
  return answers;
}"""

EXACT = {"exact", "abroad"}
GUESS = {"near", "starts", "absent-near"}
TEXT = "text"


@dataclass
class Answer:
    """What stood in the dialog for one query, from the top."""

    query: str
    signs: list[str]
    first: str  # the address of the first link, or ""
    results: list[dict] = field(default_factory=list)

    @property
    def named(self) -> list[dict]:
        """The results by name, without side effects and without hits in the text of the pages."""
        return [one for one in self.results if one["kind"] not in {TEXT, "effect"}]

    @property
    def top(self) -> str:
        """The page of the first result by name, or ""."""
        return self.named[0]["page"] if self.named else ""

    def pages(self, count: int) -> list[str]:
        """The pages of the first ``count`` results by name that have one."""
        return [one["page"] for one in self.named if one["page"]][:count]

    def __str__(self) -> str:
        shown = ", ".join(f"{one['kind']} {one['page'] or one['absent']}" for one in self.named[:4]) or "nothing by name"
        return f"{self.query!r} gives {', '.join([*self.signs, shown])}"


class SearchBox:
    """The search dialog of an open page."""

    def __init__(self, page: Page):
        self.page = page
        self.input = page.locator("#search-query")
        self.output = page.locator("[data-search-results]")
        self.status = page.locator(".search-dialog [role=status]")

    def open(self) -> "SearchBox":
        """Press the search button; wait for the dialog."""
        self.page.locator("[data-open-search]").first.click()
        self.input.wait_for(state="visible")
        return self

    def ready(self) -> "SearchBox":
        """Wait until the names and all words around them are there."""
        self.page.locator("[data-search-results][data-words=all]").wait_for(state="attached")
        return self

    def ask(self, queries: list[str]) -> list[Answer]:
        """Put in each query; give what the names answer."""
        return [Answer(**answer) for answer in self.page.evaluate(ASK, list(queries))]

    def type(self, words: str) -> None:
        """Type words as a person does, and wait for the answer from the text of the pages."""
        self.input.fill("")
        self.input.press_sequentially(words)
        self.settled(words)

    def settled(self, words: str) -> None:
        """Wait until names and text have answered ``words``."""
        self.page.wait_for_function(
            """words => { const data = document.querySelector("[data-search-results]").dataset;
                return data.query === words && ["done", "failed"].includes(data.pages); }""", arg=words.strip())
