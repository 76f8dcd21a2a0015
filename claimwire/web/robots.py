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

from claimwire.schemas.rejections import Reason
from claimwire.web.interface import Answer, FetchError
from claimwire.web.urls import origin, request_url

MAX_BYTES = 500 * 1024
"""How much of a robots.txt is read; RFC 9309 section 2.5 asks for at least this."""

_KEPT_S = 24 * 3600
"""RFC 9309 section 2.4: not used for longer than 24 hours."""

_FAILURE_KEPT_S = 600
_MOST_HOSTS = 2000
# These say that the host, or the address, cannot be asked for anything at all; whoever asked for
# a page learns more from them than from robots.txt not being there.
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
_USER_AGENT = re.compile(r"\s*user[- ]?agent\s*:?(.*)", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Rules:
    """What a robots.txt says to one crawler.

    Attributes:
        parser: the file; None allows everything.
        token: the crawler's product token.
    """

    parser: Protego | None
    token: str

    def allows(self, url: str) -> bool:
        """Tell whether the crawler may fetch the URL."""
        return self.parser is None or bool(self.parser.can_fetch(url, self.token))

    @property
    def crawl_delay_s(self) -> float | None:
        """Seconds to leave between requests, if the file says so."""
        delay = None if self.parser is None else self.parser.crawl_delay(self.token)
        return None if delay is None else float(delay)


def parse(body: bytes, token: str) -> Rules:
    """Read a robots.txt; what cannot be read allows everything.

    Args:
        body: the file, of which ``MAX_BYTES`` are read.
        token: product token of the crawler, in lower case.
    """
    text = body[:MAX_BYTES].decode("utf-8-sig", "replace")
    try:
        return Rules(Protego.parse(_of_interest(text, token)), token)
    except (ValueError, TypeError, RecursionError):
        return Rules(None, token)


class RobotsCache:
    """The rules of hosts, for all threads of a process; the longest unused are forgotten.

    Args:
        now: seconds on a clock that never goes back.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, Rules | FetchError]] = OrderedDict()

    def get(self, key: str) -> Rules | FetchError | None:
        """Answer what is known, or None."""
        with self._lock:
            until, known = self._kept.get(key, (0.0, None))
            if known is None or until < self._now():
                return None
            self._kept.move_to_end(key)
            return known

    def put(self, key: str, known: Rules | FetchError) -> None:
        """Remember rules for a day, or that they could not be had for ten minutes."""
        kept_s = _KEPT_S if isinstance(known, Rules) else _FAILURE_KEPT_S
        with self._lock:
            self._kept[key] = (self._now() + kept_s, known)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST_HOSTS:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()


SHARED = RobotsCache()
"""Of this process."""


class Robots:
    """Asks hosts for their rules, once each, on behalf of one event loop.

    Args:
        token: product token of the crawler, in lower case.
        fetch: gets a robots.txt, redirects followed.
        cache: what is known already.
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
        # Held while a host is asked, so that others wait for its answer.
        self._asking: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    async def permit(self, url: str) -> float | None:
        """Make sure that a URL may be fetched.

        Returns:
            The crawl delay that the host asks for in seconds, or None.

        Raises:
            FetchError: with ROBOTS if it may not; with ROBOTS_UNAVAILABLE if the host does not
                say, which RFC 9309 section 2.3.1.4 takes for no; with the reason of the host if
                that cannot be reached at all.
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
                # A pause has its own end, which the domain's limits know.
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
        # RFC 9309 sections 2.3.1.2 and 2.3.1.3: as if there was no such file.
        if error.reason in (Reason.TOO_MANY_REDIRECTS, Reason.BAD_ENCODING):
            return Rules(None, self._token)
        return _unavailable(url, error.detail)


def _of_interest(text: str, token: str) -> str:
    # The parser keeps each rule once for every crawler named above it: thousands of names above
    # thousands of rules would fill the memory. All names but ours become a single one.
    lines = []
    for line in text.splitlines():
        named = _USER_AGENT.match(line)
        name = "" if named is None else named[1].partition("#")[0].strip().replace("*", "")
        is_other = named is not None and name and not token.startswith(name.lower())
        lines.append("User-agent: another" if is_other else line)
    return "\n".join(lines)


def _unavailable(url: str, cause: str) -> FetchError:
    return FetchError(Reason.ROBOTS_UNAVAILABLE, f"{url}: {cause}", retryable=True)


def _again(error: FetchError) -> FetchError:
    # A kept exception would keep its traceback, and raised again gather more of them.
    return FetchError(
        error.reason, error.detail, retryable=error.retryable, retry_after=error.retry_after
    )
