"""Times are resolved against the day of publication, or left open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.language.claims.times import resolve_past_day, resolve_time
from claimwire.language.languages import read_toml

TUESDAY = date(2021, 7, 6)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("today", "2021-07-06", "2021-07-06"),
        ("Yesterday", "2021-07-05", "2021-07-05"),
        ("tomorrow", "2021-07-07", "2021-07-07"),
        ("last week", "2021-06-28", "2021-07-04"),
        ("this week", "2021-07-05", "2021-07-11"),
        ("next month", "2021-08-01", "2021-08-31"),
        ("last year", "2020-01-01", "2020-12-31"),
        ("September 11", "2021-09-11", "2021-09-11"),
        ("by Sept. 11th", "2021-09-11", "2021-09-11"),
        ("11 September 2001", "2001-09-11", "2001-09-11"),
        ("February 29, 2024", "2024-02-29", "2024-02-29"),
        ("in 2014", "2014-01-01", "2014-12-31"),
        ("late March 2022", "2022-03-01", "2022-03-31"),
    ],
)
def test_times_with_one_meaning(text: str, start: str, end: str) -> None:
    days = (date.fromisoformat(start), date.fromisoformat(end))
    assert resolve_time(text, TUESDAY, "en") == days


@pytest.mark.parametrize(
    "text",
    ["Monday", "a month", "40-year", "the next days", "February 30", "9999", "", "mayor", "in"],
)
def test_what_is_open_stays_open(text: str) -> None:
    assert resolve_time(text, TUESDAY, "en") is None


def test_months_turn_the_year() -> None:
    december, january = date(2021, 12, 20), date(2022, 1, 5)
    assert resolve_time("next month", december, "en") == (date(2022, 1, 1), date(2022, 1, 31))
    assert resolve_time("last month", january, "en") == (date(2021, 12, 1), date(2021, 12, 31))
    assert resolve_time("January 3", december, "en") == (date(2022, 1, 3), date(2022, 1, 3))
    assert resolve_time("December 30", january, "en") == (date(2021, 12, 30), date(2021, 12, 30))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Monday", date(2021, 7, 5)),
        ("Tuesday", TUESDAY),
        ("Wednesday", date(2021, 6, 30)),
        ("July 3", date(2021, 7, 3)),
        ("July 30", None),
        ("tomorrow", None),
        ("last week", None),
    ],
)
def test_what_was_said_was_said_before_publication(text: str, expected: date | None) -> None:
    assert resolve_past_day(text, TUESDAY, "en") == expected


@given(st.text(alphabet="0123456789 abcdefgmnotuy.,-", max_size=24), st.dates(date(1900, 1, 1)))
def test_ranges_are_never_reversed(text: str, published: date) -> None:
    days = resolve_time(text, published, "en")
    assert days is None or days[0] <= days[1]


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize("text", ["last year", "next year", "next week", "yesterday", "Monday"])
def test_the_ends_of_the_calendar_are_no_cliff(text: str, published: date) -> None:
    assert resolve_time(text, published, "en") is None
    if published == date.min:
        assert resolve_past_day(text, published, "en") is None


def test_the_calendar_of_a_language_is_complete() -> None:
    words = read_toml("en", "times.toml")
    assert sorted(words["weekdays"].values()) == list(range(7))
    assert set(words["months"].values()) == set(range(1, 13))
    assert set(words["periods"].values()) == {"week", "month", "year"}
    assert set(words["steps"].values()) == {-1, 0, 1}
