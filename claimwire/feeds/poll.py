"""One poll of one feed, as a function of the web's response."""

import asyncio
import dataclasses
import hashlib
import os
from datetime import timedelta

from claimwire.feeds.access import PUBLIC, AccessError, access_headers
from claimwire.feeds.discovery import declared_feeds
from claimwire.feeds.entries import entries_of
from claimwire.feeds.formats.parse import parse_feed
from claimwire.feeds.formats.parsed_feed import NotAFeed
from claimwire.feeds.schedule import (
    failure_weight,
    max_age,
    next_due,
    reads_in_full,
    validators,
)
from claimwire.printable import clean_optional
from claimwire.rejecting import Subject
from claimwire.schemas.feeds import Poll, PollOutcome
from claimwire.schemas.flow import Entry, Feed, FeedMemory, Tick
from claimwire.schemas.keys import ID_LENGTH
from claimwire.schemas.rejections import Reason, Rejection, Stage
from claimwire.web.interface import Answer, Fetch, FetchError
from claimwire.web.politeness import retry_after
from claimwire.web.urls import origin

MAX_FEED_BYTES = 15_000_000
"""Maximum decompressed size of a feed, the same as miniflux's."""

_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


_LISTED_ADDRESS_EVERY = 3
"""Every third poll of a feed that has moved and fails goes to its listed address."""


