"""A run is watched without being touched."""

import io
import logging
import os
import tempfile
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console

from claimwire.live_counters import PIPE, send_count
from claimwire.pipeline.options import parse_options
from claimwire.pipeline.progress.estimate import Progress, View
from claimwire.pipeline.progress.logs import FIELDS, OURS
from claimwire.pipeline.progress.watch import Lines, Screen, display_of, watched, watching

START = datetime(2026, 11, 24, 8, tzinfo=UTC)
READ = {"feeds_polled": 7, "texts_from_page": 3, "articles_original": 3, "articles_read": 3}


class Remembering:
    """A display that keeps what it was given, and breaks if it is told to."""

    def __init__(self, *, breaks: bool = False) -> None:
        self.shown: list[View] = []
        self.ended: list[View] = []
        self.was_asked = threading.Event()
        self._breaks = breaks

    def show(self, view: View) -> None:
        self.was_asked.set()
        if self._breaks:
            raise OSError("the terminal has gone")
        self.shown.append(view)

    def end(self, view: View) -> None:
        if self._breaks:
            raise OSError("the terminal has gone")
        self.ended.append(view)


def progress() -> Progress:
    return Progress(7, streaming=False, clock=lambda: START)


def views(*seconds: int) -> list[View]:
    now = [START]
    looking = Progress(7, streaming=False, clock=lambda: now[0])
    seen = []
    for second in seconds:
        now[0] = START + timedelta(seconds=second)
        seen.append(looking.look(READ))
    return seen


def test_what_is_told_meanwhile_is_shown_and_all_of_it_at_the_end() -> None:
    display = Remembering()
    with watching(progress(), display, every_s=0):
        assert display.was_asked.wait(30)
        for name, amount in READ.items():
            send_count(name, amount)
    assert display.shown[0].phase == "starting"
    (end,) = display.ended
    assert [step.done for step in end.steps] == [7, 0, 3, 3]


def test_the_end_of_a_run_that_fails_is_shown_too() -> None:
    display = Remembering()

    def fail() -> None:
        send_count("feeds_polled", 5)
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"), watching(progress(), display):
        fail()
    assert display.ended[0].steps[0].done == 5


def test_a_display_that_breaks_is_told_of_and_the_run_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    display = Remembering(breaks=True)
    with watching(progress(), display, every_s=0):
        assert display.was_asked.wait(30)
    assert set(caplog.messages) == {"progress is not shown any more: the terminal has gone"}


def test_a_run_that_cannot_be_watched_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    settings = SimpleNamespace(
        run=SimpleNamespace(run_id="run"), streaming=None, feeds=(), clock=lambda: START
    )
    with watched(settings, parse_options([])):  # type: ignore[arg-type]
        send_count("feeds_polled", 1)
    (message,) = caplog.messages
    assert message.startswith("progress cannot be shown: ")
    assert PIPE not in os.environ


def test_a_log_has_a_line_every_ten_seconds_and_one_at_the_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    lines = Lines()
    with caplog.at_level(logging.INFO, OURS):
        *during, last = views(1, 9, 10, 11, 20, 35, 44, 46, 50)
        for view in during:
            lines.show(view)
        lines.end(last)
    told = [getattr(record, FIELDS)["elapsed_s"] for record in caplog.records]
    assert told == [10, 20, 35, 46, 50]
    assert {record.getMessage() for record in caplog.records} == {"progress"}


def test_a_run_that_never_began_has_no_line(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, OURS):
        Lines().end(progress().look({}))
    assert not caplog.records


def test_a_terminal_is_written_again_and_left_as_it_was() -> None:
    terminal = io.StringIO()
    display = Screen(Console(file=terminal, force_terminal=True, width=80), "the-run")
    first, second = views(1, 2)
    display.show(first)
    display.show(second)
    assert terminal.getvalue().count("the-run") == 2
    display.end(second)
    erased = terminal.getvalue().rpartition("the-run")[2]
    assert erased.count("\x1b[2K") == 8, "each line of the display is erased"
    assert "\x1b[?25h" in erased, "the cursor is shown again"


def test_progress_goes_to_the_log_unless_a_person_looks_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert isinstance(display_of(parse_options([]), "run"), Lines)
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    assert isinstance(display_of(parse_options([]), "run"), Screen)
    assert isinstance(display_of(parse_options(["--log_format=json"]), "run"), Lines)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(display_of(parse_options([]), "run"), Lines)


@pytest.mark.parametrize("options", [["--quiet"], ["--runner=FlinkRunner"]])
def test_progress_is_not_shown_where_nobody_wants_or_tells_it(options: list[str]) -> None:
    assert display_of(parse_options(options), "run") is None
