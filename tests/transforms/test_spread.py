"""Elements that are worked on side by side."""

import functools
import multiprocessing
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
from claimwire.rejecting import Subject
from claimwire.schemas.rejections import Stage
from claimwire.transforms.attempt import REJECTED, Attempt
from claimwire.transforms.process_pool import Failure, Processes, Salvage
from claimwire.transforms.spread import Spread, Threads

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def halves(number: int) -> Iterator[Any]:
    yield number
    if number % 2:
        raise ValueError(f"{number} is odd")
    yield TaggedOutput("half", number // 2)
    yield Counted("halves")


def subject(number: int) -> Subject:
    return Subject(NOW, "run", article_id=str(number))


def give_up(number: int, failure: Failure) -> list[Any]:
    raise AssertionError(failure)


SALVAGE = Salvage(parts=lambda number: [number], give_up=give_up, limit_s=600)
WAYS = [Threads, functools.partial(Processes, salvage=SALVAGE)]


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

    outputs = outputs_of(Spread(Attempt(work, Stage.ANNOTATE, subject), 2, Threads), range(20))
    assert [output.value for output in outputs] == [*range(20)]


def test_no_more_than_a_few_elements_are_under_way() -> None:
    spread = Spread(Attempt(halves, Stage.ANNOTATE, subject), 2, Threads)
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
            | beam.ParDo(Spread(Attempt(halves, Stage.ANNOTATE, subject), 2, Threads)).with_outputs(
                "half", main="main"
            )
        )
        windows = made["half"] | beam.Map(
            lambda half, window=beam.DoFn.WindowParam: (half * 2, window.start.micros)
        )
        assert_that(
            windows, equal_to([(each, each // 10 * 10_000_000) for each in range(0, 100, 2)])
        )


def test_workers_are_given_back_at_the_end_of_a_bundle() -> None:
    spread = Spread(Attempt(halves, Stage.ANNOTATE, subject), 2, WAYS[1])
    spread.setup()
    for _ in range(2):
        spread.start_bundle()
        assert [*spread.process(0, 0, None), *spread.process(2, 0, None)] == []
        assert len(multiprocessing.active_children()) == 2
        assert len(list(spread.finish_bundle())) == 4
        assert multiprocessing.active_children() == []
    spread.teardown()


def test_a_bundle_after_one_that_failed_has_only_its_own_outputs() -> None:
    spread = Spread(Attempt(halves, Stage.ANNOTATE, subject), 2, Threads)
    spread.setup()
    spread.start_bundle()
    assert list(spread.process(0, 0, None)) == []
    spread.start_bundle()
    assert list(spread.process(2, 0, None)) == []
    assert next(spread.finish_bundle()).value == 2
    spread.teardown()
