"""Detection of consent walls: pages that ask for consent instead of showing their article."""

import functools
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from claimwire.pages.plain_text import word_count

_DATA = Path(__file__).with_name("consent.toml")

_LONGEST_WALL = 300
"""In words. The prescribed notices have 60 to 250; articles on privacy mostly have more."""

_STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " "})


@functools.cache
def consent_hosts() -> frozenset[str]:
    """Return the host names that serve nothing but consent walls."""
    return frozenset(tomllib.loads(_DATA.read_text("utf-8"))["hosts"])


@functools.cache
def consent_phrases() -> tuple[str, ...]:
    """Return phrases of consent walls, in lower case."""
    phrases = tomllib.loads(_DATA.read_text("utf-8"))["phrase"]
    return tuple(dict.fromkeys(phrase["text"] for phrase in phrases))


def is_consent_host(url: str) -> bool:
    """Return whether an address is on a host that serves nothing but consent walls."""
    host = urlsplit(url).hostname or ""
    parts = host.split(".")
    return any(".".join(parts[start:]) in consent_hosts() for start in range(len(parts)))


def is_consent_text(text: str) -> bool:
    """Return whether a page's text is that of a consent wall.

    A wall is short, contains at least two phrases of walls, and the paragraphs with these phrases
    are at least half of the text: an article about cookies has other paragraphs too.
    """
    words = word_count(text)
    if not 0 < words <= _LONGEST_WALL:
        return False
    found: set[str] = set()
    asking = 0
    for paragraph in text.casefold().translate(_STRAIGHT).split("\n"):
        phrases = [phrase for phrase in consent_phrases() if phrase in paragraph]
        found.update(phrases)
        asking += word_count(paragraph) if phrases else 0
    return len(found) >= 2 and asking * 2 >= words
