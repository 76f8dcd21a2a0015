"""The reader of the user's feed list: TOML, OPML or plain addresses, checked key by key."""

import dataclasses
import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

import pycountry

from claimwire.feeds.opml import read_outlines
from claimwire.schemas.flow import Access, Feed
from claimwire.user_files.toml_file import (
    TomlFile,
    UserFileError,
    WrongValue,
    read_toml,
    word,
    words,
)
from claimwire.web.decoding import decode_body
from claimwire.web.urls import BadUrl, canonical_url, credentials, without_userinfo

_log = logging.getLogger(__name__)

MAX_BYTES = 5_000_000
"""Maximum size of a feed list; ten thousand feeds take far less."""

_PLAIN = re.compile(r"[a-z]+:(?://|https?:)\S+", re.IGNORECASE)

# The schemes that make a browser open a feed reader: feed://host/ and feed:https://host/.
_SUBSCRIBE = re.compile(r"^(?:feeds?|rss|itpc|pcast|podcast):(?:(//)|(?=https?:))", re.IGNORECASE)

MAX_POLL_MINUTES = 7 * 24 * 60


def read_feed_list(data: bytes, name: str) -> list[Feed]:
    """Read a feed list.

    TOML holds one ``[[feed]]`` table for each feed and may hold a ``[defaults]`` table with the
    values of keys that a feed leaves out. Anything that begins with "<" is read as OPML; the
    outlines a feed stands in become its tags. A program has written it, so a line that is no
    address to poll, or repeats one, costs that line and a warning. A file whose first line is an
    address holds one address a line; "#" begins a comment.

    Args:
        data: the file's bytes.
        name: the file's name, for error messages.

    Returns:
        The feeds, in the order of the list; at least one.

    Raises:
        UserFileError: at the first mistake in TOML or a list of addresses; if OPML has no feed
            that can be polled.
    """
    if len(data) > MAX_BYTES:
        raise UserFileError(
            f"{name}: larger than {MAX_BYTES // 1_000_000} MB; check that it is a feed list"
        )
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return _read_opml(data, name)
    lines = _lines_of_addresses(data)
    feeds = _read_addresses(lines, name) if lines else _read_toml(data, name)
    first: dict[str, int] = {}
    for line, feed in feeds:
        _refuse_repeated(feed, line, first, name)
    return [feed for _, feed in feeds]


def _lines_of_addresses(data: bytes) -> list[tuple[int, str]]:
    """Return the lines with their numbers if the first that says something is an address."""
    stripped = (line.partition(" #")[0].strip() for line in decode_body(data).splitlines())
    lines = [
        (number, line)
        for number, line in enumerate(stripped, 1)
        if line and not line.startswith("#")
    ]
    return lines if lines and _PLAIN.fullmatch(lines[0][1]) else []


def _read_addresses(lines: list[tuple[int, str]], name: str) -> list[tuple[int, Feed]]:
    feeds = []
    for number, line in lines:
        try:
            feeds.append((number, _with_access(Feed(url=_url(line)), {})))
        except WrongValue as error:
            raise UserFileError(f"{name}, line {number}: the line {error}") from error
    return feeds


def _read_toml(data: bytes, name: str) -> list[tuple[int, Feed]]:
    file = read_toml(data, name)
    file.check_keys(file.document, (), ("defaults", "feed"))
    defaults = file.document.get("defaults", {})
    if not isinstance(defaults, dict):
        raise file.error(("defaults",), "defaults is not a table; write [defaults]")
    file.check_keys(defaults, ("defaults",), [key for key in _CHECKS if key not in _OWN])
    shared = file.values(defaults, ("defaults",), _CHECKS)
    tables = file.tables("feed")
    if not tables:
        raise UserFileError(f'{name}: no feeds; add at least one [[feed]] with url = "https://…"')
    return [_feed(file, table, number, shared) for number, table in enumerate(tables)]


