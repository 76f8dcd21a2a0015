"""The sharding of articles in steps that keep state from window to window."""

from claimwire.schemas.keys import bucket_of

SHARDS = 64
"""Number of shards; one worker processes each and keeps its state."""


def shard_of(article_id: str) -> int:
    """Return the shard of an article."""
    return bucket_of(article_id, SHARDS)
