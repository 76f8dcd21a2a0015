"""Elements that are delivered twice and in another order give the rows they give once."""

from pathlib import Path

import pytest

from tests.faults.conftest import SECOND, Place
from tests.faults.faults import RepeatOutputs
from tests.faults.outputs import check, published

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]


@pytest.mark.parametrize(
    "steps",
    [("Tick/Map",), ("RememberedFiles/ListFiles",), ("PollFeeds/Poll",)],
    ids=["ticks", "files", "entries"],
)
def test_what_a_source_repeats_is_one(
    begun: Place, ended: Place, tmp_path: Path, steps: tuple[str, ...]
) -> None:
    place = begun.copy(tmp_path / "place")
    command = place.command(SECOND, RepeatOutputs(steps))
    assert command.run() == 0, command.told
    check(place.output)
    assert published(place.output) == published(ended.output)
