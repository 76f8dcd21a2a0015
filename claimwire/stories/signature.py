"""MinHash signatures of texts, computed over pairs of neighbouring words.

MinHash: A. Broder, "On the resemblance and containment of documents", 1997. Only the lowest 8
bits of each minimum are kept: P. Li, A. C. Koenig, "b-Bit Minwise Hashing", WWW 2010.
"""

import hashlib

import numpy as np
import numpy.typing as npt

from claimwire.stories.comparable_words import word_codes

POSITIONS = 128
"""Length of a signature in bytes, one byte per position."""

SHORTEST = 48
"""Texts with fewer words have no signature; they can only be copies of equal texts."""

_CHUNK = 2048
_DRAWN = np.frombuffer(
    b"".join(hashlib.sha256(b"claimwire signature %d" % each).digest() for each in range(32)),
    "<u4",
).astype(np.uint32)
_FACTORS = _DRAWN[:POSITIONS] | np.uint32(1)
_OFFSETS = _DRAWN[POSITIONS : 2 * POSITIONS]


def sign(text: str) -> bytes | None:
    """Compute the signature of a text, or None if it has fewer than ``SHORTEST`` words."""
    codes = word_codes(text)
    return sign_codes(codes) if len(codes) >= SHORTEST else None


def sign_codes(codes: npt.NDArray[np.uint32]) -> bytes:
    """Compute the signature of two or more words: ``POSITIONS`` bytes.

    The share of positions in which two signatures agree estimates the Jaccard similarity J of the
    two sets of word pairs, as J + (1 - J) / 256.
    """
    pairs = pair_codes(codes)
    lowest = np.full(POSITIONS, np.iinfo(np.uint32).max, np.uint32)
    for start in range(0, len(pairs), _CHUNK):
        hashed = pairs[start : start + _CHUNK, np.newaxis] * _FACTORS
        hashed += _OFFSETS
        np.minimum(lowest, hashed.min(axis=0), out=lowest)
    return lowest.astype(np.uint8).tobytes()


def pair_codes(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Hash each pair of neighbouring words (the finaliser of MurmurHash3, by A. Appleby)."""
    mixed = codes[:-1] * np.uint32(0x9E3779B1) + codes[1:]
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        mixed ^= mixed >> np.uint32(shift)
        mixed *= np.uint32(factor)
    mixed ^= mixed >> np.uint32(16)
    return mixed
