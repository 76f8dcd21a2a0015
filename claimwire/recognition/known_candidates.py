"""A columnar search of the published tables for the run's candidates.

However many rows the tables have, only one per candidate becomes a Python object.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from claimwire.schemas import TABLES
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.rejections import REJECTIONS, Stage
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.storage.published_files import last_rows, read_columns
from claimwire.storage.store import Store
from claimwire.web.urls import BadUrl, canonical_url

LOOKED_UP = frozenset({ARTICLES.name, SIGHTINGS.name, REJECTIONS.name})
"""The tables that are searched."""

_FILES_AT_ONCE = 64
"""Bounds the memory for the rows read; more files at once are hardly any faster."""

_OF_ENTRIES = (Stage.FETCH.value, Stage.EXTRACT.value)

# Coarser than canonical URLs: whatever has the same canonical URL must have the same stem.
_STEM = (
    (r"^https?:/+(?:[^/?#@]*@)?(?:(?:www\d?|m|mobile?|amp|edition)\.)*", ""),
    (r"[?#;&].*$", ""),
    (r"/{2,}|/\([a-z]\([^/]*\)|/amp[_-]", "/"),
    (r"^([^/]*)/(?:amp|amphtml|google-amp|platform/amp)/", r"\1/"),
    (r"(?:/amp(?:html)?)+/", "/"),
    (r"(?:/(?:amp|amp\.html|amphtml|googleamp|lite))*/*$", ""),
    (r"(?:[.-]amp)*(?:\.html?)?$", ""),
    (r"/{2,}", "/"),
)

_TABLES = {table.name: table for table in TABLES}


@dataclasses.dataclass(frozen=True)
class Trace:
    """The row of a candidate in one table.

    Attributes:
        table: name of the table.
        article_id: the row's identifier; in a sighting it differs from the candidate's if the page
            named another canonical URL.
        at: time of the sighting or of the rejection; None for an article.
        attempt: number of attempts so far, in a rejection; otherwise 0.
        retryable: whether a rejection was retryable.
        forgotten: whether a rejection says that the article was removed on demand.
        text_key: key of an article's text; otherwise None.
    """

    table: str
    article_id: str
    at: datetime | None = None
    attempt: int = 0
    retryable: bool = False
    forgotten: bool = False
    text_key: str | None = None


_FIELDS = frozenset(field.name for field in dataclasses.fields(Trace))


@dataclasses.dataclass(frozen=True)
class Candidates:
    """The candidates to search for.

    Attributes:
        ids: distinct candidate identifiers.
        stems: prefixes of the candidates' addresses, see ``_stems``.
        by_key: the candidate identifier of each address, by the result of ``_key``.
    """

    ids: pa.Array
    stems: pa.Array
    by_key: Mapping[str, str]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Candidates":
        """Collect ``(article_id, url)`` pairs; an empty url is ignored."""
        pairs = sorted(set(pairs))
        urls = sorted({url for _, url in pairs if url})
        return cls(
            ids=pa.array(sorted({article_id for article_id, _ in pairs}), pa.string()),
            stems=_stems(pa.array(urls, pa.string())),
            by_key={_key(url): article_id for article_id, url in pairs if url},
        )


def _key(url: str) -> str:
    """Return the canonical URL, since tracking parameters of links often change between polls."""
    try:
        return canonical_url(url)
    except BadUrl:
        return url


def _stems(urls: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Cut addresses to a part that compares quickly; one canonical URL has one stem.

    Hosts lose the labels of renderings, and paths what marks AMP, so that addresses that an older
    version held apart are found. A wrapped address is known under itself alone.
    """
    stems = pc.utf8_lower(urls)
    for pattern, replacement in _STEM:
        stems = pc.replace_substring_regex(stems, pattern, replacement)
    return stems


def look_up(
    store: Store, files: Sequence[TableFile], candidates: Candidates
) -> list[tuple[str, Trace]]:
    """Search data files of one table for the candidates.

    Args:
        store: the store of the tables.
        files: data files of one of the tables ``LOOKED_UP``, sorted by path.
        candidates: the candidates to search for.

    Returns:
        The identifier and the trace of each candidate that was found, once each.

    Raises:
        StateError: if a file is missing or damaged.
    """
    if not files or not len(candidates.ids):
        return []
    table = _TABLES[files[0].table]
    asked = _QUESTIONS[table.name]
    found = []
    for first in range(0, len(files), _FILES_AT_ONCE):
        some = files[first : first + _FILES_AT_ONCE]
        rows = read_columns(store, table, some, asked.columns)
        found.append(last_rows(asked.find(rows, candidates), "candidate", asked.order))
    last = last_rows(pa.concat_tables(found), "candidate", asked.order)
    known = last.select([name for name in last.schema.names if name in _FIELDS])
    return [
        (candidate, Trace(table=table.name, **row))
        for candidate, row in zip(last["candidate"].to_pylist(), known.to_pylist(), strict=True)
    ]


def _by_id(rows: pa.Table, candidates: Candidates) -> pa.Table:
    rows = rows.filter(pc.is_in(rows["article_id"], value_set=candidates.ids))
    return rows.append_column("candidate", rows["article_id"])


def _by_url(rows: pa.Table, candidates: Candidates) -> pa.Table:
    rows = rows.filter(pc.is_in(_stems(rows["url"]), value_set=candidates.stems))
    known = [candidates.by_key.get(_key(url)) for url in rows["url"].to_pylist()]
    rows = rows.append_column("candidate", pa.array(known, pa.string()))
    return rows.filter(pc.is_valid(rows["candidate"]))


def _find_sightings(rows: pa.Table, candidates: Candidates) -> pa.Table:
    found = pa.concat_tables([_by_id(rows, candidates), _by_url(rows, candidates)])
    found = found.drop_columns(["url"])
    found = found.append_column("moved", pc.not_equal(found["article_id"], found["candidate"]))
    return found.rename_columns({"seen_at": "at"})


def _find_rejections(rows: pa.Table, candidates: Candidates) -> pa.Table:
    # By address only what befell an entry before it was an article: an older version made another
    # identifier of the address. Later, other entries may lead to the same address.
    early = rows.filter(pc.is_in(rows["stage"], value_set=pa.array(_OF_ENTRIES, pa.string())))
    found = pa.concat_tables([_by_id(rows, candidates), _by_url(early, candidates)])
    found = found.filter(pc.is_valid(found["article_id"]))
    forgotten = pc.equal(found["stage"], Stage.FORGET.value)
    found = found.append_column("forgotten", forgotten)
    return found.drop_columns(["url", "stage"]).rename_columns({"occurred_at": "at"})


class _Question(NamedTuple):
    columns: tuple[str, ...]
    find: Callable[[pa.Table, Candidates], pa.Table]
    order: tuple[str, ...]
    """Sort columns; of several rows the last one counts."""


_QUESTIONS = {
    ARTICLES.name: _Question(("article_id", "text_key"), _by_id, ()),
    SIGHTINGS.name: _Question(
        ("article_id", "url", "seen_at"), _find_sightings, ("moved", "at", "article_id")
    ),
    REJECTIONS.name: _Question(
        ("article_id", "url", "stage", "occurred_at", "attempt", "retryable"),
        _find_rejections,
        ("forgotten", "at", "attempt", "retryable", "article_id"),
    ),
}
