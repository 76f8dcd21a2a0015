"""A stream on Flink, with checkpoints and without."""

from collections.abc import Callable
from pathlib import Path

import pytest

from claimwire.schemas import ACTORS, STATEMENTS, TABLES
from claimwire.schemas.feeds import FEEDS
from claimwire.storage.cleaning import leftovers
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import Manifest
from claimwire.storage.published_files import read_manifests
from tests.engines.flink.conftest import on_flink, run_and_kill
from tests.engines.flink.servers import FlinkCluster
from tests.fakes.comparison import (
    BY_INSTANT,
    BY_RUN,
    actors_without_days,
    reports_of_statements,
    stable,
)
from tests.fakes.site_runs import Runs

pytestmark = pytest.mark.timeout(400)

CHECKPOINTS = ("--checkpointing_interval=500",)


def holds_each_row_once(runs: Runs, run: Manifest, expected: Runs) -> None:
    """Check the output of a stream against that of a scheduled run."""
    apart = BY_RUN | BY_INSTANT
    for table in (each.name for each in TABLES if each not in (FEEDS, ACTORS, STATEMENTS)):
        assert stable(runs.rows(table), apart) == stable(expected.rows(table), apart), table
    store = LocalStore(runs.output)
    once = LocalStore(expected.output)
    assert actors_without_days(store) == actors_without_days(once)
    assert reports_of_statements(store) == reports_of_statements(once)
    assert {each.run_id.partition("-w")[0] for each in read_manifests(store)} == {run.run_id}
    assert leftovers(store) == []
    assert not (Path(runs.output) / "_lease.json").exists()


@pytest.mark.parametrize("checkpoints", [(), CHECKPOINTS], ids=["plain", "checkpoints"])
def test_a_stream_writes_the_rows_of_a_scheduled_run_once(
    expected: Runs, start_runs: Callable[[], Runs], endpoint: str, checkpoints: tuple[str, ...]
) -> None:
    runs = start_runs()
    rhythm = ("--streaming", "--poll_interval=1", "--window=2", "--stop_after=4")
    run = runs.run(*on_flink(endpoint, *rhythm, *checkpoints))
    holds_each_row_once(runs, run, expected)
    # No window is published twice, not even with nothing in it.
    assert 2 <= len(read_manifests(LocalStore(runs.output))) <= 3


def test_a_stream_goes_on_from_a_checkpoint_when_a_task_manager_is_killed(
    flink: FlinkCluster, start_runs: Callable[[], Runs], expected: Runs
) -> None:
    runs = start_runs()
    # The one window ends with the stream: till then, all tasks have started and been checkpointed.
    rhythm = ("--streaming", "--poll_interval=5", f"--window={24 * 3600}", "--stop_after=40")
    lease = f"--lease_minutes={25 * 60}"
    run = run_and_kill(runs, flink, 40, *rhythm, lease, *CHECKPOINTS)
    assert flink.ask(f"/jobs/{flink.job()['jid']}/checkpoints")["counts"]["restored"]
    holds_each_row_once(runs, run, expected)
