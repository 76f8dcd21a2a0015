from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from claimwire.feeds.formats.newest import newest

DAY = datetime(2024, 5, 1, tzinfo=UTC)


def test_the_newest_dates_are_chosen_in_the_order_of_the_feed() -> None:
    dates = [DAY + timedelta(days=day) for day in (3, 1, 5, 2, 4)]
    assert newest(dates, 3) == [0, 2, 4]


def test_without_dates_both_ends_are_chosen() -> None:
    assert newest([None] * 6, 4) == [0, 1, 4, 5]


def test_what_has_no_date_follows_what_has_one() -> None:
    assert newest([None, DAY, None, DAY], 3) == [0, 1, 3]


@given(st.lists(st.none() | st.datetimes()), st.integers(0, 10))
def test_as_many_as_fit_are_chosen_in_order(dates: list[datetime | None], limit: int) -> None:
    chosen = newest(dates, limit)
    assert len(chosen) == min(limit, len(dates))
    assert chosen == sorted(set(chosen))
