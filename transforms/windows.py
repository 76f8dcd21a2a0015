"""Windows: the portions in which a stream is published. A batch is a single one, without bounds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.transforms.trigger import AccumulationMode, AfterCount, AfterWatermark
from apache_beam.transforms.window import FixedWindows, GlobalWindow, GlobalWindows
from apache_beam.utils.timestamp import Duration, Timestamp

LATENESS = timedelta(days=1)
"""For how long after its end a window takes in elements, and for how long at least the job itself
remembers what may not be in the published tables yet."""


def in_windows(length: timedelta) -> beam.WindowInto:
    """Divide a stream into windows; what comes late is a further pane, never dropped.

    Args:
        length: of each window.
    """
    return beam.WindowInto(
        FixedWindows(length.total_seconds()),
        trigger=AfterWatermark(late=AfterCount(1)),
        accumulation_mode=AccumulationMode.DISCARDING,
        allowed_lateness=Duration(LATENESS.total_seconds()),
    )


def across_windows() -> beam.WindowInto:
    """Leave the windows, for a step whose state is to outlive them. Timestamps stay."""
    return beam.WindowInto(GlobalWindows())


def back_in_windows(like: PCollection) -> beam.WindowInto:
    """Return to the windows that ``like`` is divided into."""
    windowing = like.windowing
    return beam.WindowInto(windowing, allowed_lateness=windowing.allowed_lateness)


def window_start(window: Any) -> datetime | None:
    """Answer when a window begins; None for the only window of a batch."""
    return None if isinstance(window, GlobalWindow) else to_datetime(window.start)


def lies_within(window: Any, at: datetime) -> bool:
    """Whether an instant lies in a window."""
    if isinstance(window, GlobalWindow):
        return True
    return to_datetime(window.start) <= at < to_datetime(window.end)


def run_of_window(run_id: str, window: Any, pane: int = 0) -> str:
    """Name the part of a run that is published at once.

    Args:
        run_id: the run.
        window: a window of it.
        pane: 0, or which of the late additions to the window.

    Returns:
        For example ``<run_id>-w20261123T121000Z`` and ``<run_id>-w20261123T121000Z-p1``; of a
        batch just ``<run_id>``.
    """
    start = window_start(window)
    name = run_id if start is None else f"{run_id}-w{start:%Y%m%dT%H%M%SZ}"
    return f"{name}-p{pane}" if pane > 0 else name


def to_datetime(timestamp: Timestamp) -> datetime:
    """Convert an instant of Beam's."""
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=timestamp.micros)
