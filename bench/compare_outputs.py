"""Compare the published tables of two outputs: `python -m bench.compare_outputs OLD NEW`.

Exits 0 if they are equal, 1 if they differ and 2 if one cannot be read. Rows are compared cell by
cell, as often as they occur, in any order and in any number of files. Values that differ between
two runs over the same news are treated by these rules:

* `run_id` is left out.
* Times that a run takes from its own clock (when an entry was seen, a feed polled or is due) are
  compared as the time since the start of the run that wrote the row.
* `fetched_at` is read from a clock during the run: only whether there is one is compared.
* `--without TABLE.COLUMN` leaves out more. The demo's server dates its files by their age on this
  machine, so two checkouts differ in `feeds.last_modified`.

Identifiers are made of addresses, so the demo has to be served on the same ports both times, as
`python -m examples.serve` does without `--port`. Days that a text names relative to its date
("on Monday") are compared as they are: an article without a date of its own gets that of the run.
"""

import argparse
import dataclasses
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from claimwire.schemas import TABLES, Table
from claimwire.storage.manifest import Manifest
from claimwire.storage.opening import open_store
from claimwire.storage.published_files import StateError, files_since, read_manifests
from claimwire.storage.store import Store, StoreError

EQUAL, DIFFERENT, BAD_USAGE = 0, 1, 2

_RUN = "run_id"

_SINCE_START = frozenset({"first_seen_at", "next_due_at", "occurred_at", "polled_at", "seen_at"})
_DURING_RUN = frozenset({"fetched_at"})

_WIDTH = 100
"""Characters of a value that are printed, from shortly before the first that differs."""

Row = dict[str, Any]


class Unreadable(Exception):
    """An output cannot be compared."""


@dataclasses.dataclass(frozen=True)
class Output:
    """A published output.

    Attributes:
        store: the store of its tables.
        manifests: the manifests of all its runs.
    """

    store: Store
    manifests: list[Manifest]


@dataclasses.dataclass(frozen=True)
class Difference:
    """The differences between a table's two versions.

    Attributes:
        columns: names of columns that only one of them has.
        changed: the same row, before and after.
        removed: rows that only the old one has.
        added: rows that only the new one has.
    """

    columns: list[str]
    changed: list[tuple[Row, Row]]
    removed: list[Row]
    added: list[Row]

    def __bool__(self) -> bool:
        """Return whether there is any difference."""
        return any(getattr(self, field.name) for field in dataclasses.fields(self))


def open_published(root: str) -> Output:
    """Open an output.

    Raises:
        Unreadable: if no run has published anything there.
    """
    store = open_store(root)
    manifests = read_manifests(store)
    if not manifests:
        raise Unreadable(f"{root} holds no published run; name the folder given as --output")
    return Output(store, manifests)


def rows_of(output: Output, table: Table) -> list[Row]:
    """Read a table's rows, comparable with those of another output.

    Raises:
        Unreadable: if a file is damaged, or the run of a row has no manifest.
        StoreError: if a file is missing, or the storage does not respond.
    """
    starts = {manifest.run_id: manifest.started_at for manifest in output.manifests}
    rows: list[Row] = []
    for file in files_since(output.manifests, None):
        if file.table == table.name:
            try:
                with output.store.open(file.path) as opened:
                    rows += pq.read_table(opened).to_pylist()
            except (pa.ArrowException, OSError) as error:
                raise Unreadable(f"{output.store.root}/{file.path}: {error}") from error
    return [comparable(row, starts) for row in rows]


def comparable(row: Row, starts: Mapping[str, datetime]) -> Row:
    """Return a row without what depends on the time of its run.

    Args:
        row: the row as published.
        starts: start times of the output's runs, by name.

    Raises:
        Unreadable: if the run of the row is none of these.
    """
    if row[_RUN] not in starts:
        raise Unreadable(f"a row is of the run {row[_RUN]!r}, which has no manifest")
    start = starts[row[_RUN]]
    return {name: _comparable(name, row[name], start) for name in row if name != _RUN}


def _comparable(name: str, value: Any, start: datetime) -> Any:
    if name in _DURING_RUN:
        return value is not None
    if name in _SINCE_START:
        return value and f"start + {value - start}"
    if isinstance(value, list):
        return [_comparable("", each, start) for each in value]
    if isinstance(value, dict):
        return {inner: _comparable(inner, each, start) for inner, each in value.items()}
    return value


