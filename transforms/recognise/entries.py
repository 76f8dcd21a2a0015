"""Which entries are new, and what each appearance is recorded as. Knows nothing of Beam."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from schemas.flow import Entry
from schemas.sightings import Sighting
from transforms.recognise.known import Trace
from transforms.recognise.standing import Standing, judge

_LAST = datetime.max.replace(tzinfo=UTC)


@dataclasses.dataclass(frozen=True)
class Recognised:
    """What becomes of the entries of one article.

    Attributes:
        new: the entry to make an article of, or None.
        sightings: one for each entry.
        new_by_feed: how many entries each feed showed that had never been seen.
    """

    new: Entry | None
    sightings: Sequence[Sighting]
    new_by_feed: Sequence[tuple[str, int]]


def recognise(article_id: str, entries: Iterable[Entry], traces: Iterable[Trace]) -> Recognised:
    """Decide about all entries of a run that go by the same identifier.

    Args:
        article_id: the identifier.
        entries: the entries, in any order.
        traces: what earlier runs know of them, in any order.
    """
    ordered = sorted(entries, key=precedence)
    verdict = judge(article_id, traces)
    new = None
    if ordered and verdict.standing in (Standing.NEW, Standing.WAITING):
        new = dataclasses.replace(ordered[0], attempt=verdict.attempt)
    never_seen = ordered if verdict.standing is Standing.NEW else []
    return Recognised(
        new=new,
        sightings=[sighting(entry, verdict.article_id) for entry in ordered],
        new_by_feed=sorted(Counter(entry.feed.url for entry in never_seen).items()),
    )


def precedence(entry: Entry) -> tuple[Any, ...]:
    """Order entries of one article: first published first, undated last, then by their feed."""
    return (
        entry.published_at or _LAST,
        entry.feed.url,
        entry.guid or "",
        entry.url,
        entry.title or "",
        entry.published_raw or "",
        entry.text,
        entry.seen_at,
    )


def sighting(entry: Entry, article_id: str) -> Sighting:
    """Record that a feed showed an article."""
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
