"""Resolving times that a text names, against the day it was published."""

import calendar
import re
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day of a closed range."""

_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_OFFSETS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_STEPS = {"last": -1, "this": 0, "next": 1, "previous": -1, "coming": 1}
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2200

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_RELATIVE = re.compile(rf"({'|'.join(_STEPS)}) (week|month|year)")
_MONTH_DAY = re.compile(
    rf"(?:({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH})\.?)"
    r"(?:,? (\d{4}))?"
)
_MONTH_YEAR = re.compile(rf"({_MONTH})\.?,? (\d{{4}})")
_YEAR = re.compile(r"\d{4}")


def resolve_time(text: str, published: date) -> Days | None:
    """Resolve a time such as "next month", "September 11" or "in 2014".

    Only what has one meaning is resolved: a bare weekday may be past or to come and is not.
    A week runs from Monday to Sunday (ISO 8601).

    Args:
        text: the words of the time.
        published: the day that "today" is.

    Returns:
        The closed range of days, or None where the words leave it open.
    """
    if not _EARLIEST_YEAR < published.year < _LATEST_YEAR:
        return None
    words = _plain(text)
    if words in _OFFSETS:
        day = published + timedelta(days=_OFFSETS[words])
        return day, day
    if match := _RELATIVE.fullmatch(words):
        return _period(match[2], _STEPS[match[1]], published)
    return _calendar_days(words, published)


def resolve_past_day(text: str, published: date) -> date | None:
    """Resolve the day on which something was said, such as "Monday" or "July 3".

    A weekday is the last one before publication, or the day of publication itself.

    Returns:
        The day, or None if the words name none or one after publication.
    """
    words = _plain(text)
    if words in _WEEKDAYS and published.year > _EARLIEST_YEAR:
        return published - timedelta(days=(published.weekday() - _WEEKDAYS[words]) % 7)
    days = resolve_time(text, published)
    if days is None or days[0] != days[1] or days[0] > published:
        return None
    return days[0]


def _calendar_days(words: str, published: date) -> Days | None:
    """The days that words name by month or year."""
    if match := _MONTH_DAY.fullmatch(words):
        month, number = _MONTHS[match[1] or match[4]], int(match[2] or match[3])
        year = int(match[5]) if match[5] else _nearest_year(month, published)
        return _one_day(year, month, number)
    if match := _MONTH_YEAR.fullmatch(words):
        return _month(int(match[2]), _MONTHS[match[1]])
    if _YEAR.fullmatch(words) and _EARLIEST_YEAR <= int(words) <= _LATEST_YEAR:
        return date(int(words), 1, 1), date(int(words), 12, 31)
    return None


def _plain(text: str) -> str:
    words = text.lower().split()
    while words and words[0] in ("on", "in", "by", "the", "late", "early"):
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
    """The year in which a month without one lies nearest to publication."""
    distance = month - published.month
    if distance > 6:
        return published.year - 1
    return published.year + 1 if distance < -6 else published.year
