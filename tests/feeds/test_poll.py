from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from claimwire.feeds import poll as poll_module
from claimwire.feeds.poll import MAX_FEED_BYTES, PollResult
from claimwire.schemas.feeds import Poll, PollOutcome
from claimwire.schemas.flow import Feed, Tick
from claimwire.schemas.rejections import Reason, Rejection, Stage
from claimwire.web.interface import Answer, FetchError
from tests.fakes.polls import FEED, URL, ask, later, memory_after, poll_of, remember
from tests.fakes.web import FakeWeb, answer

ITEM = "<title>{0}</title><link>https://news.example/{0}</link><guid>{0}</guid>"

Rss = Callable[..., str]


def test_a_feed_that_is_read(feed_answer: Answer, tick: Tick) -> None:
    result = poll_of(feed_answer, None, tick)
    body_key = result.poll.body_key
    assert result.poll == Poll(
        feed_url=URL,
        polled_at=tick.at,
        outcome="read",
        http_status=200,
        etag='W/"2"',
        last_modified="noon",
        body_key=body_key,
        entries=2,
        new_entries=0,
        failures=0,
        next_due_at=tick.at + timedelta(minutes=55),
        moved_to=None,
        title="World",
        error=None,
        run_id="run1",
    )
    assert body_key
    assert len(body_key) == 32
    assert [entry.url for entry in result.entries] == [
        "https://news.example/a",
        "https://news.example/b",
    ]
    assert all(entry.feed == FEED and entry.attempt == 1 for entry in result.entries)
    assert (result.rejections, result.format, result.problems) == ((), "rss20", ())


def test_the_first_request_is_unconditional_and_bounded(feed_answer: Answer, tick: Tick) -> None:
    web = FakeWeb({URL: feed_answer})
    ask(web, FEED, None, tick)
    [request] = web.requests
    assert set(request.headers) == {"Accept"}
    assert request.max_bytes == MAX_FEED_BYTES
    assert not request.obey_robots


@pytest.mark.parametrize(
    ("feed", "changes", "expected"),
    [
        (FEED, {"etag": 'W/"odd\t,'}, {"If-None-Match": 'W/"odd\t,', "If-Modified-Since": "noon"}),
        (replace(FEED, conditional=False), {}, {}),
        (FEED, {"retries": True}, {}),
        (FEED, {"read_at": None}, {}),
        (
            FEED,
            {"polled_at": 14, "read_at": 14},
            {"If-None-Match": "1", "If-Modified-Since": "noon"},
        ),
        (FEED, {"read_at": 16}, {}),
    ],
)
def test_validators_are_echoed_untouched_unless_the_feed_has_to_be_read(
    feed_answer: Answer,
    tick: Tick,
    feed: Feed,
    changes: dict[str, object],
    expected: Mapping[str, str],
) -> None:
    days = {
        name: tick.at - timedelta(days=value)
        for name, value in changes.items()
        if isinstance(value, int) and not isinstance(value, bool)
    }
    memory = remember(tick, **{"etag": "1", "last_modified": "noon", **changes, **days})
    web = FakeWeb({URL: feed_answer})
    ask(web, feed, memory, tick)
    sent = dict(web.requests[0].headers)
    assert sent.pop("Accept").startswith("application/rss+xml")
    assert sent == expected


def test_a_304_takes_its_etag_and_a_last_modified_only_if_there_is_one(tick: Tick) -> None:
    memory = remember(tick, failures=3)
    both = {"ETag": '"3"', "Last-Modified": "now"}
    for headers, validators in (
        ({}, ('"1"', "Tue, 14 May 2024 10:00:00 GMT")),
        ({"ETag": '"3"'}, ('"3"', "Tue, 14 May 2024 10:00:00 GMT")),
        (both, ('"3"', "now")),
    ):
        result = poll_of(answer(URL, status=304, headers=headers), memory, tick)
        poll = result.poll
        assert (poll.outcome, poll.http_status, poll.failures) == ("not_modified", 304, 0)
        assert (poll.etag, poll.last_modified) == validators
        assert (poll.body_key, poll.error) == ("k", None)
        assert poll.next_due_at == tick.at + timedelta(minutes=55)
        assert (result.entries, result.rejections) == ((), ())


