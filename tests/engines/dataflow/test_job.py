"""What reaches Dataflow: the graph with the names it had, the options, nothing of ``__main__``."""

from collections.abc import Callable
from datetime import timedelta

import apache_beam as beam
import pytest
from apache_beam.portability.api import beam_runner_api_pb2

from claimwire.clock import FixedClock
from claimwire.errors import RunFailed, UsageError
from claimwire.pipeline.options import parse_options
from claimwire.pipeline.run import run
from claimwire.pipeline.settings import prepare
from claimwire.storage import lease
from claimwire.storage.opening import open_store
from tests.engines.dataflow.conftest import JOB_OPTIONS, START, Submission
from tests.engines.dataflow.job import pickles, words
from tests.fakes.gcs_emulator import BUCKET

pytestmark = pytest.mark.gcs

JOB_TYPES = {"batch": "JOB_TYPE_BATCH", "streaming": "JOB_TYPE_STREAMING"}
STEPS = {"batch": 98, "streaming": 110}
"""How many steps of a job have a pickle: fewer are cheaper, more need a reason."""
NOT_INSTALLED = {"__main__", "bench", "examples", "tests"}


def test_the_job_is_of_the_right_type(submission: Submission) -> None:
    assert submission.job.description["type"] == JOB_TYPES[submission.kind]


def test_the_service_is_asked_for_no_pane_that_holds_nothing(submission: Submission) -> None:
    strategies = submission.job.graph.components.windowing_strategies.values()
    on_time = {each.on_time_behavior for each in strategies}
    assert on_time == {beam_runner_api_pb2.OnTimeBehavior.FIRE_IF_NONEMPTY}
    last = {each.closing_behavior for each in strategies}
    assert last == {beam_runner_api_pb2.ClosingBehavior.EMIT_IF_NONEMPTY}


def test_the_options_reach_the_job(submission: Submission) -> None:
    environment = submission.job.description["environment"]
    (pool,) = environment["workerPools"]
    assert pool["numWorkers"] == 3
    assert pool["autoscalingSettings"]["maxNumWorkers"] == 7
    assert pool["numThreadsPerWorker"] == 2
    assert pool["workerHarnessContainerImage"] == "example.org/claimwire:1"
    assert "no_use_multiple_sdk_containers" in environment["experiments"]
    assert environment["sdkPipelineOptions"]["options"]["output"] == submission.output


def test_the_pickles_refer_to_nothing_that_workers_do_not_have(submission: Submission) -> None:
    found = [words(each) for each in pickles(submission.job.graph.SerializeToString())]
    steps = submission.job.graph.components.transforms.values()
    pickled = sum(step.spec.urn == "beam:transform:pardo:v1" for step in steps)
    # Were the pickles of these steps not found, nothing would be proven.
    assert pickled == STEPS[submission.kind]
    assert len(found) > pickled
    assert any("claimwire.pipeline.partitions" in each for each in found)
    referred = {word.partition(".")[0] for each in found for word in each}
    assert referred & NOT_INSTALLED == set()


def test_what_is_of_main_would_be_found() -> None:
    namespace: dict[str, Callable[[int], int]] = {"__name__": "__main__"}  # type: ignore[dict-item]
    exec("def planted(number):\n    return number + 1", namespace)
    pipeline = beam.Pipeline()
    _ = pipeline | beam.Create([1]) | beam.Map(namespace["planted"])
    content = pipeline.to_runner_api().SerializeToString()
    assert any("__main__" in words(each) for each in pickles(content))


def test_the_main_session_is_not_shipped(submission: Submission) -> None:
    assert "pickled_main_session" not in submission.job.staged


def test_the_lease_is_held_for_the_job_after_the_launcher_has_ended(
    submission: Submission,
) -> None:
    store = open_store(submission.output)
    held = lease.verify(store, "20261123T120000Z-000000")
    assert held.expires_at == START + timedelta(minutes=120)
    with pytest.raises(lease.LeaseHeld):
        lease.acquire(store, "next", FixedClock(START + timedelta(minutes=119)), timedelta(1))


def test_a_job_that_is_not_accepted_gives_the_output_back(feeds: str) -> None:
    output = f"gs://{BUCKET}/refused"
    words = ["--feeds", feeds, "--output", output, "--runner=DataflowRunner", "--project=x"]
    options = parse_options(words)
    with pytest.raises(RunFailed, match="Invalid Project ID"):
        run(prepare(options, FixedClock(START), "000000"), options)
    assert list(open_store(output).list("")) == []


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--output=out"], "workers cannot write to this machine's out"),
        (
            [f"--output=gs://{BUCKET}/x", f"--template_location=gs://{BUCKET}/t.json"],
            "Use a flex template",
        ),
    ],
)
def test_what_would_lose_rows_is_refused(feeds: str, options: list[str], why: str) -> None:
    parsed = parse_options(["--feeds", feeds, *JOB_OPTIONS, *options])
    with pytest.raises(UsageError, match=why):
        prepare(parsed, FixedClock(START), "000000")
