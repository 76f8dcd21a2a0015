"""The published tables as Apache Iceberg tables, which many engines read.

The manifests stay the truth. A table in the catalog has the same data files, where they are; what
has been published since the last time is committed to it: a snapshot for each run, and one that
replaces files where a compaction, a rereading or a removal has. A process that dies between the
manifest and the catalog leaves the catalog behind, and the next one brings it up to date.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
from pyiceberg.catalog import Catalog, load_catalog
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.exceptions import CommitFailedException
from pyiceberg.io.pyarrow import parquet_files_to_data_files
from pyiceberg.manifest import DataFile
from pyiceberg.table import Table as IcebergTable
from pyiceberg.utils.config import Config

from claimwire.errors import ClaimwireError
from claimwire.schemas import TABLES
from claimwire.schemas.table import Table
from claimwire.storage.manifest import Manifest
from claimwire.storage.published_files import files_since, read_manifests
from claimwire.storage.store import Store

NAMESPACE = "claimwire"
"""The namespace of the tables in a catalog."""

RUN = "claimwire.run_id"
"""The property of a snapshot that names the run whose rows it adds, or that replaces files."""

FOLDER = "_catalog"
"""Where an embedded catalog is, below a root on a disk."""

_TRIES = 10
_NO_RETRY = {"commit.retry.num-retries": "0"}
"""What a commit adds is chosen by what the table has. If that has changed, it is chosen anew."""


class CatalogFailed(ClaimwireError):
    """A catalog cannot be opened, or cannot be brought up to date."""


class Committed(NamedTuple):
    """What was committed to one table.

    Attributes:
        table: its name.
        snapshots: how many snapshots.
        added, removed: how many data files.
    """

    table: str
    snapshots: int
    added: int
    removed: int


def open_catalog(name: str, store: Store) -> Catalog:
    """Open a catalog.

    Args:
        name: the name under which PyIceberg's configuration has it (``.pyiceberg.yaml``, or
            variables such as ``PYICEBERG_CATALOG__NAME__URI``). If it has none of that name, the
            catalog is a SQLite database in the output.
        store: the output.

    Raises:
        CatalogFailed: if it cannot be opened, or is not configured and the output is no folder.
    """
    try:
        configured = Config().get_catalog_config(name)
        if configured is not None:
            return load_catalog(name, **{key: str(each) for key, each in configured.items()})
        if "://" in store.root:
            raise CatalogFailed(
                f"PyIceberg's configuration has no catalog {name!r}, and an embedded one has to be "
                f"on a disk, not at {store.root}. Describe it in .pyiceberg.yaml."
            )
        folder = Path(store.root).resolve() / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / name
        return SqlCatalog(name, uri=f"sqlite:///{place}.db", warehouse=f"file://{place}")
    except CatalogFailed:
        raise
    except Exception as error:
        # A catalog may be any service, whose client raises what it likes.
        raise CatalogFailed(f"the catalog {name!r} cannot be opened: {error}") from error


def bring_up_to_date(store: Store, catalog: Catalog) -> list[Committed]:
    """Commit to the catalog what has been published since the last time.

    Args:
        store: the output.
        catalog: the catalog.

    Returns:
        What was committed to each table that was behind.

    Raises:
        CatalogFailed: if it does not answer or refuses, or others keep committing.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not answer.
    """
    manifests = sorted(read_manifests(store), key=lambda each: (each.published_at, each.run_id))
    try:
        catalog.create_namespace_if_not_exists(NAMESPACE)
        done = [_bring_up_to_date(store, catalog, table, manifests) for table in TABLES]
    except CatalogFailed:
        raise
    except Exception as error:
        raise CatalogFailed(
            f"the catalog {catalog.name!r} is behind what is published: {error}. claimwire catalog "
            f"--output {store.root} --catalog {catalog.name} brings it up to date."
        ) from error
    return [each for each in done if each.snapshots]


def _bring_up_to_date(
    store: Store, catalog: Catalog, table: Table, manifests: Sequence[Manifest]
) -> Committed:
    for _ in range(_TRIES):
        try:
            return _commit(store, _table_in(catalog, table), table, manifests)
        except CommitFailedException:
            # Somebody else has committed. What is missing now is another question.
            continue
    raise CatalogFailed(f"others keep committing to {NAMESPACE}.{table.name}; try again.")


def _table_in(catalog: Catalog, table: Table) -> IcebergTable:
    """Return a table of the catalog, made if need be, with all columns of today."""
    schema = _schema(table)
    found = catalog.create_table_if_not_exists(
        (NAMESPACE, table.name), schema, properties=_NO_RETRY
    )
    if set(table.schema.names) - set(found.schema().column_names):
        with found.update_schema() as update:
            update.union_by_name(schema)
    return found


def _schema(table: Table) -> pa.Schema:
    """Return the columns; all may be null, as files of older versions lack some."""
    return pa.schema(
        [
            field.with_nullable(True).with_metadata({"doc": field.metadata[b"description"]})
            for field in table.schema
        ]
    )


def _commit(
    store: Store, known: IcebergTable, table: Table, manifests: Sequence[Manifest]
) -> Committed:
    start = _address(store)
    current: dict[str, DataFile] = {
        task.file.file_path: task.file for task in known.scan().plan_files()
    }
    published = {
        start + file.path
        for file in files_since(manifests, None)
        if file.table == table.name and file.rows
    }
    gone = [current[path] for path in sorted(current.keys() - published)]
    steps = [
        (run_id, paths)
        for run_id, paths in _steps(start, table, manifests, published - current.keys())
        if paths
    ]
    if gone:
        # Rows must not be there twice, or not at all, in any snapshot.
        replacing = [manifest.run_id for manifest in manifests if manifest.replaces]
        steps = [(replacing[-1] if replacing else "", sorted(published - current.keys()))]
    for run_id, paths in steps:
        with known.transaction() as transaction:
            if known.name_mapping() is None:
                mapping = known.schema().name_mapping.model_dump_json()
                transaction.set_properties({"schema.name-mapping.default": mapping})
            new = parquet_files_to_data_files(known.io, known.metadata, iter(paths))
            update = transaction.update_snapshot({RUN: run_id})
            with update.overwrite() if gone else update.fast_append() as snapshot:
                for file in gone:
                    snapshot.delete_data_file(file)
                for file in new:
                    snapshot.append_data_file(file)
    added = sum(len(paths) for _, paths in steps)
    return Committed(table.name, len(steps), added, len(gone))


def _steps(
    start: str, table: Table, manifests: Sequence[Manifest], missing: set[str]
) -> Iterator[tuple[str, list[str]]]:
    """Yield the missing files of each run."""
    for manifest in manifests:
        own = {start + file.path for file in manifest.files if file.table == table.name}
        yield manifest.run_id, sorted(own & missing)


def _address(store: Store) -> str:
    """Return what comes before the path of a data file."""
    root = store.root if "://" in store.root else f"file://{Path(store.root).resolve()}"
    return f"{root.rstrip('/')}/"
