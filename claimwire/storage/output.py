"""An output as it is published: each table for Arrow, DuckDB and pandas."""

import contextlib
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs

from claimwire.errors import ClaimwireError
from claimwire.schemas import TABLES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.table import Table
from claimwire.storage.opening import open_store
from claimwire.storage.published_files import published_files
from claimwire.storage.sql_views import Connection, StoreFiles, create_view, sql_views
from claimwire.storage.store import Store

if TYPE_CHECKING:
    import pandas as pd

DAY = pa.field("dt", pa.date32())
"""The partition, which every table has as its last column."""


class NoTables(ClaimwireError):
    """Nothing is published at an address."""


class Output:
    """The tables of all published runs, each row once.

    What was published when it was opened stays what it shows; open it again to see later runs.
    It holds a database, which ``close`` or a ``with`` statement closes.

    Args:
        store: where the tables are.

    Attributes:
        root: where the tables are, as the user wrote it.
        tables: each table by its name.
        articles, sightings, entities, claims, feeds, rejections, actors, statements: the same
            tables.

    Raises:
        StateError: if a manifest is damaged.
        StoreError: if the storage does not answer.
    """

    def __init__(self, store: Store) -> None:
        self.root = store.root
        self._store = store
        self._files = published_files(store)
        self._closing = contextlib.ExitStack()
        self._connection: Connection | None = None
        self._viewed: set[str] = set()
        tables = {table.name: PublishedTable(self, table) for table in TABLES}
        self.tables: Mapping[str, PublishedTable] = MappingProxyType(tables)
        self.articles = tables["articles"]
        self.sightings = tables["sightings"]
        self.entities = tables["entities"]
        self.claims = tables["claims"]
        self.feeds = tables["feeds"]
        self.rejections = tables["rejections"]
        self.actors = tables["actors"]
        self.statements = tables["statements"]

    def __repr__(self) -> str:
        return f"<output {self.root}: {', '.join(map(repr, self.tables.values()))}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.__exit__(kind, error, trace)

    def close(self) -> None:
        """Close the database; relations made from it are of no use then."""
        self._closing.close()

    def sql(self, statement: str) -> duckdb.DuckDBPyRelation:
        """Ask all tables in DuckDB's SQL, which can read nothing else.

        In SQL, ``claims`` leaves out the rows with a ``parent_id``; ``all_claims`` has all rows.

        Args:
            statement: one that selects.

        Returns:
            The answer, computed when it is asked for its rows; it needs the output to be open.

        Raises:
            duckdb.Error: if the statement is wrong, or a file is missing or damaged.
        """
        # A view looks into all its files once; a table that is not named needs none.
        named = [name for name in self.tables if name in statement.casefold()]
        return self._views(*(named or self.tables)).sql(statement)

    def files_of(self, table: Table) -> list[TableFile]:
        """The data files that hold the rows of a table."""
        return [file for file in self._files if file.table == table.name]

    def dataset_of(self, table: Table) -> ds.Dataset:
        """The rows of a table for Arrow; ``PublishedTable.dataset`` says more."""
        files = self.files_of(table)
        return ds.FileSystemDataset.from_paths(
            [file.path for file in files],
            schema=table.schema.append(DAY),
            format=ds.ParquetFileFormat(),
            filesystem=pyarrow.fs.PyFileSystem(pyarrow.fs.FSSpecHandler(StoreFiles(self._store))),
            partitions=[ds.field(DAY.name) == date.fromisoformat(file.day) for file in files],
        )

    def relation_of(self, table: Table) -> duckdb.DuckDBPyRelation:
        """The rows of a table for DuckDB; ``PublishedTable.relation`` says more."""
        return self._views(table.name).table(table.all_rows)

    def _views(self, *names: str) -> Connection:
        if self._connection is None:
            opened = sql_views(self._store, self._files, ())
            self._connection = self._closing.enter_context(opened)
        needed = (each for name in names for each in self.tables[name].table.view_needs)
        for name in dict.fromkeys((*needed, *names)):
            if name not in self._viewed:
                table = self.tables[name].table
                create_view(self._connection, table, self.files_of(table))
                self._viewed.add(name)
        return self._connection


class PublishedTable:
    """All published rows of one table; of claims, also those that are part of another.

    Attributes:
        table: its name, schema and record type.
        rows: how many there are.
    """

    def __init__(self, output: Output, table: Table) -> None:
        self._output = output
        self.table = table
        self.rows = sum(file.rows for file in output.files_of(table))

    def __repr__(self) -> str:
        return f"<{self.table.name}: {self.rows} rows>"

    @property
    def schema(self) -> pa.Schema:
        """The columns, the partition ``dt`` last; docs/tables.md says what they mean."""
        return self.table.schema.append(DAY)

    def dataset(self) -> ds.Dataset:
        """The rows for Arrow, Polars and whatever else reads a ``pyarrow.dataset.Dataset``.

        Nothing is read yet. Columns that a file is too old to have are null.
        """
        return self._output.dataset_of(self.table)

    def relation(self) -> duckdb.DuckDBPyRelation:
        """The rows for DuckDB, as a relation to filter, join and aggregate.

        It needs the output to be open.

        Raises:
            duckdb.Error: if a file is missing or damaged.
        """
        return self._output.relation_of(self.table)

    def to_pandas(self, **options: Any) -> "pd.DataFrame":
        """All rows as a data frame; needs pandas, as ``pip install 'claimwire[pandas]'`` has it.

        Args:
            options: of ``pyarrow.Table.to_pandas``.
        """
        return self.dataset().to_table().to_pandas(**options)


def open_output(root: str) -> Output:
    """Open what is published at a folder, ``gs://bucket/prefix`` or ``s3://bucket/prefix``.

    Raises:
        NoTables: if there is nothing.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not answer, or ``root`` is none of these.
    """
    return Output(existing_store(root))


def existing_store(root: str) -> Store:
    """Open the store that earlier runs have written to.

    Raises:
        NoTables: if there is nothing.
        StoreError: if it cannot be read.
    """
    store = open_store(root)
    if next(store.list(""), None) is None:
        raise NoTables(f"there are no tables at {root}.")
    return store
