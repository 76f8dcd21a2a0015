"""Runs whose work is done in worker processes, when all of these die or one."""

from pathlib import Path
from signal import SIGKILL

import pytest

from claimwire.storage.lease import LEASE_PATH
from tests.faults.conftest import SECOND, THIRD, Place
from tests.faults.faults import AtStep, die_together
from tests.faults.outputs import check, published

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

TWO_WORKERS = ("--direct_running_mode", "multi_processing", "--direct_num_workers", "2")


def test_a_run_that_dies_with_its_workers_is_made_up_for_by_the_next(
    begun: Place, unkilled: dict[bool, Place], tmp_path: Path
) -> None:
    place = begun.copy(tmp_path / "place")
    killed = place.command(SECOND, AtStep("Annotate", die_together), words=TWO_WORKERS)
    assert killed.run() == -SIGKILL, killed.told
    check(place.output)
    assert published(place.output) == published(begun.output)
    place.run(THIRD)
    assert published(place.output) == published(unkilled[False].output)


# The second is one that no other waits for.
@pytest.mark.parametrize("step", ["Annotate", "PublishRun/Publish"])
def test_a_worker_that_dies_fails_the_run(
    begun: Place, ended: Place, tmp_path: Path, step: str
) -> None:
    place = begun.copy(tmp_path / "place")
    command = place.command(SECOND, AtStep(step), words=TWO_WORKERS)
    assert command.run() == 1, command.told
    assert "the run failed, nothing was published: a worker process died" in command.told
    assert published(place.output) == published(begun.output)
    assert not (place.output / LEASE_PATH).exists()
    place.run(SECOND)
    assert published(place.output) == published(ended.output)
