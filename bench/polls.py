"""Benchmark of the polling throughput against the client alone: `python -m bench.polls`.

The client alone only sends requests. Polling also keeps domain limits, and decodes, parses and
evaluates the responses. The processor time is that of this process; the server has its own.
"""

import argparse
import asyncio
import functools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from time import process_time

from bench import section
from bench.compared import interleaved
from bench.news_server import serve
from claimwire.feeds.poll import PollRequest, PollResult, poll_feed
from claimwire.processes import collect_rarely
from claimwire.schemas.flow import Feed, FeedMemory, Tick
from claimwire.web.client import Client
from claimwire.web.fetch_options import WebOptions
from claimwire.web.interface import Fetch
from claimwire.web.polite_client import PoliteWeb

_CONNECTIONS = 50
_WEB = WebOptions(
    allow_private_addresses=True,
    gap_s=0,
    connections=_CONNECTIONS,
    connections_per_domain=_CONNECTIONS,
)
_NOW = datetime(2026, 11, 23, tzinfo=UTC)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="1 round of 200, nothing written")
    chosen = parser.parse_args()
    collect_rarely()  # as a run does
    feeds, rounds = (200, 1) if chosen.quick else (chosen.feeds, chosen.rounds)
    with serve() as base:
        told = measure(base, feeds, rounds)
    print(told) if chosen.quick else section.write("Polls", told)


def measure(base: str, feeds: int, rounds: int) -> str:
    """Return throughput and ratios as Markdown."""
    changed = [_request(f"{base}/small/{number}.xml") for number in range(feeds)]
    etags = {each.poll.feed_url: each.poll.etag for each in _polled(changed, "read")}
    unchanged = [_request(each.feed.url, etags[each.feed.url]) for each in changed]
    ways = {
        "changed": functools.partial(_polled, changed, "read"),
        "changed, bare": lambda: asyncio.run(_ask_all(changed)),
        "unchanged": functools.partial(_polled, unchanged, "not_modified"),
        "unchanged, bare": lambda: asyncio.run(_ask_all(unchanged)),
    }
    took = interleaved(ways, rounds)
    busy = interleaved(ways, rounds, process_time)
    rows = "\n".join(
        f"| {kind} | {feeds / took[f'{kind}, bare']:,.0f} | {feeds / took[kind]:,.0f} "
        f"| {took[f'{kind}, bare'] / took[kind]:.2f} "
        f"| {busy[f'{kind}, bare'] / feeds * 1000:.1f} | {busy[kind] / feeds * 1000:.1f} |"
        for kind in ("changed", "unchanged")
    )
    return (
        f"`python -m bench.polls --feeds {feeds} --rounds {rounds}`: feeds of two entries on one "
        f"server, {_CONNECTIONS} connections, no pauses; medians. The client alone only asks; "
        "polling also decodes, parses and judges.\n\n"
        "| the feeds are | client alone, feeds/s | polled, feeds/s | ratio "
        "| client alone, processor ms a feed | polled, processor ms a feed |\n"
        "|---|---|---|---|---|---|\n"
        f"{rows}"
    )


def _polled(requests: Sequence[PollRequest], outcome: str) -> list[PollResult]:
    """Poll feeds as the step does.

    Raises:
        ValueError: if a poll has another outcome, so that something else would be measured.
    """

    async def one(fetch: Fetch, request: PollRequest) -> PollResult:
        return await poll_feed(fetch, request, timedelta(days=30))

    results = list(PoliteWeb(_WEB).each(one, requests))
    for each in results:
        if each.poll.outcome != outcome:
            raise ValueError(f"the outcome should be {outcome}: {each.poll}")
    return results


async def _ask_all(requests: Sequence[PollRequest]) -> None:
    turns = asyncio.Semaphore(_CONNECTIONS)
    async with Client(_WEB) as client:

        async def ask(request: PollRequest) -> None:
            etag = request.memory.etag if request.memory else None
            headers = {"If-None-Match": etag} if etag else {}
            async with turns:
                await client.get(request.url, headers, max_bytes=10_000_000, timeout_s=30)

        await asyncio.gather(*map(ask, requests))


def _request(url: str, etag: str | None = None) -> PollRequest:
    memory = FeedMemory(
        feed_url=url,
        polled_at=_NOW,
        etag=etag,
        last_modified=None,
        body_key=None,
        failures=0,
        next_due_at=_NOW,
        retired=False,
        read_at=_NOW,
        moved_to=None,
        retries=False,
    )
    return PollRequest(Feed(url), memory if etag else None, Tick(_NOW, "run"))


if __name__ == "__main__":
    main()
