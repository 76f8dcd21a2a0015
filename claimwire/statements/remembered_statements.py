"""A columnar search of the published statements for those that new claims may report.

Of every remembered statement the packed keys are read, 64 bytes; only a hit becomes a Python
object.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimwire.schemas.flow import TableFile
from claimwire.schemas.statements import KEYS_LENGTH, STATEMENTS
from claimwire.statements.article_claims import ArticleClaims, reports_of
from claimwire.statements.claim_content import content_of
from claimwire.statements.grouping import FAN_OUT, sought_keys
from claimwire.statements.report_comparison import Report
from claimwire.statements.speaker_ties import described_speaker
from claimwire.statements.statement_keys import PERIOD_DAYS, WIDTH, Keys
from claimwire.storage.published_files import StateError, in_parallel, read_columns
from claimwire.storage.store import Store

SCANNED = ("statement_keys",)
"""The column that is read of every remembered statement."""

_COMPARED = (
    "statement_id",
    "language",
    "speaker_text",
    "speaker_name",
    "speaker_entity_id",
    "speaker_entity_ids",
    "speaker_kind",
    "speaker_affiliation",
    "speaker_country",
    "act",
    "said_on",
    "reports",
)
_BITS = 24
_ROWS_AT_ONCE = 1 << 18

_MOST_OF_A_KEY = 2 * FAN_OUT
"""Rows of one file that a key finds; more than ``FAN_OUT``, as several have one time."""


@dataclasses.dataclass(frozen=True)
class SoughtStatements:
    """What a run's claims look for, packed.

    Attributes:
        keys: the keys of all claims, without repeats, sorted; four bytes each.
        first_day: the first day on which a statement that they may report was first seen.
    """

    keys: bytes
    first_day: date | None

    @classmethod
    def of(cls, articles: Iterable[tuple[date, bytes]]) -> "SoughtStatements":
        """Pack the keys of articles, given in any order."""
        told = list(articles)
        if not told:
            return cls(b"", None)
        keys = np.unique(np.frombuffer(b"".join(keys for _, keys in told), "<u4"))
        earliest = min(day for day, _ in told)
        return cls(keys.astype("<u4").tobytes(), earliest - timedelta(days=2 * PERIOD_DAYS - 1))


def sought(article: ArticleClaims) -> tuple[date, bytes]:
    """Return the day of an article, and the keys by which its claims look for statements."""
    keys = [key for report in reports_of(article) for key in sought_keys(report)]
    return article.first_seen_at.date(), np.array(keys, "<u4").tobytes()


def scan(store: Store, files: Sequence[TableFile], wanted: SoughtStatements) -> Iterator[Report]:
    """Search data files of ``statements`` for those that new claims may report.

    Args:
        store: the store of the tables.
        files: the data files.
        wanted: what the claims look for.

    Yields:
        The first reports, of each key the ``FAN_OUT`` earliest in each file.

    Raises:
        StateError: if a file is missing or damaged.
    """
    if not wanted.keys or wanted.first_day is None:
        return
    first_day = wanted.first_day.isoformat()
    keys = np.frombuffer(wanted.keys, "<u4")
    recent = [file for file in files if file.day >= first_day]

    def scan_file(file: TableFile) -> list[Report]:
        rows = match(read_columns(store, STATEMENTS, [file], SCANNED), keys)
        return read_reports(store, file.path, rows) if len(rows) else []

    for found in in_parallel(scan_file, recent):
        yield from found


def match(rows: pa.Table, keys: Keys) -> npt.NDArray[np.int64]:
    """Return the numbers of the rows that have one of the keys.

    Args:
        rows: the column ``SCANNED`` of one data file.
        keys: keys without repeats, sorted.
    """
    column = rows[SCANNED[0]].combine_chunks()
    # Keys of another length come from another version and are not comparable.
    fits = pc.fill_null(pc.equal(pc.binary_length(column), KEYS_LENGTH), False)
    places = np.flatnonzero(fits.to_numpy(zero_copy_only=False))
    packed = column.take(pa.array(places))
    content = packed.buffers()[2] if len(packed) else b""
    known = np.frombuffer(content, "<u4", len(packed) * WIDTH).reshape(-1, WIDTH)
    # Most keys are nobody's: one bit for the lowest bits of each says so at once.
    wanted = np.zeros(1 << _BITS, bool)
    wanted[keys & ((1 << _BITS) - 1)] = True
    found = [
        start + np.flatnonzero(_has_key(known[start : start + _ROWS_AT_ONCE], wanted, keys))
        for start in range(0, len(known), _ROWS_AT_ONCE)
    ]
    return places[np.concatenate(found)] if found else places


def read_reports(store: Store, path: str, rows: npt.NDArray[np.int64]) -> list[Report]:
    """Read the first reports of some rows of a data file, by their numbers.

    Raises:
        StateError: if the file is missing or damaged.
    """
    try:
        with store.open(path) as opened:
            parquet = pq.ParquetFile(opened)
            return list(_read_rows(parquet, rows))
    except Exception as error:
        # A damaged file can make the reader raise anything.
        raise StateError(f"{error}".rstrip("."), store.root, path) from error


def _has_key(
    known: npt.NDArray[np.uint32], wanted: npt.NDArray[np.bool_], keys: Keys
) -> npt.NDArray[np.bool_]:
    likely = wanted[known & ((1 << _BITS) - 1)] & (known != 0)
    rows, columns = np.nonzero(likely)
    values = known[rows, columns]
    at = np.minimum(np.searchsorted(keys, values), len(keys) - 1)
    hit = keys[at] == values
    rows, values = rows[hit], values[hit]
    # Of each key the earliest are enough, which are the first: files are sorted by time.
    order = np.lexsort((rows, values))
    ordered = values[order]
    nth = np.arange(len(ordered)) - np.searchsorted(ordered, ordered, "left")
    has = np.zeros(len(known), bool)
    has[rows[order][nth < _MOST_OF_A_KEY]] = True
    return has


def _read_rows(parquet: pq.ParquetFile, wanted: npt.NDArray[np.int64]) -> Iterator[Report]:
    start = 0
    for group in range(parquet.num_row_groups):
        end = start + parquet.metadata.row_group(group).num_rows
        inside = wanted[(wanted >= start) & (wanted < end)]
        if len(inside):
            read = parquet.read_row_group(group, columns=list(_COMPARED), use_threads=False)
            yield from map(_report, read.take(pa.array(inside - start)).to_pylist())
        start = end


def _report(row: dict[str, Any]) -> Report:
    first = row["reports"][0]
    return Report(
        claim_id=row["statement_id"],
        article_id=first["article_id"],
        seen_at=first["seen_at"],
        published_at=first["published_at"],
        start=first["start"],
        language=row["language"],
        said_on=row["said_on"],
        act=row["act"],
        speaker=described_speaker(
            text=row["speaker_text"],
            name=row["speaker_name"],
            entity_id=row["speaker_entity_id"],
            ids=row["speaker_entity_ids"],
            kind=row["speaker_kind"],
            affiliation=row["speaker_affiliation"],
            country=row["speaker_country"],
            language=row["language"],
        ),
        content=content_of(
            first["text"], row["language"], row["speaker_name"] or row["speaker_text"]
        ),
    )
