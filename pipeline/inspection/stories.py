"""The most widely spread stories of an output: a query over the published articles."""

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rich.table import Table as Printed

from claimwire.pipeline.arguments import STORIES_SHOWN
from claimwire.pipeline.inspection.spread_table import Shown, spread_table
from claimwire.schemas.articles import ARTICLES
from claimwire.storage.published_files import published_files, read_columns
from claimwire.storage.store import Store

_COUNTED = ("story_id", "article_id", "site", "first_seen_at")
_TOLD = (*_COUNTED, "url", "title")


@dataclasses.dataclass(frozen=True)
class Spread:
    """The spread of a story.

    Attributes:
        story_id: the story.
        outlets: number of sites that have it.
        articles: number of pages that have it.
        first_site, first_url, title: of the original, or of the earliest page if the original is
            not in the tables.
        first_seen_at, last_seen_at: when its first and its last page were first seen.
        other_titles: the titles of the other pages where they differ, in the order in which they
            were seen.
    """

    story_id: str
    outlets: int
    articles: int
    first_site: str
    first_url: str
    title: str
    first_seen_at: datetime
    last_seen_at: datetime
    other_titles: tuple[str, ...]


def widest_spread(
    store: Store, since: date | None = None, top: int = STORIES_SHOWN
) -> list[Spread]:
    """Return the stories with the most outlets.

    Args:
        store: the store of the tables.
        since: only stories that a page has joined since that day, UTC; their earlier pages are
            counted too. None for all.
        top: maximum number of stories.

    Returns:
        Stories of two or more pages, sorted by number of outlets, then number of pages (both
        descending), then the earliest.

    Raises:
        StateError: if a manifest or data file is missing or damaged.
        StoreError: if the storage does not respond.
    """
    files = published_files(store)
    rows = read_columns(store, ARTICLES, files, _COUNTED)
    rows = rows.filter(pc.is_valid(rows["story_id"]))
    if since is not None:
        recent = [file for file in files if file.day >= since.isoformat()]
        active = read_columns(store, ARTICLES, recent, ["story_id"])["story_id"]
        rows = rows.filter(pc.is_in(rows["story_id"], value_set=active.unique()))
    chosen = _widest(rows, top)
    if not chosen:
        return []
    told = read_columns(store, ARTICLES, files, _TOLD)
    told = told.filter(pc.is_in(told["story_id"], value_set=pa.array(chosen, pa.string())))
    pages: dict[str, list[dict[str, Any]]] = {story_id: [] for story_id in chosen}
    for row in told.to_pylist():
        pages[row["story_id"]].append(row)
    return [_spread(story_id, pages[story_id]) for story_id in chosen]


def stories_table(stories: Sequence[Spread]) -> Printed:
    """Return the stories as a table."""
    return spread_table(
        Shown(
            outlets=story.outlets,
            reports=story.articles,
            report="page",
            first_site=story.first_site,
            first_seen_at=story.first_seen_at,
            last_seen_at=story.last_seen_at,
            heading=story.title or "(no title)",
            lines=story.other_titles,
        )
        for story in stories
    )


def _widest(rows: pa.Table, top: int) -> list[str]:
    counted = rows.group_by("story_id", use_threads=False).aggregate(
        [("site", "count_distinct"), ("article_id", "count_distinct"), ("first_seen_at", "min")]
    )
    counted = counted.filter(pc.greater(counted["article_id_count_distinct"], 1))
    order = [
        ("site_count_distinct", "descending"),
        ("article_id_count_distinct", "descending"),
        ("first_seen_at_min", "ascending"),
        ("story_id", "ascending"),
    ]
    chosen: list[str] = counted.sort_by(order).slice(0, top)["story_id"].to_pylist()
    return chosen


def _spread(story_id: str, pages: list[dict[str, Any]]) -> Spread:
    ordered = sorted(pages, key=lambda page: (page["first_seen_at"], page["article_id"]))
    # A copy can have been seen in the same minute as its original.
    first = next((page for page in ordered if page["article_id"] == story_id), ordered[0])
    title = first["title"] or ""
    others: dict[str, str] = {}
    for page in ordered:
        if page["title"]:
            others.setdefault(_comparable(page["title"]), page["title"])
    others.pop(_comparable(title), None)
    return Spread(
        story_id=story_id,
        outlets=len({page["site"] for page in pages}),
        articles=len({page["article_id"] for page in pages}),
        first_site=first["site"],
        first_url=first["url"],
        title=title,
        first_seen_at=ordered[0]["first_seen_at"],
        last_seen_at=ordered[-1]["first_seen_at"],
        other_titles=tuple(others.values()),
    )


def _comparable(title: str) -> str:
    return " ".join(title.casefold().split())
