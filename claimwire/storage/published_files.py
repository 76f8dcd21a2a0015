"""Reading back what earlier runs have published, column by column."""

import contextlib
import dataclasses
import functools
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimwire.errors import ClaimwireError
from claimwire.schemas.flow import TableFile
from claimwire.schemas.table import Table
from claimwire.storage.data_files import data_files
from claimwire.storage.manifest import (
    FOLDER,
    LATE,
    Manifest,
    NoManifest,
    from_json,
    published_id,
)
from claimwire.storage.store import NotFound, Store, StoredObject, StoreError

_log = logging.getLogger(__name__)

_MANIFESTS_KEPT = 10_000
"""So many a process remembers, at 6 kB each: those of windows of ten minutes in ten weeks."""

DAMAGED = ".damaged"
"""What is added to the name of a damaged manifest that was rebuilt, to keep it."""

T = TypeVar("T")
R = TypeVar("R")


class StateError(ClaimwireError):
    """A file of an earlier run is missing or damaged.

    Attributes:
        cause: what is wrong with it. First, because Beam adds the step's name to the first
            argument.
        root: where the tables are.
        path: the file, relative to the root.
    """

    def __init__(self, cause: str, root: str, path: str) -> None:
        super().__init__(cause, root, path)
        self.cause = cause
        self.root = root
        self.path = path

    def __str__(self) -> str:
        way_out = (
            f"claimwire repair --output {self.root} rebuilds it from the files"
            if published_id(self.path)
            else "Restore it from a copy, if there is one"
        )
        return (
            f"{self.root.rstrip('/')}/{self.path} cannot be read: {self.cause}. {way_out}; "
            "--ignore_state makes one run start as if nothing had been seen before."
        )


def read_manifests(store: Store, run_id: str = "") -> list[Manifest]:
    """Read the manifests of all published runs, in the order of their names.

    A process reads each only once; what a stream looks at every few minutes is what is new. A file
    that is called like a manifest and is none is warned of and passed over.

    Args:
        store: where the tables are.
        run_id: if given, read those of this run alone: one, or one for each of its windows.

    Raises:
        StateError: if one is damaged.
        StoreError: if the storage does not answer.
    """
    listed = [each for each in store.list(f"{FOLDER}/{run_id}") if published_id(each.path)]
    found = in_parallel(functools.partial(read_manifest, store), listed, store.reads_at_once)
    return [each for each in found if each is not None and each.fenced_by is None]


def foreign_files(store: Store) -> list[str]:
    """List the files beside the manifests that are none by their names; they are ignored.

    Raises:
        StoreError: if the storage does not answer.
    """
    paths = (each.path for each in store.list(f"{FOLDER}/"))
    return [path for path in paths if not published_id(path.removesuffix(DAMAGED))]


def read_manifest(store: Store, listed: StoredObject) -> Manifest | None:
    """Read one manifest, or what is in its place. A process reads each only once.

    Returns:
        The manifest, or the fence in its place; None, after a warning, if the file holds other
        JSON and no data file is named after it.

    Raises:
        StateError: if it is damaged.
        StoreError: if the storage does not answer.
    """
    return _read_manifest(_ListedManifest(store.root, listed, store))


def published_files(store: Store, since: date | None = None) -> list[TableFile]:
    """List the data files that hold the rows of all published runs, in the order of their paths.

    However often files have been compacted, each row is in exactly one of the listed files.

    Args:
        store: where the tables are.
        since: leave out the days before; None for all.

    Raises:
        StateError: if a manifest is damaged.
    """
    return files_since(read_manifests(store), since)


def files_since(manifests: Iterable[Manifest], since: date | None) -> list[TableFile]:
    """List the data files that manifests name and none replaces, of a day or later, by path.

    Args:
        manifests: all manifests of an output; one that is left out also replaces nothing.
        since: leave out the days before; None for all.
    """
    manifests = list(manifests)
    first_day = since.isoformat() if since else ""
    replaced = {path for manifest in manifests for path in manifest.replaces}
    named = (file for manifest in manifests for file in manifest.files if file.day >= first_day)
    return sorted((f for f in named if f.path not in replaced), key=lambda file: file.path)


