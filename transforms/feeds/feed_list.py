"""The feed list: TOML or OPML from the user, checked key by key."""

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pycountry

from schemas.flow import Feed
from transforms.feeds.opml import read_outlines
from transforms.feeds.toml_lines import lines_of_keys
from transforms.web.urls import BadUrl, canonical_url

MAX_BYTES = 5_000_000
"""Far more than a list of ten thousand feeds."""

MAX_POLL_MINUTES = 7 * 24 * 60

_ERROR_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)", re.DOTALL)


class FeedListError(ValueError):
    """A feed list that cannot be used; the message names file, line, cause and the way out."""


class _Wrong(ValueError):
    """What is wrong with one value; the caller knows where it stands."""


def read_feed_list(data: bytes, name: str) -> list[Feed]:
    """Read a feed list.

    TOML holds one ``[[feed]]`` table for each feed and may hold a ``[defaults]`` table with the
    values of keys that a feed leaves out. Anything that begins with "<" is read as OPML; the
    outlines a feed stands in become its tags.

    Args:
        data: the file's bytes.
        name: the file's name, for errors.

    Returns:
        The feeds, in the order of the list; at least one.

    Raises:
        FeedListError: at the first thing that is wrong.
    """
    if len(data) > MAX_BYTES:
        raise FeedListError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB; is it a feed list?")
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        feeds = _read_opml(data, name)
    else:
        feeds = _read_toml(data, name)
    _refuse_duplicates(feeds, name)
    return [feed for _, feed in feeds]


def _read_toml(data: bytes, name: str) -> list[tuple[int, Feed]]:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FeedListError(f"{name}, line {line}: not UTF-8; save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        match = _ERROR_LINE.fullmatch(str(error))
        where = f"line {match[2]}" if match else "at its end"
        what = match[1] if match else str(error)
        raise FeedListError(f"{name}, {where}: not valid TOML: {what}") from error
    except ValueError as error:  # a number of thousands of digits
        raise FeedListError(f"{name}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise FeedListError(f"{name}: not valid TOML: nested too deep") from error
    reader = _TomlReader(name, lines_of_keys(text))
    reader.check_keys(document, (), ("defaults", "feed"))
    defaults = document.get("defaults", {})
    if not isinstance(defaults, dict):
        raise reader.error(("defaults",), "defaults is no table; write [defaults]")
    reader.check_keys(defaults, ("defaults",), [key for key in _CHECKS if key not in _OWN])
    shared = reader.values(defaults, ("defaults",))
    tables = document.get("feed", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise reader.error(("feed",), "feed is no array of tables; write [[feed]]")
    if not tables:
        raise FeedListError(f'{name}: no feeds; add at least one [[feed]] with url = "https://…"')
    return [reader.feed(table, number, shared) for number, table in enumerate(tables)]


@dataclasses.dataclass(frozen=True)
class _TomlReader:
    """Knows where in the file things stand."""

    name: str
    lines: Mapping[tuple[str | int, ...], int]

    def error(self, path: tuple[str | int, ...], message: str) -> FeedListError:
        """Say what is wrong on the line of a key, or else of what it stands in."""
        known = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in self.lines)
        return FeedListError(f"{self.name}, line {self.lines[known]}: {message}")

    def check_keys(
        self, table: Mapping[str, Any], path: tuple[str | int, ...], known: Iterable[str]
    ) -> None:
        """Refuse keys that mean nothing: most are misspelt ones that mean something."""
        known = list(known)
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
                raise self.error((*path, key), f"unknown key {key!r}; {hint}")

    def values(self, table: Mapping[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
        """Check the values of a table."""
        values = {}
        for key, value in table.items():
            try:
                values[key] = _CHECKS[key](value)
            except _Wrong as error:
                raise self.error((*path, key), f"{key} {error}") from error
        return values

    def feed(
        self, table: Mapping[str, Any], number: int, shared: Mapping[str, Any]
    ) -> tuple[int, Feed]:
        """Read one feed, with its line."""
        path = ("feed", number)
        self.check_keys(table, path, _CHECKS)
        if "url" not in table:
            raise self.error(path, 'a feed without url; add url = "https://…"')
        line = self.lines.get((*path, "url"), self.lines.get(path, 1))
        return line, Feed(**{**shared, **self.values(table, path)})


def _read_opml(data: bytes, name: str) -> list[tuple[int, Feed]]:
    try:
        outlines = read_outlines(data)
    except ValueError as error:
        raise FeedListError(f"{name}: {error}") from error
    if not outlines:
        raise FeedListError(f'{name}: no feeds; an OPML feed list has <outline xmlUrl="https://…">')
    feeds = []
    for outline in outlines:
        try:
            feed = Feed(url=_url(outline.url), name=outline.title, tags=outline.tags)
        except _Wrong as error:
            raise FeedListError(f"{name}, line {outline.line}: xmlUrl {error}") from error
        feeds.append((outline.line, feed))
    return feeds


def _refuse_duplicates(feeds: list[tuple[int, Feed]], name: str) -> None:
    first: dict[str, int] = {}
    for line, feed in feeds:
        key = canonical_url(feed.url)
        if key in first:
            raise FeedListError(
                f"{name}, line {line}: {feed.url} is the same feed as on line {first[key]}; "
                "remove one of them"
            )
        first[key] = line


def _url(value: Any) -> str:
    url = _word(value)
    try:
        canonical_url(url)
    except BadUrl as error:
        raise _Wrong(f"is no address to poll: {error}") from error
    return url


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Wrong(f"is {value!r}; it must be text, not empty")
    return value.strip()


def _language(value: Any) -> str:
    code = _word(value)
    if len(code) == 2 and code.islower() and pycountry.languages.get(alpha_2=code):
        return code
    raise _Wrong(f'is {code!r}; give the two-letter ISO 639-1 code, for example "en"')


def _country(value: Any) -> str:
    code = _word(value)
    if len(code) == 3 and code.isupper() and pycountry.countries.get(alpha_3=code):
        return code
    short = pycountry.countries.get(alpha_2=code.upper()) if len(code) == 2 else None
    hint = short.alpha_3 if short else "GBR"
    raise _Wrong(f'is {code!r}; give the three-letter ISO 3166-1 code, for example "{hint}"')


def _tags(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise _Wrong(f'is {value!r}; give a list of words, for example ["asia", "state"]')
    return [_word(tag) for tag in value]


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(f"is {value!r}; give true or false")
    return value


def _minutes(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_POLL_MINUTES:
        raise _Wrong(
            f"is {value!r}; give whole minutes from 0 (at every run) to {MAX_POLL_MINUTES} (weekly)"
        )
    return value


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "url": _url,
    "name": _word,
    "language": _language,
    "country": _country,
    "tags": _tags,
    "fetch_pages": _switch,
    "poll_minutes": _minutes,
    "conditional": _switch,
}
_OWN = ("url", "name")
"""Keys that make no sense as defaults."""
