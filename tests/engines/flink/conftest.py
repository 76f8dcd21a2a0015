"""Whole runs on Flink, and the run on this machine's runner that they have to equal."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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


class Killer(Alarm):
    """Requests that were answered; at the n-th, a task manager is killed.

    Attributes:
        busy: whether each task manager had tasks of the run then.
    """

    def __init__(self, number: int, flink: FlinkCluster) -> None:
        super().__init__(number, self._kill)
        self.busy: list[bool] = []
        self._flink = flink

    def _kill(self) -> None:
        managers = self._flink.ask("/taskmanagers")["taskmanagers"]
        self.busy += [manager["freeSlots"] < manager["slotsNumber"] for manager in managers]
        self._flink.task_managers[0].kill()


def on_flink(endpoint: str, *options: str) -> list[str]:
    """Say how to run on a Flink whose workers are threads of this process."""
    portable = ["--runner", "PortableRunner", "--job_endpoint", endpoint]
    return [*portable, "--environment_type", "LOOPBACK", *options]


def on_cluster(endpoint: str, flink: FlinkCluster, *options: str) -> list[str]:
    """Say how to run on both task managers, each of which starts processes as workers."""
    command = json.dumps({"command": str(worker_command(flink.folder))})
    portable = ["--runner", "PortableRunner", "--job_endpoint", endpoint, "--parallelism", "2"]
    return [*portable, "--environment_type=PROCESS", f"--environment_config={command}", *options]


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
