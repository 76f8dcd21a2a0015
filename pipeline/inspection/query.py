"""SQL queries over an output: one read-only statement, with its rows in batches."""

import contextlib
from collections.abc import Iterator

import duckdb
import pyarrow as pa

from claimwire.errors import RunFailed, UsageError
from claimwire.storage.output import Output
from claimwire.storage.store import Store

_READS = frozenset(
    {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI}
)
"""Statement types that are allowed; a pivot consists of several statements."""

_ROWS_AT_ONCE = 2000

_USERS_FAULT = (
    duckdb.ProgrammingError,
    duckdb.DataError,
    duckdb.NotSupportedError,
    duckdb.PermissionException,
)


@contextlib.contextmanager
def query(store: Store, sql: str) -> Iterator[pa.RecordBatchReader]:
    """Run a statement over the published tables.

    Args:
        store: the store of the tables.
        sql: one read-only statement in DuckDB's dialect.

    Yields:
        The rows, in batches.

    Raises:
        UsageError: if the statement is invalid or not read-only.
        RunFailed: if a data file is damaged, or there is not enough memory or space.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not respond, or a file is missing.
    """
    try:
        statements = duckdb.extract_statements(sql)
        if len(statements) != 1 or not _reads(statements[0]):
            raise UsageError("a query is one statement that reads, such as: select … from claims")
        with Output(store) as output:
            yield output.sql(sql).to_arrow_reader(_ROWS_AT_ONCE)
    except _USERS_FAULT as error:
        raise UsageError(f"the query cannot be run: {error}") from error
    except duckdb.Error as error:
        raise RunFailed(f"the query failed: {error}") from error


def _reads(statement: duckdb.Statement) -> bool:
    try:
        return statement.type in _READS
    except ValueError:
        # DuckDB's Python package has no name for some kinds, such as "update extensions".
        return False
