import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.schemas.rejections import Reason
from claimwire.web.interface import Answer, FetchError
from claimwire.web.polite_client import PoliteWeb
from claimwire.web.robots import MAX_BYTES, Robots, RobotsCache, Rules, parse

HOST = "https://news.example"
PAGE = f"{HOST}/politics/a"
CLOSED = b"User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        (b"", True),
        (CLOSED, False),
        (b"\xef\xbb\xbf" + CLOSED, False),
        (b"User-agent: *\nDisallow:\n", True),
        (b"User-agent: *\nDisallow: /politics/\n", False),
        (b"User-agent: *\nDisallow: /politics/\nAllow: /politics/a$\n", True),
        (b"User-agent: *\nDisallow: /*/a\n", False),
        (b"User-agent: otherbot\nDisallow: /\n", True),
        (b"User-agent: ClaimWire\nDisallow: /\n", False),
        (b"User-agent: claimwire\nAllow: /\n\nUser-agent: *\nDisallow: /\n", True),
        (b"User-agent: otherbot\nUser-agent: claimwire\nDisallow: /\n", False),
        (b"user agent: otherbot # no\nuseragent: thirdbot\nDisallow: /\n", True),
        (b"User-agent: *bot*\nDisallow: /\n", True),
        # RFC 9309: other records do not end a group; the product token decides, and nothing else.
        (b"User-agent: claimwire\nNoindex: /x\nUser-agent: otherbot\nDisallow: /\n", False),
        (b"User-agent: claimwire\nSitemap: https://a/\nUser-agent: x\nDisallow: /\n", False),
        (b"User-agent: claimwire\nCrawl-delay: 5\nUser-agent: x\nDisallow: /\n", False),
        (b"User-agent: claimwire\n\n# text\nUser-agent: x\nDisallow: /\n", False),
        (b"User-agent: claimwire\nAllow: /\nUser-agent: x\nDisallow: /\n", True),
        (b"User-agent: claimwire\nDisallow:\nUser-agent: x\nDisallow: /\n", True),
        (b"User-agent: claimwire/0.1\nDisallow: /\n", False),
        (b"User-agent: Claimwire news reader\nDisallow: /\n", False),
        (b"User-agent: claimwire (+https://a.example/)\nDisallow: /\n", False),
        (b"User-agent: claimwire*\nDisallow: /\n", False),
        (b"User-agent claimwire\nDisallow /\n", False),
        (b"User-agent: claim\nDisallow: /\n", True),
        (b"User-agent: claimwire-news\nDisallow: /\n", True),
        (b"User-agent: wire\nDisallow: /\n", True),
        (b"User-agent: * # all\nDisallow: /\n", False),
        (b"User-agent: claim\nAllow: /\n\nUser-agent: *\nDisallow: /\n", False),
        (b"User-agent: claimwire/2\nAllow: /\n\nUser-agent: *\nDisallow: /\n", True),
        (CLOSED.replace(b"\n", b"\r"), False),
        (CLOSED.decode().encode("utf-16"), False),
        (CLOSED.decode().encode("utf-16-le"), False),
        (CLOSED.decode().encode("utf-16-be"), False),
        (b"<!DOCTYPE html><html><body>User-agent: * Disallow: /</body></html>", True),
        (b"\xff\xfe\x00nonsense", True),
        (b"#" * MAX_BYTES + b"\n" + CLOSED, True),
    ],
)
def test_rules(text: bytes, allowed: bool) -> None:
    assert parse(text, "claimwire").allows(PAGE) is allowed


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        (b"User-agent: *\nCrawl-delay: 7.5\n", 7.5),
        (b"User-agent: otherbot\nCrawl-delay: 7\n", None),
        (b"User-agent: *\nCrawl-delay: inf\n", None),
        (b"User-agent: *\nCrawl-delay: -1\n", None),
        (b"User-agent: otherbot\nCrawl-delay: 7\nUser-agent: *\nDisallow: /a\n", None),
        (b"User-agent: x\nUser-agent: *\nCrawl-delay: 7\nUser-agent: y\nDisallow: /a\n", 7),
        (b"User-agent: otherbot\nCrawl-delay: 7\nDisallow: /a\n\nUser-agent: *\nAllow: /\n", None),
        (b"User-agent: claimwire\nDisallow: /a\nCrawl-delay: 7\n\nUser-agent: *\nAllow: /\n", 7),
        (b"", None),
    ],
)
def test_crawl_delay(text: bytes, delay: float | None) -> None:
    assert parse(text, "claimwire").crawl_delay_s == delay


