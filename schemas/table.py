"""The definition of a published table: a record type, an Arrow schema, a sort key.

The record type is a frozen dataclass that passes through the graph; the Arrow schema is what
readers see on disk. A test compares the two, field by field.
"""

import dataclasses
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

TIMESTAMP = pa.timestamp("us", tz="UTC")
"""All instants are UTC with microseconds."""

SCHEMA_VERSION = 4
"""Increased when columns are added; written into each manifest."""


def column(name: str, kind: pa.DataType, description: str, *, required: bool = False) -> pa.Field:
    """Return one column of a published table.

    Args:
        name: column name; equal to the record's field name.
        kind: Arrow type.
        description: one sentence for readers of the table, kept in the Arrow metadata and
            printed into ``docs/tables.md``.
        required: whether the column is never null.
    """
    return pa.field(name, kind, nullable=not required, metadata={"description": description})


def day_of(instant: datetime) -> str:
    """Return the partition of a row: the UTC day on which its subject was first seen.

    Returns:
        For example ``2026-11-23``.
    """
    return instant.astimezone(UTC).date().isoformat()


@dataclasses.dataclass(frozen=True)
class Table:
    """A published table.

    Attributes:
        name: folder name under the output root.
        one_row_is: what one row represents, for the documentation.
        record: the dataclass whose instances are rows.
        schema: the Arrow schema, columns in the record's field order.
        sort_by: columns by which a file's rows are sorted, so that equal inputs give equal files.
        view: SQL of what the view ``name`` shows, over the rows of the view ``all_<name>``; None
            where it shows all rows.
        view_shows: what that is, in a sentence.
        view_needs: names of other tables whose views it reads.
    """

    name: str
    one_row_is: str
    record: type[Any]
    schema: pa.Schema
    sort_by: tuple[str, ...]
    view: str | None = None
    view_shows: str = ""
    view_needs: tuple[str, ...] = ()

    @property
    def all_rows(self) -> str:
        """Name of the SQL view that shows all rows, as the files have them."""
        return self.name if self.view is None else f"all_{self.name}"
