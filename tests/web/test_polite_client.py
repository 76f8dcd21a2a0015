import asyncio
import pickle
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from apache_beam.internal import pickler

from claimwire.clock import FixedClock
from claimwire.schemas.rejections import Reason
from claimwire.web import politeness
from claimwire.web.fetch_options import WebOptions
from claimwire.web.interface import FetchError
from claimwire.web.polite_client import PoliteWeb

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


async def status_of(fetch, url):
    """The status, or why there is none."""
    try:
        return (await fetch(url, max_bytes=1_000_000)).status
    except FetchError as error:
        return error.reason


async def hang(writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\nx")
    await writer.drain()
    await asyncio.Event().wait()


def test_it_can_be_pickled_and_compared() -> None:
    web = PoliteWeb(WebOptions(contact_url="https://example.org/bot"), FixedClock(NOW))
    assert pickle.loads(pickle.dumps(web)) == web
    assert pickler.loads(pickler.dumps(PoliteWeb())) == PoliteWeb()


def test_bad_neighbours_do_not_harm_the_good(site, http, redirect, loopback) -> None:
    expected = {site.play(f"/good{i}", http(200, b"x" * 10_000)): 200 for i in range(300)}
    expected |= {
        site.play("/slow", hang): Reason.TIMEOUT,
        site.play("/round", redirect(302, "/round")): Reason.TOO_MANY_REDIRECTS,
        site.play("/huge", http(200, b"", "Content-Length: 99999999")): Reason.TOO_LARGE,
        site.play("/file", redirect(301, "file:///etc/passwd")): Reason.BAD_URL,
        site.play("/none", http(404)): 404,
        "gopher://127.0.0.1/": Reason.BAD_URL,
    }

    async def work(fetch, url):
        return url, await status_of(fetch, url)

    options = replace(loopback, total_timeout_s=5, connections_per_domain=20)
    assert dict(PoliteWeb(options).each(work, iter(expected))) == expected


@pytest.mark.timeout(60)
def test_no_request_starts_and_no_time_out_runs_while_the_caller_is_busy(
    site, http, loopback, virtual_time
) -> None:
    urls = [site.play(f"/{i}", http(200)) for i in range(3)]
    busy_for_long = threading.Event()
    under_way, read = [], []

    async def work(fetch, url):
        under_way.append(url)
        while len(under_way) < len(urls):
            await asyncio.sleep(0)
        if url != urls[2]:
            read.append(await status_of(fetch, url))
            return read[-1]
        while len(read) < 2:
            await asyncio.sleep(0)
        # One result is taken, the other one unread; so this one waits for its turn.
        asked = asyncio.create_task(status_of(fetch, url))
        for _ in range(100):
            await asyncio.sleep(0)
        assert site.asked() == ["/0", "/1"] or site.asked() == ["/1", "/0"]
        virtual_time.advance(100 * loopback.total_timeout_s)
        busy_for_long.set()
        return await asked

    results = PoliteWeb(replace(loopback, unread_results=1)).each(work, urls)
    assert next(results) == 200
    assert busy_for_long.wait(30)
    assert list(results) == [200, 200]


def test_waiting_for_a_turn_does_not_count_as_time_out(site, http, loopback, virtual_time) -> None:
    urls = [site.play(f"/{i}", http(200)) for i in range(4)]
    options = replace(loopback, total_timeout_s=10, gap_s=50)
    assert list(PoliteWeb(options).each(status_of, urls)) == [200] * 4
    assert virtual_time.seconds == pytest.approx(150)


def test_calls_in_several_threads_share_the_gap(site, http, loopback, virtual_time) -> None:
    urls = [site.play(f"/{i}", http(200)) for i in range(3)]
    web = PoliteWeb(replace(loopback, gap_s=100, total_timeout_s=3600))
    threads = [threading.Thread(target=lambda: list(web.each(status_of, urls))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.requests) == 6
    assert virtual_time.seconds >= 500


@pytest.mark.timeout(60)
def test_stopping_early_does_not_wait_for_slow_hosts(site, http, loopback) -> None:
    urls = [site.play("/good", http(200)), *(site.play(f"/{i}", hang) for i in range(20))]
    options = replace(loopback, total_timeout_s=3600, connections_per_domain=30)
    results = PoliteWeb(options).each(status_of, urls)
    assert next(results) == 200
    results.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "claimwire-web"]
    assert politeness.SHARED.wait(f"127.0.0.1:{site.port}", 0, 1) == 0


def test_a_domain_that_asks_for_peace_gets_it(site, other_site, http, failure, fetch) -> None:
    url = site.play("/a", http(429, b"", "Retry-After: 3600"))
    answer = fetch(url)
    assert (answer.status, answer.headers["retry-after"]) == (429, "3600")
    error = failure(site.play("/b", http(200)))
    assert (error.reason, error.retryable) == (Reason.RATE_LIMITED, True)
    assert 3500 < error.retry_after.total_seconds() <= 3600
    assert site.asked() == ["/a"]
    assert fetch(other_site.play("/", http(200))).status == 200


def test_a_short_pause_is_waited_for(site, http, fetch, virtual_time) -> None:
    url = site.play("/a", http(503, b"", "Retry-After: 30"), http(200))
    assert [fetch(url).status, fetch(url).status] == [503, 200]
    assert virtual_time.seconds == pytest.approx(30)


def test_a_pause_until_a_date_is_read_by_the_given_clock(site, http, loopback) -> None:
    until = "Retry-After: Sun, 01 Mar 2026 13:00:00 GMT"
    url = site.play("/", http(429, b"", until))
    web = PoliteWeb(loopback, FixedClock(NOW))
    assert [next(web.each(status_of, [url])) for _ in range(2)] == [429, Reason.RATE_LIMITED]


def test_connections_per_domain(site, http, loopback) -> None:
    running, most, asked = 0, 0, 0

    async def in_company(writer) -> None:
        nonlocal running, most, asked
        running += 1
        asked += 1
        most = max(most, running)
        # Until two more are there, unless these are the last; more than three would come as well.
        until = min(asked + 2, len(urls))
        while asked < until:
            await asyncio.sleep(0)
        running -= 1
        writer.write(http(200))
        await writer.drain()

    urls = [site.play(f"/{i}", in_company) for i in range(12)]
    options = replace(loopback, connections_per_domain=3)
    assert list(PoliteWeb(options).each(status_of, urls)) == [200] * 12
    assert most == 3


def test_a_redirect_takes_a_turn_at_its_new_domain(site, other_site, http, redirect, fetch) -> None:
    politeness.SHARED.refused(f"127.0.0.1:{other_site.port}", 3600)
    url = site.play("/a", redirect(302, other_site.play("/b", http(200))))
    with pytest.raises(FetchError) as raised:
        fetch(url)
    assert raised.value.reason is Reason.RATE_LIMITED
    assert other_site.asked() == []
