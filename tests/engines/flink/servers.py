"""Flink on this machine, each server a process of its own, and Beam's job server before it."""

import contextlib
import dataclasses
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "claimwire" / "flink"
"""Where ``make flink`` puts the jars."""

JOB_SERVER, DISTRIBUTION = CACHE / "job-server", CACHE / "cluster" / "pyflink" / "lib"

SLOTS = 2

_PROJECT = Path(__file__).parents[3]

_DEADLINE_S = 240
"""A server that is not ready by then has failed: on a machine that is free, seconds are enough."""

_OPENED = ("lang", "lang.reflect", "net", "nio", "text", "time", "util", "util.concurrent")
"""Packages that Flink reflects on, as its start scripts have it."""

_JAVA = ["java", *(f"--add-opens=java.base/java.{name}=ALL-UNNAMED" for name in _OPENED)]

_LOG4J = """\
rootLogger.level = INFO
rootLogger.appenderRef.console.ref = Console
appender.console.name = Console
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss} %-5p %c{1} %m%n
"""


class FlinkCluster:
    """A job manager and two task managers.

    Attributes:
        folder: of configuration, logs and checkpoints.
        rest_port: of the job manager's interface over HTTP.
        task_managers: the processes, each with two slots, so that one can do the work of both.
    """

    def __init__(self, folder: Path, rest_port: int, task_managers: list["Server"]) -> None:
        self.folder = folder
        self.rest_port = rest_port
        self.task_managers = task_managers

    def ask(self, path: str) -> Any:
        """Ask the job manager, for example for ``/overview``."""
        with urllib.request.urlopen(f"http://localhost:{self.rest_port}{path}", timeout=10) as got:
            return json.load(got)

    def job(self) -> Any:
        """Describe the one job."""
        (job,) = self.ask("/jobs/overview")["jobs"]
        return job


