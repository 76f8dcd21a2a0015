"""How alike two contents are."""

import functools
import itertools
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from typing import TypeVar

from claimwire.statements.claim_content import Content

_WORDS, _COVERED, _PHRASES, _LETTERS, _LETTERS_COVERED = 0.1, 0.1, 0.2, 0.4, 0.2
"""Weights of the parts of likeness. They are round, and hardly matter one by one."""

_CUT = 0.7
"""Weight of a text that is wholly in the other, as a cut quotation is."""
_CUT_WORDS = 3
"""Least number of content words by which a cut can be told."""

_TOLD = 2

_VERBATIM = 5
"""Least number of shared pairs of neighbouring words that are more than names."""

_LETTERS_TOGETHER = 4
"""Number of neighbouring letters that are compared: about a stem, so that "arrest" is in "arrested"
and "rearrest"."""

_TELLING = 10
"""Least whole number that tells something: 23 pirates, not two boats."""

_LONGEST_KEPT, _TEXTS_KEPT = 240, 4_096
"""Characters of a text whose parts are kept, and how many such texts: a new claim meets many
others, and what many share brings the same few statements again and again. Some 40 MB for claims of
news, a tenth of a GB at most."""

T = TypeVar("T")

Pair = tuple[str, str]


def likeness(known: Content, new: Content, named: Mapping[str, int], told: int = _TOLD) -> float:
    """Return how alike two contents are, from 0 to 1.

    Five shares are weighted: the content words that both have among all of theirs (Dice), by
    rarity; those among the shorter one's; the pairs of neighbouring words that both have; and the
    runs of four letters that both have, among all of theirs and among the shorter one's.
    What an article names again and again is its subject, so it weighs less.

    Args:
        known: the earlier content.
        new: the later content.
        named: in how many claims of the later one's article each stem is.
        told: least number of shared content words that are no names, by which two contents are
            alike at all: names are what claims are about.
    """
    if not (known.tells and new.tells):
        return 0.0
    if known.text == new.text:
        return 1.0
    # That a speaker says both is told by the tie of the speakers. The words are in the order of the
    # text: a sum depends on its order, and that of a set on the process.
    spoken = known.subject & new.subject
    words = _without(known.weights, spoken)
    others = _without(new.weights, spoken)
    shared = [stem for stem in others if stem in known.weights]
    if not shared:
        return 0.0
    phrases, other_phrases = _phrases(known.text), _phrases(new.text)
    common = len(phrases & other_phrases)
    unnamed = len(set(shared).difference(known.names, new.names))
    if unnamed < told and common < _VERBATIM:
        return 0.0
    both = _weight(shared, known, named) + _weight(shared, new, named)
    sizes = _weight(words, known, named), _weight(others, new, named)
    covered = min(1.0, both / 2 / min(sizes))
    letters, other_letters = _letters(known.text), _letters(new.text)
    spelt = len(letters & other_letters)
    whole = (
        _WORDS * both / sum(sizes)
        + _COVERED * covered
        + _PHRASES * 2 * common / max(1, len(phrases) + len(other_phrases))
        + _LETTERS * 2 * spelt / (len(letters) + len(other_letters))
        + _LETTERS_COVERED * spelt / min(len(letters), len(other_letters))
    )
    if len(shared) < _CUT_WORDS:
        return whole
    cut = _CUT * (covered + common / max(1, min(len(phrases), len(other_phrases)))) / 2
    return max(whole, cut)


def shares_number(known: Content, new: Content) -> bool:
    """Return whether both have a number that few contents have: from ten on, or a fraction."""
    shared = known.all_numbers & new.all_numbers
    return any(each >= _TELLING or each != int(each) for each in shared)


def _weight(stems: Iterable[str], content: Content, named: Mapping[str, int]) -> float:
    weights = content.weights
    if named.keys().isdisjoint(stems):
        return sum(map(weights.__getitem__, stems))
    return sum(
        [
            weights[stem] / (1 + math.log(named[stem])) if stem in named else weights[stem]
            for stem in stems
        ]
    )


def _without(stems: Mapping[str, float], spoken: Set[str]) -> Collection[str]:
    return [stem for stem in stems if stem not in spoken] if spoken else stems


def _kept(parts_of: Callable[[str], frozenset[T]]) -> Callable[[str], frozenset[T]]:
    """Keep the parts of the texts that were asked for last."""
    kept = functools.lru_cache(_TEXTS_KEPT)(parts_of)
    return lambda text: kept(text) if len(text) <= _LONGEST_KEPT else parts_of(text)


@_kept
def _phrases(text: str) -> frozenset[Pair]:
    """Return the pairs of neighbouring words."""
    return frozenset(itertools.pairwise(text.split(" ")))


@_kept
def _letters(text: str) -> frozenset[str]:
    """Return the runs of neighbouring letters."""
    starts = range(max(1, len(text) - _LETTERS_TOGETHER + 1))
    return frozenset([text[start : start + _LETTERS_TOGETHER] for start in starts])
