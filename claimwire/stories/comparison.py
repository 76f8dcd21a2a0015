"""Comparison of two texts word by word, in linear time: whether one is a copy of the other.

The shorter text is cut into windows. Each pair of words that both texts have votes for a shift: the
distance between a position in the shorter text and its counterpart in the longer one (seeds on a
diagonal, as in S. Altschul et al., "Basic local alignment search tool", 1990). A window is found
if enough of its pairs agree on a shift. This detects copies with replaced words and moved
paragraphs, but not texts that share common phrases.
"""

import dataclasses

import numpy as np
import numpy.typing as npt

from claimwire.stories.comparable_words import Words

_Integers = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]

_WINDOW = 16
"""Length of a window, in words."""
_SLACK = 8
"""Shifts are counted in steps of this many words; a window may drift over two steps."""
_FOUND = 0.25
"""Minimum share of a window's pairs at one shift; for unrelated texts it is below 0.1."""
_OCCURRENCES = 4
"""Maximum positions of a pair in the longer text that vote; bounds the work on repetitive texts."""

_SHARE = 0.55
"""Minimum share of the shorter text that is found in the longer one."""
_LEAD = 48
"""Length of the lead, in words. Copies share the lead of either text, boilerplate does not."""
_DETAILS = 5
"""Minimum number of names or numbers whose differences can tell two events apart."""
_SAME_DETAILS = 0.6
"""Minimum rate at which they agree, relative to all other words, unless by chance."""
_SPREAD = 2.5
"""Number of standard deviations within which a difference counts as chance."""
_DISTINCT = 0.1
"""Minimum share of different pairs; a text with less is a list, a refrain or noise."""


@dataclasses.dataclass(frozen=True, eq=False)
class _Match:
    """The alignment of the shorter text with the longer one, as arrays of flags.

    Attributes:
        found: for each word of the shorter text, whether its window is found.
        same: for each word of the shorter text, whether the counterpart of its window has it.
        beside: for each word of the shorter text, whether it stands in the longer one where the
            nearest seed of its window, before or after, leads to.
        reached: for each word of the longer text, whether it is in the counterpart of a window.
    """

    found: _Flags
    same: _Flags
    beside: _Flags
    reached: _Flags


def copied_share(one: Words, other: Words) -> float | None:
    """Compare two texts; their order makes no difference.

    Two texts are copies under two conditions. Most of the shorter one is found in the longer one in
    stretches, with the lead of either. And names and numbers agree as well as other words do:
    reports from one template differ in nothing but these.

    Returns:
        The share of the shorter text's words that are found in the longer one, from 0.55 to 1;
        None if neither text is a copy of the other.
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
    offset = step - best[window_of[places]]
    kept = window_found[window_of[places]] & (offset >= 0) & (offset <= 1)
    beside = found & _beside(shorter, longer, places[kept], counterparts[kept])
    reached = _reached(len(longer), windows, window_found, lowest_shift, sizes)
    return _Match(found, same, beside, reached)


def _seeds(places_of: _Integers, among: _Integers) -> tuple[_Integers, _Integers]:
    """Return the positions of equal pairs in the two texts, a few for each pair of the first."""
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
    """Return for each word whether it occurs at ``lowest`` or up to ``width`` positions further."""
    # Word and position in one number, so that one search finds a word's next occurrence.
    keys = np.sort((among.astype(np.int64) << 31) | np.arange(len(among)))
    low = np.maximum(lowest, 0)
    wanted = words.astype(np.int64) << 31
    nearest = np.searchsorted(keys, wanted | low)
    exists = nearest < len(keys)
    key = keys[np.minimum(nearest, len(keys) - 1)]
    return exists & (key >= (wanted | low)) & (key < wanted + np.maximum(lowest + width, 0))


def _beside(
    words: npt.NDArray[np.uint32],
    among: npt.NDArray[np.uint32],
    places: _Integers,
    counterparts: _Integers,
) -> _Flags:
    """Return for each word whether it stands where the seed before or after it leads to.

    Seeds that hold the word itself do not count: a number often recurs beside the same unit.
    """
    if not len(places):
        return np.zeros(len(words), bool)
    own = np.arange(len(words))
    shifts = counterparts - places
    stands = np.zeros(len(words), bool)
    before = np.searchsorted(places, own - 1, "left") - 1
    after = np.searchsorted(places, own, "right")
    for seeds in (before, after):
        exists = (seeds >= 0) & (seeds < len(places))
        target = own + shifts[np.clip(seeds, 0, len(places) - 1)]
        inside = exists & (target >= 0) & (target < len(among))
        stands |= inside & (among[np.clip(target, 0, len(among) - 1)] == words)
    return stands


def _reached(
    length: int, windows: int, window_found: _Flags, lowest_shift: _Integers, sizes: _Integers
) -> _Flags:
    """Mark the words of the longer text that are counterparts of found windows at middle shift."""
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
    """Return whether names or numbers differ far more often than the words around them."""
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
    expected = float(match.beside[others].mean())
    agreeing = float(match.beside[of_details].mean())
    chance = _SPREAD * (expected * (1 - expected) / number) ** 0.5
    return bool(agreeing < min(_SAME_DETAILS * expected, expected - chance))
