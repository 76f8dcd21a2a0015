"""Reading of by-lines: one line or field that names authors, as their names.

Imported by the extraction process: no Beam, no schemas.
"""

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from claimwire.pages.normalise import normalised
from claimwire.pages.plain_text import plain_line

_DATA = Path(__file__).with_name("bylines.toml")

_LONGEST_NAME = 80
"""In code points. Longer parts are sentences on the author."""

_LONGEST_LINE = 2_000
_MOST_NAMES = 50
_LONGEST_BYLINE = 6
"""In words, without the prefix."""

_SIGNS = re.compile(r"[;|&/\n\u3001\uff0c\u060c\uff0f\uff5c\uff1b\u2022]|\s[-\u2013\u2014]\s")
_COMMA = re.compile(r",")
_ADDRESS = re.compile(r"https?://\S*|www\.\S+|\S+@\S+\.\w+|(?<!\w)@\w+", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\uff08[^\uff08\uff09]*\uff09")
_ACCOUNT = re.compile(r"(?=\S*[\d_.])[a-z\d_.-]+")
"""A name with which somebody logs in, such as "jane.d" or "jdoe7"."""

_EDGE = " \t.,:;*\u00b7\u2022\"'\u201c\u201d\u2018|/-\u2013\u2014"


@functools.cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text("utf-8"))


@functools.cache
def _words(table: str) -> tuple[str, ...]:
    words = dict.fromkeys(word for row in _data()[table] for word in row["words"])
    return tuple(sorted(words, key=len, reverse=True))


@functools.cache
def _roles() -> frozenset[str]:
    return frozenset(_words("roles"))


@functools.cache
def _nobody() -> frozenset[str]:
    return frozenset(map(normalised, _words("nobody")))


@functools.cache
def _prefix() -> re.Pattern[str]:
    # A prefix in letters ends with its word; one that ends with a sign needs no space.
    words = "|".join(
        re.escape(word) + (r"(?:\s*[:\uff1a]\s*|\s+)" if word[-1].isalpha() else r"\s*")
        for word in _words("prefixes")
    )
    particles = "|".join(map(re.escape, _words("particles")))
    return re.compile(rf"(?:{words})|(?:{particles})\s+(?=[^\W\d_]\S*\s+\S)", re.IGNORECASE)


@functools.cache
def _conjunction() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _words("conjunctions")))
    return re.compile(rf"\s+(?:{words})\s+", re.IGNORECASE)


def read_names(lines: Iterable[str], publishers: Iterable[str] = ()) -> list[str]:
    """Return the names in by-lines, in order and once each.

    Args:
        lines: by-lines, for example "By Jane Doe and John Roe, Reuters".
        publishers: names of the publication, which are no authors.
    """
    not_names = {normalised(name) for name in publishers} | _nobody()
    found: dict[str, str] = {}
    for line in lines:
        for name in _split(line):
            key = normalised(name)
            if key and key not in not_names:
                found.setdefault(key, name)
    return list(found.values())[:_MOST_NAMES]


def is_byline(line: str) -> bool:
    """Return whether a line is a by-line by its form: a prefix and nothing but names.

    Names have two words or more that begin with capitals, so scripts without case have none.
    """
    match = _prefix().match(line.strip())
    if match is None:
        return False
    words = line.strip()[match.end() :].split()
    is_joined = _conjunction().search(line) is not None
    capitals = [word for word in words if word[0].isupper()]
    return 2 <= len(words) <= _LONGEST_BYLINE and len(capitals) >= len(words) - is_joined


def _split(line: str) -> Iterator[str]:
    line = _BRACKETED.sub(" ", _ADDRESS.sub(" ", plain_line(line[:_LONGEST_LINE])))
    for part in _SIGNS.split(_without_prefix(line)):
        for position, piece in enumerate(_COMMA.split(part)):
            if position and _is_addition(piece):
                continue
            for name in _joined(_without_prefix(piece)):
                if _is_name(cleaned := " ".join(name.split()).strip(_EDGE)):
                    yield cleaned


def _joined(text: str) -> list[str]:
    """Split at conjunctions, unless one seems to stand inside a name ("Ortega y Gasset")."""
    parts = _conjunction().split(text.strip())
    words = [len(part.split()) for part in parts]
    is_list = min(words) >= 2 or max(words) == 1
    return parts if is_list else [text]


def _without_prefix(text: str) -> str:
    text = text.strip()
    match = _prefix().match(text)
    # "Von Jane Doe", but "von der Leyen".
    return text[match.end() :] if match and not text[match.end() :][:1].islower() else text


def _is_addition(text: str) -> bool:
    """Return whether what stands behind a comma is a post or a degree rather than a name."""
    words = text.casefold().replace(".", "").split()
    return not _roles().isdisjoint(words) or " ".join(words) in _words("degrees")


def _is_name(text: str) -> bool:
    has_letters = any(character.isalpha() for character in text)
    return has_letters and len(text) <= _LONGEST_NAME and not _ACCOUNT.fullmatch(text)
