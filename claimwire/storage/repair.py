"""Rebuilding manifests that are damaged or missing, from the data files.

A manifest that is damaged was there, so its run was published. One that is missing was there if
later runs built upon what it published (``built_upon``); else the run died before, and what it had
found is found again by the next one.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from claimwire.clock import Clock
from claimwire.counters import POLLS, REJECTED
from claimwire.schemas import TABLES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.flow import TableFile
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.schemas.table import SCHEMA_VERSION, Table
from claimwire.storage import lease
from claimwire.storage.built_upon import without_manifest
from claimwire.storage.data_files import Described, data_files, describe, name_of
from claimwire.storage.file_lists import write_file_lists
from claimwire.storage.heartbeat import TERM, holding
from claimwire.storage.manifest import (
    FOLDER,
    LATE,
    Manifest,
    RunInfo,
    build_manifest,
    manifest_path,
    published_id,
    to_json,
)
from claimwire.storage.published_files import (
    DAMAGED,
    StateError,
    files_since,
    read_columns,
    read_manifest,
)
from claimwire.storage.store import Store, StoredObject

_TIMES = {FEEDS: "polled_at", SIGHTINGS: "seen_at", REJECTIONS: "occurred_at"}
"""Columns with the instant that counted as now for the run."""


@dataclasses.dataclass(frozen=True)
class Rebuilt:
    """A manifest that was rebuilt.

    Attributes:
        manifest: what it says now.
        was_damaged: whether it was there, but damaged; else it was missing.
    """

    manifest: Manifest
    was_damaged: bool


@dataclasses.dataclass(frozen=True)
class _Output:
    """What is found in an output: manifests, fences, damaged manifests and data files."""

    manifests: Sequence[Manifest]
    fenced: Sequence[Manifest]
    damaged: Mapping[str, StoredObject]
    stored: frozenset[str]
    unnamed: Mapping[str, Described]


def repair(store: Store, run_id: str, clock: Clock, *, dry_run: bool = False) -> list[Rebuilt]:
    """Rebuild the manifests that are damaged or missing, and write the lists of files anew.

    What a damaged manifest held is kept beside it. What no file tells, the options of the run, is
    lost.

    Args:
        store: where the tables are.
        run_id: a name of its own for this repair, which holds the lease meanwhile.
        clock: answers the present instant.
        dry_run: change nothing, only tell.

    Returns:
        What was rebuilt, or would be, in the order of the names of the runs.

    Raises:
        LeaseHeld: if a run is active.
        LeaseLost: if another run has taken over meanwhile.
        StateError: if a published data file is damaged.
        StoreError: if the storage does not answer or refuses.
    """
    with holding(store, run_id, clock):
        found = _look(store)
        rebuilt = [
            Rebuilt(_rebuild(store, found, published, files, clock()), published in found.damaged)
            for published, files in sorted(_published(store, found).items())
        ]
        if not dry_run:
            for each in rebuilt:
                _write(store, run_id, clock, each, found.damaged.get(each.manifest.run_id))
            write_file_lists(store)
    return rebuilt


def _look(store: Store) -> _Output:
    manifests: list[Manifest] = []
    damaged: dict[str, StoredObject] = {}
    for listed in store.list(f"{FOLDER}/"):
        run_id = published_id(listed.path)
        if run_id is None:
            continue
        try:
            manifest = read_manifest(store, listed)
        except StateError:
            damaged[run_id] = listed
        else:
            manifests += [manifest] if manifest is not None else []
    named = {file.path for manifest in manifests for file in manifest.files}
    stored = dict(data_files(store))
    described = {
        path: describe(store, path, name) for path, name in stored.items() if path not in named
    }
    return _Output(
        manifests=[each for each in manifests if each.fenced_by is None],
        fenced=[each for each in manifests if each.fenced_by is not None],
        damaged=damaged,
        stored=frozenset(stored),
        unnamed={path: each for path, each in described.items() if each is not None},
    )


def _published(store: Store, found: _Output) -> dict[str, list[TableFile]]:
    """Bring together the data files of each manifest that is to be rebuilt."""
    files: dict[str, list[TableFile]] = {run_id: [] for run_id in found.damaged}
    taken = {each.run_id for each in (*found.manifests, *found.fenced)}
    rest: list[TableFile] = []
    for path, each in found.unnamed.items():
        name = name_of(path)
        assert name is not None, "described files have names"
        owner = _damaged_of(name.run_id, found.damaged)
        if owner is None:
            rest.append(each.file)
        else:
            files[owner].append(each.file)
    named = [*files_since(found.manifests, None), *(file for own in files.values() for file in own)]
    replaced = {path for manifest in found.manifests for path in manifest.replaces}
    missing = without_manifest(store, named, replaced, found.stored, rest)
    for run_id, own in missing.items():
        files[_free(run_id, {*taken, *files})] = own
    return files


def _damaged_of(run_id: str, damaged: Mapping[str, StoredObject]) -> str | None:
    """Choose the damaged manifest that a file of a run, or window, belongs to."""
    if run_id in damaged:
        return run_id
    return next((each for each in sorted(damaged) if LATE.sub("", each) == run_id), None)


def _free(run_id: str, taken: set[str]) -> str:
    """Name a manifest that is missing: where the window has one, it was a late addition."""
    names = (f"{run_id}-p{number}" if number else run_id for number in range(len(taken) + 1))
    return next(name for name in names if name not in taken)


def _rebuild(
    store: Store, found: _Output, run_id: str, files: Sequence[TableFile], now: datetime
) -> Manifest:
    names = [name_of(file.path) for file in files]
    replaces: list[str] = []
    if any(name and name.replacing for name in names):
        told = {path for file in files for path in found.unnamed[file.path].replaces}
        # Files of older versions do not say what they replace.
        replaces = sorted(told or _replaced(store, found, files))
    else:
        files = [*files, *_replaced_and_gone(found, run_id)]
    columns = {path: each.columns for path, each in found.unnamed.items()}
    older = any(
        not columns[file.path] >= set(table.schema.names)
        for table in TABLES
        for file in files
        if file.table == table.name and file.path in columns
    )
    own = [file for file in files if file.path in columns]
    run = RunInfo(run_id, _started_at(store, own) or now, {"rebuilt_from_files": True})
    manifest = build_manifest(run, now, files, {} if replaces else _tallies(store, own), replaces)
    return dataclasses.replace(manifest, schema_version=SCHEMA_VERSION - older)


def _started_at(store: Store, files: Sequence[TableFile]) -> datetime | None:
    earliest = [
        pc.min(read_columns(store, table, files, (column,))[column]).as_py()
        for table, column in _TIMES.items()
    ]
    return min(filter(None, earliest), default=None)


def _tallies(store: Store, files: Sequence[TableFile]) -> Counter[str]:
    outcomes = read_columns(store, FEEDS, files, ("outcome",))["outcome"].to_pylist()
    reasons = read_columns(store, REJECTIONS, files, ("reason",))["reason"].to_pylist()
    return Counter([*(POLLS + each for each in outcomes), *(REJECTED + each for each in reasons)])


def _replaced_and_gone(found: _Output, run_id: str) -> Iterator[TableFile]:
    """Name the files of a run that a compaction has replaced and ``clean`` removed.

    Nobody reads them any more, so how large they were makes no difference.
    """
    for path in {path for manifest in found.manifests for path in manifest.replaces}:
        name = name_of(path)
        if name and name.run_id == run_id and path not in found.stored:
            yield TableFile(table=name.table, path=path, day=name.day, rows=0, bytes=0)


def _replaced(store: Store, found: _Output, files: Sequence[TableFile]) -> Iterator[str]:
    """Yield the published files whose rows are in those that a compaction wrote."""
    days = {(file.table, file.day) for file in files}
    for file in files_since(found.manifests, None):
        if (file.table, file.day) not in days:
            continue
        table = next(each for each in TABLES if each.name == file.table)
        if file.path not in found.stored or _keys(store, table, [file]) <= _keys(
            store, table, [each for each in files if each.day == file.day]
        ):
            yield file.path


def _keys(store: Store, table: Table, files: Iterable[TableFile]) -> set[tuple[object, ...]]:
    columns = (*table.sort_by, "run_id")
    rows: pa.Table = read_columns(store, table, files, columns)
    return set(zip(*(rows[name].to_pylist() for name in columns), strict=True))


def _write(
    store: Store, run_id: str, clock: Clock, rebuilt: Rebuilt, damaged: StoredObject | None
) -> None:
    content = to_json(rebuilt.manifest)
    path = manifest_path(rebuilt.manifest.run_id)
    if damaged is not None:
        store.write(path + DAMAGED, store.read(path))
        store.replace(path, content, damaged.generation)
    else:
        lease.renew(store, run_id, clock, TERM, announce=path)
        store.create(path, content)
