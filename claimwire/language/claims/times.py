"""Resolving times that a text names, against the day it was published."""

import calendar
import dataclasses
import functools
import re
from collections.abc import Iterable
from datetime import date, timedelta

from claimwire.language.languages import read_toml

Days = tuple[date, date]
"""First and last day of a closed range."""

_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2200
_YEAR = re.compile(r"\d{4}")


@dataclasses.dataclass(frozen=True, kw_only=True)
class _TimeWords:
    """The words of times in one language, all in lower case.

    Attributes:
        opening: words before a time that do not change it.
        days: days counted from today.
        steps: which period is meant, counted from the present one.
        periods: "week", "month" or "year" by word.
        weekdays: from Monday as 0.
        months: from January as 1.
        relative: matches a step and a period.
        month_day: matches a month and a day in either order, with or without a year.
        month_year: matches a month and a year.
    """

    opening: frozenset[str]
    days: dict[str, int]
    steps: dict[str, int]
    periods: dict[str, str]
    weekdays: dict[str, int]
    months: dict[str, int]
    relative: re.Pattern[str]
    month_day: re.Pattern[str]
    month_year: re.Pattern[str]


@functools.cache
def _time_words(language: str) -> _TimeWords:
    data = read_toml(language, "times.toml")
    month = rf"({_any_of(data['months'])})\.?"
    day = rf"(\d{{1,2}})(?:{_any_of(data['ordinal_endings'])})?"
    return _TimeWords(
        opening=frozenset(data["opening"]),
        days=data["days"],
        steps=data["steps"],
        periods=data["periods"],
        weekdays=data["weekdays"],
        months=data["months"],
        relative=re.compile(rf"({_any_of(data['steps'])}) ({_any_of(data['periods'])})"),
        month_day=re.compile(rf"(?:{month} {day}|{day} {month})(?:,? (\d{{4}}))?"),
        month_year=re.compile(rf"{month},? (\d{{4}})"),
    )


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def resolve_time(text: str, published: date, language: str) -> Days | None:
    """Resolve a time such as "next month", "September 11" or "in 2014".

    Only what has one meaning is resolved: a bare weekday may be past or to come and is not.
    A week runs from Monday to Sunday (ISO 8601).

    Args:
        text: the words of the time.
        published: the day that "today" is.
        language: ISO 639-1 code of the text.

    Returns:
        The closed range of days, or None where the words leave it open.
    """
    if not _EARLIEST_YEAR < published.year < _LATEST_YEAR:
        return None
    known = _time_words(language)
    words = _without_opening(text, known)
    if words in known.days:
        day = published + timedelta(days=known.days[words])
        return day, day
    if match := known.relative.fullmatch(words):
        return _period(known.periods[match[2]], known.steps[match[1]], published)
    return _calendar_days(words, published, known)


def resolve_past_day(text: str, published: date, language: str) -> date | None:
    """Resolve the day on which something was said, such as "Monday" or "July 3".

    A weekday is the last one before publication, or the day of publication itself.

    Args:
        text: the words of the time.
        published: the day that "today" is.
        language: ISO 639-1 code of the text.

    Returns:
        The day, or None if the words name none or one after publication.
    """
    known = _time_words(language)
    words = _without_opening(text, known)
    if words in known.weekdays and published.year > _EARLIEST_YEAR:
        return published - timedelta(days=(published.weekday() - known.weekdays[words]) % 7)
    days = resolve_time(text, published, language)
    if days is None or days[0] != days[1] or days[0] > published:
        return None
    return days[0]


def _calendar_days(words: str, published: date, known: _TimeWords) -> Days | None:
    """Return the days that words name by month or year."""
    if match := known.month_day.fullmatch(words):
        month, number = known.months[match[1] or match[4]], int(match[2] or match[3])
        year = int(match[5]) if match[5] else _nearest_year(month, published)
        return _one_day(year, month, number)
    if match := known.month_year.fullmatch(words):
        return _month(int(match[2]), known.months[match[1]])
    if _YEAR.fullmatch(words) and _EARLIEST_YEAR <= int(words) <= _LATEST_YEAR:
        return date(int(words), 1, 1), date(int(words), 12, 31)
    return None


def _without_opening(text: str, known: _TimeWords) -> str:
    words = text.lower().split()
    while words and words[0] in known.opening:
        words.pop(0)
    return " ".join(words)


def _period(unit: str, step: int, published: date) -> Days | None:
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return _month(months // 12, months % 12 + 1)
    return date(published.year + step, 1, 1), date(published.year + step, 12, 31)


def _month(year: int, month: int) -> Days | None:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return None
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _one_day(year: int, month: int, number: int) -> Days | None:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return None
    if not 1 <= number <= calendar.monthrange(year, month)[1]:
        return None
    day = date(year, month, number)
    return day, day


def _nearest_year(month: int, published: date) -> int:
    """Return the year in which a month without one lies nearest to publication."""
    distance = month - published.month
    if distance > 6:
        return published.year - 1
    return published.year + 1 if distance < -6 else published.year
