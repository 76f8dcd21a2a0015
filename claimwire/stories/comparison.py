"""Whether one of two texts is a copy of the other, by their words: exact, in linear time.

The shorter text is cut into windows. Pairs of words that both texts have vote for a shift, the
distance between a place in the shorter text and its counterpart in the longer one (seeds on a
diagonal, as in S. Altschul et al., "Basic local alignment search tool", 1990). A window is found
if enough of its pairs agree on a shift. That holds for copies with replaced words and moved
paragraphs, and not for texts that share common phrases.
"""

import dataclasses

import numpy as np
import numpy.typing as npt

from claimwire.stories.comparable_words import Words

_Integers = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]

_WINDOW = 16
"""Words in a window."""
_SLACK = 8
"""Shifts are counted in steps of so many words; a window may wander over two steps."""
_FOUND = 0.25
"""Least share of a window's pairs at one shift; of unrelated texts it is below 0.1."""
_OCCURRENCES = 4
"""So many places of a pair in the longer text may vote; bounds the work on repetitive texts."""

_SHARE = 0.55
"""Least share of the shorter text that stands in the longer one."""
_LEAD = 48
"""Words of the lead. Copies share the lead of at least one of the two, boilerplate does not."""
_DETAILS = 5
"""From so many names or numbers on, those that differ can tell two events apart."""
_SAME_DETAILS = 0.6
"""Least rate at which they agree, relative to all other words, unless by chance."""
_SPREAD = 2.5
"""Standard deviations that count as chance."""
_DISTINCT = 0.1
"""Least share of different pairs; text of less is a list, a refrain or noise."""


@dataclasses.dataclass(frozen=True, eq=False)
class _Match:
    """How the shorter text stands in the longer one.

    Attributes:
        found: for each word of the shorter, whether its window is found.
        same: for each word of the shorter, whether it stands in the counterpart of its window.
        anywhere: for each word of the shorter, whether it stands between the same two words
            somewhere in the longer one; so it does where a window spans two moved paragraphs.
        reached: for each word of the longer, whether it is in the counterpart of a window.
    """

    found: _Flags
    same: _Flags
    anywhere: _Flags
    reached: _Flags


def copied_share(one: Words, other: Words) -> float | None:
    """Compare two texts; the order of the two makes no difference.

    Two texts are copies if more than half of the shorter one stands in the longer one in stretches,
    among it the lead of either, and if names and numbers agree as well as other words do: reports
    from one template differ in nothing but these.

    Returns:
        The share of the shorter text's words that stand in the longer one, 0.55 to 1; None if
        neither text is a copy of the other.
    """
    shorter, longer = sorted((one, other), key=_size)
    if len(shorter) < 2 or _is_monotonous(shorter):
        return None
    match = _match(shorter.codes, longer.codes)
    copied = match.found & match.same
    share = float(copied.mean())
    if match.found.mean() < _SHARE or share < _SHARE:
        return None
    if not _is_lead_shared(match):
        return None
    if _differ(match, shorter) and _differ(_match(longer.codes, shorter.codes), longer):
        return None
    return share


def _size(words: Words) -> tuple[int, bytes]:
    return len(words), words.codes.tobytes()


def _is_monotonous(words: Words) -> bool:
    pairs = _pairs(words.codes)
    return len(np.unique(pairs)) < _DISTINCT * len(pairs)


