"""Recognition of new entries, and the sightings of all entries. Independent of Beam."""

import dataclasses
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from claimwire.recognition.known_candidates import Trace
from claimwire.recognition.standing import Standing, judge
from claimwire.schemas.flow import Entry
from claimwire.schemas.sightings import Sighting

PollKey = tuple[str, str]
"""The key of a poll: the feed's address and the instant."""

_LAST = datetime.max.replace(tzinfo=UTC)


@dataclasses.dataclass(frozen=True)
class Recognised:
    """The decision about the entries of one article.

    Attributes:
        new: the entry to make an article of, or None.
        sightings: one sighting for each entry.
        new_by_poll: number of entries of each poll that had never been seen.
    """

    new: Entry | None
    sightings: Sequence[Sighting]
    new_by_poll: Sequence[tuple[PollKey, int]]


def recognise(
    article_id: str,
    entries: Iterable[Entry],
    traces: Iterable[Trace],
    taken_at: datetime | None = None,
) -> Recognised:
    """Decide about all entries of a window that have the same identifier.

    Args:
        article_id: the identifier.
        entries: the entries, in any order; one that was delivered twice counts once.
        traces: their traces in the tables, in any order.
        taken_at: when this run last accepted such an entry; None if it did not.
    """
    repeated = itertools.groupby(sorted(entries, key=precedence), key=precedence)
    ordered = [next(same) for _, same in repeated]
    verdict = judge(article_id, traces, taken_at)
    new = None
    if ordered and verdict.standing in (Standing.NEW, Standing.WAITING):
        new = dataclasses.replace(
            ordered[0],
            attempt=verdict.attempt,
            waited=verdict.standing is Standing.WAITING,
        )
    never_seen = (
        [entry for entry in ordered if entry.seen_at == ordered[0].seen_at]
        if verdict.standing is Standing.NEW
        else []
    )
    return Recognised(
        new=new,
        sightings=[sighting(entry, verdict.article_id) for entry in ordered],
        new_by_poll=sorted(
            Counter(poll_key(entry.feed.url, entry.seen_at) for entry in never_seen).items()
        ),
    )


def unexpired(taken: Mapping[str, datetime], now: datetime, keep: timedelta) -> dict[str, datetime]:
    """Drop identifiers that were accepted so long ago that the tables have the outcome."""
    return {article_id: at for article_id, at in taken.items() if at > now - keep}


def poll_key(feed_url: str, at: datetime) -> PollKey:
    """Return the key of a poll."""
    return feed_url, at.isoformat()


def precedence(entry: Entry) -> tuple[Any, ...]:
    """Return the sort key of entries: first seen, then published (undated last), then the feed."""
    return (
        entry.seen_at,
        entry.published_at or _LAST,
        entry.feed.url,
        entry.guid or "",
        entry.url,
        entry.title or "",
        entry.published_raw or "",
        entry.text,
    )


def sighting(entry: Entry, article_id: str) -> Sighting:
    """Return the record that a feed showed an article."""
    return Sighting(
        article_id=article_id,
        feed_url=entry.feed.url,
        guid=entry.guid,
        url=entry.url or None,
        title=entry.title,
        published_raw=entry.published_raw,
        seen_at=entry.seen_at,
        run_id=entry.run_id,
    )