def read_columns(
    store: Store, table: Table, files: Iterable[TableFile], columns: Sequence[str]
) -> pa.Table:
    """Read some columns of all given files of one table; files of other tables are passed over.

    Args:
        store: where the tables are.
        table: the table.
        files: data files, in any order; one that is named twice is read once.
        columns: names of columns; one that a file is too old to have is null.

    Returns:
        The columns in the order asked for, the files one after the other by path.

    Raises:
        StateError: if a file is missing or damaged.
    """
    paths = sorted({each for each in files if each.table == table.name}, key=lambda f: f.path)
    parts = in_parallel(_ReadColumns(store, table, tuple(columns)), paths, store.reads_at_once)
    return pa.concat_tables(parts) if parts else _projection(table, columns).empty_table()


def last_rows(rows: pa.Table, key: str, order: Sequence[str]) -> pa.Table:
    """Keep, for each value of ``key``, the row that comes last by the columns in ``order``."""
    sort_keys = [(name, "ascending") for name in (key, *order)]
    ordered = rows.take(pc.sort_indices(rows, sort_keys=sort_keys))
    numbered = ordered.select([key]).append_column("row", pa.array(range(len(ordered))))
    last = numbered.group_by(key, use_threads=False).aggregate([("row", "max")])
    return ordered.take(last["row_max"])


def in_parallel(work: Callable[[T], R], items: Sequence[T], at_once: int) -> list[R]:
    """Do work with files for some items at a time; the results are in the order of the items.

    Args:
        work: what is done for each.
        items: the items.
        at_once: see ``Store.reads_at_once``.
    """
    if len(items) < 2:
        return [work(item) for item in items]
    with ThreadPoolExecutor(min(at_once, len(items))) as pool:
        return list(pool.map(work, items))


@contextlib.contextmanager
def opened(store: Store, path: str) -> Iterator[pq.ParquetFile]:
    """Open a data file to read parts of it.

    Raises:
        StateError: if it is missing, or shows to be damaged while it is open.
        StoreError: if the storage does not answer.
    """
    try:
        with store.open(path) as file:
            yield pq.ParquetFile(file, page_checksum_verification=True)
    except NotFound as error:
        raise StateError(error.cause, store.root, path) from error
    except (StateError, StoreError):
        raise
    except Exception as error:
        # What a damaged file makes of the reader is open-ended.
        raise StateError(f"{error}".rstrip("."), store.root, path) from error


def columns_of(
    parquet: pq.ParquetFile, store: Store, table: Table, file: TableFile, columns: Sequence[str]
) -> pa.Table:
    """Read some columns of an open data file; one that it is too old to have is null.

    Raises:
        StateError: if it has not as many rows as its manifest says.
    """
    schema = _projection(table, columns)
    present = [name for name in columns if name in parquet.schema_arrow.names]
    # One thread a file is enough: many files are read at once.
    rows = parquet.read(columns=present, use_threads=False)
    if rows.num_rows != file.rows:
        cause = f"it has {rows.num_rows} rows, its manifest says {file.rows}"
        raise StateError(cause, store.root, file.path)
    arrays = [
        rows[field.name].cast(field.type)
        if field.name in present
        else pa.nulls(rows.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


@dataclasses.dataclass(frozen=True)
class _ListedManifest:
    """A manifest as it is listed; with another content it would have another generation."""

    root: str
    listed: StoredObject
    store: Store = dataclasses.field(compare=False)


@functools.lru_cache(_MANIFESTS_KEPT)
def _read_manifest(manifest: _ListedManifest) -> Manifest | None:
    path = manifest.listed.path
    content = manifest.store.read(path)
    try:
        return from_json(content)
    except ValueError as error:
        if isinstance(error, NoManifest) and not _has_data_files(manifest.store, path):
            root = manifest.root.rstrip("/")
            _log.warning("%s/%s is no manifest; it is passed over.", root, path)
            return None
        raise StateError(str(error), manifest.root, path) from error


def _has_data_files(store: Store, path: str) -> bool:
    """Return whether data files are named after the run of a manifest's path."""
    run_id = published_id(path) or ""
    own = {run_id, LATE.sub("", run_id)}
    return any(name.run_id in own for _, name in data_files(store))


@dataclasses.dataclass(frozen=True)
class _ReadColumns:
    store: Store
    table: Table
    columns: tuple[str, ...]

    def __call__(self, file: TableFile) -> pa.Table:
        with opened(self.store, file.path) as parquet:
            return columns_of(parquet, self.store, self.table, file, self.columns)


def _projection(table: Table, columns: Sequence[str]) -> pa.Schema:
    return pa.schema([table.schema.field(name).with_nullable(True) for name in columns])