def test_a_304_that_nobody_asked_for_is_a_failure(tick: Tick) -> None:
    for memory in (None, remember(tick, retries=True)):
        result = poll_of(answer(URL, status=304), memory, tick)
        assert result.poll.outcome == PollOutcome.FAILED
        assert [each.reason for each in result.rejections] == [Reason.HTTP_OTHER]


def test_the_same_body_is_not_read_again(feed_answer: Answer, tick: Tick) -> None:
    first = poll_of(feed_answer, None, tick).poll
    again = later(tick, hours=1)
    result = poll_of(replace(feed_answer, headers={"etag": "x"}), memory_after(first), again)
    assert (result.poll.outcome, result.entries) == ("same_body", ())
    # A full answer says all there is to say: a validator that it lacks exists no more.
    assert (result.poll.etag, result.poll.last_modified) == ("x", None)
    assert result.poll.body_key == first.body_key
    assert result.poll.next_due_at == again.at + timedelta(minutes=55)


def test_the_same_body_is_read_again_if_the_feed_has_to_be_read(
    feed_answer: Answer, tick: Tick
) -> None:
    known = memory_after(poll_of(feed_answer, None, tick).poll)
    again = later(tick, hours=1)
    for memory in (
        replace(known, retries=True),
        replace(known, read_at=again.at - timedelta(days=16)),
    ):
        result = poll_of(feed_answer, memory, again)
        assert (result.poll.outcome, len(result.entries)) == ("read", 2)


def test_the_body_key_also_counts_for_feeds_without_validators(
    feed_answer: Answer, tick: Tick
) -> None:
    feed = replace(FEED, conditional=False)
    known = memory_after(poll_of(feed_answer, None, tick, feed).poll)
    assert poll_of(feed_answer, known, later(tick, hours=1), feed).poll.outcome == "same_body"


def test_publishers_hints_put_off_the_next_poll(rss: Rss, tick: Tick) -> None:
    def due(headers: Mapping[str, str], channel: str, **changes: object) -> timedelta:
        body = rss(ITEM.format("a"), channel=channel)
        feed = replace(FEED, **changes)  # type: ignore[arg-type]
        found = poll_of(answer(URL, body, headers=headers), None, tick, feed).poll.next_due_at
        assert found is not None
        return found - tick.at

    early = timedelta(minutes=5)
    assert due({"Cache-Control": "max-age=7200"}, "") == timedelta(hours=2) - early
    assert due({}, "<ttl>180</ttl>") == timedelta(hours=3) - early
    assert due({"Cache-Control": "max-age=1"}, "<ttl>5</ttl>") == timedelta(hours=1) - early
    assert due({}, "<ttl>999999</ttl>") == timedelta(hours=24) - early
    assert due({}, "<ttl>180</ttl>", poll_minutes=0) == timedelta()


def the_rejection(result: PollResult) -> Rejection:
    [rejection] = result.rejections
    return rejection