def compare(old: list[Row], new: list[Row], key: Iterable[str]) -> Difference:
    """Compare rows as often as they occur.

    Args:
        old: comparable rows.
        new: comparable rows.
        key: columns that tell which rows are the same thing, changed; others are removed or added.
    """
    columns = sorted(_columns(old) ^ _columns(new)) if old and new else []
    left, right = ([_without(row, columns) for row in rows] for rows in (old, new))
    removed, added = _surplus(left, right), _surplus(right, left)
    groups: dict[str, list[Row]] = defaultdict(list)
    key = [name for name in key if name not in columns]
    for row in added:
        groups[_identity(row, key)].append(row)
    changed = []
    unmatched = []
    for row in removed:
        same = groups[_identity(row, key)]
        if same:
            changed.append((row, same.pop(0)))
        else:
            unmatched.append(row)
    rest = [row for rows in groups.values() for row in rows]
    return Difference(columns, changed, unmatched, rest)


def _surplus(rows: list[Row], others: list[Row]) -> list[Row]:
    """Return the rows that occur more often here than there, sorted."""
    by_text = {repr(row): row for row in rows}
    more = Counter(map(repr, rows)) - Counter(map(repr, others))
    return [by_text[text] for text in sorted(more.elements())]


def _columns(rows: list[Row]) -> set[str]:
    return {name for row in rows for name in row}


def _without(row: Row, columns: Iterable[str]) -> Row:
    # Sorted by name, because a column may have moved.
    return {name: row[name] for name in sorted(row.keys() - set(columns))}


def _identity(row: Row, key: Iterable[str]) -> str:
    return repr([row.get(name) for name in key])


def describe(table: Table, difference: Difference, most: int) -> Iterator[str]:
    """Yield lines that describe the differences, the first few of each kind."""
    for name in difference.columns:
        yield f"  column {name} is in one of them only"
    for before, after in difference.changed[:most]:
        yield f"  changed {_name(before, table)}"
        for column in before:
            if before[column] != after[column]:
                yield f"    {column}: {' -> '.join(_excerpts(before[column], after[column]))}"
    for kind, rows in (("removed", difference.removed), ("added", difference.added)):
        for row in rows[:most]:
            yield f"  {kind} {_name(row, table)}"
            if "text" in row:
                yield f"    text: {_excerpts(row['text'], None)[0]}"


def _name(row: Row, table: Table) -> str:
    return ", ".join(f"{name}={row[name]!r}" for name in table.sort_by if name in row)


def _excerpts(before: Any, after: Any) -> tuple[str, str]:
    texts = repr(before), repr(after)
    pairs = enumerate(zip(*texts, strict=False))
    first = next((at for at, (one, other) in pairs if one != other), 0)
    start = max(0, first - _WIDTH // 4)
    one, other = (
        f"{'…' if start else ''}{text[start : start + _WIDTH]}"
        f"{'…' if len(text) > start + _WIDTH else ''}"
        for text in texts
    )
    return one, other


def main(arguments: list[str] | None = None) -> int:
    """Compare and print.

    Returns:
        0 if the outputs are equal, 1 if they differ, 2 if one cannot be read.
    """
    parser = argparse.ArgumentParser(
        prog="python -m bench.compare_outputs",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("old", metavar="OLD", help="an output: a folder or gs://bucket/prefix")
    parser.add_argument("new", metavar="NEW", help="the one to compare with it")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="TABLE.COLUMN",
        help="leave out a column; may be given several times",
    )
    parser.add_argument(
        "--most", type=int, default=5, help="differences of a kind to print a table (%(default)s)"
    )
    chosen = parser.parse_args(arguments)
    columns = {f"{table.name}.{name}" for table in TABLES for name in table.schema.names}
    if unknown := sorted(set(chosen.without) - columns):
        parser.error(f"there is no column {', '.join(unknown)}; name it as in claims.text")
    try:
        old, new = open_published(chosen.old), open_published(chosen.new)
        differs = [_compare_table(table, old, new, chosen.without, chosen.most) for table in TABLES]
    except (Unreadable, StateError, StoreError) as error:
        print(f"bench.compare_outputs: {error}", file=sys.stderr)
        return BAD_USAGE
    return DIFFERENT if any(differs) else EQUAL


def _compare_table(table: Table, old: Output, new: Output, without: list[str], most: int) -> bool:
    left_out = [name.partition(".")[2] for name in without if name.startswith(f"{table.name}.")]
    before, after = (
        [_without(row, left_out) for row in rows_of(output, table)] for output in (old, new)
    )
    difference = compare(before, after, table.sort_by)
    if not difference:
        print(f"{table.name}: {len(before):,} rows, equal")
        return False
    print(
        f"{table.name}: {len(before):,} rows before, {len(after):,} after; "
        f"{len(difference.changed):,} changed, {len(difference.removed):,} removed, "
        f"{len(difference.added):,} added"
    )
    for line in describe(table, difference, most):
        print(line)
    if _addresses(before).isdisjoint(_addresses(after)):
        print("  no feed or site is in both: were they served at other addresses?")
    return True


def _addresses(rows: list[Row]) -> set[Any]:
    return {row.get("site", row.get("feed_url")) for row in rows}


if __name__ == "__main__":
    sys.exit(main())
