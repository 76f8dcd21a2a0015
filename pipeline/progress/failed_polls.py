"""Detection of runs that could read no feed, and the commonest cause."""

from collections.abc import Iterable, Mapping

from claimwire.counters import POLLS, REJECTED, with_prefix
from claimwire.schemas.feeds import PollOutcome
from claimwire.schemas.rejections import Reason
from claimwire.storage.manifest import Manifest

_NOTHING_LEARNT = frozenset({PollOutcome.FAILED.value, PollOutcome.GONE.value})


def no_feed_read(manifest: Manifest) -> str | None:
    """Return why a run that polled feeds could read none of them.

    Returns:
        The cause, in words for a person; None if a feed was read or is unchanged, or none was due.
    """
    polls = with_prefix(manifest.tallies, POLLS)
    if not polls or not polls.keys() <= _NOTHING_LEARNT:
        return None
    return commonest_cause(sum(polls.values()), with_prefix(manifest.tallies, REJECTED))


def reasons_of(reasons: Iterable[str | None]) -> Mapping[str, int]:
    """Count reasons."""
    counts: dict[str, int] = {}
    for reason in reasons:
        if reason is not None:
            counts[reason] = counts.get(reason, 0) + 1
    return counts


def commonest_cause(feeds: int, reasons: Mapping[str, int]) -> str:
    """Return a sentence with the commonest reason why feeds could not be read.

    Args:
        feeds: number of feeds polled.
        reasons: number of rejections for each reason.
    """
    said = f"none of {feeds:,} feeds could be read"
    if not reasons:
        return f"{said}."
    reason, count = min(reasons.items(), key=lambda each: (-each[1], each[0]))
    meaning = next(each.meaning for each in Reason if each.value == reason)
    return f"{said}; the commonest cause is {reason} ({count:,}): {meaning}"
