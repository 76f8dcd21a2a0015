"""The beginning of a run: what earlier runs have published becomes its memory."""

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial

import apache_beam as beam
import pyarrow.compute as pc
from apache_beam.pvalue import AsList, PCollection

from schemas.feeds import FEEDS
from schemas.flow import FeedMemory, TableFile, Tick
from schemas.rejections import REJECTIONS
from schemas.sightings import SIGHTINGS
from transforms.tables.feed_memory import (
    POLL_COLUMNS,
    REJECTION_COLUMNS,
    SIGHTING_COLUMNS,
    feed_memories,
)
from transforms.tables.read_state import files_since, read_columns, read_manifests
from transforms.tables.store import Store


@dataclasses.dataclass
class RememberedFiles(beam.PTransform):
    """List the data files that count as memory: ``Tick`` to ``TableFile``.

    Attributes:
        store: where the tables are.
        look_back: how far back from the tick; whole days.
        ignore_state: remember nothing.
    """

    store: Store
    look_back: timedelta
    ignore_state: bool = False

    def expand(self, ticks: PCollection) -> PCollection:
        """Wire the steps."""
        look_back = None if self.ignore_state else self.look_back
        list_files = partial(remembered_files, store=self.store, look_back=look_back)
        # Whoever reads the files shall not share one worker with whoever listed them.
        return ticks | "ListFiles" >> beam.FlatMap(list_files) | "Spread" >> beam.Reshuffle()


@dataclasses.dataclass
class ReadFeedMemories(beam.PTransform):
    """Sum up what is known of each feed: ``TableFile`` to ``FeedMemory``.

    Attributes:
        store: where the tables are.
    """

    store: Store

    def expand(self, files: PCollection) -> PCollection:
        """Wire the steps."""
        relevant = files | "OfFeeds" >> beam.Filter(tells_of_feeds)
        return (
            files.pipeline
            | "OnceARun" >> beam.Create([None])
            | "ReadMemories" >> beam.ParDo(_ReadFeedMemories(self.store), AsList(relevant))
        )


def remembered_files(tick: Tick, store: Store, look_back: timedelta | None) -> list[TableFile]:
    """List the published files of the days that a run looks back; none if it does not look back.

    The days are counted from the last published run, so that a pause makes nobody forget.

    Raises:
        StateError: if a manifest is damaged.
        StoreError: if the storage does not answer.
    """
    if look_back is None:
        return []
    manifests = read_manifests(store)
    newest = max((manifest.started_at for manifest in manifests), default=tick.at)
    return files_since(manifests, (min(tick.at, newest) - look_back).date())


def tells_of_feeds(file: TableFile) -> bool:
    """Whether a feed's memory is made of this file."""
    return file.table in (FEEDS.name, REJECTIONS.name, SIGHTINGS.name)


def read_feed_memories(store: Store, files: Iterable[TableFile]) -> list[FeedMemory]:
    """Sum up what the files know of each feed.

    Raises:
        StateError: if a file is missing or damaged.
    """
    files = list(files)
    rejections = read_columns(store, REJECTIONS, files, REJECTION_COLUMNS)
    # Sightings are many, and only matter while something waits to be tried again.
    waits = pc.any(rejections["retryable"]).as_py()
    return feed_memories(
        read_columns(store, FEEDS, files, POLL_COLUMNS),
        rejections,
        read_columns(store, SIGHTINGS, files if waits else [], SIGHTING_COLUMNS),
    )


class _ReadFeedMemories(beam.DoFn):
    """Read the memory of all feeds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def process(self, _once: None, files: list[TableFile]) -> Iterator[FeedMemory]:
        yield from read_feed_memories(self._store, files)
