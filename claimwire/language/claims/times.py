"""Finding the times that a text names, and resolving them against the day of publication."""

import calendar
import dataclasses
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from claimwire.language.claims.time_words import DIGITS, TimeWords, time_words

Days = tuple[date, date]
"""First and last day of a closed range."""

Direction = Literal["past", "future", "nearest"]
"""On which side of the day of publication a time lies."""

_WORD = re.compile(r"\w+")
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2200
_ANY_DAY = date(2000, 1, 1)
"""Stands for the day of publication of times that do not depend on it."""


@dataclasses.dataclass(frozen=True)
class TimeExpression:
    """A time as a text words it.

    Attributes:
        start, end: its place, in code points.
        words: its words and numbers by what they mean ("weekday": "Monday"), in lower case.
        is_past: whether its form says that it lies before today ("two days ago").
    """

    start: int
    end: int
    words: Mapping[str, str]
    is_past: bool

    @property
    def stands_alone(self) -> bool:
        """Whether it is a bare month or year, which may be no time: "May", "2000"."""
        return set(self.words) in ({"month"}, {"year"})

    @property
    def names_its_year(self) -> bool:
        """Whether it means the same days whenever it is read: "May 2014", "the 1990s"."""
        return not self.words.keys().isdisjoint({"date", "decade", "year"})


@dataclasses.dataclass(frozen=True)
class _Time:
    """What the days of a time depend on."""

    words: Mapping[str, str]
    known: TimeWords
    published: date
    direction: Direction


def find_times(text: str, language: str) -> list[TimeExpression]:
    """Find what may be the times of a text; of those that overlap the first and longest.

    Args:
        text: any text.
        language: ISO 639-1 code of the text.
    """
    known = time_words(language)
    found: list[TimeExpression] = []
    end = 0
    for start in _WORD.finditer(text):
        if start.start() < end:
            continue
        word = start[0].lower()
        forms = known.forms.get(DIGITS if word[0].isdigit() else word)
        if forms is None:
            continue
        matches = [
            (match, form.is_past)
            for form in forms
            if (match := form.pattern.match(text, start.start())) is not None
            and (not known.capitalised or _has_capitals(match.groupdict()))
        ]
        if matches:
            match, is_past = max(matches, key=lambda each: each[0].end())
            words = {name: value.lower() for name, value in match.groupdict().items() if value}
            found.append(TimeExpression(match.start(), match.end(), words, is_past))
            end = match.end()
    return found


def _has_capitals(words: Mapping[str, str | None]) -> bool:
    names = (words.get("weekday"), words.get("month"))
    return all(name is None or name[0].isupper() for name in names)


def days_of(
    time: TimeExpression,
    published: date | None,
    language: str,
    direction: Direction = "nearest",
) -> Days | None:
    """Resolve a time such as "next month", "September 11" or "2014".

    A week runs from Monday to Sunday (ISO 8601). A bare weekday lies before publication unless it
    is said to come, since that is how news names days.

    Args:
        time: the words.
        published: the day that "today" is, or None if nobody knows.
        language: ISO 639-1 code of the text.
        direction: where it lies, if its words leave that open.

    Returns:
        The closed range of days, or None where the words name none, or name it by a day that nobody
        knows.
    """
    if published is None:
        if not time.names_its_year:
            return None
        published = _ANY_DAY
    if not _EARLIEST_YEAR < published.year < _LATEST_YEAR:
        return None
    known = time_words(language)
    for word, resolve in _BY_WORD:
        if word in time.words:
            return resolve(_Time(time.words, known, published, direction))
    return None


def _date(time: _Time) -> Days | None:
    year, month, day = (int(number) for number in time.words["date"].split("-"))
    return _days_of_month(year, month, day, day)


def _shifted(time: _Time) -> Days:
    day = time.published + timedelta(days=time.known.days[time.words["shift"]])
    return day, day


def _ago(time: _Time) -> Days | None:
    """The day that many days ago, or the week, month or year that many of them ago."""
    unit, how_many = time.known.units[time.words["unit"]], time.words["number"]
    number = int(how_many) if how_many.isdigit() else time.known.numbers[how_many]
    if unit != "day":
        return _period(unit, -number, time.published)
    day = time.published - timedelta(days=number)
    return (day, day) if day.year > _EARLIEST_YEAR else None


