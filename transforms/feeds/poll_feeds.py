"""The step that polls: from ticks to polls, entries and rejections."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import AsDict, PCollection, TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from schemas.flow import Feed, FeedMemory, Tick
from schemas.keys import bucket_of
from transforms.attempt import REJECTED, count, reject
from transforms.feeds.poll import PollRequest, PollResult, poll_feed
from transforms.feeds.schedule import is_due
from transforms.web.interface import Fetch, Web
from transforms.web.urls import BadUrl, registrable_domain

ENTRIES = "entries"
"""Tag of the output that carries entries."""


class Polled(NamedTuple):
    """What polling yields: a ``Poll`` for each feed asked, ``Entry`` and ``Rejection`` records."""

    polls: PCollection
    entries: PCollection
    rejections: PCollection


@dataclasses.dataclass
class PollFeeds(beam.PTransform):
    """Poll the feeds that are due.

    Input: ``{"ticks": PCollection[Tick], "memories": PCollection[FeedMemory]}``.

    Feeds of one registrable domain are polled by the same worker, so that the limits of ``web``
    hold however many workers there are.

    Attributes:
        web: where to ask.
        feeds: all feeds of the list.
        buckets: into how many groups the domains are divided.
        look_back: how long the tables count as memory.
    """

    web: Web
    feeds: tuple[Feed, ...]
    buckets: int = 1
    look_back: timedelta = timedelta(days=30)

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, inputs: dict[str, PCollection]) -> Polled:
        """Wire the step."""
        memories = inputs["memories"] | "FeedOfMemory" >> beam.Map(by_feed)
        done = (
            inputs["ticks"]
            | "FeedsDue" >> beam.FlatMap(feeds_due, self.feeds, AsDict(memories))
            | "BucketOfFeed" >> beam.Map(by_bucket, self.buckets)
            | "OneWorkerPerBucket" >> beam.GroupByKey()
            | "Poll"
            >> beam.ParDo(_Poll(self.web, self.look_back)).with_outputs(
                ENTRIES, REJECTED, main="polls"
            )
        )
        return Polled(done.polls, done[ENTRIES], done[REJECTED])


def by_feed(memory: FeedMemory) -> tuple[str, FeedMemory]:
    """Key what is known of a feed by the feed."""
    return memory.feed_url, memory


def by_bucket(request: PollRequest, buckets: int) -> tuple[int, PollRequest]:
    """Key a request by its domain's bucket; an address without domain goes anywhere."""
    try:
        domain = registrable_domain(request.url)
    except BadUrl:
        domain = ""
    return bucket_of(domain, buckets), request


def feeds_due(
    tick: Tick, feeds: Iterable[Feed], memories: Mapping[str, FeedMemory]
) -> Iterator[PollRequest]:
    """Yield a request for each feed that is due at a tick, and count the others."""
    for feed in feeds:
        memory = memories.get(feed.url)
        if is_due(memory, tick.at):
            yield PollRequest(feed, memory, tick)
        else:
            count("feeds_retired" if memory and memory.retired else "feeds_not_due")


class _Poll(beam.DoFn):
    """Poll the feeds of one bucket side by side."""

    def __init__(self, web: Web, look_back: timedelta) -> None:
        self._web = web
        self._look_back = look_back

    def process(self, keyed: tuple[int, Iterable[PollRequest]]) -> Iterator[Any]:
        """Yield polls; entries and rejections tagged."""
        requests = sorted(keyed[1], key=lambda request: (request.tick.at, request.feed.url))
        for result in self._web.each(self._poll, requests):
            count("feeds_polled")
            count("feeds_" + result.poll.outcome)
            yield result.poll
            for entry in result.entries:
                yield TaggedOutput(ENTRIES, entry)
            yield from map(reject, result.rejections)

    async def _poll(self, fetch: Fetch, request: PollRequest) -> PollResult:
        return await poll_feed(fetch, request, self._look_back)
