import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from claimwire.clock import Clock, FixedClock
from claimwire.counters import Counted
from claimwire.pages.fetching import FetchBucket, TimeLimits, needs_page, without_page
from claimwire.schemas.flow import Entry, FetchedPage
from claimwire.schemas.rejections import Reason, Rejection
from claimwire.web.interface import Answer, FetchError, Web
from tests.fakes.web import FakeWeb, answer

URL = "https://news.example/world/talks-go-on"
PAGE = "<!DOCTYPE html><html><body><p>Talks go on.</p></body></html>"
MakeEntry = Callable[..., Entry]
Outcome = FetchedPage | Rejection


@pytest.fixture
def work(now: datetime) -> Callable[..., list[Outcome]]:
    """Work a bucket of entries."""

    def run(web: Web, *entries: Entry) -> list[Outcome]:
        limits = TimeLimits(timedelta(minutes=20), timedelta(minutes=5))
        fetch = FetchBucket(web, FixedClock(now), 1000, 40, 3, limits)
        return [each for each in fetch((0, iter(entries))) if not isinstance(each, Counted)]

    return run


def test_which_entries_need_a_page(entry: MakeEntry) -> None:
    assert needs_page(entry())
    assert not needs_page(entry(fetch_pages=False))
    assert not needs_page(entry("", canonical_url="urn:claimwire:1"))
    assert not needs_page(entry(URL, canonical_url="urn:claimwire:1"))


def test_a_page(work: Callable[..., list[Outcome]], entry: MakeEntry, now: datetime) -> None:
    web = FakeWeb({URL: answer(URL, PAGE, final_url=URL + "-7")})
    assert work(web, entry()) == [
        FetchedPage(
            entry=entry(),
            final_url=URL + "-7",
            status=200,
            content_type="text/html; charset=utf-8",
            body=PAGE.encode(),
            fetched_at=now,
        )
    ]
    assert [(each.obey_robots, each.max_bytes) for each in web.requests] == [(True, 1000)]


@pytest.mark.parametrize(
    ("status", "reason", "retryable"),
    [
        (404, "http_4xx", False),
        (410, "http_4xx", False),
        (401, "http_4xx", False),
        (403, "http_4xx", False),
        (451, "http_4xx", False),
        (408, "http_4xx", True),
        (425, "http_4xx", True),
        (429, "rate_limited", True),
        (500, "http_5xx", True),
        (503, "http_5xx", True),
        (204, "http_other", False),
        (304, "http_other", False),
    ],
)
def test_statuses(
    status: int, reason: str, retryable: bool, work: Callable[..., list[Outcome]], entry: MakeEntry
) -> None:
    [made] = work(FakeWeb({URL: answer(URL, status=status)}), entry())
    assert isinstance(made, Rejection)
    assert (made.stage, made.reason, made.retryable) == ("fetch", reason, retryable)
    assert made.detail == f"status {status} from {URL}"
    assert (made.url, made.article_id) == (URL, entry().article_id)


def test_a_bot_check_with_an_error_status(
    work: Callable[..., list[Outcome]], entry: MakeEntry
) -> None:
    [made] = work(
        FakeWeb({URL: answer(URL, status=403, headers={"CF-Mitigated": "challenge"})}), entry()
    )
    assert isinstance(made, Rejection)
    assert (made.reason, made.retryable) == ("challenge_page", True)


@pytest.mark.parametrize(
    ("outcome", "reason", "retryable"),
    [
        (answer(URL, b"%PDF-1.7", content_type="application/pdf"), "not_html", False),
        (answer(URL, PAGE * 50), "too_large", False),
        (FetchError(Reason.ROBOTS, "robots.txt says no", retryable=False), "robots", False),
        (FetchError(Reason.TIMEOUT, "30 seconds", retryable=True), "timeout", True),
    ],
)
def test_other_failures(
    outcome: Answer | FetchError,
    reason: str,
    retryable: bool,
    work: Callable[..., list[Outcome]],
    entry: MakeEntry,
) -> None:
    [made] = work(FakeWeb({URL: outcome}), entry())
    assert isinstance(made, Rejection)
    assert (made.reason, made.retryable) == (reason, retryable)


@pytest.mark.parametrize(("attempt", "retryable"), [(1, True), (2, True), (3, False)])
def test_the_last_attempt(
    attempt: int, retryable: bool, work: Callable[..., list[Outcome]], entry: MakeEntry
) -> None:
    [made] = work(FakeWeb({URL: answer(URL, status=500)}), entry(attempt=attempt))
    assert isinstance(made, Rejection)
    assert (made.attempt, made.retryable) == (attempt, retryable)