@pytest.mark.parametrize(
    "text",
    [
        # Many names above many rules, and many wildcards against a long address.
        "".join(f"User-agent: bot{i}\n" for i in range(15_000)) + "Disallow: /a\n" * 15_000,
        "User-agent: *\n" + ("Disallow: /" + "*a" * 2000 + "b\n") * 100,
    ],
)
@pytest.mark.timeout(120)  # expressions that backtrack would take far longer
def test_hostile_files_do_not_hang(text: str) -> None:
    assert parse(text.encode(), "claimwire").allows(f"{HOST}/" + "a" * 2000)


def test_work_grows_with_the_file_and_no_faster(lines_run: Callable[..., int]) -> None:
    def read(count: int) -> int:
        names = "".join(f"User-agent: bot{i}\n" for i in range(count))
        return lines_run(parse, (names + "Disallow: /a\n" * count).encode(), "claimwire")

    assert read(1000) < 2.2 * read(500)


@settings(max_examples=100)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_any_bytes_are_rules(body: bytes) -> None:
    rules = parse(b"User-agent: *\nDisallow: /" + body, "claimwire")
    assert rules.allows(PAGE) in (True, False)
    assert rules.crawl_delay_s is None or rules.crawl_delay_s >= 0


def reason_of(outcome: Answer | FetchError) -> Reason | None:
    """Ask for a page of a host whose robots.txt is answered so; None if it is permitted."""

    async def fetch(url: str) -> Answer:
        assert url == f"{HOST}/robots.txt"
        if isinstance(outcome, FetchError):
            raise outcome
        return outcome

    try:
        asyncio.run(Robots("claimwire", fetch, RobotsCache()).permit(PAGE))
    except FetchError as error:
        return error.reason
    return None


def answer(status: int, body: bytes = CLOSED) -> Answer:
    return Answer(f"{HOST}/robots.txt", f"{HOST}/robots.txt", status, {}, body)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (200, Reason.ROBOTS),
        (301, None),
        (401, None),
        (403, None),
        (404, None),
        (410, None),
        (429, Reason.RATE_LIMITED),
        (500, Reason.ROBOTS_UNAVAILABLE),
        (503, Reason.ROBOTS_UNAVAILABLE),
    ],
)
def test_statuses(status: int, reason: Reason | None) -> None:
    assert reason_of(answer(status)) is reason


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (Reason.TIMEOUT, Reason.ROBOTS_UNAVAILABLE),
        (Reason.DISCONNECTED, Reason.ROBOTS_UNAVAILABLE),
        (Reason.HTTP_OTHER, Reason.ROBOTS_UNAVAILABLE),
        (Reason.TOO_MANY_REDIRECTS, None),
        (Reason.BAD_ENCODING, None),
        (Reason.DNS, Reason.DNS),
        (Reason.CONNECT, Reason.CONNECT),
        (Reason.PRIVATE_ADDRESS, Reason.PRIVATE_ADDRESS),
        (Reason.RATE_LIMITED, Reason.RATE_LIMITED),
    ],
)
def test_failures(failure: Reason, reason: Reason | None) -> None:
    assert reason_of(FetchError(failure, "detail", retryable=True)) is reason


class Asked:
    """Answers every robots.txt with the same and counts."""

    def __init__(self, body: bytes, status: int = 200) -> None:
        self.urls: list[str] = []
        self._answer = answer(status, body)

    async def __call__(self, url: str) -> Answer:
        self.urls.append(url)
        await asyncio.sleep(0)
        return self._answer


@pytest.mark.parametrize("status", [200, 404, 500])
def test_many_requests_at_once_ask_once_per_host(status: int) -> None:
    asked = Asked(b"", status)
    urls = [f"{HOST}/{i}" for i in range(20)] + [f"{HOST}:8443/a", "http://news.example/a"]

    async def run() -> None:
        robots = Robots("claimwire", asked, RobotsCache())
        await asyncio.gather(*map(robots.permit, urls), return_exceptions=True)

    asyncio.run(run())
    assert sorted(asked.urls) == [
        "http://news.example/robots.txt",
        f"{HOST}/robots.txt",
        f"{HOST}:8443/robots.txt",
    ]


