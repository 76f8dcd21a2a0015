"""Stable identifiers: lower-case hex of SHA-256, cut to 32 characters."""

import hashlib

ID_LENGTH = 32
_SEPARATOR = "\x1f"


def stable_id(*parts: str) -> str:
    """Return a hash of text parts that is equal on every machine.

    Args:
        parts: text; a single part is hashed unchanged, so ``stable_id(url)`` is the SHA-256 of
            the URL. Lone surrogates are allowed.

    Returns:
        32 lower-case hexadecimal characters.
    """
    data = _SEPARATOR.join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:ID_LENGTH]


def bucket_of(key: str, buckets: int) -> int:
    """Return the bucket of a key, from 0 to ``buckets - 1``, the same on every machine.

    Raises:
        ValueError: if ``buckets`` is less than 1.
    """
    if buckets < 1:
        raise ValueError(f"buckets is {buckets}; it must be 1 or more")
    return int(stable_id(key)[:16], 16) % buckets
