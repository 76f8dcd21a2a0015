"""Removing articles with all their rows, whole or not at all, so that they do not come back.

Every file with one of their rows is written anew without it, and one manifest puts the new files in
the place of the old ones. Rejections under all their addresses keep them from being fetched again.
"""

import itertools
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from claimwire.clock import Clock
from claimwire.pipeline.forgetting.removed_articles import find_articles
from claimwire.pipeline.forgetting.rows_without import (
    Change,
    Tables,
    actors_without,
    articles_without,
    claims_without,
    orphaned_copies,
    statements_without,
)
from claimwire.schemas.articles import Article
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.flow import TableFile
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.schemas.table import day_of
from claimwire.storage.arrow import to_arrow
from claimwire.storage.data_files import replacement_path
from claimwire.storage.heartbeat import holding
from claimwire.storage.manifest import RunInfo
from claimwire.storage.publication import publish_replacement, write_data
from claimwire.storage.published_files import published_files
from claimwire.storage.store import Store


class Forgotten(NamedTuple):
    """What was removed.

    Attributes:
        articles: how many articles.
        rows: how many rows of all tables, theirs and those that stood for several articles.
        unread: near-copies of removed originals that are originals from now on; nobody has read
            them.
    """

    articles: int
    rows: int
    unread: list[Article]


def forget_articles(
    store: Store,
    run: RunInfo,
    ids: Collection[str],
    before: date | None,
    *,
    clock: Clock,
) -> Forgotten:
    """Remove articles with all their rows.

    Args:
        store: the store of the tables.
        run: the removal, whose name begins with ``FORGETTING``; it takes the lease and gives it
            back.
        ids: the ``article_id`` of articles.
        before: also all articles that were first seen before this day; None for no others.
        clock: answers the present instant.

    Raises:
        UsageError: if there is no such article, or it has been removed before.
        LeaseHeld: if a run is active.
        LeaseLost: if another run has taken over; nothing has changed then.
        StateError: if a manifest or data file is missing or damaged.
        StoreError: if the storage does not answer or refuses.
    """
    with holding(store, run.run_id, clock):
        files = published_files(store)
        tables = Tables(store, files, find_articles(store, files, ids, before))
        if not tables.removed.ids:
            return Forgotten(0, 0, [])
        orphans = orphaned_copies(tables)
        replaced: list[str] = []
        written: list[TableFile] = []
        rows = 0
        for change in _changes(tables, orphans, run.run_id):
            replaced += [file.path for file in change.files]
            rows += sum(file.rows for file in change.files) - change.rows.num_rows
            if change.rows.num_rows:
                path = _path(change, run.run_id, written)
                written.append(
                    write_data(store, change.table, path, change.files[0].day, change.rows)
                )
        today = day_of(run.started_at)
        rejected = to_arrow(REJECTIONS, tables.removed.rejections(run.started_at, run.run_id))
        path = replacement_path(REJECTIONS, today, run.run_id, 0)
        written.append(write_data(store, REJECTIONS, path, today, rejected, replaces=replaced))
        publish_replacement(store, run, written, replaced, clock=clock)
    unread = [each for each in orphans.values() if each.copy_of is None]
    return Forgotten(len(tables.removed.ids), rows, unread)


def _changes(tables: Tables, orphans: dict[str, Article], run_id: str) -> Iterator[Change]:
    statements, withdrawn = statements_without(tables)
    return itertools.chain(
        articles_without(tables, orphans),
        tables.without(SIGHTINGS, tables.files_of(SIGHTINGS)),
        tables.without(ENTITIES, tables.of_days(ENTITIES)),
        claims_without(tables, withdrawn.statement_of),
        statements,
        actors_without(tables, run_id),
    )


def _path(change: Change, run_id: str, written: Collection[TableFile]) -> str:
    """Return the path of a new file, numbered among those of its table and day."""
    day = change.files[0].day
    number = sum((each.table, each.day) == (change.table.name, day) for each in written)
    return replacement_path(change.table, day, run_id, number)
