"""Joining of the lines of hard-wrapped text."""

import re
from itertools import pairwise

_WIDEST = 120
"""In code points. Wider lines are paragraphs, which nobody wraps."""

_FULL = 0.8
"""Minimum share of the breaks at which the next word would not have fitted into the line."""

_BREAK = re.compile(r"(?<=\S)[ \t]*\r?\n[ \t]*(?=\S)")
_BLANK = re.compile(r"\n[ \t]*\r?\n")
_ENDS = re.compile("[.!?:;\u3002\uff01\uff1f][\"'\u201d\u2019)\\]]*$")
_LISTED = re.compile(r"(?:[-*\u2022\u00b7]|\d{1,3}[.)])\s")


def join_wrapped_lines(text: str) -> str:
    """Return hard-wrapped text with one line a paragraph; other text unchanged.

    A paragraph of hard-wrapped text ends at an empty line or before an item of a list. Line breaks
    become spaces, one for each character, so that all offsets stay as they are.
    """
    return _BREAK.sub(_space, text) if _is_wrapped(text) else text


def _space(match: re.Match[str]) -> str:
    is_item = _LISTED.match(match.string, match.end()) is not None
    return match[0] if is_item else " " * len(match[0])


def _is_wrapped(text: str) -> bool:
    """Return whether line breaks are where a width forced them rather than where thoughts end."""
    paragraphs = [
        [line.strip() for line in paragraph.split("\n") if line.strip()]
        for paragraph in _BLANK.split(text.strip())
    ]
    lines = [line for paragraph in paragraphs for line in paragraph]
    width = max(map(len, lines), default=0)
    breaks = [pair for lines in paragraphs for pair in pairwise(lines)]
    if not breaks or width > _WIDEST:
        return False
    full = sum(len(line) + 1 + len(after.split()[0]) > width for line, after in breaks)
    # A sentence that goes on in lower case in the next line was broken, however short the line.
    broken = sum(not _ENDS.search(line) and after[0].islower() for line, after in breaks)
    inside = sum(not _ENDS.search(line) for line, _ in breaks)
    return inside > 0 and (full >= _FULL * len(breaks) or broken * 2 >= len(breaks))
