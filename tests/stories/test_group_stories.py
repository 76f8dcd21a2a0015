import dataclasses
from datetime import timedelta
from operator import attrgetter

import apache_beam as beam
import pytest
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to
from apache_beam.transforms.window import TimestampedValue

from claimwire.schemas.articles import ARTICLES, Article
from claimwire.schemas.flow import Tick
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import Stage
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.storage.published_files import StateError
from claimwire.stories.originals import resolve
from claimwire.transforms import group_stories
from claimwire.transforms.group_stories import GroupStories, signed_article
from claimwire.transforms.recall_articles import RecallArticles
from claimwire.transforms.windows import AcrossWindows, in_windows
from tests.fakes.rows import NOW, a_sighting
from tests.fakes.runs import write_rows
from tests.fakes.store import MemoryStore

HOUR = timedelta(hours=1)


def unsigned(article: Article, hour: int = 0) -> Article:
    """An article as it comes from extraction."""
    return dataclasses.replace(article, near_copy_signature=None, first_seen_at=NOW + hour * HOUR)


def group(store: MemoryStore, files, articles) -> list[Article]:
    """Run the step; its output is written to the store as a table to get it out."""
    with TestPipeline(runner="FnApiRunner") as pipeline:
        inputs = {
            "articles": pipeline | "Articles" >> beam.Create(articles, reshuffle=False),
            "files": pipeline | "Files" >> beam.Create(files, reshuffle=False),
        }
        sink = keep((inputs | GroupStories(store, buckets=2)).articles)
    return kept_in(sink)


def group_in_windows(articles, lost=()) -> list[Article]:
    """Run the step over windows of an hour, none of which is published before the end."""
    timed = [TimestampedValue(each, each.first_seen_at.timestamp()) for each in articles]
    with TestPipeline(runner="FnApiRunner") as pipeline:
        windows = (
            pipeline
            | beam.Create(timed, reshuffle=False)
            | "At" >> beam.Map(lambda each: each)
            | in_windows(HOUR)
        )
        ticks = windows | "Tick" >> beam.Map(lambda each: Tick(each.first_seen_at, "run1"))
        recalled = {"articles": windows, "ticks": ticks} | RecallArticles(6 * HOUR)
        files = windows | "NoFiles" >> beam.FlatMap(lambda _: [])
        grouped = {"articles": recalled, "files": files} | GroupStories(MemoryStore(), buckets=2)
        sink = keep(grouped.articles | "AllWindows" >> AcrossWindows())
        rejected = grouped.rejections | "Rejected" >> AcrossWindows()
        assert_that(rejected | beam.Map(attrgetter("article_id")), equal_to(lost))
    return kept_in(sink)


def group_rejecting(articles, rejected: list[tuple[str, ...]]) -> list[Article]:
    """Run the step, some elements of which fail."""
    with TestPipeline(runner="FnApiRunner") as pipeline:
        inputs = {
            "articles": pipeline | "Articles" >> beam.Create(articles, reshuffle=False),
            "files": pipeline | "Files" >> beam.Create([], reshuffle=False),
        }
        grouped = inputs | GroupStories(MemoryStore(), buckets=2)
        told = grouped.rejections | beam.Map(lambda each: (each.article_id, each.stage, each.url))
        assert_that(told, equal_to(rejected))
        sink = keep(grouped.articles)
    return kept_in(sink)


def rejection_of(article: Article) -> tuple[str, ...]:
    return article.article_id, Stage.STORIES.value, article.url


def keep(articles) -> MemoryStore:
    sink = MemoryStore()
    gathered = articles | "Gather" >> beam.combiners.ToList()
    _ = gathered | "Keep" >> beam.Map(lambda rows: write_rows(sink, ARTICLES, rows))
    return sink


def kept_in(sink: MemoryStore) -> list[Article]:
    from claimwire.storage.records import from_arrow
    from tests.fakes.records import from_parquet

    (path,) = sink.files
    return from_arrow(ARTICLES, from_parquet(sink.read(path)))


