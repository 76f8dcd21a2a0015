"""A Beam pipeline whose windows end silently."""

from typing import Any

import apache_beam as beam
from apache_beam.portability.api import beam_runner_api_pb2


class Pipeline(beam.Pipeline):
    """A pipeline in which no group is empty.

    Beam's Python always asks runners for a pane of each key when a window ends, and for a last one
    when it can take in nothing more, also if there is nothing in them, and offers no choice
    (``Windowing.to_runner_api``). Flink and Dataflow do as they are asked: each step behind a
    grouping would get a group of nothing then. What is sent to the runner asks for panes that hold
    something.
    """

    def run(self, test_runner_api: bool | str = False) -> Any:
        """Run the graph as it is; a copy that was translated and back would ask for all panes."""
        return super().run(test_runner_api)

    def to_runner_api(self, *args: Any, **kwargs: Any) -> Any:
        """Translate the graph."""
        translated = super().to_runner_api(*args, **kwargs)
        graph = translated[0] if isinstance(translated, tuple) else translated
        for strategy in graph.components.windowing_strategies.values():
            strategy.on_time_behavior = beam_runner_api_pb2.OnTimeBehavior.FIRE_IF_NONEMPTY
            strategy.closing_behavior = beam_runner_api_pb2.ClosingBehavior.EMIT_IF_NONEMPTY
        return translated
