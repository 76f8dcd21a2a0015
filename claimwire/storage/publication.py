"""Writing data files, and publishing them with a manifest."""

import contextlib
import hashlib
import json
import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import pyarrow as pa

from claimwire.clock import Clock
from claimwire.schemas import TABLES
from claimwire.schemas.flow import TableFile, Tally
from claimwire.schemas.table import Table, day_of
from claimwire.storage import lease
from claimwire.storage.arrow import to_arrow, to_parquet
from claimwire.storage.data_files import PATH_KEY, REPLACES_KEY, replacement_path
from claimwire.storage.file_lists import changed_tables, write_file_lists
from claimwire.storage.heartbeat import TERM
from claimwire.storage.manifest import Manifest, RunInfo, build_manifest, manifest_path, to_json
from claimwire.storage.published_files import StateError, published_files, read_manifest
from claimwire.storage.store import AlreadyExists, Store, exists

_log = logging.getLogger(__name__)


def write_file(
    store: Store,
    table: Table,
    path: str,
    day: str,
    rows: Iterable[Any],
    *,
    replaces: Sequence[str] = (),
) -> TableFile:
    """Write one file, whole; see ``write_data``.

    Raises:
        StoreError: if it cannot be written.
        pa.ArrowInvalid, pa.ArrowTypeError: if a row does not fit the schema.
    """
    return write_data(store, table, path, day, to_arrow(table, rows), replaces=replaces)


def write_data(
    store: Store,
    table: Table,
    path: str,
    day: str,
    data: pa.Table,
    *,
    replaces: Sequence[str] = (),
) -> TableFile:
    """Write one file of rows that have the table's schema and order, whole.

    Args:
        store: where the tables are.
        table: the table of the rows.
        path: where to write.
        day: the partition, ``YYYY-MM-DD``.
        data: the rows.
        replaces: paths of published files that the file stands for, kept in its metadata so that
            ``repair`` can tell.

    Raises:
        StoreError: if it cannot be written.
    """
    metadata: dict[str | bytes, str | bytes] = {PATH_KEY: path}
    if replaces:
        metadata[REPLACES_KEY] = json.dumps(sorted(replaces))
    content = to_parquet(data.replace_schema_metadata(metadata))
    store.write(path, content)
    return TableFile(
        table=table.name,
        path=path,
        day=day,
        rows=data.num_rows,
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def publish(
    store: Store,
    run: RunInfo,
    files: Sequence[TableFile],
    tallies: Sequence[Tally],
    *,
    clock: Clock,
    lease_duration: timedelta,
    part: RunInfo | None = None,
    replaces: Sequence[str] = (),
) -> Manifest:
    """Create a manifest, if the run still holds the lease, and renew the lease.

    A table that would have no published file then gets one without rows: engines that read folders
    find every table with its columns. Doing it again, after a runner has lost the answer, changes
    nothing.

    Args:
        store: where the tables are.
        run: the run that holds the lease.
        files: what is published.
        tallies: counts for the manifest.
        clock: answers the present instant.
        lease_duration: for how long the lease is renewed.
        part: the window of the run that is published; None for the whole run.
        replaces: paths of published data files that ``files`` stands for from now on.

    Returns:
        The manifest.

    Raises:
        LeaseLost: if another run has taken the lease; nothing is published then.
        StateError: if an earlier attempt has published it, and it has been damaged since.
        StoreError: if the storage does not answer or refuses.
    """
    part = part or run
    path = manifest_path(part.run_id)
    if not exists(store, path):
        # That the lease is ours now does not tell that it still is when the next line is run. But
        # a run that takes it over creates a fence at the path announced here.
        lease.renew(store, run.run_id, clock, lease_duration, announce=path)
        files = [*files, *_empty_files(store, part, files, replaces)]
        counts = {tally.name: tally.count for tally in tallies}
        manifest = build_manifest(part, clock(), files, counts, replaces)
        with contextlib.suppress(AlreadyExists):
            store.create(path, to_json(manifest))
            return manifest
    # An earlier attempt has published it, or another run keeps this one from it.
    found = read_manifest(store, store.stat(path))
    if found is None:
        raise StateError("it is no manifest", store.root, path)
    if found.fenced_by is not None:
        raise lease.LeaseLost(lease.lost(store, run.run_id))
    return found


def _empty_files(
    store: Store, part: RunInfo, files: Sequence[TableFile], replaces: Sequence[str]
) -> list[TableFile]:
    """Write a file without rows for each table that ``files`` leave without any."""
    if {table.name for table in TABLES} <= {file.table for file in files}:
        return []
    try:
        known = published_files(store)
    except StateError as error:
        # A run with --ignore_state must be published all the same.
        _log.warning("tables without rows may lack a file: %s", error)
        return []
    gone = set(replaces)
    there = {file.table for file in (*known, *files) if file.path not in gone}
    day = day_of(part.started_at)
    written = []
    for table in (table for table in TABLES if table.name not in there):
        path = (
            replacement_path(table, day, part.run_id, 0)
            if replaces
            else f"{table.name}/dt={day}/part-{part.run_id}-p0-s0.parquet"
        )
        written.append(write_data(store, table, path, day, table.schema.empty_table()))
    return written


def publish_replacement(
    store: Store,
    run: RunInfo,
    files: Sequence[TableFile],
    replaces: Sequence[str],
    *,
    clock: Clock,
) -> None:
    """Publish files that stand for others from now on, and write the lists of their tables anew.

    Readers change from the old files to the new ones in one moment, when the manifest appears. A
    process that dies before it has changed nothing.

    Args:
        store: where the tables are.
        run: who replaces; it holds the lease, which is renewed by ``holding``.
        files: the new files.
        replaces: paths of the published files that they replace.
        clock: answers the present instant.

    Raises:
        LeaseLost: if another run has taken the lease; nothing is published then.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not answer or refuses.
    """
    published = publish(store, run, files, [], clock=clock, lease_duration=TERM, replaces=replaces)
    write_file_lists(store, changed_tables(published))
