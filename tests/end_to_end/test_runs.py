"""Whole runs that go wrong, and runs on several processes."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimwire.errors import RunFailed
from claimwire.pipeline.command_line import DONE, FAILED, main
from claimwire.pipeline.inspection.verify import verify
from claimwire.storage.lease import LeaseHeld, release
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import from_json, manifest_path
from claimwire.storage.published_files import published_files, read_manifests
from claimwire.transforms import annotate
from tests.fakes.comparison import stable
from tests.fakes.take_over import taken_over_before_the_manifest

KNOWLEDGE = '[[entity]]\nentity_id = "group:mine"\nkind = "armed_group"\nname = "Taliban"\n'


@pytest.mark.timeout(300)
def test_worker_processes_write_the_same_rows(
    start_runs: Callable[[], Any], tmp_path: Path
) -> None:
    knowledge = tmp_path / "my.toml"
    knowledge.write_text(KNOWLEDGE, encoding="utf-8")
    here, there = start_runs(), start_runs()
    here.run("--knowledge", str(knowledge))
    there.run(
        "--knowledge",
        str(knowledge),
        "--direct_running_mode=multi_processing",
        "--direct_num_workers=2",
        "--shards=2",
    )
    for table in ("articles", "sightings", "entities", "claims", "feeds", "rejections"):
        assert stable(here.rows(table)) == stable(there.rows(table)), table
    assert "group:mine" in {row["entity_id"] for row in there.rows("entities")}
    assert "group:mine" in {row["speaker_entity_id"] for row in there.rows("claims")}


@pytest.mark.timeout(300)
def test_any_number_of_processes_writes_the_same_rows(
    start_runs: Callable[[], Any],
    after_first_run: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual, three = after_first_run(), start_runs()
    # The example site is one batch, which would keep one process busy.
    monkeypatch.setattr(annotate, "_size", lambda _: 5_000)
    three.run("--processes", "3")
    for table in ("articles", "sightings", "entities", "claims", "feeds", "rejections"):
        assert stable(usual.rows(table)) == stable(three.rows(table)), table
    assert usual.manifests[0].tallies == three.manifests[0].tallies


def test_private_addresses_are_refused_and_the_run_goes_on(
    start_runs: Callable[[], Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = start_runs()
    feeds = tmp_path / "feeds.toml"
    runs.site.write_feed_list(feeds)
    runs.site.requests.clear()
    assert main(["run", "--feeds", str(feeds), "--output", str(tmp_path / "out")]) == FAILED
    printed = capsys.readouterr()
    assert "private_address" in printed.out
    assert "Nothing new" in printed.out
    assert "none of 7 feeds could be read; the commonest cause is private_address" in printed.err
    assert runs.site.requests == []


def test_summary_and_metrics_for_programs(
    start_runs: Callable[[], Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = start_runs()
    metrics = tmp_path / "claimwire.prom"
    options = ["--summary", "json", "--metrics", str(metrics)]
    assert main(["run", *runs.words(), *options]) == DONE
    summary = json.loads(capsys.readouterr().out)
    assert summary["feeds"] == {"read": 7}
    assert summary["rows"]["articles"] > 25
    assert "claimwire_run_success 1" in metrics.read_text()
    manifest = Path(runs.output) / "_runs" / f"{summary['run_id']}.json"
    manifest.write_text("{", encoding="utf-8")
    assert main(["run", *runs.words(), *options]) == FAILED
    assert "claimwire_run_success 0" in metrics.read_text()


def test_a_summary_that_cannot_be_written_is_no_failure(start_runs: Callable[[], Any]) -> None:
    runs = start_runs()
    one = runs.one_feed("pacific-courier/news.rss")
    command = [sys.executable, "-m", "claimwire", "run", *runs.words("--feeds", one)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == DONE, done.stderr
    assert "the run succeeded, but its summary cannot be written: No space left" in done.stderr
    assert list((Path(runs.output) / "_runs").glob("*.json"))


def test_a_second_run_at_the_same_time_is_refused_with_the_holder(
    after_first_run: Callable[[], Any],
) -> None:
    runs = after_first_run()
    lease = Path(runs.output) / "_lease.json"
    lease.write_text(
        json.dumps(
            {
                "run_id": "other",
                "host": "elsewhere",
                "acquired_at": "2026-11-23T12:30:00+00:00",
                "expires_at": "2026-11-23T18:30:00+00:00",
            }
        )
    )
    with pytest.raises(LeaseHeld, match=r"run other on elsewhere until 2026-11-23 18:30"):
        runs.run()
    assert "other" in lease.read_text()


def test_damaged_memory_is_named_with_the_way_out(after_first_run: Callable[[], Any]) -> None:
    runs = after_first_run()
    (manifest,) = runs.manifests
    damaged = next(file.path for file in manifest.files if file.table == "feeds")
    (Path(runs.output) / damaged).write_bytes(b"PAR1 no more")
    with pytest.raises(RunFailed) as failed:
        runs.run()
    assert damaged in str(failed.value)
    assert "--ignore_state" in str(failed.value)
    assert not (Path(runs.output) / "_lease.json").exists()
    assert runs.run("--ignore_state").tallies["polls_read"] == 7


def test_what_a_dead_run_left_is_not_read_and_can_be_cleaned(
    after_first_run: Callable[[], Any], capsys: pytest.CaptureFixture[str]
) -> None:
    runs = after_first_run()
    (manifest,) = runs.manifests
    dead = Path(runs.output) / "_runs" / f"{manifest.run_id}.json"
    dead.unlink()
    again = runs.run()
    assert sum(file.rows for file in again.files if file.table == "articles") >= 25
    assert main(["clean", "--output", runs.output]) == DONE
    assert f"{len(manifest.files)} files removed" in capsys.readouterr().out
    left = {str(path.relative_to(runs.output)) for path in Path(runs.output).rglob("*.parquet")}
    assert left == {file.path for file in again.files}


def test_a_manifest_that_was_moved_away_costs_nothing(
    after_first_run: Callable[[], Any], capsys: pytest.CaptureFixture[str]
) -> None:
    runs = after_first_run()
    (manifest,) = runs.manifests
    # No feed shows anything new: what it published is known by its polls alone.
    runs.run()
    store = LocalStore(runs.output)
    whole = store.read(manifest_path(manifest.run_id))
    before = published_files(store)
    (Path(runs.output) / "_runs" / "old").mkdir()
    moved = Path(runs.output) / "_runs" / "old" / f"{manifest.run_id}.json"
    (Path(runs.output) / manifest_path(manifest.run_id)).rename(moved)
    assert main(["clean", "--output", runs.output]) == DONE
    printed = capsys.readouterr()
    assert printed.out == "0 files removed.\n"
    assert f"run {manifest.run_id} has no manifest" in printed.err
    assert f"_runs/old/{moved.name} is no manifest; it is passed over." in printed.err
    assert main(["repair", "--output", runs.output]) == DONE
    assert published_files(store) == before
    rebuilt = from_json(store.read(manifest_path(manifest.run_id)))
    assert rebuilt.tallies == from_json(whole).tallies
    assert rebuilt.started_at == manifest.started_at
    assert verify(store).problems == []


def test_an_active_run_is_not_cleaned_away(
    after_first_run: Callable[[], Any], capsys: pytest.CaptureFixture[str]
) -> None:
    runs = after_first_run()
    (Path(runs.output) / "_lease.json").write_text(
        json.dumps(
            {
                "run_id": "other",
                "host": "elsewhere",
                "acquired_at": "2026-11-23T12:30:00+00:00",
                "expires_at": "9999-01-01T00:00:00+00:00",
            }
        )
    )
    assert main(["clean", "--output", runs.output]) == FAILED
    assert "run other" in capsys.readouterr().err


def test_a_run_that_is_suspended_before_its_manifest_publishes_nothing_twice(
    start_runs: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = start_runs()
    lost = pytest.raises(RunFailed, match=r"nothing was published: run \S+ has lost its lease")
    with taken_over_before_the_manifest(LocalStore, monkeypatch), lost:
        runs.run()
    assert read_manifests(LocalStore(runs.output)) == []
    release(LocalStore(runs.output), "other")
    runs.unpublished = 1
    again = runs.run()
    assert sum(file.rows for file in again.files if file.table == "articles") >= 25
    assert verify(LocalStore(runs.output)).problems == []
