"""A columnar search of the published statements for those that new claims may report.

Of every remembered report that represents a statement the packed keys are read, 64 bytes; only a
hit becomes a Python object.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimwire.schemas.flow import TableFile
from claimwire.schemas.statements import KEYS_LENGTH, STATEMENTS, RepresentingReport
from claimwire.statements.claim_content import content_of
from claimwire.statements.grouping import FAN_OUT
from claimwire.statements.joining import Representative
from claimwire.statements.report_comparison import Report
from claimwire.statements.speaker_ties import described_speaker
from claimwire.statements.statement_keys import WIDTH, Keys, days_of
from claimwire.storage.published_files import columns_of, in_parallel, opened
from claimwire.storage.store import Store

SCANNED = ("statement_keys",)
"""The column that is read of every remembered statement."""

_COMPARED = ("statement_id", "language", "reports", "represented_by")
_SAID = tuple(
    each.name for each in dataclasses.fields(RepresentingReport) if each.name != "claim_id"
)
"""What older files, without ``represented_by``, have of the first report alone."""

_PASSED_OVER = frozenset({"reports.list.element.site", "reports.list.element.score"})
"""Columns of a report that no comparison needs."""

_BITS = 23
"""Number of low bits of a key for which one bit says whether it is looked for. They are 1 MB, which
a processor has at hand; beside 300,000 keys, four in a hundred others pass."""

_HIGH_BITS = 22
"""Number of high bits of a key for which one byte says the same of those that have passed."""

_KEYS_AT_ONCE = 1 << 15
"""Number of remembered keys that are compared together; for more, the processor waits."""

_LOW = np.uint32((1 << _BITS) - 1)
_HIGH = np.uint32(32 - _HIGH_BITS)

_MOST_OF_A_KEY = 2 * FAN_OUT
"""Rows of one file that a key finds; more than ``FAN_OUT``, as several have one time."""


class Hits(NamedTuple):
    """What has one of the keys that are looked for.

    Attributes:
        rows: numbers of rows, ascending.
        places: for each, the place of the report in the row's ``represented_by``.
    """

    rows: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]


@dataclasses.dataclass(frozen=True)
class SoughtStatements:
    """What a run's claims look for, packed.

    Attributes:
        keys: by the number of a period, the keys of all claims that look for statements of it,
            without repeats, sorted; four bytes each.
    """

    keys: Mapping[int, bytes]

    @classmethod
    def of(cls, reports: Iterable[Mapping[int, bytes]]) -> "SoughtStatements":
        """Pack keys by their period, given in any order."""
        packed: dict[int, list[bytes]] = defaultdict(list)
        for each in reports:
            for period, keys in each.items():
                packed[period].append(keys)
        return cls({period: _distinct(b"".join(packed[period])) for period in sorted(packed)})


def _distinct(keys: bytes) -> bytes:
    return np.unique(np.frombuffer(keys, "<u4")).astype("<u4").tobytes()


def sought(looked_for: Iterable[Mapping[int, list[int]]]) -> dict[int, bytes]:
    """Return the keys by which contents look for statements, by the period of the statements.

    Args:
        looked_for: the same of each content; see ``keys_looked_for``.
    """
    keys: dict[int, list[int]] = defaultdict(list)
    for own in looked_for:
        for period, each in own.items():
            keys[period] += each
    return {period: np.array(each, "<u4").tobytes() for period, each in keys.items() if each}


def scan(
    store: Store, files: Sequence[TableFile], wanted: SoughtStatements
) -> Iterator[Representative]:
    """Search data files of ``statements`` for those that new claims may report.

    Args:
        store: the store of the tables.
        files: the data files.
        wanted: what the claims look for.

    Yields:
        The reports that represent them, of each key the ``FAN_OUT`` earliest in each file.

    Raises:
        StateError: if a file is missing or damaged.
    """
    # The keys of another period could be alike only by chance.
    sieves = {
        day: sieve
        for period, keys in wanted.keys.items()
        for sieve in [Sieve.of(np.frombuffer(keys, "<u4"))]
        for day in days_of(period)
    }

    def scan_file(file: TableFile) -> list[Representative]:
        with opened(store, file.path) as parquet:
            keys = columns_of(parquet, store, STATEMENTS, file, SCANNED)
            return list(_read_rows(parquet, match(keys, sieves[file.day])))

    own = [file for file in files if file.day in sieves]
    for found in in_parallel(scan_file, own, store.reads_at_once):
        yield from found


@dataclasses.dataclass(frozen=True)
class Sieve:
    """Keys that are looked for, and bits that say at once of most other keys that they are not.

    Attributes:
        keys: the keys, without repeats, sorted.
        bits: for the lowest ``_BITS`` bits of a key, whether one of the keys has them; eight in a
            byte.
        high: for the highest ``_HIGH_BITS`` bits of a key, whether one of the keys has them.
    """

    keys: Keys
    bits: npt.NDArray[np.uint8]
    high: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, keys: Keys) -> "Sieve":
        """Return the sieve of keys without repeats, sorted."""
        wanted = np.zeros(1 << _BITS, bool)
        wanted[keys & _LOW] = True
        high = np.zeros(1 << _HIGH_BITS, bool)
        high[keys >> _HIGH] = True
        return cls(keys, np.packbits(wanted, bitorder="little"), high)

    def places(self, known: Keys) -> npt.NDArray[np.int64]:
        """Return the places of the known keys that are looked for."""
        found = [
            start + self._places(known[start : start + _KEYS_AT_ONCE])
            for start in range(0, len(known), _KEYS_AT_ONCE)
        ]
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def _places(self, known: Keys) -> npt.NDArray[np.int64]:
        low = known & _LOW
        # No place lies outside, so "clip" changes none; it saves a check.
        bytes_ = self.bits.take(low >> np.uint32(3), mode="clip")
        bits = (bytes_ >> (low & np.uint32(7)).astype(np.uint8)) & 1
        likely = np.flatnonzero(bits.view(np.bool_))
        likely = likely[self.high.take(known[likely] >> _HIGH, mode="clip")]
        values = known[likely]
        at = np.minimum(np.searchsorted(self.keys, values), len(self.keys) - 1)
        is_wanted: npt.NDArray[np.bool_] = self.keys[at] == values
        return likely[is_wanted].astype(np.int64)


def match(rows: pa.Table, sieve: Sieve) -> Hits:
    """Return the reports that have one of the keys.

    Args:
        rows: the column ``SCANNED`` of one data file.
        sieve: what is looked for.
    """
    column = rows[SCANNED[0]].combine_chunks()
    lengths = pc.fill_null(pc.binary_length(column), 0).to_numpy(zero_copy_only=False)
    # Keys of another length come from another version and are not comparable.
    rows_of = np.flatnonzero((lengths > 0) & (lengths % KEYS_LENGTH == 0))
    if not len(rows_of):
        return Hits(rows_of, rows_of)
    packed = column if len(rows_of) == len(column) else column.take(pa.array(rows_of))
    reports = lengths[rows_of] // KEYS_LENGTH
    _, offsets, content = packed.buffers()
    start = int(np.frombuffer(offsets, "<i4")[packed.offset])
    known = np.frombuffer(content, "<u4", int(reports.sum()) * WIDTH, start)
    row_of_report = np.repeat(np.arange(len(reports)), reports)
    found = _earliest(known, sieve.places(known), row_of_report)
    rows_found = row_of_report[found]
    first_of_row = np.cumsum(reports) - reports
    return Hits(rows_of[rows_found], found - first_of_row[rows_found])


def _earliest(
    known: Keys, places: npt.NDArray[np.int64], row_of_report: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return the reports at some places of keys: of each key the earliest are enough.

    They are in the first rows, since files are sorted by time, and the first in their row.
    """
    values = known[places]
    order = np.lexsort((places, values))
    keys, reports = values[order], places[order] // WIDTH
    rows = row_of_report[reports]
    new_row = np.r_[True, (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])][: len(keys)]
    nth_row = np.cumsum(new_row) - 1
    nth = np.arange(len(keys)) - np.flatnonzero(new_row)[nth_row]
    nth_row = nth_row - nth_row[np.searchsorted(keys, keys, "left")]
    return np.unique(reports[(nth_row < _MOST_OF_A_KEY) & (nth < FAN_OUT)])


