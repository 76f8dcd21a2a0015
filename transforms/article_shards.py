"""The groups into which articles are divided where a step keeps state from window to window."""

from claimwire.schemas.keys import bucket_of

SHARDS = 64
"""Each is decided, and remembered, by one worker."""


def shard_of(article_id: str) -> int:
    """Return the group of an article."""
    return bucket_of(article_id, SHARDS)
