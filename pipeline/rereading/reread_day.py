"""The graph that reads the stored articles of one day again."""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import apache_beam as beam

from claimwire.pipeline.graph import is_original
from claimwire.pipeline.partitions import day_of_rejection
from claimwire.pipeline.reading_steps import Reading, read_articles
from claimwire.schemas.actors import ACTORS
from claimwire.schemas.articles import ARTICLES, Article
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.flow import TableFile, Tick
from claimwire.schemas.rejections import READING, REJECTIONS, Rejection
from claimwire.schemas.statements import STATEMENTS
from claimwire.schemas.table import Table
from claimwire.storage.manifest import RunInfo
from claimwire.storage.published_files import read_columns
from claimwire.storage.records import from_arrow
from claimwire.storage.store import Store
from claimwire.transforms.group_statements import GroupStatements
from claimwire.transforms.learn_actors import LearnActors
from claimwire.transforms.recall_articles import RecallArticles
from claimwire.transforms.write_table import WriteTable

REWRITTEN = (ENTITIES, CLAIMS, ACTORS, STATEMENTS, REJECTIONS)
"""The tables whose rows come from reading articles."""


@dataclasses.dataclass(frozen=True)
class Day:
    """A day whose articles are read again.

    Attributes:
        day: the partition, ``YYYY-MM-DD``.
        articles: the data files of its articles.
        replaced: the files of each table in ``REWRITTEN`` that are replaced, by its name.
        known: the data files of the statements of earlier days.
    """

    day: str
    articles: Sequence[TableFile]
    replaced: dict[str, Sequence[TableFile]]
    known: Sequence[TableFile]


def build(
    pipeline: beam.Pipeline, day: Day, *, store: Store, run: RunInfo, reading: Reading
) -> None:
    """Build the graph: what it writes is published by nobody yet.

    Args:
        pipeline: an empty pipeline.
        day: the day.
        store: the store of the tables.
        run: the rereading, which is the run of all rows that it writes.
        reading: how articles are read.
    """
    articles = (
        pipeline
        | "ArticleFiles" >> beam.Create(list(day.articles), reshuffle=False)
        | "StoredArticles" >> beam.FlatMap(partial(stored_articles, store=store, run_id=run.run_id))
        | "Originals" >> beam.Filter(is_original)
    )
    readings = read_articles(articles, reading)
    learnt = {"entities": readings.entities, "claims": readings.claims} | (
        "LearnActors" >> LearnActors()
    )
    said = {
        "articles": articles,
        "claims": readings.claims,
        "files": pipeline | "KnownStatements" >> beam.Create(list(day.known), reshuffle=False),
        "ticks": pipeline
        | "Once" >> beam.Create([Tick(run.started_at, run.run_id)], reshuffle=False),
    } | "GroupStatements" >> GroupStatements(store, RecallArticles(timedelta(0)))
    kept = (
        pipeline
        | "RejectionFiles" >> beam.Create(list(day.replaced[REJECTIONS.name]), reshuffle=False)
        | "KeptRejections" >> beam.FlatMap(partial(kept_rejections, store=store))
    )
    rejections = (
        kept,
        *readings.rejections,
        learnt.rejections,
        said.rejections,
    ) | "Rejections" >> beam.Flatten()
    rows = {
        ENTITIES: readings.entities,
        CLAIMS: said.claims,
        ACTORS: learnt.actors,
        STATEMENTS: said.statements,
        REJECTIONS: rejections | "DayOfRejection" >> beam.Map(day_of_rejection),
    }
    for table, keyed in rows.items():
        replaces = tuple(file.path for file in day.replaced[table.name])
        keyed | f"Write_{table.name}" >> WriteTable(table, store, run.run_id, replaces=replaces)


def stored_articles(file: TableFile, store: Store, run_id: str) -> Iterator[Article]:
    """Yield the articles of a data file, as if a run had just found them.

    Raises:
        StateError: if the file is missing or damaged.
    """
    for article in _records(store, ARTICLES, file):
        yield dataclasses.replace(article, run_id=run_id)


def kept_rejections(file: TableFile, store: Store) -> Iterator[Rejection]:
    """Yield the rejections of a data file that are not about the reading of articles.

    Raises:
        StateError: if the file is missing or damaged.
    """
    return (each for each in _records(store, REJECTIONS, file) if each.stage not in READING)


def _records(store: Store, table: Table, file: TableFile) -> list[Any]:
    return from_arrow(table, read_columns(store, table, [file], table.schema.names))
