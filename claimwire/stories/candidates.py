"""Which signatures are near one another, among millions, without comparing all with all.

Locality-sensitive hashing: a signature is read as 64 bands of two positions each, straight from
its bytes, and texts that share bands are candidates (A. Rajaraman, J. Ullman, "Mining of Massive
Datasets", chapter 3).
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from claimwire.stories.signature import POSITIONS

Signatures = npt.NDArray[np.uint8]
"""One signature a row."""

_Integers = npt.NDArray[np.int64]

MIN_BANDS = 2
"""Bands that candidates share at least."""
MIN_AGREEMENT = 20
"""Positions in which candidates agree at least; 20 of 128 is a Jaccard similarity of 0.15."""

_VALUES = 1 << 16
_KEYS = POSITIONS // 2 * _VALUES
_MOST_HITS = 1 << 21
"""Shared bands held in memory at a time; bounds memory, whatever the texts are."""
_MOST_ROWS = 1 << 15


class Near(NamedTuple):
    """Pairs of near signatures.

    Attributes:
        rows: places in the first array.
        columns: places in the second array.
        agreement: number of positions in which the two agree.
    """

    rows: _Integers
    columns: _Integers
    agreement: _Integers


def unpack(signatures: bytes) -> Signatures:
    """Read signatures that stand one after the other, without copying them."""
    return np.frombuffer(signatures, np.uint8).reshape(-1, POSITIONS)


class Index:
    """For each band, which of a few signatures have which value.

    Takes 50 MB; building it takes as long as looking up some thousand signatures in it.

    Attributes:
        signatures: the few.
    """

    def __init__(self, signatures: Signatures) -> None:
        self.signatures = signatures
        keys = _keys(signatures)
        self._members = np.argsort(keys, kind="stable") % max(1, len(signatures))
        self._counts = np.bincount(keys, minlength=_KEYS).astype(np.int32)
        self._starts = np.cumsum(self._counts, dtype=np.int32) - self._counts

    def sharing(self, block: Signatures) -> tuple[_Integers, _Integers] | None:
        """List the pairs that share enough bands, or None if there are too many to hold.

        Returns:
            Places in the block and places in the index.
        """
        keys = _keys(block)
        counts = self._counts[keys]
        if counts.sum() > _MOST_HITS and len(block) > 1:
            return None
        hits = np.flatnonzero(counts)
        counts = counts[hits]
        nth = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        columns = self._members[np.repeat(self._starts[keys[hits]], counts) + nth]
        width = len(self.signatures)
        shared = np.repeat(hits % len(block), counts) * width + columns
        pairs, times = np.unique(shared, return_counts=True)
        rows, columns = np.divmod(pairs[times >= MIN_BANDS], width)
        return rows, columns


def near(many: Signatures, few: Index) -> Iterator[Near]:
    """Find the pairs of near signatures of two sets, in portions.

    The work is linear in the number of rows and of shared bands.
    """
    if not len(few.signatures):
        return
    for start in range(0, len(many), _MOST_ROWS):
        block = np.ascontiguousarray(many[start : start + _MOST_ROWS])
        for found in _near_in(block, few):
            yield Near(found.rows + start, found.columns, found.agreement)


def agreement_with(signature: bytes, many: Signatures) -> _Integers:
    """Count the positions in which a signature agrees with others; 0 where it is not near."""
    equal = many == np.frombuffer(signature, np.uint8)
    bands = equal.reshape(len(many), POSITIONS // 2, 2).all(axis=2).sum(axis=1)
    agreement: _Integers = equal.sum(axis=1)
    agreement[(bands < MIN_BANDS) | (agreement < MIN_AGREEMENT)] = 0
    return agreement


def _keys(signatures: Signatures) -> npt.NDArray[np.int32]:
    """Number the values of all bands: all signatures' first bands, then their second ones."""
    bands = np.ascontiguousarray(signatures).view("<u2").T
    return (bands + np.arange(0, _KEYS, _VALUES, dtype=np.int32)[:, np.newaxis]).ravel()


def _near_in(block: Signatures, few: Index) -> Iterator[Near]:
    sharing = few.sharing(block)
    if sharing is None:
        half = len(block) // 2
        yield from _near_in(block[:half], few)
        for found in _near_in(block[half:], few):
            yield Near(found.rows + half, found.columns, found.agreement)
        return
    rows, columns = sharing
    agreement = (block[rows] == few.signatures[columns]).sum(axis=1)
    kept = agreement >= MIN_AGREEMENT
    yield Near(rows[kept], columns[kept], agreement[kept])
