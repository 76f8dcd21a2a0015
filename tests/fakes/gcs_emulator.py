"""A Cloud Storage emulator written by others, in a process of its own, behind a faulty proxy."""

import contextlib
import dataclasses
import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.fakes.faulty_proxy import FaultyProxy

BUCKET = "tables"

FAKE_GCS_SERVER = (
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    / "claimwire"
    / "fake-gcs-server-1.56.1"
    / "fake-gcs-server"
)
"""Where ``make fake-gcs-server`` puts it."""

_DEADLINE_S = 60


@dataclasses.dataclass(frozen=True)
class Emulator:
    """An emulator that is running, with one bucket.

    Attributes:
        proxy: what clients talk to.
        has_preconditions: whether it honours ``ifGenerationMatch`` in uploads.
    """

    proxy: FaultyProxy
    has_preconditions: bool

    @property
    def url(self) -> str:
        return self.proxy.url


@contextlib.contextmanager
def emulating() -> Iterator[Emulator]:
    """Run fake-gcs-server, or the emulator of the package index where that has not been built."""
    with FaultyProxy() as proxy:
        port = _free_port()
        proxy.upstream = port
        built = FAKE_GCS_SERVER.is_file()
        command = _built(port, proxy.url) if built else _packaged(port)
        environment = {**os.environ, "STORAGE_EMULATOR_HOST": proxy.url}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                _wait_until_ready(process, f"http://127.0.0.1:{port}")
                yield Emulator(proxy, has_preconditions=built)
            finally:
                process.kill()


def _built(port: int, public: str) -> list[str]:
    # The addresses in its answers must lead through the proxy.
    return [
        str(FAKE_GCS_SERVER),
        *("-scheme", "http", "-host", "127.0.0.1", "-port", str(port)),
        *("-backend", "memory", "-external-url", public, "-public-host", public[7:]),
    ]


def _packaged(port: int) -> list[str]:
    if importlib.util.find_spec("gcp_storage_emulator") is None:
        pytest.skip(
            f"no Cloud Storage emulator: neither {FAKE_GCS_SERVER} (make fake-gcs-server, needs "
            "Go) nor the package gcp-storage-emulator"
        )
    words = ["start", "--host=127.0.0.1", f"--port={port}", "--in-memory"]
    return [sys.executable, "-m", "gcp_storage_emulator", *words]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_ready(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + _DEADLINE_S
    while process.poll() is None:
        with contextlib.suppress(requests.ConnectionError):
            bucket = requests.post(f"{url}/storage/v1/b", json={"name": BUCKET}, timeout=5)
            bucket.raise_for_status()
            return
        assert time.monotonic() < deadline, f"{process.args} is not ready in {_DEADLINE_S} s"
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    raise AssertionError(f"{process.args} ended with {process.returncode}")
