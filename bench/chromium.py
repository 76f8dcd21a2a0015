"""A page in headless Chromium, with all that it complains of or asks the network for."""

import contextlib
import dataclasses
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


class NoChromium(Exception):
    """There is no Chromium on this machine."""

    def __init__(self) -> None:
        super().__init__("there is no Chromium on this machine, such as Debian's package chromium")


def path_of_chromium() -> str:
    """Find Chromium on this machine.

    Raises:
        NoChromium: if it is not installed.
    """
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise NoChromium
    return found


_PATIENCE_MS = 30_000
"""How long a page may take to show something: other tests may keep all processors busy."""


@dataclasses.dataclass
class Opened:
    """A page that is open.

    Attributes:
        page: Playwright's.
        complaints: errors and warnings of the console, and exceptions.
        requests: addresses that it asked for, beside its own file.
    """

    page: Any
    complaints: list[str] = dataclasses.field(default_factory=list)
    requests: list[str] = dataclasses.field(default_factory=list)

    def open(
        self, file: Path, *, width: int = 1280, scheme: str = "light", fragment: str = ""
    ) -> None:
        """Load a report in a state, and wait until it is drawn."""
        # Another fragment of the same file would not load it anew.
        self.page.goto("about:blank")
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)
        self.page.goto(f"{file.as_uri()}#{fragment}" if fragment else file.as_uri())
        self.page.wait_for_selector("html[data-ready]")

    def expect_text(self, selector: str, text: str | re.Pattern[str]) -> None:
        """Wait until an element has a text; the page's policy forbids to wait for an expression."""
        from playwright.sync_api import expect  # noqa: PLC0415  (large, and not needed to skip)

        expect(self.page.locator(selector)).to_have_text(text, timeout=_PATIENCE_MS)

    def step_back(self, fragment: str) -> None:
        """Go back by one state of the page, and wait until it is there.

        The page itself goes back: steps that the browser is told to do may overtake the page's own
        reports of where it is, and then two of them lead to the same state.
        """
        self.page.evaluate("history.back()")
        self.expect_fragment(fragment)

    def expect_fragment(self, fragment: str) -> None:
        """Wait until the page's state is in its address: dialogs tell later that they are closed.

        Args:
            fragment: the end of the address, with ``#``; empty for a page without a state.
        """
        from playwright.sync_api import expect  # noqa: PLC0415  (as above)

        expect(self.page).to_have_url(
            re.compile(re.escape(fragment or ".html") + "$"), timeout=_PATIENCE_MS
        )

    def _request(self, address: str) -> None:
        if not address.startswith("file:"):
            self.requests.append(address)


@contextlib.contextmanager
def chromium() -> Iterator[Opened]:
    """Start Chromium with an empty page.

    Raises:
        NoChromium: if it is not installed.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (as above)

    program = path_of_chromium()
    with sync_playwright() as playwright:
        # Its sandbox does not work for root, as which tests run in containers.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        opened = Opened(browser.new_page())
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on("request", lambda request: opened._request(request.url))
        try:
            yield opened
        finally:
            browser.close()
