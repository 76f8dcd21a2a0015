"""The graph: the wiring of the steps. Every step is a module of ``transforms``."""

import dataclasses
from datetime import timedelta
from typing import NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection

from claimwire.clock import Clock
from claimwire.defaults import LEASE_DURATION, LOOK_BACK, MIN_WORDS
from claimwire.pages.fetching import TimeLimits
from claimwire.pipeline.head import Streaming, Ticks
from claimwire.pipeline.partitions import (
    day_of_article,
    day_of_poll,
    day_of_rejection,
    day_of_sighting,
)
from claimwire.pipeline.reading_steps import Reading, read_articles
from claimwire.schemas.actors import ACTORS
from claimwire.schemas.articles import ARTICLES, Article
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.flow import Feed
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.schemas.statements import STATEMENTS
from claimwire.storage.manifest import RunInfo
from claimwire.storage.store import Store
from claimwire.transforms.complete_sightings import CompleteSightings
from claimwire.transforms.count_new_entries import CountNewEntries
from claimwire.transforms.extract_text import ExtractText
from claimwire.transforms.fetch_articles import FetchArticles
from claimwire.transforms.group_statements import GroupStatements
from claimwire.transforms.group_stories import GroupStories
from claimwire.transforms.learn_actors import LearnActors
from claimwire.transforms.poll_feeds import PollFeeds
from claimwire.transforms.publish_run import PublishRun
from claimwire.transforms.read_memory import ReadMemory
from claimwire.transforms.recall_articles import RecallArticles
from claimwire.transforms.recognise_articles import RecogniseArticles
from claimwire.transforms.recognise_entries import RecogniseEntries
from claimwire.transforms.tally import TallyRun
from claimwire.transforms.write_table import WriteTable
from claimwire.web.interface import Web

_WINDOWS_RECALLED = 6
"""The job's state keeps a window's articles until the sixth window after it is read; by then the
window is published. If a window takes longer than that, a copy may be missed."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """The settings of one run's graph.

    Attributes:
        run: the run's name, start and options, for the manifest.
        feeds: the feeds to poll.
        store: the store of the tables.
        web: where to fetch from.
        clock: returns the current time, where the run's start is not meant.
        reading: how articles are read.
        look_back: how far back the tables are read as memory.
        ignore_state: whether to start without memory.
        fetch_buckets: number of groups of domains.
        fetch_limits: time limits of fetching pages.
        min_words: minimum length of an article, in words.
        shards: number of files per table and day.
        lease_duration: how long the lease lasts without a renewal.
        streaming: the timing of a stream; None for one scheduled run.
    """

    run: RunInfo
    feeds: tuple[Feed, ...]
    store: Store
    web: Web
    clock: Clock
    reading: Reading
    look_back: timedelta = LOOK_BACK
    ignore_state: bool = False
    fetch_buckets: int = 1
    fetch_limits: TimeLimits = dataclasses.field(default_factory=TimeLimits)
    min_words: int = MIN_WORDS
    shards: int = 1
    lease_duration: timedelta = LEASE_DURATION
    streaming: Streaming | None = None

    @property
    def recall(self) -> timedelta:
        """How long articles are kept for comparison until their window is published."""
        return _WINDOWS_RECALLED * self.streaming.window if self.streaming else timedelta(0)


class Outputs(NamedTuple):
    """The outputs of the graph: rows of each table keyed by day, and the manifest's path."""

    feeds: PCollection
    sightings: PCollection
    articles: PCollection
    entities: PCollection
    claims: PCollection
    rejections: PCollection
    actors: PCollection
    statements: PCollection
    manifest: PCollection