def test_after_a_410_the_feed_is_asked_ever_more_rarely(tick: Tick) -> None:
    result = poll_of(answer(URL, status=410), remember(tick, failures=1), tick)
    assert (result.poll.outcome, result.poll.http_status) == ("gone", 410)
    assert (result.poll.failures, result.poll.next_due_at) == (2, tick.at + timedelta(days=4))
    assert "asked again in 4 days" in (result.poll.error or "")
    rejection = the_rejection(result)
    assert (rejection.reason, rejection.retryable) == ("gone", False)
    assert memory_after(result.poll).retired


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (300, Reason.HTTP_OTHER),
        (400, Reason.HTTP_CLIENT_ERROR),
        (401, Reason.HTTP_CLIENT_ERROR),
        (403, Reason.HTTP_CLIENT_ERROR),
        (404, Reason.HTTP_CLIENT_ERROR),
        (429, Reason.RATE_LIMITED),
        (500, Reason.HTTP_SERVER_ERROR),
        (503, Reason.HTTP_SERVER_ERROR),
        (522, Reason.HTTP_SERVER_ERROR),
        (999, Reason.HTTP_OTHER),
    ],
)
def test_a_refusal_is_a_rejection_and_keeps_what_is_known(
    tick: Tick, status: int, reason: Reason
) -> None:
    result = poll_of(answer(URL, "<rss/>", status=status), remember(tick, failures=1), tick)
    poll = result.poll
    assert (poll.outcome, poll.http_status, poll.failures) == ("failed", status, 2)
    assert (poll.etag, poll.body_key) == ('"1"', "k")
    assert poll.last_modified == "Tue, 14 May 2024 10:00:00 GMT"
    assert poll.next_due_at is not None
    assert poll.next_due_at >= tick.at + timedelta(minutes=55)
    assert str(status) in (poll.error or "")
    assert the_rejection(result) == Rejection(
        stage=Stage.POLL.value,
        reason=reason.value,
        url=URL,
        feed_url=URL,
        article_id=None,
        detail=poll.error,
        retryable=True,
        attempt=2,
        occurred_at=tick.at,
        run_id="run1",
    )


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        ("7200", 120),
        ("Tue, 14 May 2024 15:00:00 GMT", 180),
        ("317100", 24 * 60),
        ("Fri, 01 Jan 2100 00:00:00 GMT", 24 * 60),
        ("0", 55),
        ("Tue, 14 May 2024 11:00:00 GMT", 55),
    ],
)
def test_retry_after_is_obeyed_in_both_forms_for_at_most_a_day(
    tick: Tick, status: int, value: str, minutes: int
) -> None:
    refused = answer(URL, status=status, headers={"Retry-After": value})
    result = poll_of(refused, remember(tick), tick)
    assert the_rejection(result).reason == Reason.RATE_LIMITED
    assert result.poll.next_due_at == tick.at + timedelta(minutes=minutes)


def test_a_retry_after_that_says_nothing_changes_nothing(tick: Tick) -> None:
    refused = answer(URL, status=503, headers={"Retry-After": "soon"})
    result = poll_of(refused, remember(tick), tick)
    assert the_rejection(result).reason == Reason.HTTP_SERVER_ERROR
    assert result.poll.next_due_at == tick.at + timedelta(minutes=55)


@pytest.mark.parametrize("reason", Reason)
def test_a_request_without_answer_is_a_rejection(tick: Tick, reason: Reason) -> None:
    error = FetchError(reason, "what happened", retryable=False)
    result = poll_of(error, remember(tick, failures=1), tick)
    assert (result.poll.outcome, result.poll.http_status) == ("failed", None)
    assert (result.poll.failures, result.poll.error) == (2, "what happened")
    assert result.poll.etag == '"1"'
    assert result.poll.next_due_at is not None
    rejection = the_rejection(result)
    assert (rejection.reason, rejection.detail) == (reason, "what happened")
    # The feed is asked again at a later run, whatever the error says of the request.
    assert (rejection.retryable, rejection.attempt) == (True, 2)


