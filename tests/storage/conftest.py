"""Stores of every kind, all held to the same promises."""

from collections.abc import Iterator

import pytest

from claimwire.storage.gcs_store import GcsStore
from claimwire.storage.local_store import LocalStore
from claimwire.storage.published_files import _read_manifest
from claimwire.storage.store import Store
from tests.fakes.gcs_emulator import Emulator, emulating
from tests.fakes.gcs_server import BUCKET, GcsServer
from tests.fakes.store import MemoryStore


@pytest.fixture
def gcs_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[GcsServer]:
    # Another server at the same address: its generations begin anew.
    _read_manifest.cache_clear()
    with GcsServer() as server:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", server.url)
        yield server


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    with emulating() as running:
        yield running


@pytest.fixture(params=["memory", "local", "gcs", pytest.param("emulator", marks=pytest.mark.gcs)])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store that keeps all promises."""
    if request.param == "memory":
        return MemoryStore()
    if request.param == "local":
        return LocalStore(str(request.getfixturevalue("tmp_path") / "out"))
    if request.param == "gcs":
        request.getfixturevalue("gcs_server")
        return GcsStore(f"gs://{BUCKET}/some/prefix")
    emulator = request.getfixturevalue("emulator")
    if not emulator.has_preconditions:
        pytest.skip("gcp-storage-emulator knows no preconditions; make fake-gcs-server needs Go")
    request.getfixturevalue("monkeypatch").setenv("STORAGE_EMULATOR_HOST", emulator.url)
    return GcsStore(f"gs://{BUCKET}/{request.node.name}")
