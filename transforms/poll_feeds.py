"""The step that polls feeds: from ticks to polls, entries and rejections."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.coders import PickleCoder
from apache_beam.pvalue import PCollection, TaggedOutput
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec
from apache_beam.typehints.decorators import no_annotations

from claimwire.counters import FEEDS_BY_OUTCOME, FEEDS_NOT_DUE, FEEDS_POLLED, FEEDS_RETIRED
from claimwire.defaults import LOOK_BACK
from claimwire.feeds.latest import after_poll, still_due, unexpired
from claimwire.feeds.poll import PollRequest, PollResult, poll_feed
from claimwire.feeds.schedule import is_due
from claimwire.schemas.flow import Feed, FeedMemory, FeedsAtTick, Tick
from claimwire.schemas.keys import bucket_of
from claimwire.transforms.attempt import REJECTED, count, reject
from claimwire.transforms.windows import LATENESS, AcrossWindows, BackInWindows
from claimwire.web.interface import Fetch, Web
from claimwire.web.urls import BadUrl, registrable_domain

ENTRIES = "entries"
"""Tag of the output that carries entries."""


class Polled(NamedTuple):
    """The outputs of ``PollFeeds``: a ``Poll`` for each polled feed, ``Entry``, ``Rejection``."""

    polls: PCollection
    entries: PCollection
    rejections: PCollection


@dataclasses.dataclass
class PollFeeds(beam.PTransform):
    """Poll the feeds that are due: ``FeedsAtTick`` to ``Polled``.

    Feeds of one registrable domain are polled by the same worker, so that the limits of ``web``
    hold for any number of workers. The result of a poll is kept in state from tick to tick until
    the tables have it.

    Attributes:
        web: where to fetch from.
        feeds: all feeds of the list.
        buckets: number of groups of domains.
        look_back: how far back the tables are read as memory.
    """

    web: Web
    feeds: tuple[Feed, ...]
    buckets: int = 1
    look_back: timedelta = LOOK_BACK

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, known: PCollection) -> Polled:
        """Wire the step."""
        done = (
            known
            | "FeedsDue"
            >> beam.FlatMap(requests_by_bucket, self.feeds, self.buckets).with_output_types(
                tuple[int, list[PollRequest]]
            )
            | "AcrossWindows" >> AcrossWindows()
            | "Poll"
            >> beam.ParDo(_Poll(self.web, self.look_back)).with_outputs(
                ENTRIES, REJECTED, main="polls"
            )
        )
        return Polled(
            polls=done.polls | "WindowOfPoll" >> BackInWindows(known),
            entries=done[ENTRIES] | "WindowOfEntry" >> BackInWindows(known),
            rejections=done[REJECTED] | "WindowOfRejection" >> BackInWindows(known),
        )


def requests_by_bucket(
    known: FeedsAtTick, feeds: Iterable[Feed], buckets: int
) -> Iterator[tuple[int, list[PollRequest]]]:
    """Yield each bucket of domains with its requests of a tick."""
    memories = {memory.feed_url: memory for memory in known.memories}
    grouped: dict[int, list[PollRequest]] = {}
    for request in feeds_due(known.tick, feeds, memories):
        grouped.setdefault(bucket_of_request(request, buckets), []).append(request)
    yield from sorted(grouped.items())


def bucket_of_request(request: PollRequest, buckets: int) -> int:
    """Return the bucket of a request's domain; an address without a domain gets any bucket."""
    try:
        domain = registrable_domain(request.url)
    except BadUrl:
        domain = ""
    return bucket_of(domain, buckets)


def feeds_due(
    tick: Tick, feeds: Iterable[Feed], memories: Mapping[str, FeedMemory]
) -> Iterator[PollRequest]:
    """Yield a request for each feed that is due at a tick, and count the others."""
    for feed in feeds:
        memory = memories.get(feed.url)
        if is_due(memory, tick.at):
            yield PollRequest(feed, memory, tick)
        else:
            count(FEEDS_RETIRED if memory and memory.retired else FEEDS_NOT_DUE)


class _Poll(beam.DoFn):
    """Poll the feeds of one bucket concurrently."""

    OWN = ReadModifyWriteStateSpec("feeds", PickleCoder())

    def __init__(self, web: Web, look_back: timedelta) -> None:
        self._web = web
        self._look_back = look_back

    def process(
        self, keyed: tuple[int, list[PollRequest]], own: Any = beam.DoFn.StateParam(OWN)
    ) -> Iterator[Any]:
        """Yield polls; entries and rejections tagged."""
        known = dict(own.read() or {})
        requests = still_due(keyed[1], known)
        before = {request.feed.url: request.memory for request in requests}
        for result in self._web.each(self._poll, requests):
            count(FEEDS_POLLED)
            count(FEEDS_BY_OUTCOME + result.poll.outcome)
            yield result.poll
            for entry in result.entries:
                yield TaggedOutput(ENTRIES, entry)
            yield from map(reject, result.rejections)
            url = result.poll.feed_url
            known[url] = after_poll(before[url], result.poll)
        own.write(unexpired(known, keyed[1][0].tick.at, LATENESS))

    async def _poll(self, fetch: Fetch, request: PollRequest) -> PollResult:
        return await poll_feed(fetch, request, self._look_back)
