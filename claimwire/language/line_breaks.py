"""Line breaks that end a paragraph, and those that only wrap it at the width of a page.

Plain text from mail, wire services and terminals is wrapped: its lines are filled with words up to
a width, and a sentence goes on in the next line.
"""

import itertools
from collections.abc import Iterator

_BREAKS = "\n\r\u2028\u2029"
_NARROWEST = 36
_WIDEST = 132
"""Columns of common pages; longer lines are whole paragraphs, shorter ones lists or verse."""
_FEWEST_CONTINUED = 2
"""Lines that must go on in lower case before a text counts as wrapped."""
_MARKS = frozenset(".!?:;\"'\u2019\u201d\u00bb")
"""Last characters of lines that may be whole."""
_OPENING = "\"'([\u2018\u201c\u00ab"


def is_line_break(space: str) -> bool:
    """Whether a stretch of space holds a line break."""
    return any(mark in space for mark in _BREAKS)


def wrapping_breaks(text: str) -> frozenset[int]:
    """Find the line breaks that only wrap a paragraph.

    A break wraps if the sentence goes on behind it in lower case, or if the next word would not
    have fitted on the line. A text counts as wrapped only if some lines do both; the widest line
    that goes on tells the width. Pages that were wrapped twice, or whose markup is gone, have
    shorter lines as well, and paragraphs in one line.

    Args:
        text: any.

    Returns:
        The offsets of the first code point of each such break.
    """
    pairs = [
        (end, line, following)
        for (end, line), (_, following) in itertools.pairwise(_lines(text))
        if line and following
    ]
    continued = {end: len(line) for end, line, following in pairs if _goes_on(line, following)}
    width = max((each for each in continued.values() if each <= _WIDEST), default=0)
    if width < _NARROWEST:
        return frozenset()
    full = {
        end
        for end, line, following in pairs
        if len(line) <= width < len(line) + 1 + len(following.split(maxsplit=1)[0])
    }
    if len(full & continued.keys()) < _FEWEST_CONTINUED:
        return frozenset()
    return frozenset(full | continued.keys())


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence goes on in the next line, in lower case."""
    return line[-1] not in _MARKS and following.lstrip(_OPENING)[:1].islower()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset of the end of each line, and what it holds between its margins."""
    begin = 0
    for line in text.splitlines(keepends=True):
        content = line.rstrip()
        yield begin + len(content), content.lstrip()
        begin += len(line)
