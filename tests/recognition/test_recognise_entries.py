from collections.abc import Callable

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from claimwire.recognition.new_entries import poll_key
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.flow import Entry, Feed, TableFile
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import REJECTIONS, Reason
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.schemas.table import Table
from claimwire.storage.published_files import StateError
from claimwire.transforms import recognise_entries
from claimwire.transforms.recognise_entries import RecognisedEntries, RecogniseEntries
from tests.fakes.rows import (
    FEED,
    NOW,
    a_poll,
    a_rejection,
    a_sighting,
    an_article,
    an_entry,
)
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

OTHER = "https://other.example/feed"


def url_of(name: str) -> str:
    return f"https://news.example/{name}"


def id_of(name: str) -> str:
    return stable_id(url_of(name))


def entry(name: str, feed: str = FEED) -> Entry:
    return an_entry(url=url_of(name), feed=Feed(url=feed))


REMEMBERED: dict[Table, list] = {
    ARTICLES: [an_article(canonical_url=url_of("known"))],
    SIGHTINGS: [
        a_sighting(article_id="canonical", url=url_of("moved")),
        a_sighting(article_id=id_of("old"), url=url_of("old")),
        a_sighting(article_id=id_of("waiting"), url=url_of("waiting")),
    ],
    REJECTIONS: [
        a_rejection(article_id=id_of("waiting"), attempt=1),
        a_rejection(article_id=id_of("settled"), retryable=False),
    ],
    FEEDS: [a_poll()],
}


def recognise(
    store: MemoryStore,
    files: list[TableFile],
    entries: list[Entry],
    check: Callable[[RecognisedEntries], None],
) -> None:
    with TestPipeline(runner="FnApiRunner") as pipeline:
        inputs = {
            "entries": pipeline | "Entries" >> beam.Create(entries),
            "files": pipeline | "Files" >> beam.Create(files),
        }
        check(inputs | RecogniseEntries(store, buckets=2))


def test_each_entry_is_told_by_what_the_tables_know() -> None:
    store = MemoryStore()
    files = publish_rows(store, REMEMBERED)
    names = ["new", "known", "moved", "old", "waiting", "settled"]

    def check(found: RecognisedEntries) -> None:
        new = found.new | beam.Map(lambda each: (each.article_id, each.attempt))
        assert_that(new, equal_to([(id_of("new"), 1), (id_of("waiting"), 2)]), "New")
        sighted = found.sightings | beam.Map(lambda each: (each.url, each.article_id))
        expected = [(url_of(name), id_of(name)) for name in names if name != "moved"]
        assert_that(sighted, equal_to([*expected, (url_of("moved"), "canonical")]), "Sighted")
        assert_that(found.new_by_poll, equal_to([(poll_key(FEED, NOW), 1)]), "Counted")
        assert_that(found.rejections, equal_to([]), "Rejected")

    recognise(store, files, [entry(name) for name in names], check)


def test_without_memory_every_story_is_new_once() -> None:
    def check(found: RecognisedEntries) -> None:
        new = found.new | beam.Map(lambda each: (each.url, each.feed.url))
        assert_that(new, equal_to([(url_of("a"), FEED), (url_of("b"), OTHER)]), "New")
        sighted = found.sightings | beam.Map(lambda each: (each.url, each.feed_url))
        expected = [(url_of("a"), FEED), (url_of("a"), OTHER), (url_of("b"), OTHER)]
        assert_that(sighted, equal_to(expected), "Sighted")
        per_poll = found.new_by_poll | beam.CombinePerKey(sum)
        expected = [(poll_key(FEED, NOW), 1), (poll_key(OTHER, NOW), 2)]
        assert_that(per_poll, equal_to(expected), "Counted")

    recognise(MemoryStore(), [], [entry("a"), entry("a", OTHER), entry("b", OTHER)], check)


def test_without_entries_nothing_is_read() -> None:
    missing = TableFile("articles", "articles/nowhere", "2024-05-01", 1, 1)

    def check(found: RecognisedEntries) -> None:
        assert_that(found.sightings, equal_to([]))

    recognise(MemoryStore(), [missing], [], check)


def test_a_missing_file_fails_the_run() -> None:
    missing = TableFile("articles", "articles/nowhere", "2024-05-01", 1, 1)
    with pytest.raises(StateError, match=r"articles/nowhere cannot be read: .*--ignore_state"):
        recognise(MemoryStore(), [missing], [entry("a")], lambda _: None)


def test_a_failure_rejects_the_one_story(monkeypatch: pytest.MonkeyPatch) -> None:
    real = recognise_entries.recognise

    def fail(article_id: str, *rest: object) -> object:
        if article_id == id_of("bad"):
            raise RuntimeError("not foreseen")
        return real(article_id, *rest)

    monkeypatch.setattr(recognise_entries, "recognise", fail)

    def check(found: RecognisedEntries) -> None:
        rejected = found.rejections | beam.Map(
            lambda each: (each.stage, each.reason, each.article_id, each.occurred_at)
        )
        unexpected = ("recognise", Reason.UNEXPECTED.value, id_of("bad"), NOW)
        assert_that(rejected, equal_to([unexpected]), "Rejected")
        assert_that(found.new | beam.Map(lambda each: each.url), equal_to([url_of("a")]), "New")

    recognise(MemoryStore(), [], [entry("bad"), entry("a")], check)
