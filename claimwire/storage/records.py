"""Published rows, read back into the records that they were."""

import dataclasses
import typing
from typing import Any

import pyarrow as pa

from claimwire.schemas.table import Table


def from_arrow(table: Table, data: pa.Table) -> list[Any]:
    """Turn an Arrow table with all columns of a published table back into records."""
    return [_record(table.record, values) for values in data.to_pylist()]


def _record(kind: type[Any], values: dict[str, Any]) -> Any:
    """Build a record; nested ones are found by the annotation of their list field."""
    arguments = {}
    for field in dataclasses.fields(kind):
        value = values[field.name]
        item = _item(field.type)
        if isinstance(value, list) and dataclasses.is_dataclass(item):
            value = [_record(item, each) for each in value]  # type: ignore[arg-type]
        arguments[field.name] = value
    return kind(**arguments)


def _item(annotation: Any) -> Any:
    """The type of a list's items, of a list that may be null too; None of what is no list."""
    kinds = [annotation, *typing.get_args(annotation)]
    lists = (kind for kind in kinds if typing.get_origin(kind) is list)
    return next((typing.get_args(kind)[0] for kind in lists), None)