@pytest.mark.parametrize(("status", "kept_s"), [(200, 24 * 3600), (500, 600)])
def test_rules_are_kept_for_a_day_and_failures_for_minutes(status: int, kept_s: int) -> None:
    now = 0.0
    asked = Asked(b"", status)
    cache = RobotsCache(lambda: now)

    async def ask() -> None:
        # Each in a loop of its own, as calls from different threads are.
        await asyncio.gather(Robots("claimwire", asked, cache).permit(PAGE), return_exceptions=True)

    for now in (1.0, kept_s - 1.0, kept_s + 2.0):  # noqa: B007 - the clock reads it
        asyncio.run(ask())
    assert len(asked.urls) == 2


def test_the_cache_is_bounded_and_forgets_the_longest_unused() -> None:
    cache = RobotsCache(lambda: 0.0)
    rules = Rules(None, "claimwire")
    for i in range(2000):
        cache.put(str(i), rules)
    assert cache.get("0") is rules
    cache.put("one more", rules)
    assert cache.get("0") is rules
    assert cache.get("1") is None


def test_the_error_names_file_and_crawler() -> None:
    with pytest.raises(FetchError, match=f"{HOST}/robots.txt does not allow it to claimwire"):
        asyncio.run(Robots("claimwire", Asked(CLOSED), RobotsCache()).permit(PAGE))


# Over the network:


def test_robots_are_obeyed_only_on_request(site, http, fetch, failure) -> None:
    url = site.play("/a", http(200, b"page"))
    site.play("/robots.txt", http(200, CLOSED))
    assert fetch(url).body == b"page"
    assert site.asked() == ["/a"]
    error = failure(url, obey_robots=True)
    assert (error.reason, error.retryable) == (Reason.ROBOTS, False)
    assert site.asked() == ["/a", "/robots.txt"]


def test_a_redirected_and_oversized_robots_txt_is_read(site, http, redirect, failure) -> None:
    site.play("/robots.txt", redirect(301, "/other.txt"))
    site.play("/other.txt", http(200, CLOSED + b"#" * 3_000_000))
    assert failure(site.play("/a", http(200)), obey_robots=True).reason is Reason.ROBOTS
    assert site.asked() == ["/robots.txt", "/other.txt"]


def test_robots_hold_for_every_hop(site, other_site, http, redirect, failure) -> None:
    url = site.play("/a", redirect(302, other_site.url("/b")))
    other_site.play("/robots.txt", http(200, CLOSED))
    error = failure(url, obey_robots=True)
    assert error.reason is Reason.ROBOTS
    assert other_site.asked() == ["/robots.txt"]


def test_an_unreachable_robots_txt_means_no(site, http, failure) -> None:
    site.play("/robots.txt", http(503))
    error = failure(site.play("/a", http(200)), obey_robots=True)
    assert (error.reason, error.retryable) == (Reason.ROBOTS_UNAVAILABLE, True)


def test_robots_txt_is_asked_for_once_by_all_pages_and_calls(site, http, loopback) -> None:
    urls = [site.play(f"/{i}", http(200)) for i in range(10)]

    async def work(ask, url):
        return (await ask(url, max_bytes=10, obey_robots=True)).status

    for _ in range(2):
        assert list(PoliteWeb(loopback).each(work, urls)) == [200] * 10
    assert site.asked().count("/robots.txt") == 1


def test_the_crawl_delay_holds_up_the_next_request(site, http, loopback, virtual_time) -> None:
    site.play("/robots.txt", http(200, b"User-agent: *\nCrawl-delay: 3600\n"))
    urls = [site.play(f"/{i}", http(200)) for i in range(3)]

    async def work(ask, url):
        await ask(url, max_bytes=10, obey_robots=True)
        return virtual_time.seconds

    ends = sorted(PoliteWeb(replace(loopback, max_crawl_delay_s=20)).each(work, urls))
    assert [end - ends[0] for end in ends] == pytest.approx([0, 20, 40])
