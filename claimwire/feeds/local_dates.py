"""The reader of a feed's dates, in any language, with bounded work.

``claimwire.feeds.dates`` reads dates in English and in figures. What it cannot read is split into
the day, which dateparser reads in the feed's language, and the time, which it reads again.
"""

import dataclasses
import functools
import importlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from claimwire.feeds.dates import EARLIEST, MAX_LENGTH, parse_date

MAX_UNREADABLE = 20
"""Unreadable dates of one feed after which only the quick way is tried."""

_MAX_DAY_LENGTH = 48
_MAX_WORDS = 8
"""Bounds on what dateparser is asked, whose work grows with the words; real days are shorter."""

_LANGUAGES = 80
"""Number of languages, by speakers, in which a month's name is looked up if the feed names none."""

_OLD_CODES = {"in": "id", "iw": "he", "ji": "yi", "no": "nb", "nn": "nb", "sh": "hr"}
"""Language codes that dateparser knows under another (ISO 639, deprecated and macro-languages)."""

_THAI_YEARS = 543
"""Years that the Thai solar calendar is ahead."""

# Day and month without a name can be told apart only where everybody writes the day first.
_DAY_FIRST = "DMY"
_BOTH_WAYS = frozenset({"en"})

# fmt: off
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)
# fmt: on
_NAMES = (*_MONTHS, "year", "month", "day")
_WORD = re.compile(r"[^\W\d_]+")
_CLOCK_H = re.compile(r"(?<=\d)h(?=\d)", re.IGNORECASE)
_SPLIT = re.compile(
    r"(?P<day>.*?\d.*?)"
    r"(?:(?:[\s,]+|\s*[-|T]\s*)(?P<time>\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[\s+(\[-]\s*\S.*)?))?",
    re.IGNORECASE,
)
_SETTINGS = {
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "STRICT_PARSING": True,
    "RETURN_AS_TIMEZONE_AWARE": False,
}


@dataclasses.dataclass
class DateReader:
    """Reads the dates of one feed.

    Attributes:
        language: the feed's language as it is declared, or None.
        unreadable: number of dates that could not be read in the slow way.
    """

    language: str | None = None
    unreadable: int = 0

    def first(self, dates: Iterable[str]) -> tuple[str | None, datetime | None]:
        """Return the first date that can be read, as written and as an instant.

        If none can, the first is returned as written, without an instant.
        """
        written = list(dates)
        for raw in written:
            if instant := parse_date(raw) or self._read(raw):
                return raw, instant
        return next(iter(written), None), None

    def _read(self, raw: str) -> datetime | None:
        if self.unreadable >= MAX_UNREADABLE:
            return None
        instant = _parse(raw, _code(self.language))
        self.unreadable += instant is None
        return instant


def _code(language: str | None) -> str | None:
    code = re.split("[-_]", (language or "").strip().lower())[0]
    code = _OLD_CODES.get(code, code)
    return code if code in _languages() else None


def _parse(raw: str, language: str | None) -> datetime | None:
    text = " ".join(_plain(raw).split())
    split = _SPLIT.fullmatch(text) if len(text) <= MAX_LENGTH else None
    if split is None:
        return None
    if is_day_first(language) and (instant := parse_date(text, day_first=True)):
        return instant
    day = _day(split["day"].strip(" ,-|"), language)
    time = _CLOCK_H.sub(":", split["time"] or "")
    return parse_date(f"{day.isoformat()} {time}".strip()) if day else None


def _plain(raw: str) -> str:
    """Write digits of all scripts as 0 to 9, and leave out marks of direction."""
    kept = (char for char in raw if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in kept)


def is_day_first(language: str | None) -> bool:
    """Return whether dates in figures begin with the day, wherever the language is written."""
    if language is None or language in _BOTH_WAYS:
        return False
    return str(_info(language).get("date_order")) == _DAY_FIRST


@functools.lru_cache(maxsize=4096)
def _day(text: str, language: str | None) -> date | None:
    """Read a day; None also if languages that it may be written in disagree about it."""
    if len(text) > _MAX_DAY_LENGTH or not 1 <= len(_WORD.findall(text)) <= _MAX_WORDS:
        return None
    found = _day_in(text, language) if language else None
    if found:
        return found
    days = {_day_in(text, each) for each in _languages_of(text)} - {None}
    return days.pop() if len(days) == 1 else None


def _day_in(text: str, language: str) -> date | None:
    from dateparser.date import DateDataParser  # noqa: PLC0415  slow to import

    parser = DateDataParser(languages=[language], settings=_SETTINGS)
    try:
        found = parser.get_date_data(text).date_obj
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError):
        return None
    if found and language == "th" and found.year > EARLIEST.year + _THAI_YEARS:
        found = found.replace(year=found.year - _THAI_YEARS)
    return found.date() if found else None


def _languages_of(text: str) -> list[str]:
    """Return the languages in which a word of the text is the name of a month."""
    names = _languages_by_name()
    words = [word.lower() for word in _WORD.findall(text)]
    return sorted(set().union(*(names.get(word, frozenset()) for word in words)))


@functools.cache
def _languages_by_name() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for language in _languages()[:_LANGUAGES]:
        info = _info(language)
        for name in _NAMES:
            for written in info.get(name, ()):
                for word in _WORD.findall(str(written).lower()):
                    found.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


@functools.cache
def _languages() -> tuple[str, ...]:
    """Return the languages of dateparser's data, by number of speakers."""
    return tuple(importlib.import_module("dateparser.data.languages_info").language_order)


@functools.cache
def _info(language: str) -> dict[str, Any]:
    module = importlib.import_module(f"dateparser.data.date_translation_data.{language}")
    info: dict[str, Any] = module.info
    return info
