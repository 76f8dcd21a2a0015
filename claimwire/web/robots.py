"""The Robots Exclusion Protocol (RFC 9309)."""

import asyncio
import dataclasses
import re
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from protego import Protego
from w3lib.encoding import read_bom, to_unicode

from claimwire.schemas.rejections import Reason
from claimwire.web.interface import Answer, FetchError
from claimwire.web.urls import origin, request_url

MAX_BYTES = 500 * 1024
"""Bytes of a robots.txt that are read; RFC 9309 section 2.5 asks for at least this many."""

_KEPT_S = 24 * 3600
"""Rules are kept for at most 24 hours (RFC 9309 section 2.4)."""

_FAILURE_KEPT_S = 600
_MOST_HOSTS = 2000
# With these, the host or the address cannot be requested at all. They tell the user more than
# "robots.txt unavailable" would.
_ABOUT_THE_HOST = frozenset(
    {
        Reason.BAD_URL,
        Reason.CONNECT,
        Reason.DNS,
        Reason.PRIVATE_ADDRESS,
        Reason.RATE_LIMITED,
        Reason.TLS,
    }
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_USER_AGENT = re.compile(r"user[- ]?agent(?:\s*:|\s)(.*)", re.IGNORECASE)
_PRODUCT_TOKEN = re.compile(r"\**([A-Za-z0-9_-]+)")
_EVERYBODY = re.compile(r"\*(?:\s|$)")
# With the misspellings that Protego reads as well.
_RULE = re.compile(
    r"(?:allow|disallow|dissallow|dissalow|disalow|diasllow|disallaw)(?:\s*:|\s)", re.IGNORECASE
)
_END_OF_GROUP = "Disallow:"
_CRAWL_DELAY = re.compile(r"crawl[- ]delay(?:\s*:|\s)", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Rules:
    """The rules of a robots.txt for one crawler.

    Attributes:
        parser: the parsed file; None allows everything.
        token: the crawler's product token.
    """

    parser: Protego | None
    token: str

    def allows(self, url: str) -> bool:
        """Return whether the crawler may fetch the URL."""
        return self.parser is None or bool(self.parser.can_fetch(url, self.token))

    @property
    def crawl_delay_s(self) -> float | None:
        """Seconds between requests that the file asks for, or None."""
        delay = None if self.parser is None else self.parser.crawl_delay(self.token)
        return None if delay is None else float(delay)


def parse(body: bytes, token: str) -> Rules:
    """Parse a robots.txt; a file that cannot be parsed allows everything.

    Args:
        body: the file; at most ``MAX_BYTES`` of it are read.
        token: product token of the crawler, in lower case.
    """
    try:
        return Rules(Protego.parse(_of_interest(_decoded(body[:MAX_BYTES]), token)), token)
    except (ValueError, TypeError, RecursionError):
        return Rules(None, token)


class RobotsCache:
    """A least-recently-used cache of hosts' rules, shared by all threads of a process.

    Args:
        now: returns the seconds of a monotonic clock.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, Rules | FetchError]] = OrderedDict()

    def get(self, key: str) -> Rules | FetchError | None:
        """Return the cached rules or failure, or None if there is neither."""
        with self._lock:
            until, known = self._kept.get(key, (0.0, None))
            if known is None or until < self._now():
                return None
            self._kept.move_to_end(key)
            return known

    def put(self, key: str, known: Rules | FetchError) -> None:
        """Cache rules for a day, or a failure to get them for ten minutes."""
        kept_s = _KEPT_S if isinstance(known, Rules) else _FAILURE_KEPT_S
        with self._lock:
            self._kept[key] = (self._now() + kept_s, known)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST_HOSTS:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Empty the cache."""
        with self._lock:
            self._kept.clear()


SHARED = RobotsCache()
"""The cache of this process."""


class Robots:
    """Checks URLs against robots.txt files, which are fetched once per host, for one event loop.

    Args:
        token: product token of the crawler, in lower case.
        fetch: fetches a robots.txt, following redirects.
        cache: rules fetched so far.
    """

    def __init__(
        self,
        token: str,
        fetch: Callable[[str], Awaitable[Answer]],
        cache: RobotsCache = SHARED,
    ) -> None:
        self._token = token
        self._fetch = fetch
        self._cache = cache
        # Held while a host's file is fetched, so that other requests wait for it.
        self._asking: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    async def permit(self, url: str) -> float | None:
        """Check that a URL may be fetched.

        Returns:
            The crawl delay that the host asks for, in seconds, or None.

        Raises:
            FetchError: with ROBOTS if the file forbids it; with ROBOTS_UNAVAILABLE if the file
                cannot be fetched, which RFC 9309 section 2.3.1.4 treats as forbidden; with the
                host's own failure if the host cannot be reached at all.
        """
        rules = await self._rules(origin(url))
        if not rules.allows(request_url(url)):
            raise FetchError(
                Reason.ROBOTS,
                f"{origin(url)}/robots.txt does not allow it to {self._token}",
                retryable=False,
            )
        return rules.crawl_delay_s

    async def _rules(self, host: str) -> Rules:
        key = f"{self._token} {host}"
        lock = self._asking.get(key)
        if lock is None:
            lock = asyncio.Lock()
            self._asking[key] = lock
        async with lock:
            known = self._cache.get(key)
            if known is None:
                known = await self._ask(f"{host}/robots.txt")
                # A pause is not cached here: the domain's limits know when it ends.
                if isinstance(known, Rules) or known.reason is not Reason.RATE_LIMITED:
                    self._cache.put(key, known)
        if isinstance(known, FetchError):
            raise _again(known)
        return known

    async def _ask(self, url: str) -> Rules | FetchError:
        try:
            answer = await self._fetch(url)
        except FetchError as error:
            return self._without(url, error)
        if answer.status == 429:
            return FetchError(Reason.RATE_LIMITED, f"{url}: HTTP status 429", retryable=True)
        if answer.status >= 500:
            return _unavailable(url, f"HTTP status {answer.status}")
        if 200 <= answer.status < 300:
            return parse(answer.body, self._token)
        return Rules(None, self._token)

    def _without(self, url: str, error: FetchError) -> Rules | FetchError:
        if error.reason in _ABOUT_THE_HOST:
            return _again(error)
        # RFC 9309 sections 2.3.1.2 and 2.3.1.3: as if the file did not exist.
        if error.reason in (Reason.TOO_MANY_REDIRECTS, Reason.BAD_ENCODING):
            return Rules(None, self._token)
        return _unavailable(url, error.detail)


def _decoded(body: bytes) -> str:
    """Decode a robots.txt, which is UTF-8, or UTF-16 if a program of Windows has written it."""
    encoding, mark = read_bom(body)
    if encoding and mark:
        return to_unicode(body[len(mark) :], encoding)
    if b"\0" in body[:2]:
        return to_unicode(body, "utf-16-be" if body.startswith(b"\0") else "utf-16-le")
    return to_unicode(body, "utf-8")


def _of_interest(text: str, token: str) -> str:
    """Reduce a robots.txt to what concerns the crawler, in the terms of RFC 9309.

    Protego ends a group at other records and takes part of a name for the whole; it also stores
    each rule once for every crawler named above it, so that thousands of names above thousands of
    rules would fill the memory. So all names but ours become one name, and other records are left
    out. Crawl delays, which the RFC does not know, are for the names right above them.
    """
    lines, delays = [], []
    names: list[str] = []
    was_name = False
    for raw in _LINE_END.split(text):
        line = " ".join(raw.partition("#")[0].split())
        if named := _USER_AGENT.match(line):
            name = f"User-agent: {_name(named[1].strip(), token)}"
            names = sorted({*names, name}) if was_name else [name]
            lines.append(name)
            was_name = True
        elif _CRAWL_DELAY.match(line):
            delays += [*names, line]
            was_name = False
        elif _RULE.match(line):
            lines.append(line)
            was_name = False
    return "\n".join([*lines, _END_OF_GROUP, *delays])


def _name(value: str, token: str) -> str:
    """Return whom a group is for: the crawler, everybody, or somebody else.

    The product token counts, with a version or further words behind it (RFC 9309, section 2.2.1).
    """
    if _EVERYBODY.match(value):
        return "*"
    product = _PRODUCT_TOKEN.match(value)
    return token if product and product[1].lower() == token else f"not-{token}"


def _unavailable(url: str, cause: str) -> FetchError:
    return FetchError(Reason.ROBOTS_UNAVAILABLE, f"{url}: {cause}", retryable=True)


def _again(error: FetchError) -> FetchError:
    # A cached exception would keep its traceback, which grows each time it is raised.
    return FetchError(
        error.reason, error.detail, retryable=error.retryable, retry_after=error.retry_after
    )