def _stepped_period(time: _Time) -> Days | None:
    return _period(
        time.known.periods[time.words["period"]],
        time.known.steps[time.words["step"]],
        time.published,
    )


def _weekday(time: _Time) -> Days:
    ahead = (time.known.weekdays[time.words["weekday"]] - time.published.weekday()) % 7
    step = time.known.steps.get(time.words.get("step", ""))
    if step is None:
        days = ahead if time.direction == "future" else ahead - 7 if ahead else 0
    elif step < 0:
        days = ahead - 7
    elif step > 0:
        days = ahead or 7
    else:
        days = ahead - 7 if time.direction == "past" and ahead else ahead
    day = time.published + timedelta(days=days)
    return day, day


def _weekend(time: _Time) -> Days:
    step = time.known.steps.get(time.words.get("step", ""))
    saturday = time.published + timedelta(days=5 - time.published.weekday())
    if step is None:
        step = -1 if time.direction != "future" and saturday > time.published else 0
    saturday += timedelta(weeks=step)
    return saturday, saturday + timedelta(days=1)


def _month_meant(time: _Time) -> Days | None:
    direction = time.direction
    month = time.known.months[time.words["month"]]
    if "day" in time.words:
        first = _day_number(time.words["day"])
        last = _day_number(time.words.get("last_day", time.words["day"]))
        years = [int(time.words["year"])] if "year" in time.words else _years_about(time.published)
        possible = [days for year in years if (days := _days_of_month(year, month, first, last))]
    elif "year" in time.words:
        possible = [days for days in [_month(int(time.words["year"]), month)] if days]
    else:
        possible = [days for year in _years_about(time.published) if (days := _month(year, month))]
        direction = _stepped(time.known.steps.get(time.words.get("step", "")), direction)
        if time.words.get("step") and direction == "past":
            possible = [days for days in possible if days[1] < time.published]
    return _on_its_side(possible, time.published, direction)


def _stepped(step: int | None, direction: Direction) -> Direction:
    if step is None or step == 0:
        return direction
    return "past" if step < 0 else "future"


def _on_its_side(possible: list[Days], published: date, direction: Direction) -> Days | None:
    """Of ranges a year apart, the nearest one that begins on the right side of publication."""
    if direction == "past":
        possible = [days for days in possible if days[0] <= published] or possible
    elif direction == "future":
        possible = [days for days in possible if days[1] >= published] or possible
    middle = published.toordinal() * 2
    return min(
        possible,
        key=lambda days: abs(days[0].toordinal() + days[1].toordinal() - middle),
        default=None,
    )


def _day_number(text: str) -> int:
    return int("".join(sign for sign in text if sign.isdigit()))


def _years_about(published: date) -> list[int]:
    return [published.year - 1, published.year, published.year + 1]


def _years(time: _Time) -> Days | None:
    if "decade" in time.words:
        first = int(time.words["decade"][:4])
        last = first + 9
    else:
        first = int(time.words["year"])
        last = int(time.words.get("last_year", time.words["year"]))
        if "short_year" in time.words:
            last = first // 100 * 100 + int(time.words["short_year"])
    if not _EARLIEST_YEAR <= first <= last <= _LATEST_YEAR:
        return None
    return date(first, 1, 1), date(last, 12, 31)


def _period(unit: str, step: int, published: date) -> Days | None:
    if unit == "week":
        if not _EARLIEST_YEAR < published.year + step // 52 < _LATEST_YEAR:
            return None
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return _month(months // 12, months % 12 + 1)
    return _whole_year(published.year + step)


def _whole_year(year: int) -> Days | None:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return None
    return date(year, 1, 1), date(year, 12, 31)


def _month(year: int, month: int) -> Days | None:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return None
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _days_of_month(year: int, month: int, first: int, last: int) -> Days | None:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR or not 1 <= month <= 12:
        return None
    if not 1 <= first <= last <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, first), date(year, month, last)


_BY_WORD = (
    ("date", _date),
    ("shift", _shifted),
    ("unit", _ago),
    ("period", _stepped_period),
    ("weekend", _weekend),
    ("month", _month_meant),
    ("weekday", _weekday),
    ("decade", _years),
    ("year", _years),
)
"""What resolves a time that has a word of this meaning; the first one that it has decides."""
