"""Concurrent fetching from the web that respects each host's limits."""

import asyncio
import dataclasses
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import TypeVar

from claimwire.clock import Clock, system_clock
from claimwire.schemas.rejections import Reason
from claimwire.web import background, robots
from claimwire.web.client import Client
from claimwire.web.fetch_options import WebOptions
from claimwire.web.interface import Answer, Fetch, FetchError
from claimwire.web.politeness import Limiter
from claimwire.web.redirects import Hop, follow
from claimwire.web.robots import Robots
from claimwire.web.urls import registrable_domain

T = TypeVar("T")
R = TypeVar("R")


@dataclasses.dataclass(frozen=True)
class PoliteWeb:
    """Fetches from the web; implements ``claimwire.web.interface.Web``.

    All instances in a process share politeness limits and robots.txt files. Every redirect hop and
    every robots.txt request waits for its domain's turn like any other request.

    Attributes:
        options: identity, time-outs and politeness.
        clock: the current time, for hosts whose Retry-After is a date.
    """

    options: WebOptions = dataclasses.field(default_factory=WebOptions)
    clock: Clock = system_clock

    def each(self, work: Callable[[Fetch, T], Awaitable[R]], items: Iterable[T]) -> Iterator[R]:
        """Run ``work`` on all items in a background thread; see ``Web.each``.

        Mix the items of different domains: ``in_flight`` items of one domain in a row would make
        all others wait behind them.
        """
        return background.each(
            self._open,
            work,
            items,
            in_flight=self.options.in_flight,
            unread_results=self.options.unread_results,
        )

    @asynccontextmanager
    async def _open(self, keeping_up: asyncio.Event) -> AsyncIterator[Fetch]:
        async with Client(self.options) as client:
            yield _Fetching(client, Limiter(self.options, gate=keeping_up), self).fetch


class _Fetching:
    def __init__(self, client: Client, limiter: Limiter, web: PoliteWeb) -> None:
        self._client = client
        self._limiter = limiter
        self._clock = web.clock
        self._options = web.options
        self._robots = Robots(web.options.robots_token, self._fetch_robots)

    async def fetch(
        self,
        url: str,
        *,
        max_bytes: int,
        headers: Mapping[str, str] | None = None,
        private_headers: Mapping[str, str] | None = None,
        obey_robots: bool = False,
    ) -> Answer:
        return await self._follow(
            url,
            headers or {},
            private_headers,
            max_bytes=max_bytes,
            obey_robots=obey_robots,
            cut=False,
        )

    async def _fetch_robots(self, url: str) -> Answer:
        # More than is parsed, because decoded bytes arrive in large chunks.
        return await self._follow(
            url, {}, None, max_bytes=4 * robots.MAX_BYTES, obey_robots=False, cut=True
        )

    async def _follow(
        self,
        url: str,
        headers: Mapping[str, str],
        private: Mapping[str, str] | None,
        *,
        max_bytes: int,
        obey_robots: bool,
        cut: bool,
    ) -> Answer:
        left_s = self._options.total_timeout_s

        async def get(at: str, sent: Mapping[str, str]) -> Hop:
            nonlocal left_s
            if left_s <= 0:
                raise FetchError(Reason.TIMEOUT, "no complete answer in time", retryable=True)
            domain = registrable_domain(at)
            if obey_robots:
                delay_s = await self._robots.permit(at)
                if delay_s is not None:
                    self._limiter.crawl_delay(domain, delay_s)
            async with self._limiter.turn(domain):
                started = time.monotonic()
                try:
                    hop = await self._client.get(
                        at, sent, max_bytes=max_bytes, timeout_s=left_s, cut=cut
                    )
                except FetchError as error:
                    if error.reason is Reason.TIMEOUT:
                        self._limiter.timed_out(domain)
                    raise
                self._limiter.responded(domain)
                left_s -= time.monotonic() - started
                self._limiter.heed(domain, hop.status, hop.headers, self._clock())
                return hop

        return await follow(get, url, headers, self._options.max_redirects, private)
