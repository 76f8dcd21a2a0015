"""Writing data files, and publishing them with a manifest."""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import pyarrow as pa

from claimwire.clock import Clock
from claimwire.schemas.flow import TableFile, Tally
from claimwire.schemas.table import Table
from claimwire.storage import lease
from claimwire.storage.arrow import to_arrow, to_parquet
from claimwire.storage.data_files import PATH_KEY, REPLACES_KEY
from claimwire.storage.file_lists import write_file_lists
from claimwire.storage.heartbeat import TERM
from claimwire.storage.manifest import RunInfo, build_manifest, manifest_path, to_json
from claimwire.storage.published_files import StateError, read_manifest
from claimwire.storage.store import AlreadyExists, Store, exists


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
) -> str:
    """Create a manifest, if the run still holds the lease, and renew the lease.

    Doing it again, after a runner has lost the answer, changes nothing.

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
        The manifest's path.

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
        counts = {tally.name: tally.count for tally in tallies}
        manifest = build_manifest(part, clock(), files, counts, replaces)
        with contextlib.suppress(AlreadyExists):
            store.create(path, to_json(manifest))
            return path
    # An earlier attempt has published it, or another run keeps this one from it.
    found = read_manifest(store, store.stat(path))
    if found is None:
        raise StateError("it is no manifest", store.root, path)
    if found.fenced_by is not None:
        raise lease.LeaseLost(lease.lost(store, run.run_id))
    return path


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
    publish(store, run, files, [], clock=clock, lease_duration=TERM, replaces=replaces)
    tables = {file.table for file in files} | {path.partition("/")[0] for path in replaces}
    write_file_lists(store, tables)
