"""Keys by which reports of one statement find each other among millions: pairs of rare words."""

import zlib
from collections.abc import Iterable
from datetime import date

import numpy as np
import numpy.typing as npt

from claimwire.statements.claim_content import Content

Keys = npt.NDArray[np.uint32]

MOST_STEMS = 6
"""The rarest so many stems of a content are paired."""

SOUGHT_STEMS = 9
"""The rarest so many stems of a content are paired when others are looked for with it: what is rare
in a short content need not be the rarest in a longer one."""

WIDTH = MOST_STEMS * (MOST_STEMS - 1) // 2 + 1
"""Number of keys of a statement; short contents have fewer, and zeros."""

PERIOD_DAYS = 7
"""A report belongs to a statement of its own period or of the one before: of 7 to 14 days."""


def period_of(seen_at: date) -> int:
    """Return the number of the period of a day, or of an instant of it."""
    return seen_at.toordinal() // PERIOD_DAYS


def days_of(period: int) -> list[str]:
    """Return the days of a period, as partitions are named."""
    first = period * PERIOD_DAYS
    return [date.fromordinal(first + day).isoformat() for day in range(PERIOD_DAYS)]


def keys_of(content: Content, language: str, period: int, stems: int = MOST_STEMS) -> list[int]:
    """Return the keys of a content in a period, each from 1 to 2**32 - 1, without repeats.

    Two contents share a key if they are equal, or if a pair is among the rarest of both. One that
    says too little to be told from others has none.

    Args:
        content: the content.
        language: ISO 639-1 code.
        period: the number of the period.
        stems: the number of rarest stems that are paired.
    """
    return keys_in(content, language, [period], stems)[period]


def keys_in(
    content: Content, language: str, periods: Iterable[int], stems: int = MOST_STEMS
) -> dict[int, list[int]]:
    """Return the keys of a content in several periods; see ``keys_of``."""
    if not content.tells:
        return {period: [] for period in periods}
    rarest = sorted(content.weights, key=lambda stem: (-content.weights[stem], stem))[:stems]
    words = [_encoded(stem) for stem in sorted(rarest)]
    text = _encoded(content.text)
    return {
        period: _salted(text, words, zlib.crc32(f"{language} {period}".encode()))
        for period in periods
    }


def keys_looked_for(content: Content, language: str, seen_at: date) -> dict[int, list[int]]:
    """Return the keys by which the statements that a content may tell are found, by period."""
    period = period_of(seen_at)
    return keys_in(content, language, (period, period - 1), SOUGHT_STEMS)


def _salted(text: bytes, words: list[bytes], salt: int) -> list[int]:
    crc32 = zlib.crc32
    keys = [crc32(text, salt)]
    for number, word in enumerate(words, 1):
        # A checksum of two words goes on from that of the first.
        first = crc32(word + b" ", salt)
        keys += [crc32(other, first) for other in words[number:]]
    if 0 in keys:
        keys = [key or 1 for key in keys]
    return list(dict.fromkeys(keys))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def packed(keys: list[int]) -> bytes:
    """Pack keys into ``WIDTH`` numbers of four bytes."""
    return np.array(keys + [0] * (WIDTH - len(keys)), "<u4").tobytes()


def unpacked(keys: bytes) -> list[int]:
    """Return packed keys."""
    return [key for key in np.frombuffer(keys, "<u4").tolist() if key]
