"""Line breaks that end a paragraph, and those that only wrap it at the width of a page.

Plain text from mail, wire services and terminals is wrapped: its lines are filled with words up to
a width, and a sentence goes on in the next line.
"""

import itertools
from collections.abc import Iterator

_BREAKS = "\n\r\u2028\u2029"
_NARROWEST = 40
_WIDEST = 132
"""Columns of common pages; longer lines are whole paragraphs, shorter ones lists or verse."""
_FEWEST_CONTINUED = 2
"""Lines that must go on in lower case before a text counts as wrapped."""


def is_line_break(space: str) -> bool:
    """Whether a stretch of space holds a line break."""
    return any(mark in space for mark in _BREAKS)


def wrapping_breaks(text: str) -> frozenset[int]:
    """Find the line breaks that only wrap a paragraph.

    A break wraps if the next word would not have fitted on the line. A text counts as wrapped only
    if its lines are as wide as a page, and some of its lines go on in lower case.

    Args:
        text: any.

    Returns:
        The offsets of the first code point of each such break.
    """
    lines = list(_lines(text))
    width = max((len(line) for _, line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return frozenset()
    found: list[int] = []
    continued = 0
    for (end, line), (_, following) in itertools.pairwise(lines):
        word = following.split(maxsplit=1)[0] if following else ""
        if line and word and len(line) + 1 + len(word) > width:
            found.append(end)
            continued += word[0].islower()
    return frozenset(found) if continued >= _FEWEST_CONTINUED else frozenset()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset of the end of each line, and what it holds between its margins."""
    begin = 0
    for line in text.splitlines(keepends=True):
        content = line.rstrip()
        yield begin + len(content), content.lstrip()
        begin += len(line)
