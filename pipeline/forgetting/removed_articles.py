"""Which articles are removed, and what keeps them from being fetched again."""

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc

from claimwire.errors import UsageError
from claimwire.feeds.identity import URN
from claimwire.rejecting import Subject
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import REJECTIONS, Reason, Rejection, Stage
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.storage.published_files import read_columns
from claimwire.storage.store import Store
from claimwire.web.urls import BadUrl, canonical_url

_DETAIL = "removed on demand"


@dataclasses.dataclass(frozen=True)
class Removed:
    """The articles that are removed.

    Attributes:
        ids: their ``article_id``.
        days: the partitions of their rows.
        addresses: for each identifier under which one of them could come back, its address and the
            feed that first showed it.
    """

    ids: frozenset[str]
    days: frozenset[str]
    addresses: dict[str, tuple[str, str]]

    def in_column(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return for each row whether its ``article_id`` is of a removed article."""
        return pc.is_in(rows["article_id"], value_set=pa.array(sorted(self.ids), pa.string()))

    def rejections(self, at: datetime, run_id: str) -> Iterator[Rejection]:
        """Yield what keeps the articles from being fetched again."""
        for article_id, (url, feed_url) in sorted(self.addresses.items()):
            subject = Subject(at, run_id, url, feed_url, article_id)
            yield subject.reject(Stage.FORGET, Reason.FORGOTTEN, _DETAIL)


def find_articles(
    store: Store, files: Sequence[TableFile], ids: Collection[str], before: date | None
) -> Removed:
    """Find the articles to remove.

    Args:
        store: the store of the tables.
        files: the published data files.
        ids: the ``article_id`` of articles.
        before: also all articles that were first seen before this day; None for no others.

    Raises:
        UsageError: if there is no such article, or it has been removed before.
        StateError: if a file is missing or damaged.
    """
    wanted, found = set(ids), []
    columns = ("article_id", "url", "canonical_url", "feed_url")
    for file in files:
        if file.table == ARTICLES.name:
            rows = read_columns(store, ARTICLES, [file], columns)
            if before is None or file.day >= before.isoformat():
                rows = rows.filter(
                    pc.is_in(rows["article_id"], value_set=pa.array(sorted(wanted), pa.string()))
                )
            found += [(file.day, row) for row in rows.to_pylist()]
    removed = frozenset(row["article_id"] for _, row in found)
    _check(store, files, wanted - removed)
    addresses = {row["article_id"]: (row["canonical_url"], row["feed_url"]) for _, row in found}
    linked = {row["article_id"] for _, row in found if not row["canonical_url"].startswith(URN)}
    led_there = [
        *((row["url"], row["feed_url"]) for _, row in found if row["article_id"] in linked),
        *_sighted(store, files, linked),
    ]
    for url, feed_url in led_there:
        addresses.setdefault(_entry_id(url), (url, feed_url))
    kept = _kept(store, files, set(addresses) - removed)
    return Removed(
        removed,
        frozenset(day for day, _ in found),
        {each: address for each, address in addresses.items() if each and each not in kept},
    )


def _check(store: Store, files: Sequence[TableFile], missing: Collection[str]) -> None:
    if not missing:
        return
    rows = read_columns(store, REJECTIONS, files, ("article_id", "reason"))
    gone = rows.filter(pc.equal(rows["reason"], Reason.FORGOTTEN.value))["article_id"].to_pylist()
    first = min(missing)
    if first in gone:
        raise UsageError(f"article {first} has been removed already.")
    raise UsageError(f"there is no article {first} at {store.root}. Check --article.")


def _sighted(
    store: Store, files: Sequence[TableFile], ids: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the addresses under which feeds have shown articles, with the feed."""
    rows = read_columns(store, SIGHTINGS, files, ("article_id", "url", "feed_url"))
    rows = rows.filter(pc.is_in(rows["article_id"], value_set=pa.array(sorted(ids), pa.string())))
    for row in rows.group_by(["url", "feed_url"]).aggregate([]).to_pylist():
        if row["url"]:
            yield row["url"], row["feed_url"]


def _entry_id(url: str) -> str:
    """Return the identifier that an entry with this link has; "" if none has it."""
    try:
        return stable_id(canonical_url(url))
    except BadUrl:
        return ""


def _kept(store: Store, files: Sequence[TableFile], ids: Collection[str]) -> set[str]:
    """Return which identifiers are of articles: other ones than those that are removed."""
    known = read_columns(store, ARTICLES, files, ("article_id",))["article_id"]
    values = pa.array(sorted(ids), pa.string())
    return set(known.filter(pc.is_in(known, value_set=values)).to_pylist())
