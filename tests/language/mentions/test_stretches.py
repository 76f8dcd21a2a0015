"""Stretches that overlap: the longest is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.language.mentions.stretches import Stretch, covered, in_text_order, longest

LENGTH = 12
STRETCHES = st.sets(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, LENGTH)).filter(lambda at: at[0] < at[1])
)


@pytest.mark.parametrize(
    ("stretches", "chosen"),
    [
        ({(0, 2), (1, 4)}, {(1, 4)}),
        ({(0, 2), (1, 3)}, {(0, 2)}),
        ({(0, 2), (2, 4)}, {(0, 2), (2, 4)}),
        (set(), set()),
    ],
)
def test_the_longest_and_then_the_first_stays(
    stretches: set[Stretch], chosen: set[Stretch]
) -> None:
    assert longest(LENGTH, stretches) == chosen


@given(STRETCHES)
def test_chosen_ones_are_apart_and_leave_out_none_that_is_free(stretches: set[Stretch]) -> None:
    chosen = longest(LENGTH, stretches)
    assert chosen <= stretches
    marks = covered(LENGTH, chosen)
    assert sum(marks) == sum(last - first for first, last in chosen)
    assert all(any(marks[first:last]) for first, last in stretches)


def test_an_outer_one_comes_before_those_inside_it() -> None:
    assert in_text_order({(2, 3), (0, 1), (0, 4)}) == [(0, 4), (0, 1), (2, 3)]