@pytest.fixture
def wire(prose, replaced, article):
    """A story and its copies, two short equal texts, an empty and an unrelated article."""
    text = prose(1)
    return [
        unsigned(article("agency", text)),
        unsigned(article("daily", f"KABUL (Reuters) - {text}"), 1),
        unsigned(article("echo", " ".join(text.split()[:150])), 2),
        unsigned(article("herald", replaced(text, 20)), 3),
        unsigned(article("brief", "Talks resume on Monday."), 0),
        unsigned(article("letter", "Talks resume on Monday"), 1),
        unsigned(article("blank", ""), 2),
        unsigned(article("empty", ""), 3),
        unsigned(article("post", prose(2)), 3),
    ]


ORIGINAL_OF = {
    "agency": None,
    "daily": "agency",
    "echo": "agency",
    "herald": "agency",
    "brief": None,
    "letter": "brief",
    "blank": None,
    "empty": None,
    "post": None,
}


def originals(rows) -> dict[str, str | None]:
    names = {stable_id(name): name for name in ORIGINAL_OF}
    return {names[each.article_id]: names.get(each.copy_of) for each in rows}


def test_windows_that_are_not_published_yet_give_the_stories_of_one_run(wire) -> None:
    assert group_in_windows(wire) == group(MemoryStore(), [], wire)


def test_one_run(wire) -> None:
    rows = group(MemoryStore(), [], wire)
    assert originals(rows) == ORIGINAL_OF
    assert all(each.story_id == (each.copy_of or each.article_id) for each in rows)
    assert all((each.copy_score is None) == (each.copy_of is None) for each in rows)
    assert rows == sorted(resolve(map(signed_article, wire)), key=lambda each: each.article_id)


def test_a_run_for_every_hour_gives_the_same_rows(wire) -> None:
    store, files, rows = MemoryStore(), [], []
    for hour in range(4):
        run = [each for each in wire if each.first_seen_at == NOW + hour * HOUR]
        new = group(store, files, run)
        files.append(write_rows(store, ARTICLES, new, run_id=f"run{hour}"))
        rows += new
    assert sorted(rows, key=lambda each: each.article_id) == group(MemoryStore(), [], wire)


def test_without_articles(wire) -> None:
    store = MemoryStore()
    files = [
        write_rows(store, ARTICLES, resolve(map(signed_article, wire))),
        write_rows(store, SIGHTINGS, [a_sighting()]),
    ]
    assert group(store, files, []) == []


def test_a_damaged_file_fails_the_run_and_says_so(wire) -> None:
    store = MemoryStore()
    file = write_rows(store, ARTICLES, resolve(map(signed_article, wire)))
    store.write(file.path, b"PAR1 no more PAR1")
    with pytest.raises(Exception, match="--ignore_state") as raised:
        group(store, [file], wire)
    assert StateError.__name__ in str(raised.value) or file.path in str(raised.value)


def test_an_article_that_cannot_be_signed_is_rejected_alone(wire, monkeypatch) -> None:
    def sign(text: str) -> bytes | None:
        if text == wire[1].text:
            raise ArithmeticError("nobody foresaw that")
        return real(text)

    real = group_stories.sign
    monkeypatch.setattr(group_stories, "sign", sign)
    rows = group_rejecting(wire, [rejection_of(wire[1])])
    expected = {name: each for name, each in ORIGINAL_OF.items() if name != "daily"}
    assert originals(rows) == expected


def test_all_members_of_a_group_that_fails_are_rejected(wire, monkeypatch) -> None:
    def resolve(articles, *known) -> list[Article]:
        articles = list(articles)
        if any(each.text == wire[0].text for each in articles):
            raise ArithmeticError("nobody foresaw that")
        return real(articles, *known)

    real = group_stories.resolve
    monkeypatch.setattr(group_stories, "resolve", resolve)
    rows = group_rejecting(wire, [rejection_of(each) for each in wire[:4]])
    expected = {name: each for name, each in ORIGINAL_OF.items() if each != "agency"}
    expected.pop("agency")
    assert originals(rows) == expected


def test_an_article_that_fails_is_rejected_in_its_own_window_alone(wire, monkeypatch) -> None:
    """Later windows recall it, to compare their articles with it."""

    def sign(text: str) -> bytes | None:
        if text == wire[0].text:
            raise ArithmeticError("nobody foresaw that")
        return real(text)

    real = group_stories.sign
    monkeypatch.setattr(group_stories, "sign", sign)
    rows = group_in_windows(wire, [wire[0].article_id])
    assert len(rows) == len(wire) - 1