def test_a_pause_that_the_web_tells_of_is_obeyed(tick: Tick) -> None:
    error = FetchError(Reason.RATE_LIMITED, "later", retryable=True, retry_after=timedelta(hours=5))
    assert poll_of(error, None, tick).poll.next_due_at == tick.at + timedelta(hours=5)


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>Sorry</body></html>", b'{"a": 1}', b"\x00\xff" * 99, b"<a/>"]
)
def test_what_is_no_feed_is_rejected_and_no_validator_outlives_it(tick: Tick, body: bytes) -> None:
    page = answer(URL, body, headers={"ETag": '"2"'})
    result = poll_of(page, remember(tick), tick)
    poll = result.poll
    assert (poll.outcome, poll.http_status, poll.failures) == ("failed", 200, 1)
    assert (poll.etag, poll.last_modified, poll.body_key) == (None, None, None)
    assert (the_rejection(result).reason, the_rejection(result).detail) == (
        "not_a_feed",
        poll.error,
    )
    web = FakeWeb({URL: page})
    again = ask(web, FEED, memory_after(poll), later(tick, hours=1))
    assert set(web.requests[0].headers) == {"Accept"}
    assert (again.poll.outcome, again.poll.failures) == ("failed", 2)


def test_a_feed_that_recovers_has_no_failures(feed_answer: Answer, tick: Tick) -> None:
    result = poll_of(feed_answer, remember(tick, failures=40), tick)
    assert (result.poll.outcome, result.poll.failures) == ("read", 0)
    assert result.poll.next_due_at == tick.at + timedelta(minutes=55)


def test_an_exception_nobody_foresaw_is_a_rejection(
    feed_answer: Answer, tick: Tick, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a \ud800 surprise")

    monkeypatch.setattr(poll_module, "entries_of", fail)
    result = poll_of(feed_answer, remember(tick, failures=1), tick)
    assert (result.poll.outcome, result.poll.failures) == ("failed", 2)
    rejection = the_rejection(result)
    assert rejection.reason == Reason.UNEXPECTED
    assert rejection.detail == result.poll.error
    assert "RuntimeError" in (rejection.detail or "")
    (rejection.detail or "").encode()
    assert (rejection.url, rejection.feed_url) == (URL, URL)
    assert (rejection.retryable, rejection.attempt) == (True, 2)


def test_entries_without_link_keep_their_guid_or_content_and_repeats_collapse(
    rss: Rss, tick: Tick
) -> None:
    body = rss(
        "<title>First</title><link>https://news.example/a</link>",
        "<title>Again</title><link>https://news.example/a?utm_source=rss</link>",
        '<title>Guid</title><guid isPermaLink="false">7</guid>',
        '<title>Guid again</title><guid isPermaLink="false">7</guid>',
        "<title>Content</title><description>Words</description>",
        "<title>Content</title><description>Words</description>",
        "<pubDate>Tue, 14 May 2024 09:00:00 GMT</pubDate>",
    )
    result = poll_of(answer(URL, body), None, tick)
    assert [(entry.title, entry.url, entry.guid) for entry in result.entries] == [
        ("First", "https://news.example/a", None),
        ("Guid", "", "7"),
        ("Content", "", None),
    ]
    assert [entry.canonical_url[:14] for entry in result.entries[1:]] == ["urn:claimwire:"] * 2
    assert result.poll.entries == 7
    assert [(each.reason, each.retryable, each.url) for each in result.rejections] == [
        ("repeated_entry", False, "https://news.example/a?utm_source=rss"),
        ("repeated_entry", False, None),
        ("no_link", False, None),
    ]


def test_a_date_in_the_future_is_clamped_to_now(rss: Rss, tick: Tick, now: datetime) -> None:
    dates = ["Tue, 14 May 2024 11:00:00 GMT", "Thu, 14 May 2099 11:00:00 GMT", "soon"]
    items = [ITEM.format(i) + f"<pubDate>{date}</pubDate>" for i, date in enumerate(dates)]
    entries = poll_of(answer(URL, rss(*items)), None, tick).entries
    assert [entry.published_raw for entry in entries] == dates
    assert [entry.published_at for entry in entries] == [now - timedelta(hours=1), now, None]


def test_the_same_answer_gives_the_same_result(feed_answer: Answer, tick: Tick) -> None:
    assert poll_of(feed_answer, None, tick) == poll_of(feed_answer, None, tick)
