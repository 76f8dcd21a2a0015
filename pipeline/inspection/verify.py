"""Checking an output: manifests, files, and what must hold between the rows of its tables."""

import dataclasses
import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from claimwire.errors import RunFailed
from claimwire.schemas import TABLES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.table import SCHEMA_VERSION
from claimwire.storage.manifest import Manifest, manifest_path
from claimwire.storage.published_files import StateError, files_since, in_parallel, read_manifests
from claimwire.storage.sql_views import sql_views
from claimwire.storage.store import NotFound, Store, StoreError

_FILE = Path(__file__).with_name("checks.toml")
_TABLES = {table.name: table for table in TABLES}
_MEMORY = "1GB"
_ROWS_AT_ONCE = 2000
_BYTES_AT_ONCE = 1 << 20
_TOLD = 20
"""Rows of one check that are named; one mistake often makes thousands of wrong rows."""


class Problem(NamedTuple):
    """Something that is wrong.

    Attributes:
        path: the file, relative to the root.
        key: the row, or "" for the file as a whole.
        cause: what is wrong with it.
    """

    path: str
    key: str
    cause: str

    def __str__(self) -> str:
        return ": ".join(each for each in self if each)


@dataclasses.dataclass(frozen=True)
class Verification:
    """What came of checking an output.

    Attributes:
        problems: what is wrong; of each check on rows at most 20.
        files, rows: how many are published.
        rows_compared: whether the rows were checked; they are not if a file is wrong, for what
            belongs to its rows would seem wrong too.
    """

    problems: list[Problem]
    files: int
    rows: int
    rows_compared: bool


def verify(store: Store) -> Verification:
    """Check all that is published. Reads everything once, and some columns again.

    Raises:
        RunFailed: if the rows cannot be compared for lack of memory or space.
        StoreError: if the storage does not answer.
    """
    try:
        manifests = read_manifests(store)
    except StateError as error:
        return Verification([Problem(error.path, "", error.cause)], 0, 0, rows_compared=False)
    files = files_since(manifests, None)
    problems = [*_wrong_manifests(manifests), *_wrong_files(store, manifests, files)]
    compared = not problems
    if compared:
        problems += _wrong_rows(store, files)
    return Verification(problems, len(files), sum(file.rows for file in files), compared)


def _wrong_manifests(manifests: Sequence[Manifest]) -> Iterator[Problem]:
    named: dict[str, str] = {}
    replaced: dict[str, str] = {}
    for manifest in manifests:
        path = manifest_path(manifest.run_id)
        for file in manifest.files:
            if file.table not in _TABLES:
                yield Problem(path, "", f"{file.path} is of an unknown table, {file.table!r}")
            elif not file.path.startswith(f"{file.table}/dt={file.day}/"):
                yield Problem(path, "", f"{file.path} is not where {file.table} of {file.day} are")
            if file.path in named:
                yield Problem(path, "", f"{file.path} is also a file of {named[file.path]}")
            named[file.path] = manifest.run_id
        for each in manifest.replaces:
            if each in replaced:
                yield Problem(path, "", f"{each} was replaced before, by {replaced[each]}")
            replaced[each] = manifest.run_id
    for each, run_id in replaced.items():
        if each not in named:
            yield Problem(
                manifest_path(run_id), "", f"it replaces {each}, which was never published"
            )


def _wrong_files(
    store: Store, manifests: Sequence[Manifest], files: Sequence[TableFile]
) -> Iterator[Problem]:
    older = {
        file.path
        for manifest in manifests
        for file in manifest.files
        if manifest.schema_version < SCHEMA_VERSION
    }
    known = [file for file in files if file.table in _TABLES]
    checked = in_parallel(_CheckFile(store, older), known, store.reads_at_once)
    for causes, file in zip(checked, known, strict=True):
        yield from (Problem(file.path, "", cause) for cause in causes)


@dataclasses.dataclass(frozen=True)
class _CheckFile:
    """Say what is wrong with a data file.

    Attributes:
        store: where it is.
        older: the paths of files that may lack columns, which were added after them.
    """

    store: Store
    older: set[str]

    def __call__(self, file: TableFile) -> list[str]:
        try:
            size = self.store.stat(file.path).size
            with self.store.open(file.path) as opened:
                sha256 = _sha256(opened)
            as_written = sha256 == file.sha256
            with self.store.open(file.path) as opened:
                parquet = pq.ParquetFile(opened, page_checksum_verification=True)
                causes = list(
                    _wrong_columns(
                        parquet.schema_arrow,
                        _TABLES[file.table].schema,
                        may_lack=file.path in self.older,
                    )
                )
                # The footer may be whole and the rows not.
                rows = (
                    parquet.metadata.num_rows
                    if as_written
                    else sum(len(batch) for batch in parquet.iter_batches(_ROWS_AT_ONCE))
                )
        except NotFound:
            return ["the file is missing"]
        except StoreError:
            raise
        except Exception as error:
            return [f"the file cannot be read: {error}"]
        if rows != file.rows:
            causes.append(f"it has {rows} rows, its manifest says {file.rows}")
        if size != file.bytes:
            causes.append(f"it has {size} bytes, its manifest says {file.bytes}")
        if not as_written and file.sha256 is not None and not causes:
            causes.append(f"its SHA-256 is {sha256}, its manifest says {file.sha256}")
        return causes


def _sha256(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while part := file.read(_BYTES_AT_ONCE):
        digest.update(part)
    return digest.hexdigest()


def _wrong_columns(found: pa.Schema, wanted: pa.Schema, *, may_lack: bool) -> Iterator[str]:
    for field in found:
        if field.name not in wanted.names:
            yield f"column {field.name} is none of the table's"
        elif not field.equals(wanted.field(field.name)):
            yield f"column {field.name} is {field}, not {wanted.field(field.name)}"
    for name in wanted.names:
        if name not in found.names and not may_lack:
            yield f"column {name} is missing"


def _wrong_rows(store: Store, files: Sequence[TableFile]) -> Iterator[Problem]:
    checks = tomllib.loads(_FILE.read_text(encoding="utf-8"))["check"]
    try:
        with sql_views(store, files, name_files=True, memory=_MEMORY) as connection:
            for check in checks:
                query = f"select file, key, cause from ({check['sql']}) order by all"  # noqa: S608
                found = connection.execute(query).fetchmany(_TOLD + 1)
                for file, key, cause in found[:_TOLD]:
                    yield Problem(file.partition("://")[2], key, cause)
                if len(found) > _TOLD:
                    yield Problem(found[_TOLD][0].partition("://")[2], "", "and more of that kind")
    except duckdb.Error as error:
        raise RunFailed(f"the rows cannot be compared: {error}") from error
