"""Clocks that are set back between two runs or during one."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.conftest import FIRST, SECOND, Place
from tests.faults.faults import SteppingClock
from tests.faults.outputs import check, findings, published

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

HOUR = timedelta(hours=1)
TABLES = ("articles", "entities", "claims", "rejections")


@pytest.fixture(scope="module")
def expected(ended: Place) -> dict[str, list[str]]:
    """What a run finds with a good clock."""
    return {table: findings(ended.output, table) for table in TABLES}


def test_a_run_whose_clock_was_set_back_finds_the_same_and_so_does_the_next(
    begun: Place, expected: dict[str, list[str]], tmp_path: Path
) -> None:
    place = begun.copy(tmp_path / "place")
    place.run(FIRST - 30 * HOUR)
    check(place.output)
    assert {table: findings(place.output, table) for table in TABLES} == expected
    place.run(SECOND)
    check(place.output)
    assert {table: findings(place.output, table) for table in TABLES} == expected


def test_a_clock_that_is_set_back_during_a_run_changes_no_row(
    begun: Place, expected: dict[str, list[str]], tmp_path: Path
) -> None:
    place = begun.copy(tmp_path / "place")
    place.run(SteppingClock(SECOND, -30 * HOUR, after=3))
    check(place.output)
    assert {table: findings(place.output, table) for table in TABLES} == expected


def test_a_clock_that_is_months_behind_is_refused(begun: Place, tmp_path: Path) -> None:
    place = begun.copy(tmp_path / "place")
    before = published(place.output)
    command = place.command(FIRST - timedelta(days=100))
    assert command.run() == 1
    assert "the clock says 2026-08-15 12:00 UTC, but a run on out started at" in command.told
    assert "Set the clock; if it is right and was wrong then, give --look_back_days 101." in (
        command.told
    )
    assert "Traceback" not in command.told
    assert published(place.output) == before
