"""A columnar search of the published articles for the texts of new articles.

Keys and signatures of published articles are read as packed columns. Only a hit becomes a Python
object. The text itself is read only for near hits, from its row group.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimwire.schemas.articles import ARTICLES, Article
from claimwire.schemas.flow import TableFile
from claimwire.storage.published_files import StateError, in_parallel, opened, read_columns
from claimwire.storage.store import Store
from claimwire.stories.candidates import Index, Near, Signatures, near, unpack
from claimwire.stories.originals import MOST_COMPARED, KnownOriginal, KnownText, has_content
from claimwire.stories.signature import POSITIONS

SCANNED = (
    "article_id",
    "text_key",
    "near_copy_signature",
    "copy_of",
    "copy_score",
    "first_seen_at",
)
"""The columns that are read of every published article."""

_COMPARED = ("article_id", "first_seen_at", "published_at", "near_copy_signature", "text")


@dataclasses.dataclass(frozen=True)
class Outline:
    """The search keys of a new article.

    Attributes:
        article_id: the article.
        text_key: key of its text; None if the text has no content.
        signature: signature of its text; None if the text is short.
    """

    article_id: str
    text_key: str | None
    signature: bytes | None


@dataclasses.dataclass(frozen=True)
class NearRow:
    """A published original whose signature is near that of a new article.

    Attributes:
        new_id: the new article.
        known_id: the original.
        agreement: number of positions in which the signatures agree.
        path: the original's data file.
        row: its row number there, from 0.
    """

    new_id: str
    known_id: str
    agreement: int
    path: str
    row: int


@dataclasses.dataclass(frozen=True)
class Sought:
    """The outlines of a run's new articles, packed.

    Attributes:
        ids_by_key: the articles of each text, by ``text_key``.
        ids: the articles with a signature, sorted.
        signatures: their signatures, concatenated.
    """

    ids_by_key: dict[str, list[str]]
    ids: list[str]
    signatures: bytes

    @classmethod
    def of(cls, outlines: Iterable[Outline]) -> "Sought":
        """Pack outlines, given in any order."""
        ids_by_key: dict[str, list[str]] = {}
        signed: list[tuple[str, bytes]] = []
        for each in sorted(outlines, key=lambda outline: outline.article_id):
            if each.text_key is not None:
                ids_by_key.setdefault(each.text_key, []).append(each.article_id)
            if each.signature is not None:
                signed.append((each.article_id, each.signature))
        return cls(ids_by_key, [each for each, _ in signed], b"".join(each for _, each in signed))

    def index(self) -> Index:
        """Return an index of the signatures; its indices are those of ``ids``."""
        return Index(unpack(self.signatures))


def outline(article: Article) -> Outline:
    """Return the search keys of an article with a signature."""
    return Outline(
        article.article_id,
        article.text_key if has_content(article.text) else None,
        article.near_copy_signature,
    )


def scan(
    store: Store, files: Sequence[TableFile], sought: Sought
) -> Iterator[tuple[str, KnownText] | NearRow]:
    """Search data files of ``articles`` for the new articles' texts and signatures.

    Args:
        store: the store of the tables.
        files: the data files.
        sought: the new articles.

    Yields:
        For each file: the identifier of every new article whose text the file has, with the
        earliest article that has the text; and the ``MOST_COMPARED`` nearest originals of every
        new article.

    Raises:
        StateError: if a file is missing or damaged.
    """
    if not files or not (sought.ids or sought.ids_by_key):
        return
    index = sought.index()

    def scan_file(file: TableFile) -> list[tuple[str, KnownText] | NearRow]:
        return match(read_columns(store, ARTICLES, [file], SCANNED), sought, index, file.path)

    for found in in_parallel(scan_file, files, store.reads_at_once):
        yield from found


def match(
    rows: pa.Table, sought: Sought, index: Index, path: str
) -> list[tuple[str, KnownText] | NearRow]:
    """Search the columns ``SCANNED`` of one data file; see ``scan``.

    Args:
        rows: the columns.
        sought: the new articles.
        index: ``sought.index()``.
        path: the data file.
    """
    return [*_equal(rows, sought), *_near(rows, sought, index, path)]


def nearest(rows: Iterable[NearRow]) -> list[NearRow]:
    """Return the near rows of one new article that it is compared with."""
    return sorted(rows, key=lambda row: (-row.agreement, row.known_id, row.path))[:MOST_COMPARED]


def read_originals(store: Store, path: str, rows: Sequence[int]) -> dict[int, KnownOriginal]:
    """Read some rows of a data file of ``articles``, by their numbers.

    Raises:
        StateError: if the file is missing or damaged.
    """
    wanted = np.unique(np.asarray(rows, np.int64))
    with opened(store, path) as parquet:
        read = list(_read_rows(parquet, wanted))
    found = {
        row: KnownOriginal(
            article_id=values["article_id"],
            first_seen_at=values["first_seen_at"],
            published_at=values["published_at"],
            signature=values["near_copy_signature"],
            text=values["text"],
        )
        for row, values in read
    }
    if len(found) < len(wanted):
        raise StateError(f"it has no row {wanted[-1]}", store.root, path)
    return found


def _equal(rows: pa.Table, sought: Sought) -> Iterator[tuple[str, KnownText]]:
    keys = pa.array(sought.ids_by_key, pa.string())
    known = rows.filter(pc.is_in(rows["text_key"], value_set=keys))
    order = [("text_key", "ascending"), ("first_seen_at", "ascending"), ("article_id", "ascending")]
    last_key = None
    for values in known.drop_columns(["near_copy_signature"]).sort_by(order).to_pylist():
        if values["text_key"] != last_key:
            last_key = values["text_key"]
            for new_id in sought.ids_by_key[last_key]:
                yield new_id, KnownText(**values)


def _near(rows: pa.Table, sought: Sought, index: Index, path: str) -> Iterator[NearRow]:
    places, signatures = _originals(rows)
    portions = list(near(signatures, index))
    if not portions:
        return
    found = _nearest_of_each(
        Near(*(np.concatenate(column) for column in zip(*portions, strict=True)))
    )
    places = places[found.rows]
    ids = rows["article_id"].take(pa.array(places)).to_pylist()
    hits: dict[int, list[NearRow]] = {}
    for known_id, column, agreement, row in zip(
        ids, found.columns.tolist(), found.agreement.tolist(), places.tolist(), strict=True
    ):
        hit = NearRow(sought.ids[column], known_id, agreement, path, row)
        hits.setdefault(column, []).append(hit)
    for column in sorted(hits):
        yield from nearest(hits[column])


def _originals(rows: pa.Table) -> tuple[npt.NDArray[np.int64], Signatures]:
    """Return the row numbers of the originals and their signatures, without Python objects."""
    column = rows["near_copy_signature"].combine_chunks()
    # Signatures of another length come from another version and are not comparable.
    fits = pc.equal(pc.binary_length(column), POSITIONS)
    chosen = pc.fill_null(pc.and_(pc.is_null(rows["copy_of"]), fits), False)
    places = np.flatnonzero(chosen.to_numpy())
    packed = column.take(pa.array(places))
    content = packed.buffers()[2] if len(packed) else b""
    data = np.frombuffer(content, np.uint8, len(packed) * POSITIONS)
    return places, data.reshape(-1, POSITIONS)


def _nearest_of_each(found: Near) -> Near:
    """Drop rows that cannot be among the nearest of their new article; keep ties."""
    order = np.lexsort((-found.agreement, found.columns))
    columns, agreement = found.columns[order], found.agreement[order]
    first = np.searchsorted(columns, columns, "left")
    limit = np.minimum(first + MOST_COMPARED - 1, len(columns) - 1)
    same = columns[limit] == columns
    kept = order[~same | (agreement >= agreement[limit])]
    return Near(found.rows[kept], found.columns[kept], found.agreement[kept])


def _read_rows(
    parquet: pq.ParquetFile, wanted: npt.NDArray[np.int64]
) -> Iterator[tuple[int, dict[str, Any]]]:
    start = 0
    for group in range(parquet.num_row_groups):
        end = start + parquet.metadata.row_group(group).num_rows
        inside = wanted[(wanted >= start) & (wanted < end)]
        if len(inside):
            rows = parquet.read_row_group(group, columns=list(_COMPARED), use_threads=False)
            taken = rows.take(pa.array(inside - start)).to_pylist()
            yield from zip(inside.tolist(), taken, strict=True)
        start = end
