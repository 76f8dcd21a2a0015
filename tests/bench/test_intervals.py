"""Intervals of shares, by drawing articles."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.intervals import between, f1, interval, share

COUNTS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda each: (min(each), max(each))),
    min_size=1,
    max_size=30,
)


@given(COUNTS)
def test_an_interval_is_within_the_shares_of_the_articles(counts: list[tuple[int, int]]) -> None:
    low, high = interval(counts, share)
    shares = [part / whole for part, whole in counts if whole]
    if not shares:
        assert math.isnan(low)
        return
    assert min(shares) - 1e-9 <= low <= high <= max(shares) + 1e-9


def test_articles_that_are_alike_leave_no_doubt() -> None:
    assert between([(8, 10, 16)] * 5, share) == "80.0 to 80.0"
    assert between([(8, 10, 16)] * 5, f1) == "61.5 to 61.5"


def test_the_same_claims_in_fewer_articles_tell_less() -> None:
    def width(counts: list[tuple[int, int]]) -> float:
        low, high = interval(counts, share)
        return high - low

    apart = [(1, 1)] * 80 + [(0, 1)] * 20
    together = [(10, 10)] * 8 + [(0, 10)] * 2
    assert width(together) > 2 * width(apart)
    # Independent claims: the interval of a binomial share, 80 of 100.
    assert width(apart) == pytest.approx(2 * 1.96 * 0.04, abs=0.02)


def test_nothing_has_no_interval() -> None:
    assert between([], share) == "nan to nan"
    assert between([(0, 0)], share) == "nan to nan"


def test_an_article_without_what_is_counted_changes_nothing() -> None:
    assert between([(3, 3), (0, 0), (0, 0)], share) == "100.0 to 100.0"
