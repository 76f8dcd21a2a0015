"""Times are found in texts and resolved against the day of publication, or left open."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.language.claims.times import Days, Direction, days_of, find_times
from claimwire.language.languages import read_toml
from claimwire.schemas.claims import Claim

ClaimsOf = Callable[[str], list[Claim]]

TUESDAY = date(2021, 7, 6)


def resolved(text: str, published: date = TUESDAY, direction: Direction = "nearest") -> Days | None:
    """The days of the only time in a text."""
    (time,) = find_times(text, "en")
    return days_of(time, published, "en", direction)


def days(start: str, end: str) -> Days:
    return date.fromisoformat(start), date.fromisoformat(end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("today", "2021-07-06", "2021-07-06"),
        ("Yesterday", "2021-07-05", "2021-07-05"),
        ("tomorrow", "2021-07-07", "2021-07-07"),
        ("last night", "2021-07-05", "2021-07-05"),
        ("yesterday morning", "2021-07-05", "2021-07-05"),
        ("last week", "2021-06-28", "2021-07-04"),
        ("this week", "2021-07-05", "2021-07-11"),
        ("over the weekend", "2021-07-03", "2021-07-04"),
        ("next month", "2021-08-01", "2021-08-31"),
        ("last year", "2020-01-01", "2020-12-31"),
        ("two days ago", "2021-07-04", "2021-07-04"),
        ("a week ago", "2021-06-28", "2021-07-04"),
        ("three months ago", "2021-04-01", "2021-04-30"),
        ("20 years ago", "2001-01-01", "2001-12-31"),
        ("on Monday", "2021-07-05", "2021-07-05"),
        ("Monday night", "2021-07-05", "2021-07-05"),
        ("last Friday", "2021-07-02", "2021-07-02"),
        ("next Tuesday", "2021-07-13", "2021-07-13"),
        ("September 11", "2021-09-11", "2021-09-11"),
        ("by Sept. 11th", "2021-09-11", "2021-09-11"),
        ("the morning of July 3", "2021-07-03", "2021-07-03"),
        ("Monday, 5 July", "2021-07-05", "2021-07-05"),
        ("July 3-5", "2021-07-03", "2021-07-05"),
        ("the 7th of October 2023", "2023-10-07", "2023-10-07"),
        ("11 September 2001", "2001-09-11", "2001-09-11"),
        ("February 29, 2024", "2024-02-29", "2024-02-29"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("in 2014", "2014-01-01", "2014-12-31"),
        ("from 2014-16", "2014-01-01", "2016-12-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("late March 2022", "2022-03-01", "2022-03-31"),
        ("last March", "2021-03-01", "2021-03-31"),
        ("in March", "2021-03-01", "2021-03-31"),
    ],
)
def test_times_with_one_meaning(text: str, start: str, end: str) -> None:
    assert resolved(text) == days(start, end)


@pytest.mark.parametrize("text", ["February 30", "2023-13-01", "2020-19"])
def test_what_no_calendar_has_is_not_resolved(text: str) -> None:
    assert resolved(text) is None


@pytest.mark.parametrize(
    "text",
    ["a month", "40-year", "the next days", "9999", "", "mayor", "in", "a march", "mondayish"],
)
def test_what_names_no_time_is_not_found(text: str) -> None:
    assert find_times(text, "en") == []


@pytest.mark.parametrize(
    ("text", "direction", "day"),
    [
        ("Friday", "past", "2021-07-02"),
        ("Friday", "future", "2021-07-09"),
        ("Tuesday", "past", "2021-07-06"),
        ("Tuesday", "future", "2021-07-06"),
        ("October 7", "past", "2020-10-07"),
        ("October 7", "future", "2021-10-07"),
        ("May 7", "future", "2022-05-07"),
    ],
)
def test_a_time_lies_on_the_side_that_its_sentence_tells(
    text: str, direction: Direction, day: str
) -> None:
    assert resolved(text, direction=direction) == days(day, day)


def test_months_turn_the_year() -> None:
    december, january = date(2021, 12, 20), date(2022, 1, 5)
    assert resolved("next month", december) == days("2022-01-01", "2022-01-31")
    assert resolved("last month", january) == days("2021-12-01", "2021-12-31")
    assert resolved("January 3", december) == days("2022-01-03", "2022-01-03")
    assert resolved("December 30", january) == days("2021-12-30", "2021-12-30")


TEXTS = st.text(alphabet="0123456789 abcdefgmnotuyOM.,-", max_size=24)


@given(TEXTS | st.just("Monday 9999 weeks ago, 9999 days ago"), st.dates(date(1900, 1, 1)))
def test_ranges_are_never_reversed(text: str, published: date) -> None:
    for time in find_times(text, "en"):
        found = days_of(time, published, "en")
        assert found is None or found[0] <= found[1]


@given(TEXTS)
def test_times_lie_apart_in_the_text(text: str) -> None:
    places = [place for time in find_times(text, "en") for place in (time.start, time.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize("text", ["last year", "next year", "next week", "yesterday", "Monday"])
def test_the_ends_of_the_calendar_are_no_cliff(text: str, published: date) -> None:
    assert resolved(text, published) is None


CASES = [
    # Published on Wednesday, 15 May 2024.
    ("Smith said the army attacked on Friday.", "2024-05-10"),
    ("Smith said the army will attack on Friday.", "2024-05-17"),
    ("Smith said ministers plan to meet on Monday.", "2024-05-20"),
    ("Smith condemned the Dec. 9 bombings.", "2023-12-09"),
    ("Smith blamed the rebels for Thursday's raid.", "2024-05-09"),
    ("Smith said the summit scheduled for Thursday was at risk.", "2024-05-16"),
    ("Smith said the ceasefire holds until Saturday.", "2024-05-18"),
    ("Smith said the June 9 election is lost.", "2024-06-09"),
]


@pytest.mark.parametrize(("text", "day"), CASES, ids=[text for text, _ in CASES])
def test_the_sentence_tells_on_which_side_a_time_lies(
    claims_of: ClaimsOf, text: str, day: str
) -> None:
    (times,) = [claim.times for claim in claims_of(text) if claim.parent_id is None]
    assert [(time.start, time.end) for time in times] == [days(day, day)]


def test_a_month_that_is_a_word_is_no_time(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Smith said that Theresa May and April Jones left.")
    assert claim.times == []


def test_the_calendar_of_a_language_is_complete() -> None:
    words = read_toml("en", "times.toml")
    assert sorted(words["weekdays"].values()) == list(range(7))
    assert set(words["months"].values()) == set(range(1, 13))
    assert set(words["periods"].values()) == {"week", "month", "year"}
    assert set(words["steps"].values()) == {-1, 0, 1}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("May 2014", "2014-05-01", "2014-05-31"),
        ("3 May 2014", "2014-05-03", "2014-05-03"),
        ("2014-05-03", "2014-05-03", "2014-05-03"),
    ],
)
def test_a_time_that_names_its_year_needs_no_day_of_publication(
    text: str, start: str, end: str
) -> None:
    (time,) = find_times(text, "en")
    assert days_of(time, None, "en") == days(start, end)


@pytest.mark.parametrize("text", ["yesterday", "last week", "on Monday", "two days ago", "May 3"])
def test_other_times_have_no_days_without_one(text: str) -> None:
    (time,) = find_times(text, "en")
    assert days_of(time, None, "en") is None