@dataclasses.dataclass
class Server:
    """A process, and the file that its output goes to."""

    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """End it, and what it has started, without warning, as a machine that loses power does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def skip_unless_fetched() -> None:
    """Skip the test if a piece is missing."""
    if shutil.which("java") is None:
        pytest.skip("no java")
    for folder in (JOB_SERVER, DISTRIBUTION):
        if not list(folder.glob("*.jar")):
            pytest.skip(f"no jars in {folder}: make flink fetches them with mvn and pip")


@contextlib.contextmanager
def job_server(folder: Path, master: str = "[local]", *options: str) -> Iterator[str]:
    """Run Beam's job server.

    Args:
        folder: for its log and what is staged.
        master: the cluster's ``host:port``; without one, a cluster within the job server.
        options: more arguments.

    Yields:
        The endpoint that jobs are submitted to.
    """
    port = _free_port()
    command = [
        *(*_JAVA, "-Xmx768m", "-cp", f"{JOB_SERVER}/*"),
        "org.apache.beam.runners.flink.FlinkJobServerDriver",
        *(f"--flink-master={master}", f"--job-port={port}", "--artifact-port=0"),
        *("--expansion-port=-1", f"--artifacts-dir={folder / 'artifacts'}", *options),
    ]
    with _running(command, folder / "job-server.log") as server:
        _wait_until(server, lambda: _listens(port))
        yield f"localhost:{port}"


@contextlib.contextmanager
def worker_pool(folder: Path) -> Iterator[str]:
    """Run Beam's pool of Python workers, which starts worker processes on request.

    Yields:
        The endpoint to ask.
    """
    port = _free_port()
    module = "apache_beam.runners.worker.worker_pool_main"
    command = [sys.executable, "-m", module, f"--service_port={port}"]
    # It starts "python".
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    log = folder / "worker-pool.log"
    with _running(command, log, {**os.environ, "PATH": path}) as server:
        _wait_until(server, lambda: _listens(port))
        yield f"localhost:{port}"


def worker_command(folder: Path) -> Path:
    """Write what a task manager starts for each worker: a process of its own.

    Beam's pool knows workers by ids that each task manager counts for itself, so on one machine,
    where they would share a pool, one would stop the other's (``worker_pool_main.StopWorker``).
    """
    command, log = folder / "worker", folder / "workers.log"
    words = shlex.join([sys.executable, "-m", "tests.engines.flink.worker"])
    begin, end = shlex.quote(str(_PROJECT)), shlex.quote(str(log))
    command.write_text(f'#!/bin/sh\ncd {begin} && exec {words} "$@" 2>> {end}\n')
    command.chmod(0o755)
    return command


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[FlinkCluster]:
    """Run a job manager and two task managers."""
    rpc_port, rest_port = _free_port(), _free_port()
    (folder / "log4j.properties").write_text(_LOG4J)
    (folder / "config.yaml").write_text(_configuration(folder, rpc_port, rest_port))
    jars = ":".join(
        str(jar) for name in ("flink-dist-*.jar", "log4j-*.jar") for jar in DISTRIBUTION.glob(name)
    )
    java = [*_JAVA, "-cp", jars, f"-Dlog4j.configurationFile={folder / 'log4j.properties'}"]

    with contextlib.ExitStack() as running:

        def start(entry_point: str, heap: str, log: str) -> Server:
            words = [heap, f"org.apache.flink.runtime.{entry_point}", "--configDir", str(folder)]
            return running.enter_context(_running([*java, *words], folder / log))

        job_manager = start(
            "entrypoint.StandaloneSessionClusterEntrypoint", "-Xmx512m", "job-manager.log"
        )
        workers = [
            start("taskexecutor.TaskManagerRunner", "-Xmx768m", f"task-manager-{number}.log")
            for number in (1, 2)
        ]
        flink = FlinkCluster(folder, rest_port, workers)
        _wait_until(job_manager, lambda: flink.ask("/overview")["taskmanagers"] == len(workers))
        yield flink


def _configuration(folder: Path, rpc_port: int, rest_port: int) -> str:
    settings = {
        "jobmanager.rpc.address": "localhost",
        "jobmanager.rpc.port": rpc_port,
        "jobmanager.bind-host": "localhost",
        "rest.address": "localhost",
        "rest.bind-address": "localhost",
        "rest.port": rest_port,
        "taskmanager.host": "localhost",
        "taskmanager.bind-host": "localhost",
        "taskmanager.numberOfTaskSlots": SLOTS,
        # A job's tasks on both task managers, rather than on one.
        "taskmanager.load-balance.mode": "SLOTS",
        # All of the sizes that Flink's start scripts would work out.
        "taskmanager.cpu.cores": 1.0,
        "taskmanager.memory.framework.heap.size": "128m",
        "taskmanager.memory.framework.off-heap.size": "64m",
        "taskmanager.memory.jvm-metaspace.size": "256m",
        "taskmanager.memory.jvm-overhead.min": "64m",
        "taskmanager.memory.jvm-overhead.max": "64m",
        "taskmanager.memory.task.heap.size": "512m",
        "taskmanager.memory.task.off-heap.size": "0m",
        "taskmanager.memory.managed.size": "128m",
        "taskmanager.memory.network.min": "384m",
        "taskmanager.memory.network.max": "384m",
        "heartbeat.interval": 1000,
        "heartbeat.timeout": 10000,
        "io.tmp.dirs": str(folder / "tmp"),
        # Tasks are given to a dead task manager until its heartbeat is missed.
        "restart-strategy.type": "fixed-delay",
        "restart-strategy.fixed-delay.attempts": 10,
        "restart-strategy.fixed-delay.delay": "3 s",
        "state.checkpoints.dir": (folder / "checkpoints").as_uri(),
    }
    return "".join(f"{name}: {value}\n" for name, value in settings.items())


@contextlib.contextmanager
def _running(command: list[str], log: Path, env: dict[str, str] | None = None) -> Iterator[Server]:
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True, env=env
        ) as process,
    ):
        server = Server(process, log)
        try:
            yield server
        finally:
            server.kill()


def _wait_until(server: Server, ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _DEADLINE_S
    while server.process.poll() is None:
        with contextlib.suppress(OSError):
            if ready():
                return
        assert time.monotonic() < deadline, f"not ready in {_DEADLINE_S} s, see {server.log}"
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.wait(0.1)
    raise AssertionError(f"ended with {server.process.returncode}, see {server.log}")


def _listens(port: int) -> bool:
    with socket.create_connection(("localhost", port), timeout=1):
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
    return port
