"""A Beam pipeline that suppresses empty panes."""

from typing import Any

import apache_beam as beam
from apache_beam.portability.api import beam_runner_api_pb2


class Pipeline(beam.Pipeline):
    """A pipeline that suppresses empty panes.

    Beam's Python SDK always asks runners for an on-time pane of each key when a window ends, and
    for a final one when its lateness is over, even if they are empty; there is no option
    (``Windowing.to_runner_api``). Flink and Dataflow comply, so that each step after a grouping
    would get empty groups. This class asks the runner for non-empty panes only.
    """

    def run(self, test_runner_api: bool | str = False) -> Any:
        """Run the graph itself; a copy made by a round trip would ask for all panes."""
        return super().run(test_runner_api)

    def to_runner_api(self, *args: Any, **kwargs: Any) -> Any:
        """Translate the graph."""
        translated = super().to_runner_api(*args, **kwargs)
        graph = translated[0] if isinstance(translated, tuple) else translated
        for strategy in graph.components.windowing_strategies.values():
            strategy.on_time_behavior = beam_runner_api_pb2.OnTimeBehavior.FIRE_IF_NONEMPTY
            strategy.closing_behavior = beam_runner_api_pb2.ClosingBehavior.EMIT_IF_NONEMPTY
        return translated
