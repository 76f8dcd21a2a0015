"""The head of the graph: one tick for a scheduled run, or one every few minutes."""

import dataclasses
from datetime import timedelta
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PBegin, PCollection
from apache_beam.transforms.periodicsequence import PeriodicImpulse, RebaseMode
from apache_beam.utils.timestamp import MAX_TIMESTAMP, Duration, Timestamp

from claimwire.schemas.flow import Tick
from claimwire.storage.manifest import RunInfo
from claimwire.transforms.windows import in_windows, run_of_window, to_datetime


@dataclasses.dataclass(frozen=True)
class Streaming:
    """The timing of a stream.

    Attributes:
        poll_interval: time between two ticks.
        window: length of a window, whose elements are published together.
        stop_after: duration of the stream; None for no end.
    """

    poll_interval: timedelta
    window: timedelta
    stop_after: timedelta | None = None


@dataclasses.dataclass
class Ticks(beam.PTransform[Any, Any]):
    """Emit the ticks of a run, the input of the whole graph.

    Attributes:
        run: the run.
        streaming: the timing of a stream; None for the one tick of a scheduled run, at its start.
    """

    run: RunInfo
    streaming: Streaming | None = None

    def expand(self, begin: PBegin) -> PCollection:
        """Wire the steps."""
        if self.streaming is None:
            return begin | "Once" >> beam.Create([Tick(self.run.started_at, self.run.run_id)])
        return (
            begin
            | "Impulses" >> self._impulses(self.streaming)
            | "Windows" >> in_windows(self.streaming.window)
            | "Tick" >> beam.Map(tick, self.run.run_id).with_output_types(Tick)
        )

    def _impulses(self, streaming: Streaming) -> PeriodicImpulse:
        """Begin when the graph starts, not when it is built: a service may take a while between."""
        interval = streaming.poll_interval.total_seconds()
        if streaming.stop_after is None:
            return PeriodicImpulse(
                stop_timestamp=MAX_TIMESTAMP,
                fire_interval=interval,
                rebase=RebaseMode.REBASE_START,
            )
        start = Timestamp(0)
        return PeriodicImpulse(
            start_timestamp=start,
            stop_timestamp=start + Duration(streaming.stop_after.total_seconds()),
            fire_interval=interval,
            rebase=RebaseMode.REBASE_ALL,
        )


def tick(
    _impulse: float,
    run_id: str,
    at: Any = beam.DoFn.TimestampParam,
    window: Any = beam.DoFn.WindowParam,
) -> Tick:
    """Return the tick of an instant, with the run_id of its window."""
    return Tick(at=to_datetime(at), run_id=run_of_window(run_id, window))
