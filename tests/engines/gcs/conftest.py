"""Whole runs whose output is in a Cloud Storage bucket."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from examples.serve import Site, serve
from tests.fakes.gcs_emulator import BUCKET, Emulator, emulating
from tests.fakes.site_runs import Runs


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.gcs)


@pytest.fixture(scope="package")
def emulator() -> Iterator[Emulator]:
    with emulating() as running, pytest.MonkeyPatch.context() as environment:
        # Nothing else is set: without credentials must do.
        environment.setenv("STORAGE_EMULATOR_HOST", running.url)
        environment.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
        yield running


@pytest.fixture
def faults(emulator: Emulator) -> Iterator[Callable[..., None]]:
    """Set which requests fail, until the end of the test."""
    yield emulator.proxy.fail
    emulator.proxy.fail()


@pytest.fixture
def preconditions(emulator: Emulator) -> None:
    if not emulator.has_preconditions:
        pytest.skip("gcp-storage-emulator knows no preconditions; make fake-gcs-server needs Go")


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.fixture
def one_feed(site: Site, tmp_path: Path) -> str:
    """A feed list for runs of which only the end matters."""
    feeds = tmp_path / "one.toml"
    feeds.write_text(f'[[feed]]\nurl = "{site.url("pacific-courier/news.rss")}"\n')
    return str(feeds)


@pytest.fixture(scope="package")
def on_disk(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """One run on the local disk, for comparison."""
    runs = Runs(site, tmp_path_factory.mktemp("disk"))
    runs.run()
    return runs


@pytest.fixture(scope="package")
def start_runs(
    emulator: Emulator, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Runs]:
    """Begin an output in the bucket, below a prefix."""
    return lambda prefix: Runs(site, tmp_path_factory.mktemp(prefix), f"gs://{BUCKET}/{prefix}")


@pytest.fixture(scope="package")
def published(start_runs: Callable[[str], Runs]) -> Runs:
    """One run in the bucket, which tests only add to."""
    runs = start_runs("published")
    runs.run()
    return runs
