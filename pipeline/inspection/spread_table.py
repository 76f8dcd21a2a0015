"""A table of what several outlets reported: how far each thing spread, and what it says."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from rich.table import Table
from rich.text import Text

from claimwire.printable import terminal_safe

_REPORTED_WIDTH = 30
"""Columns of the first cell, so that a terminal of 80 leaves the larger part to the words."""


class Shown(NamedTuple):
    """How far something spread, and what it says.

    Attributes:
        outlets: number of sites that have it.
        reports: number of pages or claims that have it.
        report: what one of them is called.
        first_site: the site that had it first.
        first_seen_at, last_seen_at: when its first and its last report were first seen.
        heading: a line before the words, or None.
        lines: the words, each on a line of its own.
    """

    outlets: int
    reports: int
    report: str
    first_site: str
    first_seen_at: datetime
    last_seen_at: datetime
    heading: str | None
    lines: tuple[str, ...]


def spread_table(rows: Iterable[Shown]) -> Table:
    """Return a table with a row for each, in the order given."""
    table = Table(show_edge=False, show_lines=True, show_header=False)
    table.add_column(overflow="fold", width=_REPORTED_WIDTH)
    table.add_column(overflow="fold")
    for each in rows:
        table.add_row(_reported(each), _said(each))
    return table


def _reported(each: Shown) -> Text:
    lines = (
        f"{_counted(each.outlets, 'outlet')}, {_counted(each.reports, each.report)}",
        f"first {each.first_site}",
        f"{each.first_seen_at:%Y-%m-%d %H:%M} UTC",
        f"within {_duration(each.last_seen_at - each.first_seen_at)}",
    )
    return Text(terminal_safe("\n".join(lines)))


def _said(each: Shown) -> Text:
    said = Text()
    if each.heading is not None:
        said.append(terminal_safe(f"{each.heading}\n"), style="bold")
    return said.append(terminal_safe("\n".join(each.lines)))


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _duration(lasted: timedelta) -> str:
    hours, seconds = divmod(int(lasted.total_seconds()), 3600)
    if hours >= 48:
        return f"{hours // 24} d {hours % 24} h"
    return f"{hours} h {seconds // 60} min"
