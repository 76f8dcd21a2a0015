"""The beginning of a run: what earlier runs have published becomes its memory."""

import dataclasses
from datetime import timedelta
from functools import partial
from typing import NamedTuple

import apache_beam as beam
import pyarrow.compute as pc
from apache_beam.pvalue import PCollection
from apache_beam.typehints.decorators import no_annotations

from claimwire.errors import ClaimwireError
from claimwire.feeds.feed_memory import (
    POLL_COLUMNS,
    REJECTION_COLUMNS,
    SIGHTING_COLUMNS,
    feed_memories,
)
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.flow import FeedsAtTick, FilesAtTick, TableFile, Tick
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.storage.published_files import files_since, read_columns, read_manifests
from claimwire.storage.store import Store


class ClockBehind(ClaimwireError):
    """A run would be filed so long before the last one that the next would not remember it."""


class Memory(NamedTuple):
    """What ``ReadMemory`` gives.

    Attributes:
        files: ``TableFile``, the data files that count as memory; of a window with several ticks
            the same one may come several times.
        feeds: ``FeedsAtTick``, one for each tick.
    """

    files: PCollection
    feeds: PCollection


@dataclasses.dataclass
class ReadMemory(beam.PTransform):
    """Look at what is published when a tick comes: ``Tick`` to ``Memory``.

    Attributes:
        store: where the tables are.
        look_back: how far back from the tick; whole days.
        only_run: if given, the only run whose tables count.
    """

    store: Store
    look_back: timedelta
    only_run: str | None = None

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, ticks: PCollection) -> Memory:
        """Wire the steps."""
        list_files = partial(
            remembered_files, store=self.store, look_back=self.look_back, only_run=self.only_run
        )
        at_tick = ticks | "ListFiles" >> beam.Map(list_files)
        # Whoever reads the files shall not share one worker with whoever listed them.
        files = at_tick | "Files" >> beam.FlatMap(files_of) | "Spread" >> beam.Reshuffle()
        feeds = at_tick | "ReadFeedMemories" >> beam.Map(
            partial(read_feed_memories, store=self.store)
        )
        return Memory(files=files, feeds=feeds)


def remembered_files(
    tick: Tick, store: Store, look_back: timedelta, only_run: str | None = None
) -> FilesAtTick:
    """List the published files of the days that a run looks back.

    The days are counted from the last published run, so that a pause makes nobody forget.

    Args:
        tick: counts as now.
        store: where the tables are.
        look_back: how far back.
        only_run: if given, the only run whose tables count.

    Raises:
        ClockBehind: if the clock of this run or of the last one is wrong by more than that.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not answer.
    """
    manifests = read_manifests(store, only_run or "")
    polled = [manifest.started_at for manifest in manifests if not manifest.replaces]
    newest = max(polled, default=tick.at)
    if newest - tick.at > look_back:
        raise ClockBehind(
            f"the clock says {tick.at:%Y-%m-%d %H:%M} UTC, but a run on {store.root} started at "
            f"{newest:%Y-%m-%d %H:%M}. Set the clock; if it is right and was wrong then, give "
            f"--look_back_days {(newest - tick.at).days + 1}."
        )
    return FilesAtTick(tick, files_since(manifests, (min(tick.at, newest) - look_back).date()))


def files_of(at_tick: FilesAtTick) -> list[TableFile]:
    """Answer the files that count at a tick."""
    return at_tick.files


def tells_of_feeds(file: TableFile) -> bool:
    """Whether a feed's memory is made of this file."""
    return file.table in (FEEDS.name, REJECTIONS.name, SIGHTINGS.name)


def read_feed_memories(at_tick: FilesAtTick, store: Store) -> FeedsAtTick:
    """Sum up what the files know of each feed.

    Raises:
        StateError: if a file is missing or damaged.
    """
    files = list(filter(tells_of_feeds, at_tick.files))
    rejections = read_columns(store, REJECTIONS, files, REJECTION_COLUMNS)
    # Sightings are many, and only matter while something waits to be tried again.
    waits = pc.any(rejections["retryable"]).as_py()
    memories = feed_memories(
        read_columns(store, FEEDS, files, POLL_COLUMNS),
        rejections,
        read_columns(store, SIGHTINGS, files if waits else [], SIGHTING_COLUMNS),
    )
    return FeedsAtTick(at_tick.tick, memories)
