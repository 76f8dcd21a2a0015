"""The writer of benchmark results: replaces sections of the page on performance."""

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from claimwire.errors import ClaimwireError

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
START = "<!-- bench: made by make bench -->"
END = "<!-- end of bench -->"


class NoSection(ClaimwireError):
    """The page lacks the marks for results."""


def write(title: str, body: str, page: Path = PAGE) -> None:
    """Write one section at once, so that an abort loses no finished section.

    Raises:
        NoSection: if the page has no marks to write between.
    """
    print(f"### {title}\n\n{body}\n", flush=True)
    told = f"{_machine()} {body}"
    page.write_text(placed(page.read_text("utf-8"), title, told), "utf-8")


def placed(page: str, title: str, body: str) -> str:
    """Return the page with a section in place of the one with the same title, or after the others.

    Raises:
        NoSection: if the page has no marks to write between.
    """
    before, start, rest = page.partition(START)
    inside, end, after = rest.partition(END)
    if not start or not end:
        raise NoSection(f"The page lacks the lines {START!r} and {END!r}; add them where to write.")
    parts = dict(re.findall(r"^### (.+)\n\n((?:(?!^### ).*\n?)*)", inside, re.MULTILINE))
    parts[title] = body
    written = "\n\n".join(f"### {name}\n\n{text.strip()}" for name, text in parts.items())
    return f"{before}{START}\n\n{written}\n\n{END}{after}"


def _machine() -> str:
    packages = ", ".join(
        f"{name} {version(package)}"
        for name, package in (
            ("Beam", "apache-beam"),
            ("spaCy", "spacy"),
            ("trafilatura", "trafilatura"),
        )
    )
    return (
        f"*{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {packages}, "
        f"{os.cpu_count()} cores.*"
    )
