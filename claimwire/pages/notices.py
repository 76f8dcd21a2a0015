"""Detection of pages that show a notice instead of an article.

Imported by the extraction process: no Beam, no schemas.
"""

import functools
import re
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from claimwire.defaults import MIN_WORDS
from claimwire.pages.plain_text import word_count

_DATA = Path(__file__).with_name("notices.toml")

LONGEST_NOTICE = 300
"""In words. The prescribed notices of consent have 60 to 250; articles on privacy mostly more."""

_LONGEST_WALL = 800
"""In words, of a page that asks for consent or money, with all that it offers for either."""

FEW_WORDS = 60
"""In words. A page with so few is no article: one phrase is enough to tell what it is."""

_LONGEST_LINE = 30
"""In words, of the line that says that a page is missing."""

_OF_TITLE = 0.4
"""Minimum share of a title that the phrase of a missing page has; the rest is the publisher."""

_STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " "})
_NUMBER = re.compile(r"\W*(?:error\W+)?404(?!\d)", re.IGNORECASE)
_MISSING_PATH = re.compile(
    r"/(?:error[-_]?)?(?:404|page[-_]?not[-_]?found|not[-_]?found)(?:\.\w+)?/?", re.IGNORECASE
)


class Notice(StrEnum):
    """What a page is that shows a notice instead of an article."""

    CONSENT = "consent"
    CHALLENGE = "challenge"
    MISSING = "missing"


@functools.cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text("utf-8"))


@functools.cache
def _phrases(kind: Notice) -> tuple[str, ...]:
    texts = (text for row in _data()["phrases"] if row["kind"] == kind for text in row["texts"])
    return tuple(dict.fromkeys(map(str.casefold, texts)))


def is_consent_host(url: str) -> bool:
    """Return whether an address is on a host that serves nothing but consent walls."""
    parts = (urlsplit(url).hostname or "").split(".")
    return any(".".join(parts[start:]) in _data()["hosts"] for start in range(len(parts)))


def is_missing_path(url: str) -> bool:
    """Return whether an address ends as those to which servers redirect for a missing page."""
    match = list(_MISSING_PATH.finditer(urlsplit(url).path))
    return bool(match) and match[-1].end() == len(urlsplit(url).path)


def find_notice(
    headings: Iterable[str], text: str, visible: str, markup: str = ""
) -> Notice | None:
    """Return which notice a page shows instead of an article, or None.

    Args:
        headings: the title and the main headings of the page.
        text: the text that was taken for the article's.
        visible: all that can be read on the page apart from menus, as lines.
        markup: the page itself, if it has few words; else "".
    """
    if word_count(text) > LONGEST_NOTICE:
        return None
    lines = _plain(visible).split("\n")
    titles = [title for heading in headings if (title := _plain(heading).strip())]
    words = word_count(visible)
    if any(mark in markup for mark in _data()["marks"]) or _is_challenge(titles, lines, words):
        return Notice.CHALLENGE
    if _is_missing(titles, lines if word_count(text) <= FEW_WORDS else []):
        return Notice.MISSING
    return Notice.CONSENT if _is_wall(text, visible) else None


def _is_wall(text: str, visible: str) -> bool:
    """Return whether a page asks for consent and shows no article, rather than beside one."""
    asks = any(_found(Notice.CONSENT, line) for line in _plain(text).split("\n"))
    is_article = word_count(text) >= MIN_WORDS and not asks
    return not is_article and is_consent_text(visible, _LONGEST_WALL)


def is_consent_text(text: str, longest: int = LONGEST_NOTICE) -> bool:
    """Return whether a page's text is that of a consent wall.

    A wall is short, contains at least two phrases of walls, and the paragraphs with these phrases
    are at least half of the text: an article about cookies has other paragraphs too.
    """
    words = word_count(text)
    if not 0 < words <= longest:
        return False
    found: set[str] = set()
    asking = 0
    for paragraph in _plain(text).split("\n"):
        phrases = _found(Notice.CONSENT, paragraph)
        found.update(phrases)
        asking += word_count(paragraph) if phrases else 0
    return len(found) >= 2 and asking * 2 >= words


def _is_challenge(titles: list[str], lines: list[str], words: int) -> bool:
    if words > LONGEST_NOTICE:
        return False
    if any(title.startswith(_phrases(Notice.CHALLENGE)) for title in titles):
        return True
    found = {phrase for line in lines for phrase in _found(Notice.CHALLENGE, line)}
    return len(found) >= 2 or (bool(found) and words <= FEW_WORDS)


def _is_missing(titles: list[str], lines: list[str]) -> bool:
    for title in titles:
        longest = max(map(len, _found(Notice.MISSING, title)), default=0)
        if _NUMBER.match(title) or longest > _OF_TITLE * len(title):
            return True
    short = (line for line in lines if word_count(line) <= _LONGEST_LINE)
    return any(_found(Notice.MISSING, line) for line in short)


def _found(kind: Notice, line: str) -> list[str]:
    return [phrase for phrase in _phrases(kind) if phrase in line]


def _plain(text: str) -> str:
    return text.casefold().translate(_STRAIGHT)
