"""How alike two contents are, and whether one denies what the other says."""

import enum
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


class Disagreement(enum.Enum):
    """Why two contents cannot be the same statement, however alike they are."""

    NUMBERS = "another number"
    POLARITY = "one negates or denies it"
    NAMES = "another name in the same place"


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
    return any(each >= _TELLING or each != int(each) for each in _numbers(known) & _numbers(new))


def disagreement(
    known: Content, new: Content, known_denies: bool, new_denies: bool
) -> Disagreement | None:
    """Return what sets two contents apart, or None.

    Args:
        known: a content.
        new: another.
        known_denies: whether the first is said to be denied.
        new_denies: whether the second is.
    """
    if _negates(known, new) != (known_denies != new_denies):
        return Disagreement.POLARITY
    some, others = _numbers(known), _numbers(new)
    apart = some != others and (_lacks(some, others) or _lacks(others, some))
    if apart and _words(known) == _words(new):
        return Disagreement.NUMBERS
    # Two ages that both give, in another order, stand beside other words.
    if apart and any(
        _differ(known.numbers[of], new.numbers[of]) for of in known.numbers.keys() & new.numbers
    ):
        return Disagreement.NUMBERS
    return _replaced(known, new)


def keeps_apart(first: Content, other: Content) -> bool:
    """Return whether another content has all numbers and negations of the first.

    What disagrees with the first then disagrees with the other too.
    """
    return _numbers(first) <= _numbers(other) and first.negated <= other.near_negated


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


def _negates(one: Content, other: Content) -> bool:
    """Return whether something that both say is negated in one of them alone."""
    if not one.negators and not other.negators:
        return False
    if one.weights.keys() == other.weights.keys() and one.negators != other.negators:
        return True
    return any(stem in other.weights for stem in one.negated - other.near_negated) or any(
        stem in one.weights for stem in other.negated - one.near_negated
    )


def _numbers(content: Content) -> frozenset[float]:
    return content.all_numbers


def _words(content: Content) -> set[str]:
    return content.weights.keys() - {f"{each:g}" for each in _numbers(content)}


def _differ(some: Set[float], others: Set[float]) -> bool:
    """Return whether each has a number of the same things that the other lacks."""
    return _lacks(some, others) and _lacks(others, some)


def _lacks(some: Iterable[float], others: Set[float]) -> bool:
    return any(not any(_rounded(each, other) for other in others) for each in some)


def _rounded(one: float, other: float) -> bool:
    return one == other or ((one != int(one) or other != int(other)) and round(one) == round(other))


def _replaced(one: Content, other: Content) -> Disagreement | None:
    """Find a number or name of one in whose place the other has another."""
    some, others = _numbers(one), _numbers(other)
    if some and others and some != others:
        counted = _counted(one, {each for each in some if _lacks([each], others)})
        also = _counted(other, {each for each in others if _lacks([each], some)})
        if any(_same_thing(each, another) for each in counted for another in also):
            return Disagreement.NUMBERS
    named = _named_places(one, other)
    if named and named & _named_places(other, one):
        return Disagreement.NAMES
    return None


def _counted(content: Content, numbers: Set[float]) -> list[tuple[str, ...]]:
    """Return what is before some numbers, and the two stems after each."""
    spelt = {f"{each:g}" for each in numbers}
    stems = ("", *content.stems, "", "")
    return [
        stems[place - 1 : place] + stems[place + 1 : place + 3]
        for place in range(1, len(stems) - 2)
        if stems[place] in spelt
    ]


def _same_thing(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two numbers count the same, or follow the same where they count nothing."""
    things, others = set(one[1:]) - {""}, set(other[1:]) - {""}
    if things and others:
        return not things.isdisjoint(others)
    return one[0] != "" and one[0] == other[0]


def _named_places(one: Content, other: Content) -> set[tuple[str, str]]:
    """Return the places of names that the other lacks: what is before and after them.

    Names that follow each other are one. At an end of the text one side is empty.
    """
    if all(map(other.weights.__contains__, one.names)):
        return set()
    alone = [stem in one.names and stem not in other.weights for stem in one.stems]
    stems, found = ("", *one.stems, ""), set()
    for is_name, run in itertools.groupby(range(len(alone)), alone.__getitem__):
        if is_name:
            places = list(run)
            around = stems[places[0]], stems[places[-1] + 2]
            if any(each in other.weights for each in around):
                found.add(around)
    return found
