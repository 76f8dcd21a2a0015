"""Politeness: limits on the number, rate and pauses of requests to a registrable domain."""

import asyncio
import dataclasses
import re
import threading
import time
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from claimwire.schemas.rejections import Reason
from claimwire.web.fetch_options import WebOptions
from claimwire.web.interface import FetchError

_LONGEST_PAUSE = timedelta(hours=24)
"""Upper limit on a requested pause: hosts have asked for 88 hours, but much changes in a day."""

_FIRST_PAUSE_S = 30.0
"""Pause after a 429 that names none, and after a second refusal in a row; it doubles from there."""

_UNRESPONSIVE_S = 600.0
"""How long a domain is skipped after consecutive time-outs: longer than most runs fetch."""

_RECHECK_S = 0.05
"""Seconds between checks while another thread's requests use up a domain's connections."""

_MANY_DOMAINS = 10_000


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Read the pause that a host asks for (RFC 9110 section 10.2.3).

    Args:
        headers: headers of the response, names in lower case.
        now: the time of the response, used if it has no usable Date header. A date is taken
            relative to the host's own clock where possible, since clocks differ.

    Returns:
        The pause, from 0 to 24 hours; None if the response asks for none.
    """
    value = headers.get("retry-after", "").strip()
    if seconds := re.match(r"([0-9]+)(\.[0-9]*)?\s*(,|$)", value):
        digits = seconds.group(1)
        # A sane value has fewer digits, and int() refuses thousands of them.
        return _bounded(timedelta(seconds=int(digits))) if len(digits) < 9 else _LONGEST_PAUSE
    until = _http_date(value)
    if until is None:
        return None
    return _bounded(until - (_http_date(headers.get("date", "")) or now))


class Domains:
    """The politeness state of each domain, shared by all threads of a process.

    Args:
        now: returns the seconds of a monotonic clock.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._domains: dict[str, _Domain] = {}
        self._sweep_at = _MANY_DOMAINS

    def wait(self, domain: str, gap_s: float, connections: int) -> float:
        """Return the seconds until a request may start; 0 if it may start now."""
        with self._lock:
            return self._wait(self._of(domain), gap_s, connections)

    def try_start(self, domain: str, gap_s: float, connections: int) -> bool:
        """Count a request as started if it may start now, and return whether it may.

        Each started request needs a call of ``finish``.
        """
        with self._lock:
            state = self._of(domain)
            if self._wait(state, gap_s, connections) > 0:
                return False
            state.started_at = self._now()
            state.active += 1
            return True

    def finish(self, domain: str) -> None:
        """Count a started request as ended."""
        with self._lock:
            state = self._of(domain)
            # Requests may have been in flight when ``clear`` was called.
            state.active = max(0, state.active - 1)

    def widen(self, domain: str, gap_s: float) -> None:
        """Set the domain's minimum gap between requests, whatever the options say."""
        with self._lock:
            self._of(domain).gap_s = gap_s

    def refused(self, domain: str, asked_s: float | None) -> None:
        """Pause a domain for as long as it asks, and longer if it keeps asking."""
        with self._lock:
            state = self._of(domain)
            pause_s = _FIRST_PAUSE_S if asked_s is None else asked_s
            if state.refusals > 0:
                # A host that refuses again after a short pause needs a longer one.
                pause_s = max(pause_s, _FIRST_PAUSE_S * 2.0 ** min(state.refusals - 1, 20))
            state.refusals += 1
            pause_s = min(pause_s, _LONGEST_PAUSE.total_seconds())
            state.paused_until = max(state.paused_until, self._now() + pause_s)

    def welcomed(self, domain: str) -> None:
        """Reset the domain's count of refusals."""
        with self._lock:
            self._of(domain).refusals = 0

    def timed_out(self, domain: str, most: int) -> None:
        """Count a request that timed out; after ``most`` in a row the domain is unresponsive."""
        with self._lock:
            state = self._of(domain)
            state.timeouts += 1
            if state.timeouts >= most:
                state.timeouts = 0
                state.unresponsive_until = self._now() + _UNRESPONSIVE_S

    def responded(self, domain: str) -> None:
        """Reset the domain's count of time-outs."""
        with self._lock:
            state = self._of(domain)
            state.timeouts = 0
            state.unresponsive_until = float("-inf")

    def unresponsive(self, domain: str) -> float:
        """Return the seconds for which an unresponsive domain is still skipped."""
        with self._lock:
            return max(0.0, self._of(domain).unresponsive_until - self._now())

    def pause(self, domain: str) -> float:
        """Return the seconds that remain of the pause a domain asked for."""
        with self._lock:
            return max(0.0, self._of(domain).paused_until - self._now())

    def clear(self) -> None:
        """Forget all domains."""
        with self._lock:
            self._domains.clear()

    def _wait(self, state: "_Domain", gap_s: float, connections: int) -> float:
        now = self._now()
        wait = max(state.started_at + max(gap_s, state.gap_s), state.paused_until) - now
        if wait > 0:
            return wait
        return _RECHECK_S if state.active >= connections else 0.0

    def _of(self, domain: str) -> "_Domain":
        if domain not in self._domains:
            if len(self._domains) >= self._sweep_at:
                self._sweep()
            self._domains[domain] = _Domain()
        return self._domains[domain]

    def _sweep(self) -> None:
        now = self._now()
        self._domains = {
            domain: state
            for domain, state in self._domains.items()
            if state.active
            or max(state.started_at + 3600, state.paused_until, state.unresponsive_until) > now
        }
        self._sweep_at = max(_MANY_DOMAINS, 2 * len(self._domains))


