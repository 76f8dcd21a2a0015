"""Manifests are rebuilt from the files, and a run that died is never published by that."""

import dataclasses
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from claimwire.clock import FixedClock
from claimwire.pipeline.inspection.verify import verify
from claimwire.schemas import TABLES, Table
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.feeds import FEEDS, PollOutcome
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.storage.cleaning import clean
from claimwire.storage.compaction import compact_day
from claimwire.storage.lease import LEASE_PATH, LeaseHeld, acquire
from claimwire.storage.manifest import RunInfo, fence, from_json, manifest_path, to_json
from claimwire.storage.published_files import published_files, read_columns, read_manifests
from claimwire.storage.repair import repair
from claimwire.storage.store import Store
from tests.fakes.rows import NOW, a_poll, a_rejection, a_sighting, an_article
from tests.fakes.runs import publish_rows, write_rows
from tests.fakes.store import MemoryStore

CLOCK = FixedClock(NOW + timedelta(hours=9))
HOUR = timedelta(hours=1)
DAY = NOW.date().isoformat()

Rows = dict[Table, list[Any]]


def found_by(run_id: str, hours: int, article: str) -> Rows:
    """What a run writes that finds a new article."""
    at, feed = NOW + hours * HOUR, f"https://news.example/{article}"
    return {
        FEEDS: [a_poll(polled_at=at, run_id=run_id, body_key=article, feed_url=feed)],
        SIGHTINGS: [a_sighting(article_id=article, seen_at=at, run_id=run_id)],
        ARTICLES: [an_article(article_id=article, first_seen_at=at, run_id=run_id)],
    }


def seen_again(run_id: str, hours: int, article: str) -> Rows:
    """What a run writes to which a feed shows an article that it knows."""
    at = NOW + hours * HOUR
    return {
        FEEDS: [a_poll(polled_at=at, run_id=run_id, body_key=run_id)],
        SIGHTINGS: [a_sighting(article_id=article, seen_at=at, run_id=run_id)],
    }


def test_a_foreign_file_that_is_called_like_a_manifest_is_no_damaged_one(store: Store) -> None:
    publish_rows(store, found_by("run1", 0, "a"))
    store.write("_runs/notes.json", b'{"minutes": "of the meeting"}')
    assert repair(store, "repair-1", CLOCK) == []
    assert store.read("_runs/notes.json") == b'{"minutes": "of the meeting"}'


def written(store: Store, run_id: str, rows: Rows) -> None:
    """Let a run die before it publishes."""
    for table, some in rows.items():
        write_rows(store, table, some, run_id=run_id)


def all_rows(store: Store) -> Counter[str]:
    files = published_files(store)
    return Counter(
        repr(row)
        for table in TABLES
        for row in read_columns(store, table, files, table.schema.names).to_pylist()
    )


def lose(store: Store, run_id: str, how: str) -> None:
    if how == "missing":
        store.delete(manifest_path(run_id))
    else:
        store.write(manifest_path(run_id), b'{"run_id": "run')


@pytest.mark.parametrize("how", ["damaged", "missing"])
def test_what_later_runs_have_built_upon_comes_back_whole(store: Store, how: str) -> None:
    publish_rows(store, found_by("run1", 0, "a"), run_id="run1")
    publish_rows(store, seen_again("run2", 1, "a"), run_id="run2")
    before, rows = from_json(store.read(manifest_path("run1"))), all_rows(store)
    lose(store, "run1", how)
    (rebuilt,) = repair(store, "repair-1", CLOCK)
    assert rebuilt.was_damaged == (how == "damaged")
    after = from_json(store.read(manifest_path("run1")))
    assert (after.run_id, after.started_at, after.files) == ("run1", NOW, before.files)
    assert after.tallies == {"polls_read": 1}
    assert all_rows(store) == rows
    assert verify(store).problems == []
    assert LEASE_PATH not in {each.path for each in store.list("")}
    assert repair(store, "repair-2", CLOCK) == []


