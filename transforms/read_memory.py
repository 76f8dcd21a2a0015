"""The first step of a run: reads what earlier runs have published as its memory."""

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
from claimwire.storage.data_files import FORGETTING, is_of_forgetting
from claimwire.storage.published_files import files_since, read_columns, read_manifests
from claimwire.storage.store import Store


class ClockBehind(ClaimwireError):
    """The clock is so far behind the last run that the next run would not look back to this one."""


class Memory(NamedTuple):
    """The outputs of ``ReadMemory``.

    Attributes:
        files: ``TableFile``, the data files within the look-back; in a window with several ticks
            a file may occur several times.
        feeds: ``FeedsAtTick``, one for each tick.
    """

    files: PCollection
    feeds: PCollection


@dataclasses.dataclass
class ReadMemory(beam.PTransform):
    """Read what is published at a tick: ``Tick`` to ``Memory``.

    Attributes:
        store: the store of the tables.
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
        # What reads them groups them first (``AskFiles``), so that any worker may.
        files = at_tick | "Files" >> beam.FlatMap(files_of)
        feeds = at_tick | "ReadFeedMemories" >> beam.Map(
            partial(read_feed_memories, store=self.store)
        )
        return Memory(files=files, feeds=feeds)


def remembered_files(
    tick: Tick, store: Store, look_back: timedelta, only_run: str | None = None
) -> FilesAtTick:
    """List the published files within a run's look-back.

    The look-back counts from the last published run, so that a pause between runs loses no memory.
    Files that name forgotten articles are listed whatever their day and run.

    Args:
        tick: the tick, whose time counts as now.
        store: the store of the tables.
        look_back: how far back to read.
        only_run: if given, the only run whose tables count.

    Raises:
        ClockBehind: if the clock of this run or of the last one is wrong by more than
            ``look_back``.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not respond.
    """
    manifests = read_manifests(store, only_run or "")
    forgettings = [
        manifest
        for manifest in (read_manifests(store, FORGETTING) if only_run else manifests)
        if manifest.run_id.startswith(FORGETTING)
    ]
    polled = [manifest.started_at for manifest in manifests if not manifest.replaces]
    newest = max(polled, default=tick.at)
    if newest - tick.at > look_back:
        raise ClockBehind(
            f"the clock says {tick.at:%Y-%m-%d %H:%M} UTC, but a run on {store.root} started at "
            f"{newest:%Y-%m-%d %H:%M}. Set the clock; if it is right and was wrong then, give "
            f"--look_back_days {(newest - tick.at).days + 1}."
        )
    files = files_since(manifests, (min(tick.at, newest) - look_back).date())
    # What was removed on demand must not come back, however long ago that was.
    forgotten = filter(is_of_forgetting, files_since(forgettings, None))
    return FilesAtTick(tick, sorted({*files, *forgotten}, key=lambda file: file.path))


def files_of(at_tick: FilesAtTick) -> list[TableFile]:
    """Return the data files within the look-back of a tick."""
    return at_tick.files


def tells_of_feeds(file: TableFile) -> bool:
    """Return whether feeds' memories are read from this file."""
    return file.table in (FEEDS.name, REJECTIONS.name, SIGHTINGS.name)


def read_feed_memories(at_tick: FilesAtTick, store: Store) -> FeedsAtTick:
    """Read the memory of each feed from the files.

    Raises:
        StateError: if a file is missing or damaged.
    """
    files = list(filter(tells_of_feeds, at_tick.files))
    rejections = read_columns(store, REJECTIONS, files, REJECTION_COLUMNS)
    # Sightings are many, and are needed only while an entry waits for a retry.
    waits = pc.any(rejections["retryable"]).as_py()
    memories = feed_memories(
        read_columns(store, FEEDS, files, POLL_COLUMNS),
        rejections,
        read_columns(store, SIGHTINGS, files if waits else [], SIGHTING_COLUMNS),
    )
    return FeedsAtTick(at_tick.tick, memories)
