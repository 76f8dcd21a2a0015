"""What holds for the graph as a whole, whatever runs it."""

import difflib
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from apache_beam.pipeline import AppliedPTransform, PipelineVisitor

from claimwire.clock import FixedClock
from claimwire.pipeline.engines.panes import Pipeline
from claimwire.pipeline.graph import Settings, build
from claimwire.pipeline.head import Streaming
from claimwire.pipeline.options import parse_options
from claimwire.pipeline.reading_steps import Reading
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
        reading=Reading(models={"en": "none"}),
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


def steps_of(pipeline: Pipeline) -> list[AppliedPTransform]:
    steps: list[AppliedPTransform] = []

    class Collect(PipelineVisitor):
        def enter_composite_transform(self, transform_node: Any) -> None:
            steps.append(transform_node)

        def visit_transform(self, transform_node: Any) -> None:
            steps.append(transform_node)

    pipeline.visit(Collect())
    return steps


def test_no_step_has_side_inputs(streaming: Streaming | None) -> None:
    """Flink could not checkpoint them."""
    steps = steps_of(lay_out(streaming))
    assert len(steps) > 100
    assert [step.full_label for step in steps if step.side_inputs] == []


def is_named_here(step: AppliedPTransform) -> bool:
    """Whether a step's name is from this project and not from within Beam."""
    parent = step.parent
    if parent is None:
        return False
    return parent.parent is None or type(parent.transform).__module__.startswith("claimwire.")


def test_the_steps_have_the_names_they_had(streaming: Streaming | None, tmp_path: Path) -> None:
    """Dataflow hands state over to the step of the same name when a running job is updated.

    If new names are meant, running jobs need ``--transform_name_mapping`` or a drain.
    """
    golden = Path(__file__).with_name("steps_streaming.txt" if streaming else "steps_batch.txt")
    expected = golden.read_text(encoding="utf-8").splitlines()
    found = sorted(step.full_label for step in steps_of(lay_out(streaming)) if is_named_here(step))
    new = tmp_path / golden.name
    new.write_text("\n".join([*found, ""]), encoding="utf-8")
    changes = "\n".join(difflib.unified_diff(expected, found, lineterm="", n=0))
    assert found == expected, f"{changes}\nIf they are meant: cp {new} {golden}"
