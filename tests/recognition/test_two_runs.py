"""What one run publishes is what the next one knows."""

import dataclasses
from datetime import timedelta

import apache_beam as beam
from apache_beam.testing.test_pipeline import TestPipeline

from claimwire.clock import FixedClock
from claimwire.schemas.articles import ARTICLES, Article
from claimwire.schemas.flow import Entry, Feed
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS, Sighting
from claimwire.storage.lease import acquire
from claimwire.storage.manifest import RunInfo
from claimwire.storage.published_files import published_files
from claimwire.storage.records import from_arrow
from claimwire.transforms.complete_sightings import CompleteSightings
from claimwire.transforms.publish_run import PublishRun
from claimwire.transforms.read_memory import ReadMemory
from claimwire.transforms.recognise_articles import RecogniseArticles
from claimwire.transforms.recognise_entries import RecogniseEntries
from claimwire.transforms.write_table import WriteTable
from claimwire.web.urls import canonical_url
from tests.fakes.records import from_parquet
from tests.fakes.rows import NOW, a_rejection, a_tick, an_article, an_entry
from tests.fakes.store import MemoryStore

HOUR = timedelta(hours=1)
SITE = "https://news.example/"
UNREACHABLE = SITE + "unreachable"
CANONICAL = {SITE + "amp": SITE + "story"}


def to_article(entry: Entry) -> list[Article]:
    """Stands for fetching and extraction."""
    canonical = CANONICAL.get(entry.canonical_url, entry.canonical_url)
    article = an_article(
        url=entry.url,
        canonical_url=canonical,
        feed_url=entry.feed.url,
        first_seen_at=entry.seen_at,
        run_id=entry.run_id,
    )
    return [] if entry.url == UNREACHABLE else [article]


def to_rejection(entry: Entry) -> list:
    rejection = a_rejection(
        url=entry.url,
        feed_url=entry.feed.url,
        article_id=entry.article_id,
        attempt=entry.attempt,
        occurred_at=entry.seen_at,
        run_id=entry.run_id,
    )
    return [rejection] if entry.url == UNREACHABLE else []


def with_day(row: Article | Sighting) -> tuple[str, object]:
    return "2024-05-01", row


def run(store: MemoryStore, number: int, shown: list[tuple[str, str]]) -> None:
    """Run the graph over entries given as feed and path."""
    info = RunInfo(f"run{number}", NOW + number * HOUR)
    entries = [
        dataclasses.replace(
            an_entry(url=SITE + path, feed=Feed(url=feed), seen_at=info.started_at),
            article_id=stable_id(canonical_url(SITE + path)),
            canonical_url=canonical_url(SITE + path),
            run_id=info.run_id,
        )
        for feed, path in shown
    ]
    clock = FixedClock(info.started_at)
    acquire(store, info.run_id, clock, HOUR)
    with TestPipeline(runner="FnApiRunner") as pipeline:
        ticks = pipeline | beam.Create([a_tick(at=info.started_at, run_id=info.run_id)])
        files = (ticks | ReadMemory(store, timedelta(days=30))).files
        polled = pipeline | "Entries" >> beam.Create(entries)
        recognised = {"entries": polled, "files": files} | RecogniseEntries(store)
        extracted = recognised.new | "Extract" >> beam.FlatMap(to_article)
        rejected = recognised.new | "Reject" >> beam.FlatMap(to_rejection)
        distinct = {"articles": extracted, "files": files} | RecogniseArticles(store)
        read = (distinct.articles, distinct.left_out) | "Read" >> beam.Flatten()
        completed = {"sightings": recognised.sightings, "articles": read} | CompleteSightings()
        rows = {ARTICLES: distinct.articles, SIGHTINGS: completed.sightings, REJECTIONS: rejected}
        written = [
            of_table
            | f"Day_{table.name}" >> beam.Map(with_day)
            | f"Write_{table.name}" >> WriteTable(table, store, info.run_id)
            for table, of_table in rows.items()
        ] | "Written" >> beam.Flatten()
        tallies = pipeline | "Tallies" >> beam.Create([])
        _ = {"ticks": ticks, "files": written, "tallies": tallies} | (
            PublishRun(store, info, clock)
        )


def written(store: MemoryStore, number: int) -> dict[str, list]:
    """The rows that a run has published, by table."""
    return {
        file.table: from_arrow(table, from_parquet(store.read(file.path)))
        for file in published_files(store)
        for table in (ARTICLES, SIGHTINGS, REJECTIONS)
        if file.table == table.name and f"run{number}-" in file.path
    }


def test_the_second_run_over_unchanged_feeds_makes_nothing() -> None:
    store = MemoryStore()
    shown = [("a", "one"), ("b", "one"), ("a", "amp"), ("b", "story")]
    run(store, 1, shown)
    run(store, 2, shown)

    first, second = written(store, 1), written(store, 2)
    one, story = stable_id(SITE + "one"), stable_id(SITE + "story")
    assert {row.article_id for row in first["articles"]} == {one, story}
    assert "articles" not in second
    for rows in (first["sightings"], second["sightings"]):
        found = sorted((row.feed_url, row.url, row.article_id) for row in rows)
        assert found == [
            ("a", SITE + "amp", story),
            ("a", SITE + "one", one),
            ("b", SITE + "one", one),
            ("b", SITE + "story", story),
        ]


def test_only_what_is_new_in_a_changed_feed_is_made() -> None:
    store = MemoryStore()
    run(store, 1, [("a", "one"), ("a", "amp")])
    run(store, 2, [("a", "one"), ("a", "two"), ("b", "story")])
    assert [row.url for row in written(store, 2)["articles"]] == [SITE + "two"]


def test_a_story_known_only_by_its_canonical_url_is_not_made_again() -> None:
    store = MemoryStore()
    run(store, 1, [("a", "story")])
    run(store, 2, [("a", "amp")])
    run(store, 3, [("a", "amp")])
    assert "articles" not in written(store, 2)
    (sighting,) = written(store, 2)["sightings"]
    assert sighting.article_id == stable_id(SITE + "story")
    assert written(store, 3)["sightings"][0].article_id == sighting.article_id


def test_a_link_with_other_tracking_at_each_poll_is_followed_once() -> None:
    store = MemoryStore()
    for number in (1, 2, 3):
        run(store, number, [("a", f"amp?utm_campaign=poll{number}")])
    story = stable_id(SITE + "story")
    assert [row.article_id for row in written(store, 1)["articles"]] == [story]
    for number in (2, 3):
        assert "articles" not in written(store, number)
        assert [row.article_id for row in written(store, number)["sightings"]] == [story]


def test_what_failed_for_now_is_tried_again() -> None:
    store = MemoryStore()
    for number in (1, 2):
        run(store, number, [("a", "unreachable"), ("a", "one")])
    assert [row.attempt for row in written(store, 1)["rejections"]] == [1]
    assert [row.attempt for row in written(store, 2)["rejections"]] == [2]
    assert "articles" not in written(store, 2)
