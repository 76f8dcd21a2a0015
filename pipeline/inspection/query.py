"""SQL over an output: one statement that reads, its rows as they come."""

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
"""A pivot is made of several statements."""

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
        store: where the tables are.
        sql: one statement in DuckDB's dialect that only reads.

    Yields:
        The rows, in batches.

    Raises:
        UsageError: if the statement is wrong or does anything but read.
        RunFailed: if a data file is damaged, or there is not enough memory or space.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not answer, or a file is missing.
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