@pytest.mark.parametrize(
    ("status", "attempt", "words", "falls_back"),
    [(404, 1, 60, True), (404, 1, 39, False), (503, 1, 60, False), (503, 3, 60, True)],
)
def test_the_feeds_text_stands_in_for_a_page_that_is_lost_for_good(
    status: int,
    attempt: int,
    words: int,
    falls_back: bool,
    *,
    work: Callable[..., list[Outcome]],
    entry: MakeEntry,
    prose: Callable[[int], str],
) -> None:
    given = entry(attempt=attempt, text=prose(words))
    made = work(FakeWeb({URL: answer(URL, status=status)}), given)
    assert (made == [without_page(given)]) is falls_back
    assert isinstance(made[0], Rejection) is not falls_back


def test_entries_are_asked_for_in_one_order(
    work: Callable[..., list[Outcome]], entry: MakeEntry
) -> None:
    entries = [entry(f"https://news.example/{number}") for number in range(6)]
    forward, backward = FakeWeb({}), FakeWeb({})
    assert work(forward, *entries) == work(backward, *reversed(entries))
    assert forward.asked() == backward.asked()
    assert len(forward.asked()) == 6


class BrokenWeb:
    """Serves one item, then breaks."""

    def each(
        self, work: Callable[[Any, Any], Awaitable[Any]], items: Iterable[Any]
    ) -> Iterator[Any]:
        async def fetch(url: str, **_: Any) -> Answer:
            return answer(url, PAGE)

        yield asyncio.run(work(fetch, next(iter(items))))
        raise OSError("no more sockets")


def test_a_web_that_breaks_loses_no_entry(
    work: Callable[..., list[Outcome]], entry: MakeEntry
) -> None:
    entries = [entry(f"https://news.example/{number}") for number in range(3)]
    first, *others = work(BrokenWeb(), *entries)
    assert isinstance(first, FetchedPage)
    assert [(each.reason, "no more sockets" in (each.detail or "")) for each in others] == [
        ("unexpected", True)
    ] * 2
    named = {first.entry.article_id, *(each.article_id for each in others)}
    assert named == {each.article_id for each in entries}


def test_a_surprise_with_one_page_is_its_own(
    work: Callable[..., list[Outcome]], entry: MakeEntry
) -> None:
    broken = Answer(url=URL, final_url=URL, status=200, headers={}, body=None)  # type: ignore[arg-type]

    class OddWeb(FakeWeb):
        async def fetch(self, url: str, **_: Any) -> Answer:
            return broken if url == URL else answer(url, PAGE)

    made = work(OddWeb({}), entry(), entry("https://news.example/other"))
    assert sorted(type(each).__name__ for each in made) == ["FetchedPage", "Rejection"]


class SilentWeb(FakeWeb):
    """Never answers what it does not know."""

    async def fetch(self, url: str, **named: Any) -> Answer:
        if url not in self._answers:
            await asyncio.Event().wait()
        return await super().fetch(url, **named)


def fetch_all(web: Web, clock: Clock, limits: TimeLimits, *entries: Entry) -> list[Outcome]:
    fetch = FetchBucket(web, clock, 1000, 40, 3, limits)
    return [each for each in fetch((0, iter(entries))) if not isinstance(each, Counted)]


LONG, SHORT = timedelta(minutes=20), timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (TimeLimits(run=LONG, domain=SHORT), "domain_time_limit"),
        (TimeLimits(run=SHORT, domain=SHORT), "fetch_time_limit"),
    ],
)
def test_a_page_that_keeps_its_domain_waiting_is_left_for_the_next_run(
    limits: TimeLimits, reason: str, entry: MakeEntry, now: datetime
) -> None:
    [made] = fetch_all(SilentWeb({}), FixedClock(now), limits, entry(attempt=2))
    assert isinstance(made, Rejection)
    assert (made.reason, made.retryable, made.attempt) == (reason, True, 1)


def test_once_the_time_of_a_run_is_over_nothing_is_asked_for(
    entry: MakeEntry, now: datetime
) -> None:
    web = FakeWeb({URL: answer(URL, PAGE)})
    late = FixedClock(now + timedelta(hours=1))
    [made] = fetch_all(web, late, TimeLimits(LONG, timedelta(0)), entry())
    assert isinstance(made, Rejection)
    assert made.reason == "fetch_time_limit"
    assert web.asked() == []


def test_a_slow_domain_takes_no_time_from_others(entry: MakeEntry, now: datetime) -> None:
    slow = [entry(f"https://slow.example/{number}") for number in range(5)]
    web = SilentWeb({URL: answer(URL, PAGE)})
    made = fetch_all(web, FixedClock(now), TimeLimits(LONG, SHORT), *slow, entry())
    assert [each.final_url for each in made if isinstance(each, FetchedPage)] == [URL]
    assert len(made) == 6


def test_a_bucket_that_is_begun_late_still_has_the_time_of_a_domain(
    entry: MakeEntry, now: datetime
) -> None:
    web = FakeWeb({URL: answer(URL, PAGE)})
    late = FixedClock(now + timedelta(hours=1))
    [made] = fetch_all(web, late, TimeLimits(LONG, timedelta(minutes=5)), entry())
    assert isinstance(made, FetchedPage)