SHARED = Domains()
"""The state of this process: feeds, pages and all threads share the same limits."""


class Limiter:
    """Rate limiter for the requests of one event loop.

    Args:
        options: the limits.
        domains: the shared state of the domains.
        gate: no request starts while it is not set; None for an open gate.
        sleep: waits for a number of seconds.
    """

    def __init__(
        self,
        options: WebOptions,
        domains: Domains = SHARED,
        gate: asyncio.Event | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if gate is None:
            gate = asyncio.Event()
            gate.set()
        self._gate = gate
        self._options = options
        self._domains = domains
        self._sleep = sleep
        self._connections = asyncio.Semaphore(options.connections)
        # Requests to one domain queue in order; a queue is dropped once no request refers to it.
        self._queues: weakref.WeakValueDictionary[str, asyncio.Semaphore] = (
            weakref.WeakValueDictionary()
        )

    @asynccontextmanager
    async def turn(self, domain: str) -> AsyncIterator[None]:
        """Wait until a request to the domain may start, and count it while it lasts.

        Raises:
            FetchError: with RATE_LIMITED if the domain asked for a pause longer than
                ``domain_patience_s``; with DOMAIN_UNRESPONSIVE after ``domain_timeouts``
                consecutive time-outs.
        """
        queue = self._queues.get(domain)
        if queue is None:
            queue = asyncio.Semaphore(self._options.connections_per_domain)
            self._queues[domain] = queue
        async with queue:
            await self._start(domain)
            try:
                yield
            finally:
                self._connections.release()
                self._domains.finish(domain)

    def crawl_delay(self, domain: str, delay_s: float) -> None:
        """Honour a Crawl-delay, up to ``max_crawl_delay_s``."""
        self._domains.widen(domain, min(delay_s, self._options.max_crawl_delay_s))

    def heed(self, domain: str, status: int, headers: Mapping[str, str], now: datetime) -> None:
        """Pause the domain if a response asks for it.

        A 429 asks for a pause with or without a Retry-After header. A 503 does so only with one:
        otherwise it may concern the one page.
        """
        asked = retry_after(headers, now)
        if status == 429 or (status == 503 and asked is not None):
            self._domains.refused(domain, None if asked is None else asked.total_seconds())
        elif status < 400:
            self._domains.welcomed(domain)

    def timed_out(self, domain: str) -> None:
        """Count a request to the domain that timed out."""
        self._domains.timed_out(domain, self._options.domain_timeouts)

    def responded(self, domain: str) -> None:
        """Record that the domain responded, with any status."""
        self._domains.responded(domain)

    async def _start(self, domain: str) -> None:
        limits = (self._options.gap_s, self._options.connections_per_domain)
        while True:
            self._check_patience(domain)
            wait = self._domains.wait(domain, *limits)
            if wait > 0:
                await self._sleep(wait)
                continue
            await self._gate.wait()
            # The domain's turn is taken last, so that the gap starts when the request does.
            await self._connections.acquire()
            if self._gate.is_set() and self._domains.try_start(domain, *limits):
                return
            self._connections.release()

    def _check_patience(self, domain: str) -> None:
        silence = self._domains.unresponsive(domain)
        if silence > 0:
            raise FetchError(
                Reason.DOMAIN_UNRESPONSIVE,
                f"{domain} let {self._options.domain_timeouts} requests in a row time out; it is "
                f"not asked again for {silence:.0f} s",
                retryable=True,
                retry_after=timedelta(seconds=silence),
            )
        pause = self._domains.pause(domain)
        if pause > self._options.domain_patience_s:
            raise FetchError(
                Reason.RATE_LIMITED,
                f"{domain} asked to be left alone for another {pause:.0f} s",
                retryable=True,
                retry_after=timedelta(seconds=pause),
            )


@dataclasses.dataclass
class _Domain:
    started_at: float = float("-inf")
    active: int = 0
    gap_s: float = 0.0
    paused_until: float = float("-inf")
    refusals: int = 0
    timeouts: int = 0
    unresponsive_until: float = float("-inf")


def _http_date(value: str) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(value)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _bounded(pause: timedelta) -> timedelta:
    return min(max(pause, timedelta(0)), _LONGEST_PAUSE)
