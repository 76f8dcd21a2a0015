"""The graph: which step feeds which. Every step is a package of ``transforms``."""

import dataclasses
from datetime import timedelta
from typing import NamedTuple

import apache_beam as beam
from apache_beam.pvalue import PCollection

from claimwire.clock import Clock
from claimwire.language.mentions.known_entities import UserKnowledge
from claimwire.pipeline.head import Streaming, Ticks
from claimwire.pipeline.partitions import (
    day_of_article,
    day_of_poll,
    day_of_rejection,
    day_of_sighting,
)
from claimwire.schemas import ARTICLES, CLAIMS, ENTITIES, FEEDS, REJECTIONS, SIGHTINGS
from claimwire.schemas.articles import Article
from claimwire.schemas.flow import Feed
from claimwire.storage.manifest import RunInfo
from claimwire.storage.store import Store
from claimwire.transforms.annotate import Annotate
from claimwire.transforms.complete_sightings import CompleteSightings
from claimwire.transforms.count_new_entries import CountNewEntries
from claimwire.transforms.extract_claims import ExtractClaims
from claimwire.transforms.extract_entities import ExtractEntities
from claimwire.transforms.extract_text import ExtractText
from claimwire.transforms.fetch_articles import FetchArticles
from claimwire.transforms.group_stories import GroupStories
from claimwire.transforms.poll_feeds import PollFeeds
from claimwire.transforms.publish_run import PublishRun
from claimwire.transforms.read_in_processes import ReadInProcesses
from claimwire.transforms.read_memory import ReadMemory
from claimwire.transforms.recall_articles import RecallArticles
from claimwire.transforms.recognise_articles import RecogniseArticles
from claimwire.transforms.recognise_entries import RecogniseEntries
from claimwire.transforms.tally import TallyRun
from claimwire.transforms.write_table import WriteTable
from claimwire.web.interface import Web

_WINDOWS_RECALLED = 6
"""A window is published at the latest when the sixth one after it is read; until then the job
itself remembers its articles. A window that takes longer than that may miss a copy."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """All that the graph of one run is made of.

    Attributes:
        run: the run's name, start and options, for the manifest.
        feeds: what to poll.
        store: where the tables are.
        web: where to fetch.
        clock: answers the present instant where the run's start is not meant.
        model: name of the installed spaCy pipeline.
        claims_model: path of a trained second opinion on claims; None for the rules alone.
        knowledge: the user's own entities.
        look_back: how far back the tables count as memory.
        ignore_state: start without memory.
        fetch_buckets: into how many groups the domains are divided.
        min_words: least length of an article.
        shards: files per table and day.
        processes: so many pages and articles are read at a time, by processes that the run starts
            itself; 1 leaves it to the engine how many workers there are.
        lease_duration: for how long the run holds the output without renewing its lease.
        streaming: the rhythm of a stream; None for one scheduled run.
    """

    run: RunInfo
    feeds: tuple[Feed, ...]
    store: Store
    web: Web
    clock: Clock
    model: str
    claims_model: str | None = None
    knowledge: UserKnowledge | None = None
    look_back: timedelta = timedelta(days=30)
    ignore_state: bool = False
    fetch_buckets: int = 1
    min_words: int = 40
    shards: int = 1
    processes: int = 1
    lease_duration: timedelta = timedelta(hours=2)
    streaming: Streaming | None = None

    @property
    def recall(self) -> timedelta:
        """For how long articles are compared with before their window is published."""
        return _WINDOWS_RECALLED * self.streaming.window if self.streaming else timedelta(0)


class Outputs(NamedTuple):
    """What the graph ends in: rows of each table keyed by their day, and the manifest's path."""

    feeds: PCollection
    sightings: PCollection
    articles: PCollection
    entities: PCollection
    claims: PCollection
    rejections: PCollection
    manifest: PCollection


def build(pipeline: beam.Pipeline, settings: Settings) -> Outputs:
    """Lay out the graph, of one scheduled run or of a stream.

    Args:
        pipeline: an empty pipeline.
        settings: the run.

    Returns:
        What the graph ends in, for tests.
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
        clock=settings.clock,
    )
    extracted = fetched.pages | "ExtractText" >> ExtractText(
        min_words=settings.min_words, processes=settings.processes
    )
    recalled = {"articles": extracted.articles, "ticks": ticks} | (
        "RecallArticles" >> RecallArticles(settings.recall)
    )
    distinct = {"articles": recalled, "files": files} | (
        "RecogniseArticles" >> RecogniseArticles(store)
    )
    articles = {"articles": distinct.articles, "files": files} | (
        "GroupStories" >> GroupStories(store)
    )
    readings = _read(articles | "Originals" >> beam.Filter(is_original), settings)

    polls = {"polls": polled.polls, "new": recognised.new_by_poll} | (
        "CountNewEntries" >> CountNewEntries()
    )
    read = (distinct.articles, distinct.left_out) | "ReadArticles" >> beam.Flatten()
    sightings = {"sightings": recognised.sightings, "articles": read} | (
        "CompleteSightings" >> CompleteSightings()
    )
    rejections = (
        polled.rejections,
        recognised.rejections,
        fetched.rejections,
        extracted.rejections,
        distinct.rejections,
        *readings.rejections,
    ) | "Rejections" >> beam.Flatten()

    rows = {
        FEEDS: polls | "DayOfPoll" >> beam.Map(day_of_poll),
        SIGHTINGS: sightings | "DayOfSighting" >> beam.Map(day_of_sighting),
        ARTICLES: articles | "DayOfArticle" >> beam.Map(day_of_article),
        ENTITIES: readings.entities,
        CLAIMS: readings.claims,
        REJECTIONS: rejections | "DayOfRejection" >> beam.Map(day_of_rejection),
    }
    written = [
        keyed | f"Write_{table.name}" >> WriteTable(table, store, run.run_id, settings.shards)
        for table, keyed in rows.items()
    ] | "Written" >> beam.Flatten()
    tallies = {"polls": polls, "rejections": rejections} | "TallyRun" >> TallyRun()
    manifest = {"ticks": ticks, "files": written, "tallies": tallies} | "PublishRun" >> PublishRun(
        store, run, settings.clock, settings.lease_duration, keep_lease=bool(settings.streaming)
    )
    return Outputs(**{table.name: keyed for table, keyed in rows.items()}, manifest=manifest)


class _Readings(NamedTuple):
    entities: PCollection
    claims: PCollection
    rejections: tuple[PCollection, ...]


def _read(articles: PCollection, settings: Settings) -> _Readings:
    """Lay out the reading: three steps, or one that does the same in processes of its own."""
    annotate = Annotate(model=settings.model)
    extract_entities = ExtractEntities(settings.knowledge)
    extract_claims = ExtractClaims(settings.claims_model, settings.knowledge)
    if settings.processes > 1:
        read = articles | "Read" >> ReadInProcesses(
            annotate, extract_entities, extract_claims, settings.processes
        )
        return _Readings(read.entities, read.claims, (read.rejections,))
    annotated = articles | "Annotate" >> annotate
    entities = annotated.annotated | "ExtractEntities" >> extract_entities
    claims = annotated.annotated | "ExtractClaims" >> extract_claims
    rejections = annotated.rejections, entities.rejections, claims.rejections
    return _Readings(entities.entities, claims.claims, rejections)


def is_original(article: Article) -> bool:
    """Whether the article is the first of its story: copies are not read again."""
    return article.copy_of is None
