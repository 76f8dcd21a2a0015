"""Removal of lines that are no part of an article from the text that was taken for it.

Imported by the extraction process: no Beam, no schemas.
"""

import re
from collections.abc import Iterable, Iterator

from claimwire.pages.bylines import is_byline, read_names
from claimwire.pages.normalise import normalised
from claimwire.pages.plain_text import word_count
from claimwire.pages.side_lines import introduces_links, is_side_line

_LEADING = 8
"""Number of lines among which headline, by-line and date stand above an article's text."""

_LONGEST_ABOVE = 12
_LONGEST_LINK = 20
_DATE_WORDS = 8
_CLOCK_WORDS = 4
"""In words: of a by-line or date, of a link to another article, of a date and of a time of day
without their numbers."""

_LEFT = 0.5
"""Minimum share of a text that is left of it."""

_SENTENCE_END = re.compile("[.!?:;\u3002\uff01\uff1f\u0964\u061f][\"'\u201d\u2019\u00bb)]*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])[:.h][0-5]\d(?!\d)")
_READING_TIME = re.compile(
    r"^\D{0,30}\d{1,2}[\s-]*(?:min\b|minut|\u043c\u0438\u043d|\u0445\u0432|\u5206)\D{0,15}$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d+")
_NO_DATE = re.compile(r"[@$\u20ac\u00a3%#]")
_LETTERS = re.compile(r"[^\W\d_]+")


def tidy_text(text: str, title: str | None, headings: Iterable[str], authors: Iterable[str]) -> str:
    """Return a text without the lines that stand around an article.

    Args:
        text: paragraphs separated by single newlines.
        title: the article's headline; a line that repeats it is removed.
        headings: headlines of the page; a line above the text that repeats one is removed.
        authors: names; a line above the text with nothing but one of them is removed.
    """
    titles, names = set(map(normalised, headings)), set(map(normalised, authors))
    own = normalised(title or "")
    kept = []
    for position, line in enumerate(_without_side_lines(text.split("\n"))):
        key = normalised(line)
        is_above = position < _LEADING and (key in titles or is_byline_or_date(line, names))
        if key != own and not is_above:
            kept.append(line)
    tidied = "\n".join(kept)
    # On a page of lists, what looks like links and labels may be all that there is.
    return tidied if len(tidied) >= _LEFT * len(text) else text


def _without_side_lines(lines: Iterable[str]) -> Iterator[str]:
    in_links = False
    for line in lines:
        if is_side_line(line):
            in_links = introduces_links(line)
        elif in_links and word_count(line) < _LONGEST_LINK and not _SENTENCE_END.search(line):
            continue
        else:
            in_links = False
            yield line


def is_byline_or_date(line: str, names: set[str]) -> bool:
    """Return whether a line above an article's text is a by-line or a date.

    Args:
        line: the line.
        names: normalised names of the authors.
    """
    if word_count(line) > _LONGEST_ABOVE or _SENTENCE_END.search(line):
        return False
    if not names.isdisjoint(map(normalised, read_names([line]))):
        return True
    if is_byline(line) or _READING_TIME.search(line):
        return True
    letters = len(_LETTERS.findall(line))
    has_day = _YEAR.search(line) is not None and len(_NUMBERS.findall(line)) > 1
    is_date = (has_day and letters <= _DATE_WORDS) or (
        _CLOCK.search(line) is not None and letters <= _CLOCK_WORDS
    )
    return is_date and _NO_DATE.search(line) is None
