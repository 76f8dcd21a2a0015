"""The example site, run through the whole pipeline on this machine, and a browser."""

import shutil
from collections.abc import Callable, Iterator

import pytest

from bench.chromium import NoChromium, Opened, chromium, path_of_chromium
from examples.serve import serve
from tests.fakes.site_runs import Runs


@pytest.fixture(scope="session")
def start_runs(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[], Runs]]:
    """Serve the site as it is on disk; each call begins a new output."""
    with serve() as site:
        yield lambda: Runs(site, tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="session")
def after_first_run(start_runs: Callable[[], Runs]) -> Callable[[], Runs]:
    """Each call copies an output in which one run over the whole site was published."""
    first = start_runs()
    first.run("--processes", "0")

    def copy() -> Runs:
        runs = start_runs()
        shutil.copytree(first.output, runs.output)
        runs.manifests += first.manifests
        return runs

    return copy


@pytest.fixture(scope="module")
def browser() -> Iterator[Opened]:
    try:
        path_of_chromium()
    except NoChromium as error:
        pytest.skip(str(error))
    with chromium() as opened:
        yield opened


@pytest.fixture
def opened(browser: Opened) -> Iterator[Opened]:
    browser.complaints.clear()
    browser.requests.clear()
    yield browser
    assert (browser.complaints, browser.requests) == ([], [])
