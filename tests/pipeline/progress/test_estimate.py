"""How far a run is said to be, from its counters and a clock that tests turn."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.pipeline.progress.estimate import Progress, View, steps_of

COUNTERS = (
    "feeds_polled",
    "feeds_not_due",
    "feeds_retired",
    "pages_wanted",
    "pages_not_wanted",
    "pages_settled",
    "pages_fetched",
    "pages_missing_http_4xx",
    "texts_from_page",
    "texts_from_feed",
    "texts_missing",
    "articles_known_by_canonical_url",
    "articles_copied",
    "articles_original",
    "articles_annotated",
    "articles_not_annotated",
    "articles_read",
    "claims_found",
    "rejected_http_4xx",
    "manifests_published",
)
POLLED = {"feeds_polled": 8, "feeds_not_due": 2}
FETCHED = POLLED | {
    "pages_wanted": 100,
    "pages_not_wanted": 5,
    "pages_settled": 100,
    "pages_fetched": 90,
    "pages_missing_http_4xx": 4,
    "rejected_robots": 6,
}
EXTRACTED = FETCHED | {"texts_from_page": 88, "texts_from_feed": 9, "texts_missing": 2}
CHOSEN = EXTRACTED | {
    "articles_known_by_canonical_url": 1,
    "articles_copied": 6,
    "articles_original": 90,
}
READ = CHOSEN | {
    "articles_annotated": 86,
    "articles_not_annotated": 4,
    "articles_read": 86,
    "rejected_language": 4,
}
PUBLISHED = READ | {"claims_found": 700, "manifests_published": 1}


class Run:
    """A run of ten feeds that is looked at now and then."""

    def __init__(self, *, streaming: bool = False) -> None:
        self.now = datetime(2026, 11, 24, 8, tzinfo=UTC)
        self._progress = Progress(10, streaming=streaming, clock=lambda: self.now)

    def after(self, seconds: float, counts: dict[str, int]) -> View:
        self.now += timedelta(seconds=seconds)
        return self._progress.look(counts)


def test_the_steps_are_told_from_the_counters() -> None:
    told = [(step.name, step.done, step.known) for step in steps_of(READ, 10)]
    assert told == [("feeds", 8, 8), ("pages", 100, 100), ("texts", 99, 99), ("articles", 90, 90)]
    assert all(step.is_over for step in steps_of(READ, 10))


@pytest.mark.parametrize(
    ("counts", "phase"),
    [
        ({}, "starting"),
        ({"feeds_polled": 3}, "feeds"),
        (POLLED, "pages"),
        (FETCHED | {"pages_settled": 40}, "pages"),
        (FETCHED, "texts"),
        (EXTRACTED, "articles"),
        (CHOSEN, "articles"),
        (READ, "finishing"),
        (PUBLISHED, "published"),
        # Feeds whose entries need no page: the step of pages never begins.
        (POLLED | {"pages_not_wanted": 5, "texts_from_feed": 3}, "texts"),
    ],
)
def test_the_phase_is_what_is_being_done_or_comes_next(counts: dict[str, int], phase: str) -> None:
    assert Run().after(1, counts).phase == phase


def test_what_is_found_and_rejected_is_told() -> None:
    view = Run().after(90, PUBLISHED)
    assert view.elapsed == timedelta(seconds=90)
    assert (view.claims, view.published) == (700, 1)
    assert view.rejected == {"language": 4, "robots": 6}


def test_nothing_is_said_of_the_time_left_before_it_can_be_known() -> None:
    run = Run()
    assert run.after(1, {"feeds_polled": 1}).left is None
    polling = run.after(10, {"feeds_polled": 6})
    assert polling.left is None
    assert polling.current.left == timedelta(seconds=8)  # 4 feeds at 30 a minute
    fetching = run.after(10, FETCHED | {"pages_settled": 10})
    assert (fetching.left, fetching.current.left) == (None, None)
    fetching = run.after(10, FETCHED | {"pages_settled": 30})
    assert fetching.current.per_minute == pytest.approx(120)
    assert fetching.current.left == timedelta(seconds=35)
    assert fetching.left is None
    assert run.after(10, EXTRACTED).left is None
    assert run.after(10, CHOSEN).left is None
    reading = run.after(10, CHOSEN | {"articles_annotated": 30})
    assert (reading.current.done, reading.current.work) == (0, 15)
    assert reading.left == reading.current.left == timedelta(seconds=50)
    reading = run.after(10, CHOSEN | {"articles_annotated": 30, "articles_read": 30})
    assert reading.left == timedelta(seconds=40)


def test_the_rate_is_that_of_the_last_minute() -> None:
    run = Run()
    run.after(1, FETCHED | {"pages_settled": 1})
    run.after(60, FETCHED | {"pages_settled": 81})
    slow = run.after(60, FETCHED | {"pages_settled": 85}).current
    assert slow.per_minute == pytest.approx(4)
    stuck = run.after(60, FETCHED | {"pages_settled": 85}).current
    assert (stuck.per_minute, stuck.left) == (None, None)


def test_copies_are_not_waited_for() -> None:
    run = Run()
    assert run.after(1, EXTRACTED).current.known == 97
    assert run.after(1, CHOSEN).current.known == 90


def test_of_a_stream_nothing_is_left() -> None:
    run = Run(streaming=True)
    run.after(1, {"feeds_polled": 10})
    view = run.after(30, READ | {"feeds_polled": 20, "manifests_published": 3})
    assert (view.phase, view.left, view.published) == ("streaming", None, 3)
    assert view.steps[0].per_minute == pytest.approx(20)
    assert all(step.left is None for step in view.steps)


def test_a_clock_that_is_set_back_does_no_harm() -> None:
    run = Run()
    run.after(1, CHOSEN)
    view = run.after(-3600, CHOSEN | {"articles_annotated": 30})
    assert view.elapsed == timedelta(0)
    assert view.left is None


@given(
    st.lists(
        st.tuples(
            st.floats(0, 100), st.dictionaries(st.sampled_from(COUNTERS), st.integers(0, 500))
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_whatever_the_counters_say_there_is_an_answer(
    looks: list[tuple[float, dict[str, int]]], streaming: bool
) -> None:
    run = Run(streaming=streaming)
    for seconds, counts in looks:
        view = run.after(seconds, counts)
        assert view.left is None or view.left >= timedelta(0)
        assert view.current in view.steps
