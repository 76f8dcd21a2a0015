"""A stream on Flink, with checkpoints and without."""

from collections.abc import Callable
from pathlib import Path

import pytest

from schemas import FEEDS, TABLES
from tests.engines.flink.conftest import on_flink
from tests.fakes.comparison import BY_INSTANT, BY_RUN, stable
from tests.fakes.site_runs import Runs
from transforms.tables.clean import leavings
from transforms.tables.local_store import LocalStore
from transforms.tables.read_state import read_manifests

pytestmark = pytest.mark.timeout(900)


CHECKPOINTS = ("--checkpointing_interval=500", "--finish_bundle_before_checkpointing")


@pytest.mark.parametrize("checkpoints", [(), CHECKPOINTS], ids=["plain", "checkpoints"])
def test_a_stream_writes_the_rows_of_a_scheduled_run_once(
    expected: Runs, start_runs: Callable[[], Runs], endpoint: str, checkpoints: tuple[str, ...]
) -> None:
    runs = start_runs()
    rhythm = ("--streaming", "--poll_interval=1", "--window=2", "--stop_after=4")
    run = runs.run(*on_flink(endpoint, *rhythm, *checkpoints))
    apart = BY_RUN | BY_INSTANT
    for table in (each.name for each in TABLES if each is not FEEDS):
        assert stable(runs.rows(table), apart) == stable(expected.rows(table), apart), table
    store = LocalStore(runs.output)
    manifests = read_manifests(store)
    # No window is published twice, not even with nothing in it.
    assert {each.run_id.partition("-w")[0] for each in manifests} == {run.run_id}
    assert 2 <= len(manifests) <= 3
    assert leavings(store) == []
    assert not (Path(runs.output) / "_lease.json").exists()
