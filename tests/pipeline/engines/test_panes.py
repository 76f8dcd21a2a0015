from datetime import timedelta

import apache_beam as beam
from apache_beam.portability.api import beam_runner_api_pb2

from claimwire.pipeline.engines.panes import Pipeline
from claimwire.transforms.windows import in_windows


def test_no_runner_is_asked_for_panes_that_hold_nothing() -> None:
    pipeline = Pipeline()
    _ = (
        pipeline
        | beam.Create([("key", 1)])
        | in_windows(timedelta(minutes=1))
        | beam.GroupByKey()
        | beam.Reshuffle()
    )
    graph, _context = pipeline.to_runner_api(return_context=True)
    strategies = graph.components.windowing_strategies.values()
    on_time = {each.on_time_behavior for each in strategies}
    assert on_time == {beam_runner_api_pb2.OnTimeBehavior.FIRE_IF_NONEMPTY}
    last = {each.closing_behavior for each in strategies}
    assert last == {beam_runner_api_pb2.ClosingBehavior.EMIT_IF_NONEMPTY}
    assert pipeline.to_runner_api() == graph
