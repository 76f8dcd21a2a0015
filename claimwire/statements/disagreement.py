"""Whether one content denies what another says, or says it of other numbers or names."""

import itertools
from collections.abc import Iterable, Set

from claimwire.statements.claim_content import Content


def deny_each_other(known: Content, new: Content, known_denies: bool, new_denies: bool) -> bool:
    """Return whether one of two contents negates or denies what the other says.

    Args:
        known: a content.
        new: another.
        known_denies: whether the first is said to be denied.
        new_denies: whether the second is.
    """
    return _negates(known, new) != (known_denies != new_denies)


def give_other_numbers(one: Content, other: Content) -> bool:
    """Return whether a number of one stands in whose place the other has another."""
    some, others = one.all_numbers, other.all_numbers
    if some == others:
        return False
    apart = _lacks(some, others) or _lacks(others, some)
    if apart and _words(one) == _words(other):
        return True
    # Two ages that both give, in another order, stand beside other words.
    if apart and any(
        _differ(one.numbers[of], other.numbers[of]) for of in one.numbers.keys() & other.numbers
    ):
        return True
    if not (some and others):
        return False
    counted = _counted(one, {each for each in some if _lacks([each], others)})
    also = _counted(other, {each for each in others if _lacks([each], some)})
    return any(_same_thing(each, another) for each in counted for another in also)


def name_different_things(one: Content, other: Content) -> bool:
    """Return whether each has a name in whose place the other has another."""
    named = _named_places(one, other)
    return bool(named) and not named.isdisjoint(_named_places(other, one))


def keeps_apart(first: Content, other: Content) -> bool:
    """Return whether another content has all numbers and negations of the first.

    What disagrees with the first then disagrees with the other too.
    """
    return first.all_numbers <= other.all_numbers and first.negated <= other.near_negated


def _negates(one: Content, other: Content) -> bool:
    """Return whether something that both say is negated in one of them alone."""
    if not one.negators and not other.negators:
        return False
    if one.weights.keys() == other.weights.keys() and one.negators != other.negators:
        return True
    return any(stem in other.weights for stem in one.negated - other.near_negated) or any(
        stem in one.weights for stem in other.negated - one.near_negated
    )


def _words(content: Content) -> set[str]:
    return content.weights.keys() - {f"{each:g}" for each in content.all_numbers}


def _differ(some: Set[float], others: Set[float]) -> bool:
    """Return whether each has a number of the same things that the other lacks."""
    return _lacks(some, others) and _lacks(others, some)


def _lacks(some: Iterable[float], others: Set[float]) -> bool:
    return any(not any(_rounded(each, other) for other in others) for each in some)


def _rounded(one: float, other: float) -> bool:
    return one == other or ((one != int(one) or other != int(other)) and round(one) == round(other))


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
