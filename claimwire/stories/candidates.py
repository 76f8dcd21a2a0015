"""Locality-sensitive hashing: finds near signatures among millions without comparing all pairs.

A signature is read as 64 bands of two positions each, directly from its bytes. Texts that share
bands are candidates (A. Rajaraman, J. Ullman, "Mining of Massive Datasets", chapter 3).
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from claimwire.stories.signature import POSITIONS

Signatures = npt.NDArray[np.uint8]
"""Array of shape (number of signatures, ``POSITIONS``), one signature per row."""

_Integers = npt.NDArray[np.int64]

MIN_BANDS = 2
"""Minimum number of bands that candidates share."""
MIN_AGREEMENT = 20
"""Minimum number of positions in which candidates agree; 20 of 128 is a Jaccard similarity of
0.15."""

FAN_OUT = 64
"""Maximum number of signatures found by one band value. Thousands of reports from one template
share most bands; a copy among them still has bands that few others have."""

_VALUES = 1 << 16
_KEYS = POSITIONS // 2 * _VALUES
_MOST_HITS = 1 << 21
"""Maximum number of shared bands in memory at a time; bounds memory, whatever the texts are."""
_MOST_ROWS = 1 << 15


class Near(NamedTuple):
    """Pairs of near signatures.

    Attributes:
        rows: indices in the first array.
        columns: indices in the second array.
        agreement: number of positions in which the two signatures agree.
    """

    rows: _Integers
    columns: _Integers
    agreement: _Integers


def unpack(signatures: bytes) -> Signatures:
    """Read concatenated signatures as an array, without copying."""
    return np.frombuffer(signatures, np.uint8).reshape(-1, POSITIONS)


class Index:
    """An index from each band's values to the signatures that have them.

    It takes 50 MB; building it takes as long as looking up some thousand signatures in it.

    Attributes:
        signatures: the indexed signatures.
    """

    def __init__(self, signatures: Signatures) -> None:
        self.signatures = signatures
        keys = _keys(signatures)
        order = np.argsort(keys, kind="stable")
        self._members = order % max(1, len(signatures))
        # Sorted keys with indices, so that an index can be found among the members of a key.
        self._ordered = keys[order].astype(np.int64) * len(signatures) + self._members
        self._counts = np.bincount(keys, minlength=_KEYS).astype(np.int32)
        self._starts = np.cumsum(self._counts, dtype=np.int32) - self._counts

    def sharing(self, block: Signatures, first: int) -> tuple[_Integers, _Integers] | None:
        """Return the pairs that may share enough bands, or None if they exceed the memory limit.

        Args:
            block: other signatures.
            first: the number of the block's first signature among all that are looked up.

        Returns:
            Indices in the block and indices in this index.
        """
        keys = _keys(block)
        sizes = self._counts[keys]
        counts = np.minimum(sizes, FAN_OUT)
        if counts.sum() > _MOST_HITS and len(block) > 1:
            return None
        hits = np.flatnonzero(counts)
        counts, sizes = counts[hits], sizes[hits]
        rows = hits % len(block)
        nth = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        width = len(self.signatures)
        starts = self._starts[keys[hits]]
        # If a band value has too many members, a row looks at those about its own number: other
        # rows look at others, and the row looks at the same ones in each of its bands.
        own = keys[hits].astype(np.int64) * width + (first + rows) % width
        begin = np.where(sizes > FAN_OUT, np.searchsorted(self._ordered, own) - starts, 0)
        turned = (np.repeat(begin, counts) + nth) % np.repeat(sizes, counts)
        columns = self._members[np.repeat(starts, counts) + turned]
        pairs, place = np.unique(np.repeat(rows, counts) * width + columns, return_inverse=True)
        # A pair found where not all members are looked at may well share other bands.
        weights = np.repeat(np.where(sizes > FAN_OUT, MIN_BANDS, 1), counts)
        enough = np.bincount(place, weights, len(pairs)) >= MIN_BANDS
        found, columns = np.divmod(pairs[enough], width)
        return found, columns


def near(many: Signatures, few: Index) -> Iterator[Near]:
    """Yield the pairs of near signatures of two sets, in portions.

    The work is linear in the number of rows: each band of a row leads to at most ``FAN_OUT``
    signatures. So if more than that share all bands, not every pair is found.
    """
    if not len(few.signatures):
        return
    for start in range(0, len(many), _MOST_ROWS):
        block = np.ascontiguousarray(many[start : start + _MOST_ROWS])
        for found in _near_in(block, few, start):
            yield Near(found.rows + start, found.columns, found.agreement)


def agreement_with(signature: bytes, many: Signatures) -> _Integers:
    """Count the positions in which a signature agrees with each of others; 0 if it is not near."""
    return _agreement(many, np.frombuffer(signature, np.uint8))


class GrowingIndex:
    """An index from each band's values to signatures, which are added one by one.

    The first ``FAN_OUT`` signatures of each value are kept.
    """

    def __init__(self, most: int) -> None:
        self._signatures = np.zeros((most, POSITIONS), np.uint8)
        self._length = 0
        self._places: dict[int, list[int]] = {}

    def add(self, signature: bytes) -> None:
        """Add a signature; its index is the number of signatures added before."""
        self._signatures[self._length] = np.frombuffer(signature, np.uint8)
        for key in _keys(self._signatures[self._length : self._length + 1]).tolist():
            places = self._places.setdefault(key, [])
            if len(places) < FAN_OUT:
                places.append(self._length)
        self._length += 1

    def near(self, signature: bytes) -> list[tuple[int, int]]:
        """Return the indices of near signatures with the number of positions that agree."""
        keys = _keys(np.frombuffer(signature, np.uint8)[np.newaxis]).tolist()
        some = sorted({place for key in keys for place in self._places.get(key, ())})
        agreement = agreement_with(signature, self._signatures[some])
        return [(place, each) for place, each in zip(some, agreement.tolist(), strict=True) if each]


def _agreement(some: Signatures, others: Signatures) -> _Integers:
    """Count the positions in which pairs of signatures agree; 0 if a pair is not near."""
    equal = some == others
    bands = equal.reshape(len(some), POSITIONS // 2, 2).all(axis=2).sum(axis=1)
    agreement: _Integers = equal.sum(axis=1)
    agreement[(bands < MIN_BANDS) | (agreement < MIN_AGREEMENT)] = 0
    return agreement


def _keys(signatures: Signatures) -> npt.NDArray[np.int32]:
    """Return numbers for the values of all bands: all first bands, then all second ones, etc."""
    bands = np.ascontiguousarray(signatures).view("<u2").T
    return (bands + np.arange(0, _KEYS, _VALUES, dtype=np.int32)[:, np.newaxis]).ravel()


def _near_in(block: Signatures, few: Index, first: int) -> Iterator[Near]:
    sharing = few.sharing(block, first)
    if sharing is None:
        half = len(block) // 2
        yield from _near_in(block[:half], few, first)
        for found in _near_in(block[half:], few, first + half):
            yield Near(found.rows + half, found.columns, found.agreement)
        return
    rows, columns = sharing
    agreement = _agreement(block[rows], few.signatures[columns])
    kept = agreement > 0
    yield Near(rows[kept], columns[kept], agreement[kept])
