"""What holds for the graph as a whole, whatever runs it."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from apache_beam.pipeline import AppliedPTransform, PipelineVisitor

from claimwire.clock import FixedClock
from claimwire.pipeline.graph import Settings, build
from claimwire.pipeline.head import Streaming
from claimwire.pipeline.options import parse_options
from claimwire.pipeline.panes import Pipeline
from claimwire.storage.manifest import RunInfo
from tests.fakes.rows import NOW
from tests.fakes.store import MemoryStore
from tests.fakes.web import FakeWeb

RHYTHM = Streaming(timedelta(minutes=5), timedelta(minutes=10))


@pytest.fixture(params=[None, RHYTHM], ids=["batch", "stream"])
def streaming(request: pytest.FixtureRequest) -> Streaming | None:
    return request.param


def lay_out(streaming: Streaming | None) -> Pipeline:
    settings = Settings(
        run=RunInfo("run1", NOW),
        feeds=(),
        store=MemoryStore(),
        web=FakeWeb({}),
        clock=FixedClock(NOW),
        model="none",
        streaming=streaming,
    )
    options = ["--runner=FnApiRunner", *(["--streaming"] if streaming else [])]
    pipeline = Pipeline(options=parse_options(options))
    build(pipeline, settings)
    return pipeline


def test_beam_warns_of_nothing(
    streaming: Streaming | None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        lay_out(streaming).to_runner_api()
    assert caplog.messages == []


def test_no_step_has_side_inputs(streaming: Streaming | None) -> None:
    """Flink could not checkpoint them."""
    steps: list[AppliedPTransform] = []

    class Collect(PipelineVisitor):
        def visit_transform(self, transform_node: Any) -> None:
            steps.append(transform_node)

    lay_out(streaming).visit(Collect())
    assert len(steps) > 100
    assert [step.full_label for step in steps if step.side_inputs] == []
