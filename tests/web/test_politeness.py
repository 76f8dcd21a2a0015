import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.schemas.rejections import Reason
from claimwire.web.fetch_options import WebOptions
from claimwire.web.interface import FetchError
from claimwire.web.politeness import Domains, Limiter, retry_after
from tests.fakes.virtual_time import VirtualTime

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": " 0 "}, 0),
        ({"retry-after": "1.5"}, 1),
        ({"retry-after": "60, 60"}, 60),
        ({"retry-after": "317100"}, 86_400),
        ({"retry-after": "9" * 5000}, 86_400),
        ({"retry-after": "Sun, 01 Mar 2026 12:05:00 GMT"}, 300),
        ({"retry-after": "Sunday, 01-Mar-26 12:05:00 GMT"}, 300),
        ({"retry-after": "Sun Mar  1 12:05:00 2026"}, 300),
        ({"retry-after": "Sun, 01 Mar 2026 11:00:00 GMT"}, 0),
        ({"retry-after": "Wed, 01 Apr 2026 12:00:00 GMT"}, 86_400),
        (
            {
                "retry-after": "Sun, 01 Mar 2026 15:01:00 GMT",
                "date": "Sun, 01 Mar 2026 15:00:00 GMT",
            },
            60,
        ),
        ({"retry-after": "Sun, 01 Mar 2026 12:01:00 GMT", "date": "nonsense"}, 60),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 -2359"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": ""}, None),
        ({}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert retry_after(headers, NOW) == expected


@settings(max_examples=150)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_header_gives_a_pause_within_a_day_or_none(value: str, date: str) -> None:
    pause = retry_after({"retry-after": value, "date": date}, NOW)
    assert pause is None or timedelta(0) <= pause <= timedelta(hours=24)


def starts(options: WebOptions, wanted: list[str], crawl_delay: float = 0) -> list[float]:
    """Answer when each of the wanted requests starts, in seconds; each ends at once."""
    time = VirtualTime()
    at: list[float] = []

    async def one(limiter: Limiter, domain: str) -> None:
        async with limiter.turn(domain):
            at.append(time.seconds)

    async def run() -> None:
        limiter = Limiter(options, Domains(time.now), sleep=time.sleep)
        if crawl_delay:
            limiter.crawl_delay("a.org", crawl_delay)
        await asyncio.gather(*(one(limiter, domain) for domain in wanted))

    asyncio.run(run())
    return at


def test_starts_to_one_domain_are_a_gap_apart() -> None:
    assert starts(WebOptions(gap_s=2), ["a.org"] * 4) == [0, 2, 4, 6]


def test_without_a_gap_nothing_waits() -> None:
    assert starts(WebOptions(gap_s=0), ["a.org"] * 4) == [0, 0, 0, 0]


def test_domains_do_not_wait_for_each_other() -> None:
    assert starts(WebOptions(gap_s=2), ["a.org", "b.org", "c.org"]) == [0, 0, 0]


def test_crawl_delay_widens_the_gap_up_to_its_ceiling() -> None:
    assert starts(WebOptions(gap_s=2), ["a.org"] * 3, crawl_delay=7) == [0, 7, 14]
    assert starts(WebOptions(gap_s=2), ["a.org"] * 2, crawl_delay=9999) == [0, 30]
    assert starts(WebOptions(gap_s=2), ["a.org"] * 2, crawl_delay=0.5) == [0, 2]


def most_at_once(options: WebOptions, wanted: list[str], loops_share: Domains) -> int:
    now = most = 0

    async def one(limiter: Limiter, domain: str) -> None:
        nonlocal now, most
        async with limiter.turn(domain):
            now += 1
            most = max(most, now)
            for _ in range(3):
                await asyncio.sleep(0)
            now -= 1

    async def nap(_: float) -> None:
        await asyncio.sleep(0)

    async def run() -> None:
        limiters = [Limiter(options, loops_share, sleep=nap) for _ in range(2)]
        await asyncio.gather(*(one(limiters[i % 2], name) for i, name in enumerate(wanted)))

    asyncio.run(run())
    return most


def test_connections_of_one_domain_are_limited_across_callers() -> None:
    options = WebOptions(gap_s=0, connections_per_domain=2)
    assert most_at_once(options, ["a.org"] * 10, Domains()) == 2


def test_connections_altogether_are_limited() -> None:
    options = WebOptions(gap_s=0, connections=3)
    # Each of the two callers has its own.
    assert most_at_once(options, [f"{i}.org" for i in range(20)], Domains()) == 6


def refusals(answers: list[tuple[int, str | None]], patience: float = 60) -> list[float]:
    """Answer how long each request had to wait, or minus the pause if it was not waited for."""
    time = VirtualTime()
    waits = []
    errors = []

    async def run() -> None:
        limiter = Limiter(
            WebOptions(gap_s=0, domain_patience_s=patience), Domains(time.now), sleep=time.sleep
        )
        for status, header in [*answers, (200, None)]:
            before = time.seconds
            try:
                async with limiter.turn("a.org"):
                    headers = {} if header is None else {"retry-after": header}
                    limiter.heed("a.org", status, headers, NOW)
            except FetchError as error:
                errors.append(error)
                waits.append(-error.retry_after.total_seconds())
            else:
                waits.append(time.seconds - before)

    asyncio.run(run())
    assert all(error.reason is Reason.RATE_LIMITED and error.retryable for error in errors)
    return waits


def test_a_short_pause_is_waited_for_and_a_long_one_is_not() -> None:
    assert refusals([(429, "60")]) == [0, 60]
    assert refusals([(429, "61")]) == [0, -61]
    assert refusals([(503, "7")]) == [0, 7]


def test_a_429_without_a_header_pauses_and_a_503_does_not() -> None:
    assert refusals([(429, None)]) == [0, 30]
    assert refusals([(503, None)]) == [0, 0]
    assert refusals([(404, "60")]) == [0, 0]


def test_repeated_refusals_pause_longer_and_longer_until_nobody_waits() -> None:
    assert refusals([(429, "1")] * 4) == [0, 1, 30, 60, -120]


def test_a_welcome_makes_up_for_refusals() -> None:
    assert refusals([(429, "1"), (200, None), (429, "1")]) == [0, 1, 0, 1]


def test_a_closed_gate_holds_every_start() -> None:
    async def run() -> list[str]:
        events = []
        gate = asyncio.Event()
        limiter = Limiter(WebOptions(gap_s=0), Domains(), gate)

        async def one() -> None:
            async with limiter.turn("a.org"):
                events.append("started")

        task = asyncio.create_task(one())
        for _ in range(5):
            await asyncio.sleep(0)
        events.append("opened")
        gate.set()
        await task
        return events

    assert asyncio.run(run()) == ["opened", "started"]


def test_a_cancelled_turn_frees_its_place() -> None:
    async def run() -> None:
        domains = Domains()
        limiter = Limiter(WebOptions(gap_s=0, connections=1, connections_per_domain=1), domains)

        async def hang() -> None:
            async with limiter.turn("a.org"):
                await asyncio.Event().wait()

        task = asyncio.create_task(hang())
        await asyncio.sleep(0)
        assert domains.wait("a.org", 0, 1) > 0
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert domains.wait("a.org", 0, 1) == 0
        async with limiter.turn("a.org"):
            pass

    asyncio.run(run())


def test_idle_domains_are_forgotten_and_paused_ones_are_not() -> None:
    time = VirtualTime()
    domains = Domains(time.now)
    domains.refused("paused.org", 80_000)
    assert domains.try_start("active.org", 0, 1)
    for i in range(9_998):
        domains.wait(f"{i}.org", 0, 1)
    time.seconds += 7200
    domains.wait("one-more.org", 0, 1)
    assert len(domains._domains) == 3
    assert domains.pause("paused.org") == 80_000 - 7200


def asked_of(outcomes: list[bool], domain_timeouts: int = 3) -> list[str]:
    """Ask one domain again and again; of each request it is given whether it times out."""
    options = WebOptions(gap_s=0, domain_timeouts=domain_timeouts)
    time = VirtualTime()
    asked = []

    async def run() -> None:
        limiter = Limiter(options, Domains(time.now), sleep=time.sleep)
        for times_out in outcomes:
            try:
                async with limiter.turn("a.org"):
                    asked.append("asked")
            except FetchError as error:
                asked.append(error.reason.value)
                continue
            if times_out:
                limiter.timed_out("a.org")
            else:
                limiter.responded("a.org")

    asyncio.run(run())
    return asked


def test_a_domain_that_times_out_in_a_row_is_not_asked_again_for_now() -> None:
    assert asked_of([True] * 5) == ["asked"] * 3 + ["domain_unresponsive"] * 2


def test_a_response_between_time_outs_keeps_a_domain() -> None:
    assert asked_of([True, True, False, True, True, False]) == ["asked"] * 6


def test_an_unresponsive_domain_is_asked_again_later() -> None:
    time = VirtualTime()
    domains = Domains(time.now)
    for _ in range(2):
        domains.timed_out("a.org", 2)
    assert domains.unresponsive("a.org") > 0
    time.seconds += 3600
    assert domains.unresponsive("a.org") == 0
