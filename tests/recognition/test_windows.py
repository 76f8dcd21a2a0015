"""Entries are recognised across windows whose forerunners are not published yet."""

from datetime import timedelta
from typing import Any

import apache_beam as beam
from apache_beam.metrics import MetricsFilter
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to
from apache_beam.transforms.window import TimestampedValue

from claimwire.schemas.flow import Entry, Tick
from claimwire.transforms.attempt import COUNTERS
from claimwire.transforms.recall_articles import RecallArticles
from claimwire.transforms.recognise_articles import RecogniseArticles
from claimwire.transforms.recognise_entries import RecogniseEntries, _Recognise
from claimwire.transforms.windows import LATENESS, in_windows
from tests.fakes.rows import NOW, an_article, an_entry
from tests.fakes.store import MemoryStore

MINUTE = timedelta(minutes=1)


def entry(name: str, minutes: int) -> Entry:
    url = f"https://news.example/{name}"
    return an_entry(url=url, seen_at=NOW + minutes * MINUTE)


def shown(pipeline: Any, entries: list[Entry]) -> Any:
    """Show entries at the instants of their polls, in windows of ten minutes."""
    timed = [TimestampedValue(each, each.seen_at.timestamp()) for each in entries]
    return (
        pipeline
        | beam.Create(timed, reshuffle=False)
        | "At" >> beam.Map(lambda each: each)
        | in_windows(10 * MINUTE)
    )


def new_and_sighted(some: list[Entry], new: list[Any], sighted: list[Any]) -> None:
    with TestPipeline(runner="FnApiRunner") as pipeline:
        entries = shown(pipeline, some)
        files = entries | "NoFiles" >> beam.FlatMap(lambda _: [])
        found = {"entries": entries, "files": files} | RecogniseEntries(MemoryStore(), buckets=2)
        assert_that(
            found.new | "New" >> beam.Map(lambda each: (each.url[-1], each.seen_at)),
            equal_to(new),
            "IsNew",
        )
        assert_that(
            found.sightings | "Sighted" >> beam.Map(lambda each: (each.url[-1], each.seen_at)),
            equal_to(sighted),
            "IsSighted",
        )


def test_an_entry_is_new_in_one_window_and_sighted_in_all() -> None:
    some = [entry("a", 0), entry("a", 5), entry("b", 10), entry("a", 15), entry("b", 25)]
    new_and_sighted(
        some,
        new=[("a", NOW), ("b", NOW + 10 * MINUTE)],
        sighted=[(each.url[-1], each.seen_at) for each in some],
    )


def test_entries_that_are_delivered_again_are_no_news() -> None:
    some = [entry("a", 0), entry("b", 0), entry("a", 10)]
    new_and_sighted(
        some * 2,
        new=[("a", NOW), ("b", NOW)],
        sighted=[(each.url[-1], each.seen_at) for each in some],
    )


class State:
    """What a step keeps."""

    value: Any = None

    def read(self) -> Any:
        return self.value

    def write(self, value: Any) -> None:
        self.value = value


def test_an_entry_that_comes_late_is_not_made_twice_and_state_is_bounded() -> None:
    step, state = _Recognise(), State()

    def made(*entries: Entry) -> list[str]:
        outputs = step.process((0, entries), state)
        return [each.url[-1] for each in outputs if isinstance(each, Entry)]

    assert made(entry("a", 10)) == ["a"]
    assert made(entry("a", 0), entry("b", 0)) == ["b"]
    assert len(state.value) == 2
    days = int(LATENESS / MINUTE)
    assert made(entry("c", days + 5)) == ["c"]
    assert set(state.value) == {entry("a", 0).article_id, entry("c", 0).article_id}


def test_pages_that_name_one_address_are_one_article_across_windows() -> None:
    pipeline = TestPipeline(runner="FnApiRunner")
    entries = shown(pipeline, [entry("a", 0), entry("b", 10), entry("c", 20)])
    files = entries | "NoFiles" >> beam.FlatMap(lambda _: [])
    articles = entries | "Extract" >> beam.Map(
        lambda each: an_article(url=each.url, first_seen_at=each.seen_at)
    )
    recalled = {
        "articles": articles,
        "ticks": entries | "Ticks" >> beam.Map(lambda each: Tick(each.seen_at, "run1")),
    } | (RecallArticles(60 * MINUTE))
    found = {"articles": recalled, "files": files} | RecogniseArticles(MemoryStore(), 2)
    assert_that(
        found.articles | "Told" >> beam.Map(lambda each: (each.url[-1], each.first_seen_at)),
        # The first one comes again, to be compared with.
        equal_to([("a", NOW)] * 3),
    )
    result = pipeline.run()
    (left_out,) = result.metrics().query(MetricsFilter().with_namespace(COUNTERS))["counters"]
    assert left_out.key.metric.name == "articles_known_by_canonical_url"
    # Not once more in each window in which it is recalled.
    assert left_out.committed == 2