def _match(shorter: npt.NDArray[np.uint32], longer: npt.NDArray[np.uint32]) -> _Match:
    windows = max(1, round(len(shorter) / _WINDOW))
    window_of = np.minimum(np.arange(len(shorter)) // _WINDOW, windows - 1)
    sizes = np.bincount(window_of, minlength=windows)

    places, counterparts = _seeds(_pairs(shorter), _pairs(longer))
    steps = (len(shorter) + len(longer)) // _SLACK + 3
    step = (counterparts - places + len(shorter)) // _SLACK + 1
    # A seed votes for its own step and for the one before, so that two steps count together.
    ballots = np.concatenate(
        (window_of[places] * steps + step, window_of[places] * steps + step - 1)
    )
    ballots, votes = np.unique(ballots, return_counts=True)
    order = np.lexsort((-ballots, votes))
    best = np.zeros(windows, np.int64)
    most = np.zeros(windows, np.int64)
    best[ballots[order] // steps] = ballots[order] % steps
    most[ballots[order] // steps] = votes[order]

    window_found = most >= _FOUND * (sizes - 1)
    lowest_shift = (best - 1) * _SLACK - len(shorter)
    found = window_found[window_of]
    same = found & _occurs(
        shorter, longer, np.arange(len(shorter)) + lowest_shift[window_of], 2 * _SLACK
    )
    known = np.zeros(len(shorter) + 1, bool)
    known[0] = known[-1] = True
    known[places + 1] = True
    anywhere = known[:-1] & known[1:]
    return _Match(
        found, same, anywhere, _reached(len(longer), windows, window_found, lowest_shift, sizes)
    )


def _seeds(places_of: _Integers, among: _Integers) -> tuple[_Integers, _Integers]:
    """List the places of equal pairs in the two texts, a few for each pair of the first."""
    order = np.argsort(among, kind="stable")
    ordered = among[order]
    first = np.searchsorted(ordered, places_of, "left")
    count = np.minimum(np.searchsorted(ordered, places_of, "right") - first, _OCCURRENCES)
    places = np.repeat(np.arange(len(places_of)), count)
    nth = np.arange(len(places)) - np.repeat(np.cumsum(count) - count, count)
    return places, order[np.repeat(first, count) + nth]


def _occurs(
    words: npt.NDArray[np.uint32],
    among: npt.NDArray[np.uint32],
    lowest: _Integers,
    width: int,
) -> _Flags:
    """Say for each word whether it occurs at ``lowest`` or up to ``width`` places further."""
    # Word and place in one number: the next occurrence of a word is then one search away.
    keys = np.sort((among.astype(np.int64) << 31) | np.arange(len(among)))
    low = np.maximum(lowest, 0)
    wanted = words.astype(np.int64) << 31
    nearest = np.searchsorted(keys, wanted | low)
    exists = nearest < len(keys)
    key = keys[np.minimum(nearest, len(keys) - 1)]
    return exists & (key >= (wanted | low)) & (key < wanted + np.maximum(lowest + width, 0))


def _reached(
    length: int, windows: int, window_found: _Flags, lowest_shift: _Integers, sizes: _Integers
) -> _Flags:
    """Mark the words of the longer text that are the middle counterparts of found windows."""
    start = np.arange(windows) * _WINDOW + lowest_shift + _SLACK
    edges = np.zeros(length + 1, np.int64)
    np.add.at(edges, np.clip(start[window_found], 0, length), 1)
    np.add.at(edges, np.clip((start + sizes)[window_found], 0, length), -1)
    return np.cumsum(edges)[:length] > 0


def _pairs(codes: npt.NDArray[np.uint32]) -> _Integers:
    return (codes[:-1].astype(np.int64) << 31) ^ codes[1:].astype(np.int64)


def _is_lead_shared(match: _Match) -> bool:
    return bool(max(match.found[:_LEAD].mean(), match.reached[:_LEAD].mean()) >= _SHARE)


def _differ(match: _Match, words: Words) -> bool:
    """Say whether names or numbers differ far more often than the words around them."""
    return any(
        _differ_in(match, details)
        for details in (words.numbers, words.names, words.numbers | words.names)
    )


def _differ_in(match: _Match, details: _Flags) -> bool:
    of_details = details & match.found
    number = int(of_details.sum())
    others = match.found & ~details
    if number < _DETAILS or not others.any():
        return False
    expected = float(match.same[others].mean())
    agreeing = float((match.same | match.anywhere)[of_details].mean())
    chance = _SPREAD * (expected * (1 - expected) / number) ** 0.5
    return bool(agreeing < min(_SAME_DETAILS * expected, expected - chance))