def _read_rows(parquet: pq.ParquetFile, hits: Hits) -> Iterator[Representative]:
    columns = _columns(parquet)
    start = 0
    for group in range(parquet.num_row_groups):
        end = start + parquet.metadata.row_group(group).num_rows
        inside = (hits.rows >= start) & (hits.rows < end)
        if inside.any():
            read = parquet.read_row_group(group, columns=columns, use_threads=False)
            rows, which = np.unique(hits.rows[inside] - start, return_inverse=True)
            told = read.take(pa.array(rows)).to_pylist()
            for row, place in zip(which.tolist(), hits.places[inside].tolist(), strict=True):
                yield _representative(told[row], place)
        start = end


def _columns(parquet: pq.ParquetFile) -> list[str]:
    """Return the paths of the columns that a file has of those that are compared."""
    wanted = {*_COMPARED, *(() if "represented_by" in parquet.schema_arrow.names else _SAID)}
    paths = [parquet.schema.column(number).path for number in range(len(parquet.schema.names))]
    return [path for path in paths if path.partition(".")[0] in wanted and path not in _PASSED_OVER]


def _representative(row: dict[str, Any], place: int) -> Representative:
    # In older files the first report alone represents its statement, and the row tells who says it.
    alone = [row | {"claim_id": row["statement_id"]}]
    who = (row.get("represented_by") or alone)[place]
    told = next(each for each in row["reports"] if each["claim_id"] == who["claim_id"])
    report = Report(
        claim_id=told["claim_id"],
        article_id=told["article_id"],
        seen_at=told["seen_at"],
        published_at=told["published_at"],
        start=told["start"],
        language=row["language"],
        said_on=who["said_on"],
        act=who["act"],
        speaker=described_speaker(
            text=who["speaker_text"],
            name=who["speaker_name"],
            entity_id=who["speaker_entity_id"],
            ids=frozenset(who["speaker_entity_ids"]),
            kind=who["speaker_kind"],
            affiliation=who["speaker_affiliation"],
            country=who["speaker_country"],
            language=row["language"],
        ),
        content=content_of(
            told["text"], row["language"], who["speaker_name"] or who["speaker_text"]
        ),
    )
    return Representative(report, row["statement_id"])