def test_a_damaged_manifest_is_kept_beside_the_rebuilt_one() -> None:
    store = MemoryStore()
    publish_rows(store, found_by("run1", 0, "a"), run_id="run1")
    lose(store, "run1", "damaged")
    repair(store, "repair-1", CLOCK)
    assert store.read("_runs/run1.json.damaged") == b'{"run_id": "run'
    assert len(read_manifests(store)) == 1


def test_a_dry_run_only_tells() -> None:
    store = MemoryStore()
    publish_rows(store, found_by("run1", 0, "a"), run_id="run1")
    lose(store, "run1", "damaged")
    before = dict(store.files)
    (told,) = repair(store, "repair-1", CLOCK, dry_run=True)
    assert len(told.manifest.files) == 3
    assert {path: content for path, (content, _) in store.files.items()} == {
        path: content for path, (content, _) in before.items()
    }


@pytest.mark.parametrize(
    "later",
    [
        seen_again("run2", 1, "a"),
        {ARTICLES: [an_article(article_id="b", copy_of="a", story_id="a")]},
        {
            FEEDS: [
                a_poll(
                    polled_at=NOW + HOUR,
                    feed_url="https://news.example/a",
                    outcome=PollOutcome.NOT_MODIFIED.value,
                    body_key="a",
                )
            ]
        },
    ],
    ids=["shown again", "copied", "feed unchanged"],
)
def test_each_way_to_build_upon_a_run_tells_that_it_was_published(later: Rows) -> None:
    store = MemoryStore()
    publish_rows(store, found_by("run1", 0, "a"), run_id="run1")
    publish_rows(store, later, run_id="run2")
    rows = all_rows(store)
    store.delete(manifest_path("run1"))
    assert clean(store, "clean-1", CLOCK) == []
    assert [each.manifest.run_id for each in repair(store, "repair-1", CLOCK)] == ["run1"]
    assert all_rows(store) == rows


def test_a_rejection_that_was_built_upon_comes_back() -> None:
    store = MemoryStore()
    publish_rows(store, {REJECTIONS: [a_rejection(article_id="a")]}, run_id="run1")
    publish_rows(store, seen_again("run2", 1, "a"), run_id="run2")
    store.delete(manifest_path("run1"))
    (rebuilt,) = repair(store, "repair-1", CLOCK)
    assert rebuilt.manifest.tallies == {"rejected_timeout": 1}
    assert verify(store).problems == []


def test_a_run_that_died_is_not_published() -> None:
    store = MemoryStore()
    publish_rows(store, found_by("run1", 0, "a"), run_id="run1")
    written(store, "run2", found_by("run2", 1, "b"))
    # The next one finds again what it had found.
    publish_rows(store, found_by("run3", 2, "b"), run_id="run3")
    publish_rows(store, seen_again("run4", 3, "b"), run_id="run4")
    written(store, "run5", found_by("run5", 4, "c"))
    rows = all_rows(store)
    assert repair(store, "repair-1", CLOCK) == []
    assert len(clean(store, "clean-1", CLOCK)) == 6
    assert all_rows(store) == rows


def test_of_a_run_that_died_and_one_that_was_published_the_later_comes_back() -> None:
    store = MemoryStore()
    written(store, "run1", found_by("run1", 0, "a"))
    publish_rows(store, found_by("run2", 1, "a"), run_id="run2")
    publish_rows(store, seen_again("run3", 2, "a"), run_id="run3")
    rows = all_rows(store)
    store.delete(manifest_path("run2"))
    assert [each.manifest.run_id for each in repair(store, "repair-1", CLOCK)] == ["run2"]
    assert all_rows(store) == rows
    assert len(clean(store, "clean-1", CLOCK)) == 3
    assert all_rows(store) == rows


def test_a_run_that_one_without_manifest_has_built_upon_comes_back_with_it() -> None:
    store = MemoryStore()
    publish_rows(store, found_by("run1", 0, "a"), run_id="run1")
    both = found_by("run2", 1, "b")
    both[SIGHTINGS] += seen_again("run2", 1, "a")[SIGHTINGS]
    publish_rows(store, both, run_id="run2")
    publish_rows(store, seen_again("run3", 2, "b"), run_id="run3")
    rows = all_rows(store)
    for run_id in ("run1", "run2"):
        store.delete(manifest_path(run_id))
    rebuilt = repair(store, "repair-1", CLOCK)
    assert [each.manifest.run_id for each in rebuilt] == ["run1", "run2"]
    assert all_rows(store) == rows


