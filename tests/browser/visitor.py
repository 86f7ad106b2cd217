"""A visitor: opens pages of the served site in Chromium, lets nothing leave this machine, and notes hidden errors."""

from playwright.sync_api import Browser, BrowserContext, Page, Route


class Visitor:
    """Opens pages below one address. `faults` grows by a line for each request to another site and each error on a page."""

    def __init__(self, browser: Browser, address: str):
        self.address = address
        self.faults: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def open(self, path: str = "", *, viewport: tuple[int, int] = (1280, 800), expected_error: str = "", **options) -> Page:
        """Open a page with nothing remembered from another, and give it when it has loaded.

        `viewport` is (width, height). Console errors that hold `expected_error` are no fault. The other options are those
        of Playwright's new_context: color_scheme, java_script_enabled, reduced_motion, forced_colors, has_touch ...
        """
        width, height = viewport
        context = self._browser.new_context(viewport={"width": width, "height": height}, **options)
        self._contexts.append(context)
        origin = "/".join(self.address.split("/")[:3]) + "/"
        context.route(lambda url: not url.startswith(origin), self._refuse)
        context.on("console", lambda message: self._note(message, expected_error))
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        page = context.new_page()
        page.goto(self.address + path)
        return page

    def close(self) -> None:
        """Close every page this visitor opened."""
        for context in self._contexts:
            context.close()

    def _refuse(self, route: Route) -> None:
        self.faults.append(f"request to another site: {route.request.url} (serve it from docs/assets instead)")
        route.abort()

    def _note(self, message, expected_error: str) -> None:
        if message.type == "error" and not (expected_error and expected_error in message.text):
            self.faults.append(f"console error: {message.text} ({message.location.get('url', '')})")
