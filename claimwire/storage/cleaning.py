"""Removing what runs that died have left behind, and what compactions have replaced."""

import logging
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from claimwire.clock import Clock
from claimwire.schemas.flow import TableFile
from claimwire.storage.built_upon import without_manifest
from claimwire.storage.data_files import Name, data_files, describe
from claimwire.storage.heartbeat import holding
from claimwire.storage.published_files import files_since, foreign_files, read_manifests
from claimwire.storage.store import NotFound, Store, StoredObject

_HALF_WRITTEN = re.compile(r"(?:.*/)?\.tmp-\d+-\d+-[^/]+")

_log = logging.getLogger(__name__)


def leftovers(store: Store, readers_since: datetime | None = None) -> list[StoredObject]:
    """List the data files that no manifest names or one has replaced, and half-written files.

    What claimwire has not written is never listed, and neither are files whose manifest is missing
    but that published runs have built upon. What looks like a leaving and stays is warned of.

    Args:
        store: where the tables are.
        readers_since: since when somebody may be reading who has looked up the published files
            only once; what has been replaced since is not listed. None if there are no readers.

    Raises:
        StateError: if a manifest is damaged; its files would look unpublished. Or
            if another file is, without which it cannot be told who has built upon what.
        StoreError: if the storage does not answer or refuses.
    """
    for path in foreign_files(store):
        _log.warning("%s/%s is no manifest; it is passed over.", store.root.rstrip("/"), path)
    manifests = read_manifests(store)
    published = files_since(manifests, None)
    needed = {file.path for file in published}
    for manifest in manifests:
        if readers_since is not None and manifest.published_at > readers_since:
            needed.update(manifest.replaces)
    named = {file.path for manifest in manifests for file in manifest.files}
    stored = dict(data_files(store))
    removable = {path for path in stored if path in named and path not in needed}
    unnamed = {path: name for path, name in stored.items() if path not in named}
    replaced = {path for manifest in manifests for path in manifest.replaces}
    removable.update(_unpublished(store, published, replaced, set(stored), unnamed))
    half_written = [each for each in store.unfinished() if _HALF_WRITTEN.fullmatch(each.path)]
    found = [store.stat(path) for path in removable] + half_written
    return sorted(found, key=lambda each: each.path)


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
        StateError: if a manifest is damaged, or a file that is needed to decide.
    """
    with holding(store, run_id, clock):
        found = leftovers(store, clock() - grace)
        if not dry_run:
            for each in found:
                _remove(store, each)
    return found


def _unpublished(
    store: Store,
    published: Sequence[TableFile],
    replaced: Collection[str],
    stored: Collection[str],
    unnamed: Mapping[str, Name],
) -> Iterator[str]:
    """Yield those of the files that no manifest names that runs which died have left."""
    described = {path: describe(store, path, name) for path, name in unnamed.items()}
    sound = {path: each for path, each in described.items() if each is not None}
    unnamed_files = [each.file for each in sound.values()]
    kept = without_manifest(store, published, replaced, stored, unnamed_files)
    for run_id in sorted(kept):
        _log.warning(
            "run %s has no manifest, but later runs have built upon what it published, so its "
            "files stay. claimwire repair --output %s rebuilds the manifest.",
            run_id,
            store.root,
        )
    for path, name in unnamed.items():
        if path not in sound or not sound[path].ours:
            place = f"{store.root.rstrip('/')}/{path}"
            _log.warning("%s was not written by claimwire, or is damaged; it stays.", place)
        elif name.run_id not in kept:
            yield path


def _remove(store: Store, leaving: StoredObject) -> None:
    try:
        store.delete(leaving.path, leaving.generation)
    except NotFound:
        # A lost answer to a deletion that had succeeded is followed by a second attempt.
        return
