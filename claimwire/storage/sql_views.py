"""The published tables as SQL views: DuckDB over exactly the files that the manifests name."""

import contextlib
import io
import tempfile
import threading
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

import duckdb
import fsspec
import pyarrow as pa

from claimwire.schemas import TABLES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.table import Table
from claimwire.storage.store import Store, StoreError

Connection = duckdb.DuckDBPyConnection

_PROTOCOL = "claimwire"
_PARTITION = pa.field("dt", pa.date32())
_FILE = pa.field("file", pa.string())
_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_LOCKED = (
    "set enable_external_access = false",
    "set python_enable_replacements = false",
    "set lock_configuration = true",
)


@contextlib.contextmanager
def sql_views(
    store: Store,
    files: Collection[TableFile],
    tables: Collection[Table] = TABLES,
    *,
    name_files: bool = False,
    memory: str | None = None,
) -> Iterator[Connection]:
    """Open a database in memory with a view of each table; no statement gets at any other file.

    A view has the columns of the table, null where a file is too old to have them, and the
    partition as ``dt``. Without a file it is empty. Days and instants are in UTC. A table with
    rows that are part of others has two: ``claims`` is without these, ``all_claims`` with them.

    Args:
        store: where the tables are.
        files: the data files, as published; they must not be removed while the views are in use.
        tables: the tables that are needed. Those with many files take a moment each.
        name_files: whether the views have a column ``file`` with the path of each row's file.
        memory: most memory to use, such as "1GB", before it spills to disk; None leaves it to
            DuckDB, which takes most of the machine's.

    Raises:
        StoreError: if a file cannot be read, also from statements run on the connection.
        duckdb.Error: if a file is damaged.
    """
    disk = StoreFiles(store)
    with tempfile.TemporaryDirectory() as spill, duckdb.connect(config=_OFFLINE) as connection:
        try:
            connection.register_filesystem(disk)
            connection.execute("set TimeZone = 'UTC'")
            connection.execute("set temp_directory = ?", [spill])
            connection.execute("set allowed_paths = ?", [[_url(file) for file in files]])
            if memory is not None:
                connection.execute("set memory_limit = ?", [memory])
            connection.execute("create schema columns")
            for table in tables:
                own = [file for file in files if file.table == table.name]
                create_view(connection, table, own, name_files=name_files)
            for statement in _LOCKED:
                connection.execute(statement)
            yield connection
        except duckdb.Error as error:
            if disk.failure is not None:
                # DuckDB wraps it in the text of a stack.
                raise disk.failure from error
            raise


def create_view(
    connection: Connection,
    table: Table,
    files: Collection[TableFile],
    *,
    name_files: bool = False,
) -> None:
    """Add the view, or both views, of a table to a database that ``sql_views`` has opened.

    Args:
        connection: the database.
        table: the table, which has no view yet.
        files: its data files, of those that the database was opened with.
        name_files: whether the view has a column ``file``.

    Raises:
        duckdb.Error: if a file is missing or damaged.
    """
    columns = table.schema.append(_PARTITION)
    if name_files:
        columns = columns.append(_FILE)
    connection.register("these", columns.empty_table())
    connection.execute(f"create table columns.{table.name} as from these")
    connection.unregister("these")
    view = f"create view {table.all_rows} as from columns.{table.name}"
    if files:
        paths = ", ".join(_quoted(_url(file)) for file in files)
        view += (
            f" union all by name from read_parquet([{paths}], union_by_name = true,"
            " hive_partitioning = true, hive_types = {dt: date}"
        )
        view += f", filename = '{_FILE.name}')" if name_files else ")"
    connection.execute(view)
    if table.view is not None:
        connection.execute(f"create view {table.name} as {table.view}")


def _url(file: TableFile) -> str:
    return f"{_PROTOCOL}://{file.path}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class StoreFiles(fsspec.AbstractFileSystem):
    """A store as DuckDB and Arrow read it.

    Attributes:
        failure: the last failure of the store, or None.
    """

    protocol = _PROTOCOL
    cachable = False

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.failure: StoreError | None = None

    def glob(self, path: str, **_: Any) -> list[str]:
        """List the files of a pattern."""
        # The views name their files: a star in a name is a star.
        return [self._strip_protocol(path)]

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        """Describe a file."""
        with self._noted():
            found = self._store.stat(self._strip_protocol(path))
        return {"name": found.path, "size": found.size, "type": "file"}

    def modified(self, _: str) -> datetime:
        """Say when a file was written."""
        # Published files never change, so any answer will do that is always the same.
        return datetime.min.replace(tzinfo=UTC)

    def _open(self, path: str, *_: Any, **__: Any) -> "_OpenFile":
        with self._noted():
            return _OpenFile(self._store.open(path))

    @contextlib.contextmanager
    def _noted(self) -> Iterator[None]:
        try:
            yield
        except StoreError as error:
            self.failure = error
            raise


class _OpenFile:
    """A file as DuckDB and Arrow use it: they drop files without closing them.

    Threads share a file and seek before they read. Each thread has a position of its own, so that
    none reads where another has sought.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._alone = threading.Lock()
        self._own = threading.local()
        self._latest = 0
        self.close = file.close

    @property
    def closed(self) -> bool:
        return self._file.closed

    def tell(self) -> int:
        return int(getattr(self._own, "position", self._latest))

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with self._alone:
            if whence == io.SEEK_CUR:
                offset, whence = self.tell() + offset, io.SEEK_SET
            return self._move(self._file.seek(offset, whence))

    def read(self, size: int = -1) -> bytes:
        with self._alone:
            self._file.seek(self.tell())
            content = self._file.read(size)
            self._move(self._file.tell())
            return content

    def _move(self, position: int) -> int:
        self._own.position = self._latest = position
        return position

    def __del__(self) -> None:
        self._file.close()
