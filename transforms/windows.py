"""Windows: the portions in which a stream is published. A batch is one window without bounds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.transforms.trigger import AccumulationMode, AfterCount, AfterWatermark
from apache_beam.transforms.window import FixedWindows, GlobalWindow, GlobalWindows
from apache_beam.utils.timestamp import Duration, Timestamp

LATENESS = timedelta(days=1)
"""Allowed lateness: how long after its end a window accepts elements, and the minimum time that the
job's state keeps what may not be in the published tables yet."""


def in_windows(length: timedelta) -> beam.WindowInto:
    """Divide a stream into fixed windows; late elements form further panes and are not dropped.

    Args:
        length: length of each window.
    """
    return beam.WindowInto(
        FixedWindows(length.total_seconds()),
        trigger=AfterWatermark(late=AfterCount(1)),
        accumulation_mode=AccumulationMode.DISCARDING,
        allowed_lateness=Duration(LATENESS.total_seconds()),
    )


class AcrossWindows(beam.PTransform[Any, Any]):
    """Return to the global window, for a step whose state outlives windows. Timestamps stay."""

    def expand(self, elements: PCollection) -> PCollection:
        """Wire the step, which a batch does without."""
        if isinstance(elements.windowing.windowfn, GlobalWindows):
            return elements
        return elements | "Window" >> beam.WindowInto(GlobalWindows())


class BackInWindows(beam.PTransform[Any, Any]):
    """Divide elements into the same windows as ``like``."""

    def __init__(self, like: PCollection) -> None:
        super().__init__()
        self._windowing = like.windowing

    def expand(self, elements: PCollection) -> PCollection:
        """Wire the step, which a batch does without."""
        if elements.windowing == self._windowing:
            return elements
        return elements | "Window" >> beam.WindowInto(
            self._windowing, allowed_lateness=self._windowing.allowed_lateness
        )


def window_start(window: Any) -> datetime | None:
    """Return the start of a window; None for the only window of a batch."""
    return None if isinstance(window, GlobalWindow) else to_datetime(window.start)


def lies_within(window: Any, at: datetime) -> bool:
    """Return whether an instant lies in a window."""
    if isinstance(window, GlobalWindow):
        return True
    return to_datetime(window.start) <= at < to_datetime(window.end)


def run_of_window(run_id: str, window: Any, pane: int = 0) -> str:
    """Return the run_id under which one pane of a window is published.

    Args:
        run_id: the run.
        window: a window of the run.
        pane: index of the window's pane; 0, or more for late panes.

    Returns:
        For example ``<run_id>-w20261123T121000Z`` and ``<run_id>-w20261123T121000Z-p1``; for a
        batch ``<run_id>`` itself.
    """
    start = window_start(window)
    name = run_id if start is None else f"{run_id}-w{start:%Y%m%dT%H%M%SZ}"
    return f"{name}-p{pane}" if pane > 0 else name


def to_datetime(timestamp: Timestamp) -> datetime:
    """Convert a Beam timestamp to a datetime in UTC."""
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=timestamp.micros)
