"""Worker processes that die."""

import os
import signal
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions

from claimwire.pipeline.engines.workers import CHANNEL_CLOSED, WorkerDied

pytestmark = [
    pytest.mark.timeout(180),
    # Beam's own threads end with the worker, and say so.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]


def die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def pipeline() -> beam.Pipeline:
    options = PipelineOptions(direct_running_mode="multi_processing", direct_num_workers=1)
    return beam.Pipeline(runner="FnApiRunner", options=options)


def test_a_worker_that_dies_while_no_element_is_awaited_fails_the_run(
    pipeline: beam.Pipeline,
) -> None:
    _ = pipeline | beam.Create([1]) | beam.Map(die)
    with pytest.raises(WorkerDied, match="--direct_num_workers"):
        pipeline.run()


def test_a_worker_that_dies_while_elements_are_awaited_fails_the_run(
    pipeline: beam.Pipeline,
) -> None:
    _ = pipeline | beam.Create([1]) | beam.Map(die) | beam.Reshuffle()
    with pytest.raises(RuntimeError, match=CHANNEL_CLOSED):
        pipeline.run()
