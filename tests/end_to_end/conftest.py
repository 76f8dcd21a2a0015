"""The example site, run through the whole pipeline on this machine."""

from collections.abc import Callable, Iterator

import pytest

from examples.serve import serve
from tests.fakes.site_runs import Runs


@pytest.fixture(scope="module")
def start_runs(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[], Runs]]:
    """Serve the site as it is on disk; each call begins a new output."""
    with serve() as site:
        yield lambda: Runs(site, tmp_path_factory.mktemp("runs"))
