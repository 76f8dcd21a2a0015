"""A Beam pipeline whose windows end silently."""

from typing import Any

import apache_beam as beam
from apache_beam.portability.api import beam_runner_api_pb2


class Pipeline(beam.Pipeline):
    """A pipeline in which no group is empty.

    Beam's Python always asks runners for a last pane of each key when a window can take in nothing
    more, also if there is nothing in it, and offers no choice (``Windowing.to_runner_api``). Flink
    and Dataflow do as they are asked: each step behind a grouping would get a group of nothing
    then. What is sent to the runner asks for panes that hold something.
    """

    def to_runner_api(self, *args: Any, **kwargs: Any) -> Any:
        """Translate the graph."""
        translated = super().to_runner_api(*args, **kwargs)
        graph = translated[0] if isinstance(translated, tuple) else translated
        for strategy in graph.components.windowing_strategies.values():
            strategy.closing_behavior = beam_runner_api_pb2.ClosingBehavior.EMIT_IF_NONEMPTY
        return translated
