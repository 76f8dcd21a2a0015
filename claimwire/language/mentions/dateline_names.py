"""Which name in a dateline is the place, and which the outlet that reports.

"PORT SUDAN, Nov 13 (Meridian Wire) --", but "September 20, 2013 (JUBA) -".
"""

from collections.abc import Iterator, Mapping

from claimwire.language.mentions.known_entity import KnownEntity
from claimwire.language.mentions.persons_by_words import is_of_name
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
"""Behind the place, day and outlet of a dateline."""
_LONGEST_OUTLET = 4
_LONGEST_DATELINE = 10


def outlets(tokens: Tokens) -> Iterator[Stretch]:
    """Yield the names in the brackets of datelines, unless it is the place that stands there."""
    for first, last in _bracketed(tokens):
        if not _is_day(tokens, first - 1):
            yield first, last


def reporting_agencies(
    tokens: Tokens, agencies: Mapping[str, KnownEntity]
) -> Iterator[tuple[Stretch, KnownEntity]]:
    """Yield where the agencies of datelines are named, in the dateline and behind it.

    Args:
        tokens: of the text.
        agencies: by their short names.
    """
    named = {
        text
        for index, text in enumerate(tokens.texts)
        if text in agencies
        and _is_bracketed(tokens, index, index + 1)
        and _beginning(tokens, index - 1) is not None
    }
    for index, text in enumerate(tokens.texts if named else ()):
        if text in named:
            yield (index, index + 1), agencies[text]


def is_place_of_dateline(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name is the place of a dateline in which only the day stands before it."""
    return _is_bracketed(tokens, first, last) and _is_day(tokens, first - 1)


def _is_bracketed(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name stands in brackets with a dash behind them."""
    behind = tokens.texts[last : last + 2]
    bracketed = tokens.before(first) == "(" and len(behind) > 1 and behind[0] == ")"
    return bracketed and behind[1] in DASHES


def _bracketed(tokens: Tokens) -> Iterator[Stretch]:
    texts = tokens.texts
    for end in range(2, len(tokens) - 1):
        if texts[end] != ")" or texts[end + 1] not in DASHES:
            continue
        first = end
        while first > 1 and end - first < _LONGEST_OUTLET and is_of_name(tokens, first - 1):
            first -= 1
        begins = _beginning(tokens, first - 1) if texts[first - 1] == "(" else None
        if first < end and begins is not None:
            yield first, end


def _beginning(tokens: Tokens, bracket: int) -> int | None:
    """Where the few capitalised words and figures before a bracket begin a line or sentence."""
    for index in range(bracket - 1, max(bracket - _LONGEST_DATELINE, 0) - 1, -1):
        if tokens.texts[index].islower():
            return None
        if tokens.starts[index]:
            return index
    return None


def _is_day(tokens: Tokens, bracket: int) -> bool:
    """Whether only a day stands before the bracket of a dateline."""
    begins = _beginning(tokens, bracket)
    words = tokens.lowers[begins:bracket] if begins is not None else []
    months = tokens.words.months
    return bool(months.intersection(words)) and all(
        word in months or not word[:1].isalpha() for word in words
    )
