"""Removing what runs that died have left behind."""

import re
from collections.abc import Iterator
from datetime import timedelta

from schemas import TABLES
from transforms.clock import Clock
from transforms.tables.lease import acquire, release
from transforms.tables.read_state import published_files
from transforms.tables.store import NotFound, Store, StoredObject

_DATA_FILE = re.compile(r"dt=\d{4}-\d{2}-\d{2}/part-[^/]+\.parquet")


def leavings(store: Store) -> list[StoredObject]:
    """List the data files that no manifest names, and half-written files.

    Files that no run writes are never listed.

    Raises:
        StateError: if a manifest is damaged; its files would look as if nobody had named them.
    """
    published = {file.path for file in published_files(store)}
    unpublished = [each for each in _data_files(store) if each.path not in published]
    return sorted([*unpublished, *store.unfinished()], key=lambda each: each.path)


def clean(
    store: Store,
    run_id: str,
    clock: Clock,
    lease_duration: timedelta = timedelta(hours=1),
    *,
    dry_run: bool = False,
) -> list[StoredObject]:
    """Remove what runs that died have left behind.

    Args:
        store: where the tables are.
        run_id: a name of its own for this cleaning, which holds the lease meanwhile.
        clock: answers the present instant.
        lease_duration: longest time it may take.
        dry_run: remove nothing, only tell.

    Returns:
        What was removed, or would be.

    Raises:
        LeaseHeld: if a run is active, whose unpublished files must stay.
        StateError: if a manifest is damaged.
    """
    acquire(store, run_id, clock, lease_duration)
    try:
        found = leavings(store)
        if not dry_run:
            for each in found:
                _remove(store, each)
    finally:
        release(store, run_id)
    return found


def _data_files(store: Store) -> Iterator[StoredObject]:
    for table in TABLES:
        for each in store.list(f"{table.name}/"):
            if _DATA_FILE.fullmatch(each.path.removeprefix(f"{table.name}/")):
                yield each


def _remove(store: Store, leaving: StoredObject) -> None:
    try:
        store.delete(leaving.path, leaving.generation)
    except NotFound:
        # A lost answer to a deletion that had succeeded is followed by a second attempt.
        return
