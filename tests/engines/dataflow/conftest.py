"""Dataflow jobs, translated without an account: an emulator stands in for the bucket."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime

import google.auth
import pytest
from apache_beam.internal.gcp import auth
from google.auth.credentials import AnonymousCredentials

from claimwire.clock import FixedClock
from claimwire.pipeline.options import parse_options
from claimwire.pipeline.settings import prepare
from tests.engines.dataflow.job import Job, translate
from tests.fakes.gcs_emulator import BUCKET, emulating

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

JOB_OPTIONS = [
    "--runner=DataflowRunner",
    "--project=an-example",
    "--region=europe-west1",
    "--sdk_location=container",
    "--sdk_container_image=example.org/claimwire:1",
    "--num_workers=3",
    "--max_num_workers=7",
    "--number_of_worker_harness_threads=2",
    "--experiments=no_use_multiple_sdk_containers",
]

KINDS: dict[str, list[str]] = {
    "batch": [],
    "streaming": ["--streaming", "--poll_interval=300", "--window=600"],
}
"""Options of each kind of job."""


@pytest.fixture(scope="package", autouse=True)
def emulator() -> Iterator[None]:
    """A bucket, and credentials that need no account: Beam looks for some in any case."""
    with emulating() as running, pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORAGE_EMULATOR_HOST", running.url)
        patch.setattr(google.auth, "default", lambda *_, **__: (AnonymousCredentials(), None))
        patch.setattr(auth._Credentials, "_credentials_init", False)
        yield


@dataclasses.dataclass(frozen=True)
class Submission:
    """A job and the output it is to write to."""

    kind: str
    output: str
    job: Job


@pytest.fixture(scope="package")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("feeds") / "feeds.toml"
    path.write_text('[[feed]]\nurl = "https://feeds.example.org/world.xml"\n')
    return str(path)


@pytest.fixture(scope="package", params=list(KINDS))
def submission(request: pytest.FixtureRequest, feeds: str) -> Submission:
    """What ``claimwire run`` on Dataflow sends, and leaves behind."""
    kind = request.param
    output = f"gs://{BUCKET}/{kind}/tables"
    options = parse_options(["--feeds", feeds, "--output", output, *JOB_OPTIONS, *KINDS[kind]])
    settings = prepare(options, FixedClock(START), "000000")
    return Submission(kind, output, translate(settings, options, f"gs://{BUCKET}/{kind}"))
