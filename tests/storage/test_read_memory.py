from datetime import timedelta

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.flow import FeedsAtTick
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.storage.published_files import StateError
from claimwire.transforms.read_memory import ClockBehind, ReadMemory, remembered_files
from tests.fakes.rows import FEED, NOW, a_poll, a_rejection, a_sighting, a_tick, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

DAYS = timedelta(days=30)


def test_the_look_back_is_in_whole_days() -> None:
    store = MemoryStore()
    for number, day in enumerate(["2024-03-31", "2024-04-01", "2024-05-01"]):
        publish_rows(store, {FEEDS: [a_poll()]}, run_id=f"run{number}", day=day)
    found = remembered_files(a_tick(at=NOW), store, DAYS)
    assert [file.day for file in found.files] == ["2024-04-01", "2024-05-01"]


def test_a_run_that_ignores_state_still_remembers_its_own_windows() -> None:
    store = MemoryStore()
    for run_id in ("run1", "run2-w1", "run2-w2"):
        publish_rows(store, {FEEDS: [a_poll()]}, run_id=run_id)
    store.write("_runs/run1.json", b"{")
    found = remembered_files(a_tick(at=NOW), store, DAYS, only_run="run2")
    assert [file.path.partition("part-")[2][:7] for file in found.files] == ["run2-w1", "run2-w2"]


def test_a_clock_that_was_set_back_a_little_makes_nobody_forget() -> None:
    store = MemoryStore()
    publish_rows(store, {FEEDS: [a_poll()]})
    assert remembered_files(a_tick(at=NOW - timedelta(days=29)), store, DAYS).files


def test_a_run_that_the_next_one_would_not_remember_is_refused() -> None:
    store = MemoryStore()
    publish_rows(store, {FEEDS: [a_poll()]})
    early = a_tick(at=NOW - timedelta(days=40))
    with pytest.raises(ClockBehind, match=r"started at 2024-05-01 12:00\. .* --look_back_days 41"):
        remembered_files(early, store, DAYS)
    assert remembered_files(early, store, timedelta(days=41)).files
    assert remembered_files(early, store, DAYS, only_run="another").files == []


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
        feeds = (ticks | ReadMemory(store, DAYS, "run2" if ignore_state else None)).feeds
        memories = feeds | beam.FlatMap(lambda each: each.memories)
        told = memories | "Told" >> beam.Map(lambda each: (each.feed_url, each.etag, each.retries))
        assert_that(told, equal_to([] if ignore_state else [(FEED, "x", True)]))


def test_a_first_run_remembers_nothing() -> None:
    store = MemoryStore()
    with TestPipeline(runner="FnApiRunner") as pipeline:
        memory = pipeline | beam.Create([a_tick()]) | ReadMemory(store, DAYS)
        assert_that(memory.files, equal_to([]), "Files")
        assert_that(memory.feeds, equal_to([FeedsAtTick(a_tick(), [])]), "Feeds")


@pytest.mark.parametrize("ignore_state", [False, True])
def test_damaged_state_fails_the_run_unless_it_is_ignored(ignore_state: bool) -> None:
    store = MemoryStore()
    store.write("_runs/run1.json", b"{")
    pipeline = TestPipeline(runner="FnApiRunner")
    ticks = pipeline | beam.Create([a_tick()])
    _ = ticks | ReadMemory(store, DAYS, "run2" if ignore_state else None)
    if ignore_state:
        pipeline.run()
    else:
        with pytest.raises(StateError, match=r"_runs/run1\.json cannot be read: .*--ignore_state"):
            pipeline.run()
