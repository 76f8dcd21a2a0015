"""Live progress of a run, on a terminal or as log lines."""

import contextlib
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Protocol

from apache_beam.options.pipeline_options import PipelineOptions
from rich.console import Console
from rich.live import Live

from claimwire.live_counters import collect_counts
from claimwire.pipeline.graph import Settings
from claimwire.pipeline.options import LogOptions, is_local
from claimwire.pipeline.progress.estimate import Progress, View
from claimwire.pipeline.progress.logs import FIELDS, OURS
from claimwire.pipeline.progress.progress_text import fields, screen

_EVERY = timedelta(seconds=10)
_log = logging.getLogger(OURS)


class Display(Protocol):
    """Shows progress."""

    def show(self, view: View) -> None:
        """Show the current progress."""

    def end(self, view: View) -> None:
        """Show the final progress."""


class Lines:
    """Writes a log line every ten seconds, and one at the end."""

    def __init__(self) -> None:
        self._due = _EVERY

    def show(self, view: View) -> None:
        """Write a line if the last one is old enough."""
        if view.elapsed >= self._due:
            self._due = view.elapsed + _EVERY
            self._write(view)

    def end(self, view: View) -> None:
        """Write a line, unless the run failed before it did anything."""
        if any(step.begun for step in view.steps) or view.published:
            self._write(view)

    def _write(self, view: View) -> None:
        _log.info("progress", extra={FIELDS: fields(view)})


class Screen:
    """Updates a few lines of a terminal in place, and removes them at the end.

    Args:
        console: the terminal.
        run_id: the run's name.
    """

    def __init__(self, console: Console, run_id: str) -> None:
        self._live = Live(console=console, auto_refresh=False, transient=True)
        self._run_id = run_id

    def show(self, view: View) -> None:
        """Update the lines."""
        self._live.start()
        self._live.update(screen(view, self._run_id), refresh=True)

    def end(self, view: View) -> None:
        """Remove the lines."""
        self.show(view)
        self._live.stop()


@contextlib.contextmanager
def watched(settings: Settings, options: PipelineOptions) -> Iterator[None]:
    """Show the progress of the run inside this context; failures to show it are only logged."""
    with contextlib.ExitStack() as stack:
        display = display_of(options, settings.run.run_id)
        if display is not None:
            streaming = settings.streaming is not None
            progress = Progress(len(settings.feeds), streaming=streaming, clock=settings.clock)
            try:
                stack.enter_context(watching(progress, display))
            except OSError as error:
                _log.warning("progress cannot be shown: %s", error)
        yield


def display_of(options: PipelineOptions, run_id: str) -> Display | None:
    """Return the progress display that suits the options and the terminal, or None for none.

    Only workers on this machine send live counters; remote engines have displays of their own.
    """
    log = options.view_as(LogOptions)
    if log.quiet or not is_local(options):
        return None
    console = Console(stderr=True)
    # Not ``console.is_terminal``, which is true for any file where FORCE_COLOR is set.
    if log.log_format == "json" or console.is_dumb_terminal or not console.file.isatty():
        return Lines()
    return Screen(console, run_id)


@contextlib.contextmanager
def watching(progress: Progress, display: Display, every_s: float = 0.5) -> Iterator[None]:
    """Show progress at intervals inside this context, and once when it ends, also by an error.

    Args:
        progress: progress of the run, not read before.
        display: where to show it; if the display fails, nothing more is shown.
        every_s: seconds between two updates.

    Raises:
        OSError: on entering, if the workers' counts cannot be collected.
    """
    counts: Counter[str] = Counter()
    over = threading.Event()

    def repeat() -> None:
        while not over.wait(every_s) and _succeeds(display.show, progress.look(dict(counts))):
            pass

    updates = threading.Thread(target=repeat, name="progress", daemon=True)
    try:
        with collect_counts(counts):
            updates.start()
            try:
                yield
            finally:
                over.set()
                updates.join()
    finally:
        # Only now are all counts collected. Nothing was shown if collecting could not start.
        if over.is_set():
            _succeeds(display.end, progress.look(counts))


def _succeeds(show: Callable[[View], None], view: View) -> bool:
    try:
        show(view)
    except Exception as error:
        _log.warning("progress is not shown any more: %s", error)
        return False
    return True
