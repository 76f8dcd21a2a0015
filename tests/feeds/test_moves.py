from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.feeds.moves import PERIOD, POLLS, adopted_move

START = datetime(2024, 5, 1, tzinfo=UTC)


def history(*polls: tuple[float, str | None]) -> list[tuple[datetime, str | None]]:
    """Make polls from days since the start and where they led."""
    return [(START + timedelta(days=day), moved_to) for day, moved_to in polls]


@pytest.mark.parametrize(
    ("polls", "expected"),
    [
        ([], None),
        ([(0, None)], None),
        ([(0, "b")], None),
        ([(0, "b"), (9, "b")], None),
        ([(0, "b"), (1, "b"), (2.9, "b")], None),
        ([(0, "b"), (1, "b"), (3, "b")], "b"),
        ([(0, None), (1, "b"), (2, "b"), (4, "b")], "b"),
        ([(0, "b"), (1, "b"), (3, "b"), (4, None)], None),
        ([(0, "b"), (1, "b"), (3, "b"), (4, "c")], None),
        ([(0, "b"), (1, None), (2, "b"), (3, "b")], None),
        ([(0, "b"), (1, "c"), (2, "b"), (4, "b")], None),
    ],
)
def test_a_move_is_believed_when_the_last_polls_agree_on_it_for_long_enough(
    polls: list[tuple[float, str | None]], expected: str | None
) -> None:
    assert adopted_move(history(*polls)) == expected
    assert adopted_move(history(*reversed(polls))) == expected


@settings(max_examples=100)
@given(
    polls=st.lists(
        st.tuples(st.integers(0, 10), st.sampled_from([None, "b", "b", "c"])),
        max_size=12,
        unique_by=lambda poll: poll[0],
    )
)
def test_an_adopted_address_is_the_last_and_was_seen_often_enough(
    polls: list[tuple[float, str | None]],
) -> None:
    found = adopted_move(history(*polls))
    if found is not None:
        agreeing = sorted(day for day, moved_to in polls if moved_to == found)
        assert max(polls)[1] == found
        assert len(agreeing) >= POLLS
        assert timedelta(days=agreeing[-1] - agreeing[0]) >= PERIOD
