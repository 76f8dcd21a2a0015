"""Data files as they lie in an output: whose they are by name, and what they say themselves."""

import hashlib
import io
import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from claimwire.schemas import TABLES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.table import Table
from claimwire.storage.manifest import RUN_ID
from claimwire.storage.store import NotFound, Store

PATH_KEY = b"claimwire_path"
"""Under this key the metadata of a data file says where claimwire wrote it."""

REPLACES_KEY = b"claimwire_replaces"
"""Under this key it says which published files it stands for, as a JSON list of paths."""

FORGETTING = "forget-"
"""How the names of runs begin that have removed articles on demand."""

_BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
_PATH = re.compile(
    r"(?P<table>[a-z]+)/dt=(?P<day>\d{4}-\d{2}-\d{2})/"
    rf"part-(?P<run_id>{RUN_ID})-(?:p\d+-s\d+|(?P<number>\d+))\.parquet"
)


class Name(NamedTuple):
    """What the path of a data file says.

    Attributes:
        table: the table's name.
        day: the partition, ``YYYY-MM-DD``.
        run_id: the run, or window of a stream, that wrote it.
        replacing: whether that was a compaction, or another run that replaces published files.
    """

    table: str
    day: str
    run_id: str
    replacing: bool


class Described(NamedTuple):
    """What a data file says itself.

    Attributes:
        file: as a manifest would name it.
        columns: the names of its columns.
        ours: whether its metadata says that claimwire wrote it, and wrote it here.
        replaces: the published files that it stands for.
    """

    file: TableFile
    columns: frozenset[str]
    ours: bool
    replaces: tuple[str, ...]


def name_of(path: str) -> Name | None:
    """Read a path, relative to the root; None if no run gives a data file such a name."""
    found = _PATH.fullmatch(path)
    if found is None or found["table"] not in _BY_NAME:
        return None
    return Name(found["table"], found["day"], found["run_id"], found["number"] is not None)


def is_of_forgetting(file: TableFile) -> bool:
    """Return whether a file says which articles have been removed on demand."""
    name = name_of(file.path)
    return file.table == REJECTIONS.name and bool(name and name.run_id.startswith(FORGETTING))


def replacement_path(table: Table, day: str, run_id: str, number: int) -> str:
    """Return the path of a data file that takes the place of published ones."""
    return f"{table.name}/dt={day}/part-{run_id}-{number}.parquet"


def data_files(store: Store) -> Iterator[tuple[str, Name]]:
    """Yield the path and name of each file that is called like a data file, by table and path."""
    for table in TABLES:
        for each in store.list(f"{table.name}/"):
            name = name_of(each.path)
            if name is not None:
                yield each.path, name


def describe(store: Store, path: str, name: Name) -> Described | None:
    """Read a whole data file for what it says of itself.

    Returns:
        That; None if the file is damaged or gone, or has other columns than its table.

    Raises:
        StoreError: if the storage does not answer.
    """
    try:
        content = store.read(path)
        parquet = pq.ParquetFile(io.BytesIO(content), page_checksum_verification=True)
        rows = parquet.read().num_rows
    except (pa.ArrowException, OSError, NotFound):
        return None
    schema = _BY_NAME[name.table].schema
    if any(field.name not in schema.names for field in parquet.schema_arrow) or not all(
        field.equals(schema.field(field.name)) for field in parquet.schema_arrow
    ):
        return None
    file = TableFile(
        table=name.table,
        path=path,
        day=name.day,
        rows=rows,
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    metadata = parquet.schema_arrow.metadata or {}
    columns = frozenset(parquet.schema_arrow.names)
    replaces = tuple(json.loads(metadata.get(REPLACES_KEY, b"[]")))
    return Described(file, columns, metadata.get(PATH_KEY) == path.encode(), replaces)
