from datetime import timedelta
from pathlib import Path

import pytest

from claimwire.clock import FixedClock
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.feeds import FEEDS
from claimwire.storage.cleaning import clean, leavings
from claimwire.storage.lease import LEASE_PATH, LeaseHeld, acquire
from claimwire.storage.local_store import LocalStore
from claimwire.storage.published_files import StateError
from claimwire.storage.store import Store
from tests.fakes.rows import NOW, a_poll, an_article
from tests.fakes.runs import publish_rows, write_rows

CLOCK = FixedClock(NOW)
HOUR = timedelta(hours=1)


def paths(store: Store) -> list[str]:
    return [each.path for each in store.list("")]


def test_files_without_a_manifest_are_removed_and_no_others(store: Store) -> None:
    publish_rows(store, {ARTICLES: [an_article()], FEEDS: [a_poll()]})
    for path in ("notes.txt", "articles/readme.md", "articles/dt=2024-05-01/mine.parquet"):
        store.write(path, b"the user's")
    before = paths(store)
    dead = write_rows(store, ARTICLES, [an_article()], run_id="dead")
    assert [each.path for each in clean(store, "clean-1", CLOCK)] == [dead.path]
    assert paths(store) == before
    assert clean(store, "clean-2", CLOCK) == []


def test_half_written_files_are_removed(tmp_path: Path) -> None:
    store = LocalStore(str(tmp_path))
    folder = tmp_path / "articles" / "dt=2024-05-01"
    folder.mkdir(parents=True)
    (folder / ".tmp-1-0-part-run1-p0-s0.parquet").write_bytes(b"PAR1")
    assert [each.size for each in clean(store, "clean-1", CLOCK)] == [4]
    assert list(folder.iterdir()) == []


def test_a_dry_run_only_tells(store: Store) -> None:
    dead = write_rows(store, ARTICLES, [an_article()])
    found = clean(store, "clean-1", CLOCK, dry_run=True)
    assert [each.path for each in found] == paths(store) == [dead.path]


def test_the_files_of_an_active_run_stay(store: Store) -> None:
    acquire(store, "run1", CLOCK, HOUR)
    alive = write_rows(store, ARTICLES, [an_article()])
    with pytest.raises(LeaseHeld):
        clean(store, "clean-1", CLOCK)
    assert paths(store) == sorted([LEASE_PATH, alive.path])


def test_a_damaged_manifest_does_not_turn_its_files_into_leavings(store: Store) -> None:
    (file,) = publish_rows(store, {ARTICLES: [an_article()]})
    store.write("_runs/run1.json", b"")
    with pytest.raises(StateError, match="run1"):
        clean(store, "clean-1", CLOCK)
    assert paths(store) == ["_runs/run1.json", file.path]


def test_an_output_without_leavings_has_none(store: Store) -> None:
    assert leavings(store) == []
