"""A clock that moves only when somebody waits for it."""

import asyncio
from types import SimpleNamespace

import pytest

from claimwire.web import polite_client
from claimwire.web.fetch_options import WebOptions
from claimwire.web.politeness import Domains, Limiter


class VirtualTime:
    """Seconds that pass at once.

    Attributes:
        seconds: that have passed.
    """

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        """Return the seconds that have passed, from an arbitrary start."""
        return 1000.0 + self.seconds

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds

    async def sleep(self, seconds: float) -> None:
        """Let time pass, unless others let as much pass meanwhile."""
        until = self.seconds + seconds
        await asyncio.sleep(0)
        self.seconds = max(self.seconds, until)


class _Domains(Domains):
    """Counts the requests that are under way."""

    under_way = 0

    def try_start(self, domain: str, gap_s: float, connections: int) -> bool:
        started = super().try_start(domain, gap_s, connections)
        self.under_way += started
        return started

    def finish(self, domain: str) -> None:
        self.under_way -= 1
        super().finish(domain)


def make_virtual(patch: pytest.MonkeyPatch) -> VirtualTime:
    """Have the polite client wait in virtual time, time-outs included.

    Pauses between requests pass at once when no request is under way: those take real time. Event
    loops see virtual time as well, so that it also counts for time-outs.
    """
    time = VirtualTime()
    domains = _Domains(time.now)
    real = asyncio.BaseEventLoop.time

    async def pause(seconds: float) -> None:
        while domains.under_way:
            await asyncio.sleep(0)
        await time.sleep(seconds)

    def limiter(options: WebOptions, gate: asyncio.Event) -> Limiter:
        return Limiter(options, domains, gate, pause)

    patch.setattr(asyncio.BaseEventLoop, "time", lambda loop: real(loop) + time.seconds)
    patch.setattr(polite_client, "time", SimpleNamespace(monotonic=time.now))
    patch.setattr(polite_client, "Limiter", limiter)
    return time
