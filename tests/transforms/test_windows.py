from datetime import UTC, datetime, timedelta

import pytest
from apache_beam.transforms.window import GlobalWindow, IntervalWindow

from claimwire.transforms.windows import lies_within, run_of_window, window_start

START = datetime(2024, 5, 1, 12, tzinfo=UTC)
WINDOW = IntervalWindow(START.timestamp(), START.timestamp() + 600)


def test_a_batch_is_one_window_that_is_named_like_the_run() -> None:
    assert window_start(GlobalWindow()) is None
    assert lies_within(GlobalWindow(), START)
    assert run_of_window("run1", GlobalWindow(), -1) == "run1"


@pytest.mark.parametrize(("seconds", "inside"), [(-1, False), (0, True), (599, True), (600, False)])
def test_a_window_holds_its_first_instant_and_not_its_end(seconds: int, *, inside: bool) -> None:
    assert lies_within(WINDOW, START + timedelta(seconds=seconds)) is inside


def test_windows_and_late_panes_have_names_of_their_own() -> None:
    assert window_start(WINDOW) == START
    assert run_of_window("run1", WINDOW) == "run1-w20240501T120000Z"
    assert run_of_window("run1", WINDOW, 2) == "run1-w20240501T120000Z-p2"
