"""The output formats of a query: for people, for spreadsheets, for programs."""

import base64
import csv
import functools
import io
import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyarrow.types as kinds
from rich.console import Console
from rich.table import Table
from rich.text import Text

from claimwire.errors import UsageError
from claimwire.printable import terminal_safe

_MOST_SHOWN = 200
"""Maximum rows of a table: people read no further, and its widths need all its rows in memory."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

_NARROWEST = 10
"""Minimum average characters per column, with the separator."""


def write_rows(rows: pa.RecordBatchReader, form: str, to: BinaryIO) -> None:
    """Write the rows of a query.

    Args:
        rows: the rows.
        form: "table", of the first 200 rows, one below the other where the columns would be too
            narrow to read; "csv", in which text that a spreadsheet would take for a formula has
            an apostrophe before it; "csv_raw" without those; "json", an object a line; or
            "parquet".
            Lists and structures are JSON also in csv, binary values are base64.
        to: an open file.

    Raises:
        UsageError: if two columns have one name, except in a table.
    """
    if form == "table":
        _write_table(rows, to)
        return
    repeated = [name for name, count in Counter(rows.schema.names).items() if count > 1]
    if repeated:
        raise UsageError(f"two columns are named {repeated[0]}. Rename one: … as other_name")
    writers: dict[str, Callable[[pa.RecordBatchReader, BinaryIO], None]] = {
        "csv": _write_csv,
        "csv_raw": functools.partial(_write_csv, as_cell=as_text),
        "json": _write_json,
        "parquet": _write_parquet,
    }
    writers[form](rows, to)


def _write_table(rows: pa.RecordBatchReader, to: BinaryIO) -> None:
    shown = list(itertools.islice(_values(rows), _MOST_SHOWN + 1))
    text = io.TextIOWrapper(to, encoding="utf-8", write_through=True)
    console = Console(file=text)
    if len(rows.schema) * _NARROWEST > console.width:
        for row in shown[:_MOST_SHOWN]:
            console.print(as_record(rows.schema, row))
    else:
        console.print(as_table(rows.schema, shown[:_MOST_SHOWN]))
    if len(shown) > _MOST_SHOWN:
        console.print(f"Only the first {_MOST_SHOWN} rows; for all of them: --format csv")
    text.detach()


def as_table(schema: pa.Schema, rows: list[list[Any]]) -> Table:
    """Return rows as a table."""
    table = Table(show_edge=False)
    for field in schema:
        numeric = kinds.is_integer(field.type) or kinds.is_floating(field.type)
        right = numeric or kinds.is_decimal(field.type)
        table.add_column(Text(field.name), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(terminal_safe(as_text(value))) for value in row))
    return table


def as_record(schema: pa.Schema, row: list[Any]) -> Table:
    """Return one row as a table with one line per column that has a value."""
    record = Table.grid(padding=(0, 2))
    for name, value in zip(schema.names, row, strict=True):
        if value is not None:
            record.add_row(Text(name, "bold"), Text(terminal_safe(as_text(value)), overflow="fold"))
    record.add_row()
    return record


def as_text(value: Any) -> str:
    """Return a value as plain text; null as "", lists and structures as JSON."""
    if value is None:
        return ""
    plain = json.loads(_as_json(value))
    return plain if isinstance(plain, str) else _as_json(value)


def _as_cell(value: Any) -> str:
    """Return a value as text that no spreadsheet takes for a formula.

    Source: https://owasp.org/www-community/attacks/CSV_Injection.
    """
    text = as_text(value)
    is_text = isinstance(value, str | bytes)
    return f"'{text}" if is_text and text.startswith(_FORMULA_STARTS) else text


def _write_csv(
    rows: pa.RecordBatchReader, to: BinaryIO, as_cell: Callable[[Any], str] = _as_cell
) -> None:
    text = io.TextIOWrapper(to, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(rows.schema.names)
    writer.writerows([as_cell(value) for value in row] for row in _values(rows))
    text.detach()


def _write_json(rows: pa.RecordBatchReader, to: BinaryIO) -> None:
    for row in _values(rows):
        line = dict(zip(rows.schema.names, row, strict=True))
        to.write(_as_json(line).encode() + b"\n")


def _write_parquet(rows: pa.RecordBatchReader, to: BinaryIO) -> None:
    with pq.ParquetWriter(to, rows.schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)


def _values(rows: pa.RecordBatchReader) -> Iterator[list[Any]]:
    """Yield rows as lists, because two columns may have the same name."""
    for batch in rows:
        columns = [_finite(column).to_pylist() for column in batch.columns]
        yield from (list(row) for row in zip(*columns, strict=True))


def _finite(column: pa.Array) -> pa.Array:
    """Replace NaN and infinities, which JSON does not have, by null."""
    if not kinds.is_floating(column.type):
        return column
    return pc.if_else(pc.is_finite(column), column, None)


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    """Convert a value to a type that JSON has."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds").removesuffix("+00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
