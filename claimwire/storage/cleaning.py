"""Removing what runs that died have left behind, and what compactions have replaced."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from claimwire.clock import Clock
from claimwire.schemas import TABLES
from claimwire.storage.heartbeat import holding
from claimwire.storage.published_files import files_since, read_manifests
from claimwire.storage.store import NotFound, Store, StoredObject

_DATA_FILE = re.compile(r"dt=\d{4}-\d{2}-\d{2}/part-[^/]+\.parquet")


def leavings(store: Store, readers_since: datetime | None = None) -> list[StoredObject]:
    """List the data files that no manifest names or one has replaced, and half-written files.

    Files that no run writes are never listed.

    Args:
        store: where the tables are.
        readers_since: since when somebody may be reading who has looked up the published files
            only once; what has been replaced since is not listed. None if nobody is reading.

    Raises:
        StateError: if a manifest is damaged; its files would look as if nobody had named them.
    """
    manifests = read_manifests(store)
    needed = {file.path for file in files_since(manifests, None)}
    for manifest in manifests:
        if readers_since is not None and manifest.published_at > readers_since:
            needed.update(manifest.replaces)
    unpublished = [each for each in _data_files(store) if each.path not in needed]
    return sorted([*unpublished, *store.unfinished()], key=lambda each: each.path)


def clean(
    store: Store,
    run_id: str,
    clock: Clock,
    *,
    grace: timedelta = timedelta(hours=1),
    dry_run: bool = False,
) -> list[StoredObject]:
    """Remove what runs that died have left behind, and what compactions have replaced.

    Args:
        store: where the tables are.
        run_id: a name of its own for this cleaning, which holds the lease meanwhile.
        clock: answers the present instant.
        grace: for how long readers that hold no lease may need a file that has been replaced.
        dry_run: remove nothing, only tell.

    Returns:
        What was removed, or would be.

    Raises:
        LeaseHeld: if a run is active, whose unpublished files must stay.
        StateError: if a manifest is damaged.
    """
    with holding(store, run_id, clock):
        found = leavings(store, clock() - grace)
        if not dry_run:
            for each in found:
                _remove(store, each)
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
