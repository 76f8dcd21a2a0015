"""The life of a run without its graph, killed before every line of it: no half file has a name."""

import itertools
import shutil
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from claimwire.clock import FixedClock
from claimwire.storage.cleaning import clean
from claimwire.storage.lease import LEASE_PATH, LeaseHeld
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import manifest_path
from tests.faults.child import forked
from tests.faults.conftest import FIRST, SECOND, THIRD
from tests.faults.life import create, live, live_until, replace, torn, write
from tests.faults.outputs import check, everything, fences, published

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

HOUR = timedelta(hours=1)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    live(tmp_path / "out", "first", FIRST)
    return tmp_path / "out"


def test_wherever_a_run_dies_the_next_one_goes_on(output: Path) -> None:
    fenced = 0
    for line in itertools.count(1):
        place = output.with_name(f"line {line}")
        shutil.copytree(output, place)
        code = forked(live_until, line, place, SECOND)
        check(place)
        if code == 0:
            break
        assert code == -signal.SIGKILL
        live(place, "third", THIRD)
        check(place)
        visible = published(place)
        assert set(published(output)) < set(visible)
        assert manifest_path("third") in visible
        clean(LocalStore(str(place)), "clean", FixedClock(THIRD))
        assert set(everything(place)) == set(visible) | {".lock", *fences(place)}
        fenced += bool(fences(place))
    assert line > 200
    # Between the announcement of the manifest and its creation.
    assert fenced > 10


def test_until_it_has_expired_a_dead_run_s_lease_stands(output: Path) -> None:
    assert forked(live_until, 150, output, SECOND) == -signal.SIGKILL
    with pytest.raises(LeaseHeld, match="second"):
        live(output, "third", SECOND + HOUR / 2)
    (output / LEASE_PATH).unlink()
    live(output, "third", SECOND + HOUR / 2)
    check(output)


@pytest.mark.parametrize("size", [0, 1, 4096, 299_999])
@pytest.mark.parametrize("change", [write, create, replace])
def test_a_write_that_is_cut_off_leaves_what_was_there(
    change: Callable[[LocalStore, bytes], None], size: int, tmp_path: Path
) -> None:
    store = LocalStore(str(tmp_path))
    if change is not create:
        store.write("file", b"old")
    before = [each.path for each in store.list("")]
    assert forked(torn, change, tmp_path, size) == -signal.SIGXFSZ
    assert [each.path for each in store.list("")] == before
    assert [store.read(path) for path in before] == [b"old"] * len(before)
    assert [each.size for each in store.unfinished()] == [size]
    clean(store, "clean", FixedClock(FIRST))
    assert list(store.unfinished()) == []
