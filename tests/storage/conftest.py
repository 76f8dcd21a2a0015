"""Stores of every kind, all held to the same promises."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from claimwire.storage.gcs_store import GcsStore
from claimwire.storage.local_store import LocalStore
from claimwire.storage.opening import open_store
from claimwire.storage.published_files import _read_manifest
from claimwire.storage.store import Store
from tests.fakes.gcs_emulator import Emulator, emulating
from tests.fakes.gcs_server import BUCKET, GcsServer
from tests.fakes.store import MemoryStore

if TYPE_CHECKING:
    from tests.fakes.s3_server import S3Server


@pytest.fixture
def gcs_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[GcsServer]:
    # Another server at the same address: its generations begin anew.
    _read_manifest.cache_clear()
    with GcsServer() as server:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", server.url)
        yield server


@pytest.fixture
def s3_server(monkeypatch: pytest.MonkeyPatch) -> Iterator["S3Server"]:
    pytest.importorskip("boto3", reason="S3 needs claimwire[s3]")
    pytest.importorskip("moto", reason="there is no S3 emulator: pip install 'moto[s3]' flask")
    from tests.fakes.s3_server import S3Server

    # Botocore pauses before it sends a request again.
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))
    # Entity tags are those of earlier servers' objects.
    _read_manifest.cache_clear()
    with S3Server() as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", server.url)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "anybody")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing secret")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield server


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    with emulating() as running:
        yield running


@pytest.fixture(
    params=[
        "memory",
        "local",
        "gcs",
        pytest.param("s3", marks=pytest.mark.s3),
        pytest.param("emulator", marks=pytest.mark.gcs),
    ]
)
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store that keeps all promises."""
    if request.param == "memory":
        return MemoryStore()
    if request.param == "local":
        return LocalStore(str(request.getfixturevalue("tmp_path") / "out"))
    if request.param == "gcs":
        request.getfixturevalue("gcs_server")
        return GcsStore(f"gs://{BUCKET}/some/prefix")
    if request.param == "s3":
        request.getfixturevalue("s3_server")
        return open_store("s3://tables/some/prefix")
    emulator = request.getfixturevalue("emulator")
    if not emulator.has_preconditions:
        pytest.skip("gcp-storage-emulator knows no preconditions; make fake-gcs-server needs Go")
    request.getfixturevalue("monkeypatch").setenv("STORAGE_EMULATOR_HOST", emulator.url)
    return GcsStore(f"gs://{BUCKET}/{request.node.name}")
