"""Headlines without what publishers put around them. Imported by the extraction process."""

import re
from collections.abc import Iterable

from claimwire.pages.normalise import normalised

_SIGN = (
    "[|\u2013\u2014\u00b7\u2022:\u00bb\u203a\u2039\u00ab~/\u2044_\uff5c\uff1a\uff0d\uff3f\u2015-]"
)
"""Separators that publishers put between a headline and their name, full-width ones included."""

_TIGHT = "[|_\uff5c\uff3f\uff0d\u2502]"
"""Separators that need no space around them: no sentence has them."""

_SEPARATOR = re.compile(rf"\s+{_SIGN}+\s+|\s*{_TIGHT}+\s*|\s+\(")
_SEPARATOR_AT_END = re.compile(rf"(?:\s+{_SIGN}+|\s*{_TIGHT}+)\s*$")

_SHORTEST = 12
"""In code points. A shorter headline that begins another may be its topic ("Sudan - ...")."""

_SHORTEST_DENSE = 6
"""The same in scripts written without spaces, in which a character says more."""

_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d\u00a0", "''\"\" ")


def cut_headline(title: str, declared: Iterable[str]) -> str:
    """Cut what stands around the headline in a title, such as the publisher's name.

    Args:
        title: the title of the page.
        declared: headlines that the page declares elsewhere, the most trusted first.

    Returns:
        The declared headline with which the title begins or ends, with a separator next to it; all
        of a declared headline of which the title is the beginning and an ellipsis; else the title.
    """
    folded = _folded(title)
    begun = folded.removesuffix("...").removesuffix("\u2026").rstrip()
    for headline in declared:
        own = _folded(headline)
        if begun != folded and own.startswith(begun) and len(own) > len(folded):
            return headline
        if len(headline) >= len(title) or not _is_long(headline):
            continue
        if folded.startswith(own) and _SEPARATOR.match(title, len(headline)):
            return title[: len(headline)]
        if folded.endswith(own) and _SEPARATOR_AT_END.search(title[: -len(headline)]):
            return title[-len(headline) :]
    return title


def cut_publisher(title: str, publishers: Iterable[str]) -> str:
    """Cut a publisher's name, with the separator before it, from the end of a title."""
    for name in publishers:
        before = title[: -len(name)]
        if name and _folded(title).endswith(_folded(name)):
            headline = _SEPARATOR_AT_END.sub("", before)
            if headline != before or not before:
                return headline
    return title


def continues_behind(title: str, headline: str) -> bool:
    """Return whether a title is a headline with a separator and something else behind it."""
    return title.startswith(headline) and _SEPARATOR.match(title, len(headline)) is not None


def _folded(title: str) -> str:
    return title.translate(_QUOTES).casefold()


def _is_long(headline: str) -> bool:
    words = normalised(headline)
    return len(words) >= (_SHORTEST if " " in headline else _SHORTEST_DENSE)
