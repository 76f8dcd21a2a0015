"""Stores of every kind, all held to the same promises."""

import importlib.util
import socket
from collections.abc import Iterator

import pytest

from tests.fakes.gcs_server import BUCKET, GcsServer, serving
from tests.fakes.store import MemoryStore
from transforms.tables.gcs_store import GcsStore
from transforms.tables.local_store import LocalStore
from transforms.tables.store import Store


@pytest.fixture
def gcs_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[GcsServer]:
    with serving() as server:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", server.url)
        yield server


@pytest.fixture
def emulated_bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket in an independent emulator, which knows no preconditions."""
    if importlib.util.find_spec("gcp_storage_emulator") is None:
        pytest.skip("needs the package gcp-storage-emulator")
    from gcp_storage_emulator.server import create_server

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = create_server("127.0.0.1", port, in_memory=True, default_bucket=BUCKET)
    server.start()
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", f"http://127.0.0.1:{port}")
    try:
        yield BUCKET
    finally:
        server.stop()


@pytest.fixture(params=["memory", "local", "gcs"])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store that keeps all promises."""
    if request.param == "memory":
        return MemoryStore()
    if request.param == "local":
        return LocalStore(str(request.getfixturevalue("tmp_path") / "out"))
    request.getfixturevalue("gcs_server")
    return GcsStore(f"gs://{BUCKET}/some/prefix")