def test_a_run_that_was_kept_from_publishing_stays_so() -> None:
    store = MemoryStore()
    written(store, "run1", found_by("run1", 0, "a"))
    fenced = to_json(fence(manifest_path("run1"), "run2", NOW, NOW))
    store.write(manifest_path("run1"), fenced)
    publish_rows(store, found_by("run2", 1, "a"), run_id="run2")
    assert repair(store, "repair-1", CLOCK) == []
    assert len(clean(store, "clean-1", CLOCK)) == 3
    assert store.read(manifest_path("run1")) == fenced


@pytest.mark.parametrize("lost", [["run1-w1"], ["run1-w1-p1"], ["run1-w1", "run1-w1-p1"]])
def test_windows_and_late_additions_come_back(lost: list[str]) -> None:
    store = MemoryStore()
    publish_rows(store, found_by("run1-w1", 0, "a"), run_id="run1-w1")
    # A late row has a file of its own, under the name of its window.
    late = write_rows(store, ARTICLES, [an_article(article_id="b")], run_id="run1-w1-p1")
    content = store.read(late.path)
    store.delete(late.path)
    path = f"articles/dt={DAY}/part-run1-w1-p1-s0.parquet"
    store.write(path, content)
    manifest = dataclasses.replace(
        from_json(store.read(manifest_path("run1-w1"))),
        run_id="run1-w1-p1",
        files=[dataclasses.replace(late, path=path)],
    )
    store.write(manifest_path("run1-w1-p1"), to_json(manifest))
    rows = all_rows(store)
    for run_id in lost:
        lose(store, run_id, "damaged")
    assert {each.manifest.run_id for each in repair(store, "repair-1", CLOCK)} == set(lost)
    assert all_rows(store) == rows


def compacted(store: Store, *, cleaned: bool) -> str:
    publish_rows(store, found_by("run1", 0, "a"), run_id="run1")
    publish_rows(store, found_by("run2", 1, "b"), run_id="run2")
    compact_day(store, RunInfo("compact-1", NOW), DAY, clock=FixedClock(NOW))
    if cleaned:
        assert len(clean(store, "clean-1", CLOCK)) == 6
    return "compact-1"


@pytest.mark.parametrize("cleaned", [False, True])
@pytest.mark.parametrize("how", ["damaged", "missing"])
def test_a_compaction_costs_no_row_and_doubles_none(how: str, cleaned: bool) -> None:
    store = MemoryStore()
    lost = compacted(store, cleaned=cleaned)
    rows = all_rows(store)
    lose(store, lost, how)
    rebuilt = [each.manifest for each in repair(store, "repair-1", CLOCK)]
    # As long as what it replaces is there, a compaction that is missing is not missed.
    assert [each.run_id for each in rebuilt] == ([] if how == "missing" and not cleaned else [lost])
    assert all_rows(store) == rows
    clean(store, "clean-2", CLOCK)
    assert all_rows(store) == rows
    assert verify(store).problems == []


@pytest.mark.parametrize("cleaned", [False, True])
@pytest.mark.parametrize("how", ["damaged", "missing"])
def test_a_run_that_was_compacted_is_not_there_twice(how: str, cleaned: bool) -> None:
    store = MemoryStore()
    compacted(store, cleaned=cleaned)
    rows = all_rows(store)
    lose(store, "run1", how)
    repair(store, "repair-1", CLOCK)
    assert all_rows(store) == rows
    # A missing manifest of which no file is left leaves nothing that could be rebuilt.
    if (how, cleaned) != ("missing", True):
        assert verify(store).problems == []


def test_an_active_run_is_left_alone() -> None:
    store = MemoryStore()
    publish_rows(store, found_by("run1", 0, "a"), run_id="run1")
    acquire(store, "run2", CLOCK, HOUR)
    with pytest.raises(LeaseHeld):
        repair(store, "repair-1", CLOCK)
