"""Published runs, as a test wants them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from claimwire.schemas.flow import TableFile
from claimwire.schemas.table import Table
from claimwire.storage.manifest import RunInfo, build_manifest, manifest_path, to_json
from claimwire.storage.publication import write_file
from claimwire.storage.store import Store
from tests.fakes.rows import NOW


def write_rows(
    store: Store, table: Table, rows: Iterable[Any], *, run_id: str = "run1", day: str = ""
) -> TableFile:
    """Write one file of a table."""
    day = day or NOW.date().isoformat()
    path = f"{table.name}/dt={day}/part-{run_id}-p0-s0.parquet"
    return write_file(store, table, path, day, rows)


def publish_rows(
    store: Store,
    tables: Mapping[Table, Iterable[Any]],
    *,
    run_id: str = "run1",
    day: str = "",
    at: datetime = NOW,
) -> list[TableFile]:
    """Publish a run that wrote one file of each given table."""
    files = [
        write_rows(store, table, rows, run_id=run_id, day=day) for table, rows in tables.items()
    ]
    manifest = build_manifest(RunInfo(run_id, at), at, files, {})
    store.write(manifest_path(run_id), to_json(manifest))
    return files
