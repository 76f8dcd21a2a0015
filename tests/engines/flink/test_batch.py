"""A scheduled run on Flink is the run it would have been on this machine."""

import signal
import threading
from collections.abc import Callable
from pathlib import Path

import grpc
import pytest
from apache_beam.portability.api import beam_job_api_pb2, beam_job_api_pb2_grpc

from claimwire.errors import RunFailed
from claimwire.schemas import TABLES
from tests.engines.flink.conftest import Alarm, on_flink, run_and_kill
from tests.engines.flink.servers import FlinkCluster, worker_pool
from tests.fakes.comparison import stable
from tests.fakes.site_runs import Runs

pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def published(start_runs: Callable[[], Runs], endpoint: str) -> Runs:
    runs = start_runs()
    runs.run(*on_flink(endpoint))
    return runs


def jobs(endpoint: str) -> list[str]:
    """Answer the states of all jobs, the latest last."""
    with grpc.insecure_channel(endpoint) as channel:
        service = beam_job_api_pb2_grpc.JobServiceStub(channel)
        answer = service.GetJobs(beam_job_api_pb2.GetJobsRequest(), timeout=30)
    return [beam_job_api_pb2.JobState.Enum.Name(job.state) for job in answer.job_info]


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_the_rows_are_the_same(expected: Runs, published: Runs, table: str) -> None:
    assert published.rows(table)
    assert stable(published.rows(table)) == stable(expected.rows(table))


def test_the_tallies_are_the_same_and_the_lease_is_given_back(
    expected: Runs, published: Runs
) -> None:
    assert published.manifests[0].tallies == expected.manifests[0].tallies
    assert not (Path(published.output) / "_lease.json").exists()


def test_workers_of_a_pool_give_the_same_rows(
    expected: Runs, start_runs: Callable[[], Runs], endpoint: str, tmp_path: Path
) -> None:
    runs = start_runs()
    with worker_pool(tmp_path) as pool:
        external = ("--environment_type=EXTERNAL", f"--environment_config={pool}")
        runs.run("--runner=PortableRunner", f"--job_endpoint={endpoint}", *external)
        assert "Starting worker with command" in (tmp_path / "worker-pool.log").read_text()
    for table in (each.name for each in TABLES):
        assert stable(runs.rows(table)) == stable(expected.rows(table)), table


def test_a_run_that_fails_tells_why_and_gives_the_lease_back(
    start_runs: Callable[[], Runs], endpoint: str
) -> None:
    runs = start_runs()
    damaged = Path(runs.output) / "_runs" / "20261123T110000Z-000000.json"
    damaged.parent.mkdir(parents=True)
    damaged.write_text("{")
    with pytest.raises(RunFailed, match="claimwire repair") as failure:
        runs.run(*on_flink(endpoint))
    assert "Traceback" not in str(failure.value)
    assert not (Path(runs.output) / "_lease.json").exists()


def test_an_interrupted_run_is_cancelled_where_it_runs(
    start_runs: Callable[[], Runs], endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = start_runs()
    interrupt = Alarm(5, lambda: signal.pthread_kill(threading.main_thread().ident, signal.SIGINT))
    monkeypatch.setattr(runs.site, "requests", interrupt)
    with pytest.raises(KeyboardInterrupt):
        runs.run(*on_flink(endpoint))
    assert "CANCELLED" in jobs(endpoint)
    assert not (Path(runs.output) / "_lease.json").exists()
    assert not (Path(runs.output) / "_runs").exists()


def test_nothing_is_lost_or_doubled_when_a_task_manager_is_killed(
    flink: FlinkCluster, start_runs: Callable[[], Runs], expected: Runs
) -> None:
    runs = start_runs()
    run_and_kill(runs, flink, 40)
    assert flink.ask(f"/jobs/{flink.job()['jid']}/exceptions")["exceptionHistory"]["entries"]
    for table in (each.name for each in TABLES):
        assert stable(runs.rows(table)) == stable(expected.rows(table)), table
