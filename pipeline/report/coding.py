"""How columns are stored in the page."""

from collections.abc import Iterable, Sequence
from typing import Any

from claimwire.pipeline.report.rows import Row

Content = dict[str, Any]

SHOWN_OF_ID = 12
"""Characters of an id in the page, enough for `claimwire explain`."""


def coded(values: Iterable[Any]) -> Content:
    """Dictionary-encode a column, with the distinct values sorted."""
    column = list(values)
    distinct = sorted({value for value in column if value is not None})
    codes = {value: code for code, value in enumerate(distinct)} | {None: -1}
    return {"values": distinct, "codes": [codes[value] for value in column]}


def references(rows: Iterable[Row], column: str, ids: Sequence[str]) -> list[int]:
    """Return the place of each row's value in ``ids``; -1 if it is not there."""
    at = {each: code for code, each in enumerate(ids)}
    return [at.get(row[column], -1) for row in rows]


def iso(value: Any) -> str | None:
    """Return a day, or an instant to the minute, in ISO 8601."""
    if value is None:
        return None
    return str(value.isoformat(timespec="minutes")[:16] if hasattr(value, "hour") else value)
