import asyncio
import pickle
import threading
import time
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


async def drip(writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


def test_it_can_be_pickled_and_compared() -> None:
    web = PoliteWeb(WebOptions(contact_url="https://example.org/bot"), FixedClock(NOW))
    assert pickle.loads(pickle.dumps(web)) == web
    assert pickler.loads(pickler.dumps(PoliteWeb())) == PoliteWeb()


def test_bad_neighbours_do_not_harm_the_good(site, http, redirect, loopback) -> None:
    expected = {site.play(f"/good{i}", http(200, b"x" * 10_000)): 200 for i in range(300)}
    expected |= {
        site.play("/slow", drip): Reason.TIMEOUT,
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


def test_time_outs_do_not_run_while_the_caller_is_busy(site, http, loopback) -> None:
    urls = [site.play(f"/{i}", http(200, b"x" * 50_000)) for i in range(12)]
    options = replace(loopback, total_timeout_s=2, unread_results=2, in_flight=4)
    results = []
    for result in PoliteWeb(options).each(status_of, urls):
        results.append(result)
        if len(results) in (1, 4):
            time.sleep(2.5)  # longer than the time-out
    assert results == [200] * 12


def test_waiting_for_a_turn_does_not_count_as_time_out(site, http, loopback) -> None:
    urls = [site.play(f"/{i}", http(200)) for i in range(4)]
    options = replace(loopback, total_timeout_s=1, gap_s=0.5)
    began = time.monotonic()
    assert list(PoliteWeb(options).each(status_of, urls)) == [200] * 4
    assert time.monotonic() - began >= 1.4


def test_calls_in_several_threads_share_the_gap(site, http, loopback) -> None:
    urls = [site.play(f"/{i}", http(200)) for i in range(3)]
    web = PoliteWeb(replace(loopback, gap_s=0.1))
    threads = [threading.Thread(target=lambda: list(web.each(status_of, urls))) for _ in range(2)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.requests) == 6
    assert time.monotonic() - began >= 0.45


def test_stopping_early_does_not_wait_for_slow_hosts(site, http, loopback) -> None:
    urls = [site.play("/good", http(200)), *(site.play(f"/{i}", drip) for i in range(20))]
    options = replace(loopback, total_timeout_s=60, connections_per_domain=30)
    began = time.monotonic()
    results = PoliteWeb(options).each(status_of, urls)
    assert next(results) == 200
    results.close()
    assert time.monotonic() - began < 5
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


def test_a_short_pause_is_waited_for(site, http, fetch) -> None:
    url = site.play("/a", http(503, b"", "Retry-After: 1"), http(200))
    began = time.monotonic()
    assert [fetch(url).status, fetch(url).status] == [503, 200]
    assert time.monotonic() - began >= 0.95


def test_a_pause_until_a_date_is_read_by_the_given_clock(site, http, loopback) -> None:
    until = "Retry-After: Sun, 01 Mar 2026 13:00:00 GMT"
    url = site.play("/", http(429, b"", until))
    web = PoliteWeb(loopback, FixedClock(NOW))
    assert [next(web.each(status_of, [url])) for _ in range(2)] == [429, Reason.RATE_LIMITED]


def test_connections_per_domain(site, http, loopback) -> None:
    running = most = 0

    async def slow(writer) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        writer.write(http(200))
        await writer.drain()

    urls = [site.play(f"/{i}", slow) for i in range(12)]
    assert list(PoliteWeb(loopback).each(status_of, urls)) == [200] * 12
    assert most == 2


def test_a_redirect_takes_a_turn_at_its_new_domain(site, other_site, http, redirect, fetch) -> None:
    politeness.SHARED.refused(f"127.0.0.1:{other_site.port}", 3600)
    url = site.play("/a", redirect(302, other_site.play("/b", http(200))))
    with pytest.raises(FetchError) as raised:
        fetch(url)
    assert raised.value.reason is Reason.RATE_LIMITED
    assert other_site.asked() == []
