from datetime import timedelta

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from schemas.articles import ARTICLES
from schemas.feeds import FEEDS
from schemas.rejections import REJECTIONS
from schemas.sightings import SIGHTINGS
from tests.fakes.rows import FEED, NOW, a_poll, a_rejection, a_sighting, a_tick, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore
from transforms.tables.read_memory import ReadFeedMemories, RememberedFiles, remembered_files
from transforms.tables.read_state import StateError

DAYS = timedelta(days=30)


def test_the_look_back_is_in_whole_days() -> None:
    store = MemoryStore()
    for number, day in enumerate(["2024-03-31", "2024-04-01", "2024-05-01"]):
        publish_rows(store, {FEEDS: [a_poll()]}, run_id=f"run{number}", day=day)
    found = remembered_files(a_tick(at=NOW), store, DAYS)
    assert [file.day for file in found] == ["2024-04-01", "2024-05-01"]


@pytest.mark.parametrize("ignore_state", [False, True])
def test_feeds_are_remembered_unless_state_is_ignored(ignore_state: bool) -> None:
    store = MemoryStore()
    publish_rows(
        store,
        {
            FEEDS: [a_poll(etag="x")],
            REJECTIONS: [a_rejection()],
            SIGHTINGS: [a_sighting(article_id=a_rejection().article_id)],
            ARTICLES: [an_article()],
        },
    )
    with TestPipeline(runner="FnApiRunner") as pipeline:
        ticks = pipeline | beam.Create([a_tick()])
        files = ticks | RememberedFiles(store, DAYS, ignore_state)
        memories = files | ReadFeedMemories(store)
        told = memories | beam.Map(lambda each: (each.feed_url, each.etag, each.retries))
        assert_that(told, equal_to([] if ignore_state else [(FEED, "x", True)]))


def test_a_first_run_remembers_nothing() -> None:
    store = MemoryStore()
    with TestPipeline(runner="FnApiRunner") as pipeline:
        files = pipeline | beam.Create([a_tick()]) | RememberedFiles(store, DAYS)
        assert_that(files | ReadFeedMemories(store), equal_to([]))


@pytest.mark.parametrize("ignore_state", [False, True])
def test_damaged_state_fails_the_run_unless_it_is_ignored(ignore_state: bool) -> None:
    store = MemoryStore()
    store.write("_runs/run1.json", b"{")
    pipeline = TestPipeline(runner="FnApiRunner")
    files = pipeline | beam.Create([a_tick()]) | RememberedFiles(store, DAYS, ignore_state)
    _ = files | ReadFeedMemories(store)
    if ignore_state:
        pipeline.run()
    else:
        with pytest.raises(StateError, match=r"_runs/run1\.json cannot be read: .*--ignore_state"):
            pipeline.run()
