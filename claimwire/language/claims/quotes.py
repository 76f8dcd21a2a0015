r"""Finding quotations: by glyph and paragraph, never by counting marks.

Only outermost quotations are found; what they quote themselves is part of them. A mark that
opens looks for the nearest mark of its own kind that closes, within the paragraph. If there is
none and the next paragraph opens with the same mark, the quotation runs to the paragraph's end,
as is the custom for quotations of several paragraphs; otherwise the mark is no quotation.
"""

import bisect
import dataclasses
import re
from collections.abc import Iterator

_CURLY = "\u201c\u201d\u201e\u201f"
_SINGLE = "'\u2018\u2019\u201a"

_MARK = re.compile(rf"''|``|[\"\u00ab\u00bb{_CURLY}{_SINGLE}]")
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")

# For each mark that may open, the marks that close it: English, German, French, Swedish, Polish
# and typewriter habits.
_CLOSERS = {
    "\u201c": ("\u201d",),
    "\u201d": ("\u201d",),
    "\u201e": ("\u201d", "\u201c"),
    "\u201f": ("\u201d",),
    "\u00ab": ("\u00bb",),
    "\u00bb": ("\u00ab",),
    '"': ('"',),
    "''": ("''",),
    "``": ("''",),
    "\u2018": ("\u2019",),
    "\u201a": ("\u2018", "\u2019"),
    "'": ("'",),
}
# Careless typing mixes the two: these close if the proper mark does not come before the next
# quotation opens.
_MAKESHIFT_CLOSERS = {"\u201c": '"', "\u201e": '"', "``": '"', "''": '"', '"': "\u201d"}
# These both open and close, or are apostrophes: only the letters around them tell.
_OPENS_BEFORE_A_WORD_ONLY = frozenset({"\u201d", "\u00bb", '"', "''", "'", "\u2018"})
_APOSTROPHES = frozenset({"'", "\u2019"})
_SINGLE_OPENERS = frozenset({"'", "\u2018"})
_LONGEST_FIRST_WORD = 100
_NAME_BEFORE = re.compile(r"[^\W\d_a-z]\w+ $")
_NICKNAME = re.compile(r"\W{1,2}[^\W\d_a-z]\w*(?: [^\W\d_a-z]\w*){0,3}\W{1,2}")
"""Words that all begin with a capital."""


@dataclasses.dataclass(frozen=True)
class Quotation:
    """A quotation in a text; offsets in code points.

    Attributes:
        start, end: with its marks.
        inner_start, inner_end: without them.
        closed: whether it has a closing mark; if not, the next paragraph goes on with it.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def find_quotations(text: str) -> list[Quotation]:
    """Find the outermost quotations of a text, in order; none overlap."""
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    found: list[Quotation] = []
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else None
        found.extend(_in_paragraph(text, start, end, following))
    return found


def _in_paragraph(text: str, start: int, end: int, following: int | None) -> Iterator[Quotation]:
    marks = [(match.start(), match.group()) for match in _MARK.finditer(text, start, end)]
    closing: dict[str, list[int]] = {}
    opening: dict[str, list[int]] = {}
    for position, mark in marks:
        if _can_close(text, position, mark, start):
            closing.setdefault(mark, []).append(position)
        if _can_open(text, position, mark, start, end):
            opening.setdefault(mark, []).append(position)
    done_until = start
    for position, mark in marks:
        if position < done_until or not _can_open(text, position, mark, start, end):
            continue
        inner_start = position + len(mark)
        close = _close_of(text, mark, inner_start, closing, opening)
        if close is not None:
            close_at, done_until = close
            if not _is_nickname(text, position, done_until):
                yield Quotation(position, done_until, inner_start, close_at, closed=True)
        elif following is not None and _opens_with(text, following, mark):
            yield Quotation(position, end, inner_start, end, closed=False)
            return


def _is_nickname(text: str, start: int, end: int) -> bool:
    """Whether marks stand around a part of a name: 'Dwayne "The Rock" Johnson'."""
    before = _NAME_BEFORE.search(text, max(0, start - _LONGEST_FIRST_WORD), start)
    return (
        before is not None
        and _NICKNAME.fullmatch(text, start, end) is not None
        and text[end : end + 1] == " "
        and text[end + 1 : end + 2].isupper()
    )


def _close_of(
    text: str,
    mark: str,
    inner_start: int,
    closing: dict[str, list[int]],
    opening: dict[str, list[int]],
) -> tuple[int, int] | None:
    """Where the quotation that begins at ``inner_start`` closes: the mark's start and end."""
    proper = min(
        (
            (close, close + len(closer))
            for closer in _CLOSERS[mark]
            if (close := _first_close(text, closing.get(closer, []), inner_start, closer))
        ),
        default=None,
    )
    makeshift = _MAKESHIFT_CLOSERS.get(mark)
    if makeshift is not None:
        reopens = _first_after(opening.get(mark, []), inner_start) or len(text)
        close = _first_after(closing.get(makeshift, []), inner_start)
        if close is not None and close < reopens and (proper is None or reopens < proper[0]):
            proper = (close, close + len(makeshift))
    if proper is None or mark not in _SINGLE_OPENERS:
        return proper
    reopened = _first_after(opening.get(mark, []), inner_start)
    if reopened is not None and reopened < proper[0]:
        # "in \u201808 the \u2018race card\u2019": the first is an apostrophe.
        return None
    return proper if mark != "'" or _is_speech(text, inner_start, proper[0]) else None


def _first_close(text: str, positions: list[int], after: int, mark: str) -> int | None:
    index = bisect.bisect_right(positions, after)
    if mark in _APOSTROPHES and index + 1 < len(positions):
        # "the generals' plan": behind an s it is an apostrophe, if a later mark can close.
        index += text[positions[index] - 1] in "sS"
    return positions[index] if index < len(positions) else None


def _first_after(positions: list[int], after: int) -> int | None:
    index = bisect.bisect_right(positions, after)
    return positions[index] if index < len(positions) else None


def _is_speech(text: str, start: int, end: int) -> bool:
    # A straight single mark is an apostrophe unless it encloses several words.
    return text.find(" ", start, min(end, start + _LONGEST_FIRST_WORD)) > 0


def _can_open(text: str, position: int, mark: str, start: int, end: int) -> bool:
    if mark not in _CLOSERS:
        return False
    after = position + len(mark)
    if after >= end:
        return False
    if mark not in _OPENS_BEFORE_A_WORD_ONLY:
        return True
    before = text[position - 1] if position > start else " "
    return not text[after].isspace() and not before.isalnum() and before not in ",.!?\u2026"


def _can_close(text: str, position: int, mark: str, start: int) -> bool:
    if position == start or mark == "``":
        return False
    after = position + len(mark)
    followed_by_word = after < len(text) and text[after].isalnum()
    if mark in _APOSTROPHES or mark in ('"', "''"):
        # A mark between two blanks cannot open.
        apart = after == len(text) or text[after].isspace()
        return apart if text[position - 1].isspace() else not followed_by_word
    return True


def _opens_with(text: str, start: int, mark: str) -> bool:
    while start < len(text) and text[start] in " \t\u00a0":
        start += 1
    return text.startswith(mark, start)
