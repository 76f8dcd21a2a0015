"""The words of times in one language, and the forms in which they are written."""

import dataclasses
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from claimwire.language.languages import read_toml

DIGITS = "0"
"""Stands for any number in digits."""

_PART = re.compile(r"\{(\w+)\}|\[|\]| |.")
_WORD = re.compile(r"\w+")
_BLANK = r"[ \u00a0]+"
_DASH = r"[ \u00a0]?[-\u2013][ \u00a0]?"
_YEAR = r"(?:1[5-9]|20|21)\d\d"


@dataclasses.dataclass(frozen=True)
class Form:
    """One way in which a time is written.

    Attributes:
        pattern: matches it; its groups are the words and numbers by name.
        is_past: whether it lies before today by its form alone.
    """

    pattern: re.Pattern[str]
    is_past: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class TimeWords:
    """The words of times in one language, all in lower case.

    Attributes:
        capitalised: whether weekdays and months have a capital.
        days: days counted from today.
        steps: which period is meant, counted from the present one.
        periods: "week", "month" or "year" by word.
        units: "day", "week", "month" or "year" by word.
        numbers: by word.
        weekdays: from Monday as 0.
        months: from January as 1.
        parts_of_day: such as "morning".
        dating: words before a month or year that stands alone.
        planned: words for what is to come.
        until: prepositions before what is to come.
        announced: nouns of what is announced beforehand.
        forms: the forms that can begin with a word, up to its first hyphen, apostrophe or blank;
            those of numbers in digits under ``DIGITS``.
    """

    capitalised: bool
    days: Mapping[str, int]
    steps: Mapping[str, int]
    periods: Mapping[str, str]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    parts_of_day: frozenset[str]
    dating: frozenset[str]
    planned: frozenset[str]
    until: frozenset[str]
    announced: frozenset[str]
    forms: Mapping[str, tuple[Form, ...]]


@functools.cache
def time_words(language: str) -> TimeWords:
    """Read the words of a language, once per process.

    Args:
        language: ISO 639-1 code.

    Raises:
        KeyError: if the language has no folder.
    """
    data: defaultdict[str, Any] = defaultdict(dict, read_toml(language, "times.toml"))
    slots = _slots(data)
    forms: dict[str, list[Form]] = {}
    for key, is_past in (("forms", False), ("past_forms", True)):
        for written in data[key]:
            form = Form(_pattern(written, slots), is_past)
            for word in {_first_part(word) for word in _first_words(written, slots)}:
                forms.setdefault(word, []).append(form)
    return TimeWords(
        capitalised=bool(data["capitalised"]),
        days=data["days"],
        steps=data["steps"],
        periods=data["periods"],
        units=data["units"],
        numbers=data["numbers"],
        weekdays=data["weekdays"],
        months=data["months"],
        parts_of_day=frozenset(data["parts_of_day"]),
        dating=frozenset(data["dating"]),
        planned=frozenset(data["planned"]),
        until=frozenset(data["until"]),
        announced=frozenset(data["announced"]),
        forms={word: tuple(found) for word, found in forms.items()},
    )


def _slots(data: Mapping[str, Any]) -> dict[str, tuple[str, frozenset[str]]]:
    """The pattern of each word in braces, and the words with which it begins."""
    day = rf"\d{{1,2}}(?:{_any_of(data['ordinal_endings'])})?(?!\d)"
    digits = frozenset({DIGITS})
    listed = {
        "shift": data["days"],
        "weekday": data["weekdays"],
        "month": data["months"],
        "step": data["steps"],
        "period": data["periods"],
        "unit": data["units"],
        "weekend": data["weekends"],
        "part": data["parts_of_day"],
    }
    patterns = {name: (_any_of(words), frozenset(words)) for name, words in listed.items()}
    numbers = data["numbers"]
    return patterns | {
        "number": (rf"{_any_of(numbers)}|\d{{1,4}}", frozenset(numbers) | digits),
        "day": (day, digits),
        "last_day": (day, digits),
        "year": (_YEAR, digits),
        "last_year": (_YEAR, digits),
        "short_year": (r"\d\d", digits),
        "decade": (r"(?:1[5-9]|20)\d0s", digits),
        "date": (r"\d{4}-\d\d-\d\d", digits),
    }


def _pattern(form: str, slots: Mapping[str, tuple[str, frozenset[str]]]) -> re.Pattern[str]:
    return re.compile("".join(_pieces(form, slots)) + r"(?!\w)", re.IGNORECASE)


def _pieces(form: str, slots: Mapping[str, tuple[str, frozenset[str]]]) -> Iterator[str]:
    signs = {"[": "(?:", "]": ")?", " ": _BLANK, "-": _DASH}
    for part in _PART.finditer(form):
        if name := part[1]:
            yield f"(?P<{name}>{slots[name][0]})"
        else:
            yield signs.get(part[0], re.escape(part[0]))


def _first_words(form: str, slots: Mapping[str, tuple[str, frozenset[str]]]) -> Iterator[str]:
    """The words with which a form can begin: also what follows what may be left out."""
    depth, fresh = 0, True
    for part in re.finditer(r"\{(\w+)\}|\[|\]|[^\W\d_]+", form):
        if part[0] == "[":
            depth, fresh = depth + 1, True
        elif part[0] == "]":
            depth, fresh = depth - 1, True
        elif fresh:
            yield from slots[part[1]][1] if part[1] else (part[0],)
            if not depth:
                return
            fresh = False


def _first_part(word: str) -> str:
    """The letters or digits that a word or several words begin with: "aujourd" of "aujourd'hui"."""
    part = _WORD.match(word)
    return word if part is None else part[0]


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
