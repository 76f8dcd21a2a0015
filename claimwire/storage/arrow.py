"""Rows to Parquet. The same rows, in any order, give the same bytes."""

import dataclasses
import functools
import io
import itertools
import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from claimwire.schemas.table import Table

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"

_SCALARS = frozenset({type(None), bool, int, float, date, datetime})
"""Types whose values are written as they are; most values are of one of them."""

_TEXTS = frozenset({type(None), str})

_ABSENT = (0,)
_NOT_A_NUMBER = (2,)


def to_arrow(table: Table, rows: Iterable[Any]) -> pa.Table:
    """Turn records into an Arrow table with the published schema.

    Rows come in the order of ``table.sort_by``, nulls first, the other columns breaking ties; of
    rows that are equal in every column one is kept, because a runner may deliver an element more
    than once. A lone surrogate, which Parquet cannot hold, becomes U+FFFD; that keeps offsets.

    Args:
        table: the published table.
        rows: instances of ``table.record``.

    Raises:
        pa.ArrowInvalid, pa.ArrowTypeError: if a value does not fit its column.
    """
    records = list(rows)
    columns = {
        name: _plain_column([getattr(row, name) for row in records]) for name in table.schema.names
    }
    places = list(zip(*(map(_sort_key, columns[name]) for name in table.sort_by), strict=True))
    ordered = sorted(range(len(records)), key=places.__getitem__)
    kept = [
        number
        for _, tied in itertools.groupby(ordered, places.__getitem__)
        for number in _distinct(list(tied), columns.values())
    ]
    arrays = [
        pa.array([columns[field.name][number] for number in kept], type=field.type)
        for field in table.schema
    ]
    return pa.Table.from_arrays(arrays, schema=table.schema)


def _distinct(tied: list[int], columns: Iterable[list[Any]]) -> list[int]:
    """Order rows of one place by all of their columns, and keep one of those that are equal."""
    if len(tied) == 1:
        return tied
    keys = {number: [_sort_key(values[number]) for values in columns] for number in tied}
    ordered = sorted(tied, key=keys.__getitem__)
    return [next(equal) for _, equal in itertools.groupby(ordered, keys.__getitem__)]


def _plain_column(values: list[Any]) -> list[Any]:
    # Most columns hold scalars, or text that is written as it is, which is told at once.
    kinds = set(map(type, values))
    if kinds <= _SCALARS:
        return values
    if kinds <= _TEXTS and all(map(str.isascii, filter(None, values))):
        return values
    return [_plain(value) for value in values]


def row_values(table: Table, row: Any) -> list[Any]:
    """Return a row's values as they are written; equal for equal rows."""
    return [_plain(getattr(row, name)) for name in table.schema.names]


_ROWS_IN_A_GROUP = 2000
"""Reading the text of one remembered article reads its whole group."""


def to_parquet(data: pa.Table) -> bytes:
    """Write a Parquet file: zstd, and a dictionary for the columns whose values repeat."""
    buffer = io.BytesIO()
    pq.write_table(
        data,
        buffer,
        compression="zstd",
        write_page_checksum=True,
        row_group_size=_ROWS_IN_A_GROUP,
        use_dictionary=[name for name in data.schema.names if _repeats(data[name])],
    )
    return buffer.getvalue()


def _repeats(column: pa.ChunkedArray) -> bool:
    if not pa.types.is_string(column.type):
        return False
    return len(column.unique()) * 2 <= len(column)


def _plain(value: Any) -> Any:
    if type(value) in _SCALARS:
        return value
    if isinstance(value, str):
        # Members of enumerations become plain text.
        return str(value) if value.isascii() else _LONE_SURROGATE.sub(_REPLACEMENT, value)
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        kind: Any = type(value)
        return tuple(_plain(getattr(value, name)) for name in _fields_of(kind))
    return value


@functools.cache
def _fields_of(kind: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(kind)]


def _sort_key(value: Any) -> tuple[Any, ...]:
    """Make a value comparable with any other of its column, also null, and never with a tie."""
    if value is None:
        return _ABSENT
    if isinstance(value, list | tuple):
        return (1, [_sort_key(item) for item in value])
    if isinstance(value, float):
        # 0.0 equals -0.0 and NaN equals nothing, but in a file they are values like others.
        return _NOT_A_NUMBER if math.isnan(value) else (1, value, math.copysign(1, value))
    return (1, value)