def build(pipeline: beam.Pipeline, settings: Settings) -> Outputs:
    """Build the graph of one scheduled run or of a stream.

    Args:
        pipeline: an empty pipeline.
        settings: the settings of the run.

    Returns:
        The outputs of the graph, for tests.
    """
    run, store = settings.run, settings.store
    ticks = pipeline | "Ticks" >> Ticks(run, settings.streaming)
    memory = ticks | "ReadMemory" >> ReadMemory(
        store, settings.look_back, run.run_id if settings.ignore_state else None
    )
    files = memory.files

    polled = memory.feeds | "PollFeeds" >> PollFeeds(
        web=settings.web,
        feeds=settings.feeds,
        buckets=settings.fetch_buckets,
        look_back=settings.look_back,
    )
    recognised = {"entries": polled.entries, "files": files} | (
        "RecogniseEntries" >> RecogniseEntries(store)
    )
    fetched = recognised.new | "FetchArticles" >> FetchArticles(
        web=settings.web,
        buckets=settings.fetch_buckets,
        min_words=settings.min_words,
        limits=settings.fetch_limits,
        clock=settings.clock,
    )
    extracted = fetched.pages | "ExtractText" >> ExtractText(
        min_words=settings.min_words, processes=max(1, settings.reading.processes)
    )
    recalled = {"articles": extracted.articles, "ticks": ticks} | (
        "RecallArticles" >> RecallArticles(settings.recall)
    )
    distinct = {"articles": recalled, "files": files} | (
        "RecogniseArticles" >> RecogniseArticles(store)
    )
    grouped = {"articles": distinct.articles, "files": files} | (
        "GroupStories" >> GroupStories(store)
    )
    readings = read_articles(
        grouped.articles | "Originals" >> beam.Filter(is_original), settings.reading
    )

    learnt = {"entities": readings.entities, "claims": readings.claims} | (
        "LearnActors" >> LearnActors()
    )
    said = {
        "articles": grouped.articles,
        "claims": readings.claims,
        "files": files,
        "ticks": ticks,
    } | "GroupStatements" >> GroupStatements(store, RecallArticles(settings.recall))

    counted = {"polls": polled.polls, "new": recognised.new_by_poll} | (
        "CountNewEntries" >> CountNewEntries()
    )
    read = (distinct.articles, distinct.left_out) | "ReadArticles" >> beam.Flatten()
    completed = {"sightings": recognised.sightings, "articles": read} | (
        "CompleteSightings" >> CompleteSightings()
    )
    rejections = (
        polled.rejections,
        recognised.rejections,
        fetched.rejections,
        extracted.rejections,
        distinct.rejections,
        grouped.rejections,
        counted.rejections,
        completed.rejections,
        *readings.rejections,
        learnt.rejections,
        said.rejections,
    ) | "Rejections" >> beam.Flatten()

    rows = {
        FEEDS: counted.polls | "DayOfPoll" >> beam.Map(day_of_poll),
        SIGHTINGS: completed.sightings | "DayOfSighting" >> beam.Map(day_of_sighting),
        ARTICLES: grouped.articles | "DayOfArticle" >> beam.Map(day_of_article),
        ENTITIES: readings.entities,
        CLAIMS: said.claims,
        REJECTIONS: rejections | "DayOfRejection" >> beam.Map(day_of_rejection),
        ACTORS: learnt.actors,
        STATEMENTS: said.statements,
    }
    written = [
        keyed | f"Write_{table.name}" >> WriteTable(table, store, run.run_id, settings.shards)
        for table, keyed in rows.items()
    ] | "Written" >> beam.Flatten()
    tallies = {"polls": counted.polls, "rejections": rejections} | "TallyRun" >> TallyRun()
    manifest = {"ticks": ticks, "files": written, "tallies": tallies} | "PublishRun" >> PublishRun(
        store, run, settings.clock, settings.lease_duration, keep_lease=bool(settings.streaming)
    )
    return Outputs(**{table.name: keyed for table, keyed in rows.items()}, manifest=manifest)


def is_original(article: Article) -> bool:
    """Return whether the article is the original of its story; copies are not read."""
    return article.copy_of is None
