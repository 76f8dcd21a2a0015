"""A run that is suspended at any moment and wakes when another has taken over publishes nothing
that is published already."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta

import pytest

from claimwire.clock import FixedClock
from claimwire.schemas import TABLES
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.flow import TableFile
from claimwire.storage.lease import LeaseLost, acquire, release
from claimwire.storage.manifest import Manifest, RunInfo, from_json, manifest_path
from claimwire.storage.publication import publish
from claimwire.storage.published_files import published_files, read_manifests
from claimwire.storage.store import Store
from tests.fakes.rows import NOW, an_article
from tests.fakes.runs import write_rows
from tests.fakes.stopping_store import StoppingStore
from tests.fakes.store import MemoryStore

HOUR = timedelta(hours=1)
START, LATER = FixedClock(NOW), FixedClock(NOW + 2 * HOUR)
MANIFEST = 14
"""The operation that writes the manifest; the last one."""

EARLY, LATE = RunInfo("early", NOW), RunInfo("late", NOW + 2 * HOUR)


def file_of(store: Store, run: RunInfo) -> TableFile:
    return write_rows(store, ARTICLES, [an_article(run_id=run.run_id)], run_id=run.run_id)


def publish_as(store: Store, run: RunInfo, clock: FixedClock, part: str | None = None) -> Manifest:
    window = dataclasses.replace(run, run_id=part) if part else None
    files = [file_of(store, window or run)]
    return publish(store, run, files, [], clock=clock, lease_duration=HOUR, part=window)


def run_late(store: Store) -> None:
    """Take over and publish the article, unless it is published already."""
    acquire(store, LATE.run_id, LATER, HOUR)
    if not published_files(store):
        publish_as(store, LATE, LATER)
    release(store, LATE.run_id)


def suspended_before(
    store: Store, operation: int, meanwhile: Callable[[], object]
) -> StoppingStore:
    """A store for a run that is suspended before one of its operations."""

    def watch() -> None:
        if suspending.operations + 1 == operation:
            meanwhile()

    suspending = StoppingStore(store, watch=watch)
    return suspending


@pytest.mark.parametrize("part", [None, "early-w20240501T120000Z"])
@pytest.mark.parametrize("operation", range(1, 17))
def test_wherever_a_run_is_suspended_the_row_is_published_once(
    store: Store, operation: int, part: str | None
) -> None:
    acquire(store, EARLY.run_id, START, HOUR)
    suspending = suspended_before(store, operation, lambda: run_late(store))
    try:
        publish_as(suspending, EARLY, START, part)
    except LeaseLost:
        publishers = {"late"}
    else:
        publishers = {part or "early"}
        run_late(store)
    assert {each.run_id for each in read_manifests(store)} == publishers
    assert sum(file.rows for file in published_files(store)) == 1


def test_the_sixteen_operations_are_more_than_a_publication_takes() -> None:
    counting = StoppingStore(MemoryStore())
    acquire(counting.inner, EARLY.run_id, START, HOUR)
    publish_as(counting, EARLY, START)
    # Its file, is there a manifest, the lease three times, which files are published, an empty file
    # for each other table, the manifest.
    assert counting.operations == 7 + len(TABLES) - 1 == MANIFEST


def test_one_who_wakes_after_its_lease_was_given_back_publishes_nothing(store: Store) -> None:
    # A worker that is cut off does not hear that its launcher has been stopped.
    acquire(store, EARLY.run_id, START, HOUR)
    suspending = suspended_before(store, MANIFEST, lambda: release(store, EARLY.run_id))
    with pytest.raises(LeaseLost, match="Nothing was published"):
        publish_as(suspending, EARLY, START)
    assert read_manifests(store) == []


def test_a_fence_is_a_manifest_without_files_and_says_who_put_it_there(store: Store) -> None:
    acquire(store, EARLY.run_id, START, HOUR)
    with pytest.raises(LeaseLost):
        publish_as(suspended_before(store, MANIFEST, lambda: run_late(store)), EARLY, START)
    fence = from_json(store.read(manifest_path("early")))
    assert (fence.run_id, fence.files, fence.fenced_by) == ("early", [], "late")
    assert [each.run_id for each in read_manifests(store)] == ["late"]


def test_of_windows_that_are_published_at_the_same_time_each_is_fenced(store: Store) -> None:
    acquire(store, EARLY.run_id, START, HOUR)

    def other_window() -> None:
        with pytest.raises(LeaseLost):
            publish_as(
                suspended_before(store, MANIFEST, lambda: run_late(store)), EARLY, START, "early-w2"
            )

    with pytest.raises(LeaseLost):
        publish_as(suspended_before(store, 6, other_window), EARLY, START, "early-w1")
    assert {each.run_id for each in read_manifests(store)} == {"late"}
    assert sum(file.rows for file in published_files(store)) == 1


def test_what_is_published_need_not_be_announced_any_longer(store: Store) -> None:
    acquire(store, EARLY.run_id, START, HOUR)
    for window in ("early-w1", "early-w2", "early-w3"):
        publish_as(store, EARLY, START, window)
    announced = acquire(store, EARLY.run_id, START, HOUR)
    assert b"early-w3" in store.read("_lease.json")
    assert b"early-w1" not in store.read("_lease.json")
    assert announced.run_id == EARLY.run_id
