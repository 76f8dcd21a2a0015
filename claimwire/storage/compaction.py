"""Compaction: the many small files of a closed day become few, with the same rows.

The new files are published by a manifest that names those they replace. So readers change from
the old files to the new ones in one moment, when the manifest appears, and a compaction that
dies before it has changed nothing. The old files stay until ``clean`` removes them.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from claimwire.clock import Clock
from claimwire.schemas import TABLES
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.table import Table
from claimwire.storage.data_files import is_of_forgetting, replacement_path
from claimwire.storage.heartbeat import holding
from claimwire.storage.manifest import RunInfo
from claimwire.storage.publication import publish_replacement, write_data
from claimwire.storage.published_files import published_files, read_columns
from claimwire.storage.store import Store

_LARGEST = 128 << 20
"""Bytes of files that become one: as rows in memory they are about eight times as large."""


def days_to_compact(store: Store, before: date) -> list[str]:
    """List the days before a day that have small files which can become one, in order.

    Raises:
        StateError: if a manifest is damaged.
        StoreError: if the storage does not answer.
    """
    by_day: dict[str, list[TableFile]] = {}
    for file in published_files(store):
        if file.day < before.isoformat():
            by_day.setdefault(file.day, []).append(file)
    return sorted(day for day, files in by_day.items() if any(_groups(files)))


def compact_day(
    store: Store, run: RunInfo, day: str, *, clock: Clock
) -> tuple[list[str], list[TableFile]]:
    """Rewrite the small files of a day into few.

    Rows are sorted by site, as far as the day's articles tell it, and then as in every file.

    Args:
        store: where the tables are.
        run: the compaction; it takes the lease and gives it back.
        day: the partition, ``YYYY-MM-DD``.
        clock: answers the present instant.

    Returns:
        The paths of the replaced files, and the new files; both empty if there was nothing to do.

    Raises:
        LeaseHeld: if a run is active.
        LeaseLost: if it was suspended for so long that a run has started; nothing has changed then.
        StateError: if a manifest or data file is missing or damaged.
        StoreError: if the storage does not answer or refuses.
    """
    with holding(store, run.run_id, clock):
        files = [file for file in published_files(store) if file.day == day]
        replaced, written = _rewrite(store, files, day, run.run_id)
        if written:
            publish_replacement(store, run, written, replaced, clock=clock)
    return replaced, written


def _rewrite(
    store: Store, files: Sequence[TableFile], day: str, run_id: str
) -> tuple[list[str], list[TableFile]]:
    sites = read_columns(store, ARTICLES, files, ("article_id", "site"))
    replaced: list[str] = []
    written: list[TableFile] = []
    for number, (table, group) in enumerate(_groups(files)):
        rows = read_columns(store, table, group, table.schema.names)
        path = replacement_path(table, day, run_id, number)
        data = _by_site(table, rows, sites)
        paths = [file.path for file in group]
        written.append(write_data(store, table, path, day, data, replaces=paths))
        replaced += paths
    return replaced, written


def _groups(files: Sequence[TableFile]) -> Iterator[tuple[Table, list[TableFile]]]:
    """Put the files of one day together that become one; those that stay alone are left out.

    Rows about forgotten articles keep a file of their own, by whose name every later run finds
    them, however old they are.
    """
    files = [file for file in files if not is_of_forgetting(file)]
    for table in TABLES:
        group: list[TableFile] = []
        for file in sorted((f for f in files if f.table == table.name), key=lambda f: f.path):
            if sum(each.bytes for each in group) + file.bytes > _LARGEST:
                if len(group) > 1:
                    yield table, group
                group = []
            group.append(file)
        if len(group) > 1:
            yield table, group


def _by_site(table: Table, rows: pa.Table, sites: pa.Table) -> pa.Table:
    keys = rows.select(list(table.sort_by))
    order = list(table.sort_by)
    if "article_id" in rows.column_names:
        places = pc.index_in(rows["article_id"], value_set=sites["article_id"])
        keys = keys.append_column("its_site", sites["site"].take(places))
        order = ["its_site", *order]
    indices = pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in order])
    return pa.Table.from_arrays(rows.take(indices).columns, schema=table.schema)
