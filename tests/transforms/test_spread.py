"""Elements that are worked on side by side."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.pvalue import TaggedOutput
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to
from apache_beam.transforms.window import FixedWindows, TimestampedValue

from claimwire.counters import Counted
from claimwire.processes import ProcessDied
from claimwire.rejecting import Subject
from claimwire.schemas.rejections import Stage
from claimwire.transforms.attempt import REJECTED, Attempt
from claimwire.transforms.spread import (
    Spread,
    Workers,
    in_processes,
    in_threads,
    side_by_side,
)

NOW = datetime(2026, 11, 23, tzinfo=UTC)
WAYS = [in_threads, in_processes]


def halves(number: int) -> Iterator[Any]:
    yield number
    if number % 2:
        raise ValueError(f"{number} is odd")
    yield TaggedOutput("half", number // 2)
    yield Counted("halves")


def subject(number: int) -> Subject:
    return Subject(NOW, "run", article_id=str(number))


def forbidden(attempt: Attempt, width: int) -> Workers:
    raise AssertionError("no worker is needed")


def outputs_of(spread: beam.DoFn, elements: range) -> list[Any]:
    """Work on one bundle as an engine does."""
    spread.setup()
    try:
        spread.start_bundle()
        outputs = [out for each in elements for out in spread.process(each, 0, None)]
        return [*outputs, *spread.finish_bundle()]
    finally:
        spread.teardown()


@pytest.mark.parametrize("open_workers", WAYS)
def test_outputs_rejections_and_counters_are_those_of_the_attempt(open_workers: Any) -> None:
    attempt = Attempt(halves, Stage.ANNOTATE, subject)
    with TestPipeline(runner="FnApiRunner") as pipeline:
        made = (
            pipeline
            | beam.Create([[*range(20)]])
            | beam.FlatMap(lambda numbers: numbers)
            | beam.ParDo(Spread(attempt, 2, open_workers)).with_outputs(
                "half", REJECTED, main="main"
            )
        )
        assert_that(made.main, equal_to([*range(20)]), "main")
        assert_that(made["half"], equal_to([*range(10)]), "half")
        details = made[REJECTED] | beam.Map(lambda rejection: int(rejection.article_id))
        assert_that(details, equal_to([*range(1, 20, 2)]), "rejected")
    (counter,) = (
        each
        for each in pipeline.result.metrics().query()["counters"]
        if each.key.metric.name == "halves"
    )
    assert counter.committed == 10


def test_outputs_come_in_the_order_of_the_elements() -> None:
    first_may_end = threading.Event()

    def work(number: int) -> Iterator[int]:
        if number == 0:
            assert first_may_end.wait(60)
        elif number == 1:
            first_may_end.set()
        yield number

    outputs = outputs_of(Spread(Attempt(work, Stage.ANNOTATE, subject), 2, in_threads), range(20))
    assert [output.value for output in outputs] == [*range(20)]


def test_no_more_than_a_few_elements_are_under_way() -> None:
    spread = Spread(Attempt(halves, Stage.ANNOTATE, subject), 2, in_threads)
    spread.setup()
    spread.start_bundle()
    taken = [len(list(spread.process(each, 0, None))) for each in range(0, 40, 2)]
    assert taken == [*[0] * 6, *[2] * 14]
    spread.teardown()


def test_outputs_stay_in_the_windows_of_their_elements() -> None:
    with TestPipeline(runner="FnApiRunner") as pipeline:
        made = (
            pipeline
            | beam.Create([[*range(0, 100, 2)]])
            | beam.FlatMap(lambda numbers: [TimestampedValue(each, each) for each in numbers])
            | beam.WindowInto(FixedWindows(10))
            | beam.ParDo(
                Spread(Attempt(halves, Stage.ANNOTATE, subject), 2, in_threads)
            ).with_outputs("half", main="main")
        )
        windows = made["half"] | beam.Map(
            lambda half, window=beam.DoFn.WindowParam: (half * 2, window.start.micros)
        )
        assert_that(
            windows, equal_to([(each, each // 10 * 10_000_000) for each in range(0, 100, 2)])
        )


def test_a_bundle_of_one_element_needs_no_worker() -> None:
    outputs = outputs_of(Spread(Attempt(halves, Stage.ANNOTATE, subject), 2, forbidden), range(1))
    assert outputs[0].value == 0


def test_for_one_at_a_time_it_is_the_attempt_itself() -> None:
    attempt = Attempt(halves, Stage.ANNOTATE, subject)
    assert side_by_side(attempt, 1, forbidden) is attempt


def die(number: int) -> Iterator[int]:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    yield number


@pytest.mark.timeout(60)
def test_a_process_that_is_killed_ends_the_run_with_a_clear_error() -> None:
    with pytest.raises(ProcessDied, match="--processes"):
        outputs_of(Spread(Attempt(die, Stage.ANNOTATE, subject), 2, in_processes), range(10))


@pytest.mark.timeout(60)
def test_so_does_one_that_is_gone_before_an_element_comes() -> None:
    spread = Spread(Attempt(halves, Stage.ANNOTATE, subject), 1, in_processes)
    others = set(multiprocessing.active_children())
    spread.setup()
    spread.start_bundle()
    outputs = [output for number in (0, 2) for output in spread.process(number, 0, None)]
    for process in set(multiprocessing.active_children()) - others:
        process.kill()
        process.join()
    with pytest.raises(ProcessDied, match="--processes"):
        outputs += [out for each in range(4, 20, 2) for out in spread.process(each, 0, None)]
    spread.teardown()


@pytest.mark.timeout(60)
def test_processes_end_with_the_step_whatever_they_do() -> None:
    fork = multiprocessing.get_context("fork")
    never = fork.Event()
    alive, end = fork.Pipe(duplex=False)

    def wait(number: int) -> Iterator[int]:
        never.wait()
        yield number

    spread = Spread(Attempt(wait, Stage.ANNOTATE, subject), 2, in_processes)
    spread.setup()
    spread.start_bundle()
    for number in range(3):
        list(spread.process(number, 0, None))
    end.close()
    assert not alive.poll()
    spread.teardown()
    # The processes hold the other end: it is closed once all of them are gone.
    with pytest.raises(EOFError):
        alive.recv()


@pytest.mark.timeout(60)
def test_processes_end_when_their_owner_is_killed() -> None:
    fork = multiprocessing.get_context("fork")
    alive, end = fork.Pipe(duplex=False)

    def own() -> None:
        spread = Spread(Attempt(halves, Stage.ANNOTATE, subject), 2, in_processes)
        spread.setup()
        list(spread.process(0, 0, None))
        list(spread.process(2, 0, None))
        os.kill(os.getpid(), signal.SIGKILL)

    owner = fork.Process(target=own)
    owner.start()
    end.close()
    # The owner and its processes hold the other end: it is closed once all of them are gone.
    with pytest.raises(EOFError):
        alive.recv()
    owner.join()
