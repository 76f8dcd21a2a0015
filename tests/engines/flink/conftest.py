"""Whole runs on Flink, and the run on this machine's runner that they have to equal."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claimwire.storage.manifest import Manifest
from examples.serve import Request, Site, serve
from tests.engines.flink.servers import (
    FlinkCluster,
    cluster,
    job_server,
    skip_unless_fetched,
    worker_command,
)
from tests.fakes.site_runs import Runs


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flink)


class Alarm(list[Request]):
    """Requests that were answered; at the n-th, something happens before the answer is sent."""

    def __init__(self, number: int, act: Callable[[], None]) -> None:
        super().__init__()
        self._number = number
        self._act = act

    def append(self, request: Request) -> None:
        super().append(request)
        if len(self) == self._number:
            self._act()


def on_flink(endpoint: str, *options: str) -> list[str]:
    """Say how to run on a Flink whose workers are threads of this process."""
    portable = ["--runner", "PortableRunner", "--job_endpoint", endpoint]
    return [*portable, "--environment_type", "LOOPBACK", *options]


def run_and_kill(runs: Runs, flink: FlinkCluster, request_number: int, *options: str) -> Manifest:
    """Run on both task managers, one of which is killed at the n-th request.

    Each starts processes as workers. The run ends well, on the other one.
    """
    busy: list[bool] = []

    def kill() -> None:
        managers = flink.ask("/taskmanagers")["taskmanagers"]
        busy.extend(manager["freeSlots"] < manager["slotsNumber"] for manager in managers)
        flink.task_managers[0].kill()

    command = json.dumps({"command": str(worker_command(flink.folder))})
    workers = ["--environment_type=PROCESS", f"--environment_config={command}"]
    settings = ("--flink-conf-dir", str(flink.folder))
    with (
        pytest.MonkeyPatch.context() as patch,
        job_server(flink.folder, f"localhost:{flink.rest_port}", *settings) as endpoint,
    ):
        patch.setattr(runs.site, "requests", Alarm(request_number, kill))
        portable = ["--runner=PortableRunner", f"--job_endpoint={endpoint}", "--parallelism=2"]
        run = runs.run(*portable, *workers, *options)
    assert busy == [True, True]
    assert flink.job()["state"] == "FINISHED"
    return run


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.fixture(scope="package")
def start_runs(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Runs]:
    """Begin an output."""
    skip_unless_fetched()
    return lambda: Runs(site, tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="package")
def expected(start_runs: Callable[[], Runs]) -> Runs:
    """One run on the FnApiRunner."""
    runs = start_runs()
    runs.run()
    return runs


@pytest.fixture(scope="package")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where to submit jobs to a Flink that is one process with the job server."""
    skip_unless_fetched()
    with job_server(tmp_path_factory.mktemp("flink")) as running:
        yield running


@pytest.fixture
def flink(tmp_path: Path) -> Iterator[FlinkCluster]:
    """A Flink of several processes, one of which a test may kill."""
    skip_unless_fetched()
    with cluster(tmp_path) as running:
        yield running