def _feed(
    file: TomlFile, table: Mapping[str, Any], number: int, shared: Mapping[str, Any]
) -> tuple[int, Feed]:
    """Read one feed; return its line number and the feed."""
    path = ("feed", number)
    file.check_keys(table, path, _CHECKS)
    if "url" not in table:
        raise file.error(path, 'a feed without url; add url = "https://…"')
    own = {**shared, **file.values(table, path, _CHECKS)}
    access = {name: own.pop(name) for name in _ACCESS if name in own}
    return file.line_of((*path, "url")), _with_access(Feed(**own), access)


def _with_access(feed: Feed, given: Mapping[str, str]) -> Feed:
    """Return a feed whose address has neither name nor password; they are kept apart."""
    own = credentials(feed.url)
    if own is not None:
        given = {"username": own[0], "password": own[1], **given}
    url = without_userinfo(feed.url)
    return dataclasses.replace(feed, url=url, access=Access(**given) if given else None)


def _read_opml(data: bytes, name: str) -> list[Feed]:
    try:
        outlines = read_outlines(data)
    except ValueError as error:
        raise UserFileError(f"{name}: {error}") from error
    if not outlines:
        raise UserFileError(f'{name}: no feeds; an OPML feed list has <outline xmlUrl="https://…">')
    feeds: list[Feed] = []
    first: dict[str, int] = {}
    mistakes: list[UserFileError] = []
    for outline in outlines:
        try:
            feed = Feed(url=_url(outline.url), name=outline.title, tags=outline.tags)
            feed = _with_access(feed, {})
            _refuse_repeated(feed, outline.line, first, name)
        except WrongValue as error:
            mistakes.append(UserFileError(f"{name}, line {outline.line}: xmlUrl {error}"))
        except UserFileError as error:
            mistakes.append(error)
        else:
            feeds.append(feed)
    if not feeds:
        raise mistakes[0]
    for mistake in mistakes:
        _log.warning("%s; the line is passed over", mistake)
    return feeds


def _refuse_repeated(feed: Feed, line: int, first: dict[str, int], name: str) -> None:
    """Refuse a feed whose address came before; ``first`` is told each address's first line."""
    key = canonical_url(feed.url)
    if key in first:
        raise UserFileError(
            f"{name}, line {line}: {feed.url} is the same feed as on line {first[key]}; "
            "remove one of them"
        )
    first[key] = line


def _url(value: Any) -> str:
    url = _SUBSCRIBE.sub(_plain_scheme, word(value))
    try:
        canonical_url(url)
    except BadUrl as error:
        raise WrongValue(f"is not an address to poll: {error}") from error
    return url


def _plain_scheme(match: re.Match[str]) -> str:
    return "http://" if match[1] else ""


def _language(value: Any) -> str:
    code = word(value)
    if len(code) == 2 and code.islower() and pycountry.languages.get(alpha_2=code):
        return code
    raise WrongValue(f'is {code!r}; give the two-letter ISO 639-1 code, for example "en"')


def _country(value: Any) -> str:
    code = word(value)
    if len(code) == 3 and code.isupper() and pycountry.countries.get(alpha_3=code):
        return code
    short = pycountry.countries.get(alpha_2=code.upper()) if len(code) == 2 else None
    hint = short.alpha_3 if short else "GBR"
    raise WrongValue(f'is {code!r}; give the three-letter ISO 3166-1 code, for example "{hint}"')


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValue(f"is {value!r}; give true or false")
    return value


def _minutes(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_POLL_MINUTES:
        raise WrongValue(
            f"is {value!r}; give whole minutes from 0 (at every run) to {MAX_POLL_MINUTES} (weekly)"
        )
    return value


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "url": _url,
    "name": word,
    "language": _language,
    "country": _country,
    "tags": words,
    "fetch_pages": _switch,
    "poll_minutes": _minutes,
    "conditional": _switch,
    "username": word,
    "password_env": word,
    "password_file": word,
    "headers_env": word,
    "headers_file": word,
}
_ACCESS = ("username", "password_env", "password_file", "headers_env", "headers_file")
_OWN = ("url", "name", *_ACCESS)
"""Keys that are not allowed in ``[defaults]``."""