@dataclasses.dataclass(frozen=True)
class PollResult:
    """The result of a poll.

    Attributes:
        poll: the row for the table of feeds; ``new_entries`` is not known yet.
        entries: the feed's entries, if it was read.
        rejections: the reason why there are no entries, or the entries that are not read.
        format: format of the feed, if it was read.
        problems: problems of a feed that could be read all the same.
    """

    poll: Poll
    entries: tuple[Entry, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    format: str | None = None
    problems: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class PollRequest:
    """A feed that is due.

    Attributes:
        feed: the feed as listed.
        memory: what earlier runs recorded about it, or None.
        tick: the tick of the poll.
    """

    feed: Feed
    memory: FeedMemory | None
    tick: Tick

    @property
    def url(self) -> str:
        """The address to request: the listed one, or the one the feed has moved to for good.

        Either may stop working while the other works, so a failing feed is polled at both in turn.
        """
        memory = self.memory
        if memory is None or memory.moved_to is None:
            return self.feed.url
        is_listed_turn = (memory.failures + 1) % _LISTED_ADDRESS_EVERY == 0
        return self.feed.url if is_listed_turn else memory.moved_to


async def poll_feed(fetch: Fetch, request: PollRequest, look_back: timedelta) -> PollResult:
    """Fetch and read a feed. Failures are part of the result, not exceptions.

    Args:
        fetch: sends requests.
        request: the feed that is due.
        look_back: how far back the tables are read as memory.
    """
    feed, memory, tick = request.feed, request.memory, request.tick
    headers = validators(feed, memory, tick.at, look_back)
    try:
        own = access_headers(feed.access, os.environ)
        public = {name: value for name, value in own.items() if name.lower() in PUBLIC}
        private = {name: value for name, value in own.items() if name not in public}
        is_listed_origin = origin(request.url) == origin(feed.url)
        answer = await fetch(
            request.url,
            max_bytes=MAX_FEED_BYTES,
            headers={"Accept": _ACCEPT, **headers, **public},
            private_headers=private if is_listed_origin else None,
        )
        # In a thread, so that a large feed does not delay the responses of other hosts.
        return await asyncio.to_thread(
            read_answer, answer, request, look_back, conditional=bool(headers)
        )
    except AccessError as error:
        return _failed(request, Reason.NO_CREDENTIALS, str(error))
    except FetchError as error:
        return _failed(request, error.reason, error.detail, pause=error.retry_after)
    except Exception as error:
        rejection = _subject(request).unexpected(Stage.POLL, error)
        return _failed(request, Reason.UNEXPECTED, rejection.detail or "")


def read_answer(
    answer: Answer, request: PollRequest, look_back: timedelta, *, conditional: bool
) -> PollResult:
    """Turn a response into the result of a poll.

    Args:
        answer: the last hop's response.
        request: the feed that was polled.
        look_back: how far back the tables are read as memory.
        conditional: whether validators were sent.
    """
    memory, now = request.memory, request.tick.at
    if answer.status == 304 and conditional and memory is not None:
        return _unchanged(PollOutcome.NOT_MODIFIED, answer, request)
    if not 200 <= answer.status < 300:
        return _refused(answer, request)
    if (
        memory is not None
        and memory.body_key == _body_key(answer.body)
        and not reads_in_full(memory, now, look_back)
    ):
        return _unchanged(PollOutcome.SAME_BODY, answer, request)
    return _read(answer, request)


def _read(answer: Answer, request: PollRequest) -> PollResult:
    feed, tick = request.feed, request.tick
    try:
        parsed = parse_feed(answer.body, answer.headers, answer.final_url)
    except NotAFeed as error:
        declared = declared_feeds(answer)
        detail = f"{error}; it names {', '.join(declared)}: list that" if declared else str(error)
        return _failed(request, Reason.NOT_A_FEED, detail, answer=answer, forget=True)
    entries, rejections = entries_of(parsed, feed, tick)
    hints = [*parsed.hints, *_hints(answer)]
    poll = _row(
        request,
        PollOutcome.READ,
        answer=answer,
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        body_key=_body_key(answer.body),
        entries=len(parsed.entries) + parsed.left_out,
        next_due_at=next_due(feed, PollOutcome.READ, tick.at, hints=hints),
        title=clean_optional(parsed.title),
    )
    return PollResult(poll, tuple(entries), tuple(rejections), parsed.format, parsed.problems)


def _unchanged(outcome: PollOutcome, answer: Answer, request: PollRequest) -> PollResult:
    """Keep what is recorded. A 304 may leave out validators that have not changed."""
    memory = request.memory
    assert memory is not None
    is_full = outcome is PollOutcome.SAME_BODY
    poll = _row(
        request,
        outcome,
        answer=answer,
        etag=answer.headers.get("etag") or (None if is_full else memory.etag),
        last_modified=answer.headers.get("last-modified")
        or (None if is_full else memory.last_modified),
        body_key=memory.body_key,
        next_due_at=next_due(request.feed, outcome, request.tick.at, hints=_hints(answer)),
    )
    return PollResult(poll)


def _refused(answer: Answer, request: PollRequest) -> PollResult:
    status = answer.status
    # A host that a feed once moved to cannot remove it: the listed address is polled again first.
    if status == 410 and request.url == request.feed.url:
        failures = (request.memory.failures if request.memory else 0) + 1
        due = next_due(request.feed, PollOutcome.GONE, request.tick.at, failures=failures)
        poll = _row(
            request,
            PollOutcome.GONE,
            answer=answer,
            failures=failures,
            next_due_at=due,
            error=_REFUSALS[Reason.GONE].format((due - request.tick.at).days),
        )
        rejection = _rejection(request, Reason.GONE, poll.error or "", retryable=False)
        return PollResult(poll, rejections=(rejection,))
    pause = retry_after(answer.headers, request.tick.at) if status in {429, 503} else None
    if status == 429 or pause is not None:
        reason = Reason.RATE_LIMITED
    elif 400 <= status < 500:
        reason = Reason.HTTP_CLIENT_ERROR
    elif 500 <= status < 600:
        reason = Reason.HTTP_SERVER_ERROR
    else:
        reason = Reason.HTTP_OTHER
    detail = f"status {status}: {_REFUSALS[reason]}"
    return _failed(request, reason, detail, answer=answer, pause=pause)


_REFUSALS = {
    Reason.GONE: "status 410: the publisher has removed the feed; it is asked again in {} days",
    Reason.RATE_LIMITED: "the host asks to be left alone for a while",
    Reason.HTTP_CLIENT_ERROR: "the host refuses; check the feed's address",
    Reason.HTTP_SERVER_ERROR: "the host fails",
    Reason.HTTP_OTHER: "an answer without a feed",
}


def _failed(
    request: PollRequest,
    reason: Reason,
    detail: str,
    *,
    answer: Answer | None = None,
    pause: timedelta | None = None,
    forget: bool = False,
) -> PollResult:
    failures = (request.memory.failures if request.memory else 0) + 1
    # A body that could not be read must be read again, even if it has not changed.
    memory = None if forget else request.memory
    poll = _row(
        request,
        PollOutcome.FAILED,
        answer=answer,
        etag=memory.etag if memory else None,
        last_modified=memory.last_modified if memory else None,
        body_key=memory.body_key if memory else None,
        failures=failures,
        next_due_at=next_due(
            request.feed,
            PollOutcome.FAILED,
            request.tick.at,
            failures=failures,
            weight=failure_weight(reason, answer.status if answer else None),
            retry_after=pause,
        ),
        error=detail,
    )
    return PollResult(poll, rejections=(_rejection(request, reason, detail),))


def _row(
    request: PollRequest, outcome: PollOutcome, *, answer: Answer | None, **columns: object
) -> Poll:
    row = Poll(
        feed_url=request.feed.url,
        polled_at=request.tick.at,
        outcome=outcome.value,
        http_status=answer.status if answer else None,
        etag=None,
        last_modified=None,
        body_key=None,
        entries=0,
        new_entries=0,
        failures=0,
        next_due_at=None,
        moved_to=_moved_to(request, outcome, answer),
        title=None,
        error=None,
        run_id=request.tick.run_id,
    )
    return dataclasses.replace(row, **columns)  # type: ignore[arg-type]


def _moved_to(request: PollRequest, outcome: PollOutcome, answer: Answer | None) -> str | None:
    """Return the address to which the listed address redirects permanently, or None.

    At its new address the feed no longer redirects, so each response from there confirms the move.
    Failures neither confirm nor refute it.
    """
    if answer is None or outcome is PollOutcome.FAILED:
        return request.memory.moved_to if request.memory else None
    moved_to = answer.moved_to or request.url
    return moved_to if moved_to != request.feed.url else None


def _rejection(
    request: PollRequest, reason: Reason, detail: str, *, retryable: bool = True
) -> Rejection:
    return _subject(request).reject(Stage.POLL, reason, detail, retryable=retryable)


def _subject(request: PollRequest) -> Subject:
    return Subject(
        request.tick.at,
        request.tick.run_id,
        request.url,
        request.feed.url,
        attempt=1 + (request.memory.failures if request.memory else 0),
    )


def _hints(answer: Answer) -> list[timedelta]:
    age = max_age(answer.headers)
    return [] if age is None else [age]


def _body_key(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:ID_LENGTH]
