from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from claimwire.clock import FixedClock
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.storage.arrow import to_arrow, to_parquet
from claimwire.storage.cleaning import clean, leftovers
from claimwire.storage.lease import LEASE_PATH, LeaseHeld, acquire
from claimwire.storage.local_store import LocalStore
from claimwire.storage.published_files import StateError, read_manifests
from claimwire.storage.store import Store
from tests.fakes.rows import NOW, a_poll, a_sighting, an_article
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
    assert leftovers(store) == []


FOREIGN = "articles/dt=2024-05-01/part-{}.parquet"


@pytest.mark.parametrize(
    "path",
    [
        FOREIGN.format("0"),
        FOREIGN.format("00000-of-00001"),
        FOREIGN.format("mine-p0"),
        FOREIGN.format("run1-p0-s0.backup"),
        "letters/dt=2024-05-01/part-run1-p0-s0.parquet",
        "articles/dt=2024-05-01/old/part-run1-p0-s0.parquet",
        "articles/part-run1-p0-s0.parquet",
        "_runs/notes.txt",
        "_runs/old/run1.json",
        "_runs/copy of run1.json",
    ],
)
def test_what_no_run_gives_such_a_name_stays(store: Store, path: str) -> None:
    ours = write_rows(store, ARTICLES, [an_article()], run_id="dead")
    store.write(path, store.read(ours.path))
    assert [each.path for each in clean(store, "clean-1", CLOCK)] == [ours.path]
    assert paths(store) == [path]


def test_what_is_called_like_ours_and_is_not_stays_and_is_named(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    ours = write_rows(store, ARTICLES, [an_article()], run_id="dead")
    content = store.read(ours.path)
    foreign = {
        FOREIGN.format("copied-p0-s0"): content,
        FOREIGN.format("merged-p0-s0"): to_parquet(pa.table({"mine": [1]})),
        FOREIGN.format("other-p0-s0"): to_parquet(to_arrow(ARTICLES, [an_article()])),
        FOREIGN.format("torn-p0-s0"): content[:-9],
        FOREIGN.format("text-0"): b"the user's",
    }
    for path, data in foreign.items():
        store.write(path, data)
    assert [each.path for each in clean(store, "clean-1", CLOCK)] == [ours.path]
    assert paths(store) == sorted(foreign)
    for path in foreign:
        assert f"{path} was not written by claimwire, or is damaged; it stays" in caplog.text


def test_what_is_called_half_written_by_others_stays(tmp_path: Path) -> None:
    store = LocalStore(str(tmp_path))
    for name in (".tmp-mine", ".tmp-1-x", ".tmp-"):
        (tmp_path / name).write_bytes(b"the user's")
    assert clean(store, "clean-1", CLOCK) == []


def test_a_file_among_the_manifests_that_is_none_is_named_and_passed_over(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    publish_rows(store, {ARTICLES: [an_article()]})
    for path in ("_runs/run1 (1).json", "_runs/old/run1.json", "_runs/README"):
        store.write(path, b"{")
    assert clean(store, "clean-1", CLOCK) == []
    for path in ("_runs/run1 (1).json", "_runs/old/run1.json", "_runs/README"):
        assert f"{path} is no manifest; it is passed over." in caplog.text
    assert [each.run_id for each in read_manifests(store)] == ["run1"]


def test_files_of_a_run_that_others_know_stay_and_are_told_of(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    publish_rows(store, {ARTICLES: [an_article()]})
    publish_rows(store, {SIGHTINGS: [a_sighting()]}, run_id="run2")
    store.delete("_runs/run1.json")
    assert clean(store, "clean-1", CLOCK) == []
    assert "run run1 has no manifest, but later runs have built upon" in caplog.text
    assert f"claimwire repair --output {store.root} rebuilds" in caplog.text
