"""Fetching of entries' pages: time limits, retries and rejections."""

import asyncio
import dataclasses
import functools
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from claimwire.clock import Clock
from claimwire.counters import PAGES_FETCHED, PAGES_MISSING, PAGES_SETTLED, Counted
from claimwire.pages.content_type import is_html
from claimwire.pages.fetch_order import domain_of, fetch_order
from claimwire.pages.plain_text import clean_text, word_count
from claimwire.rejecting import of_entry
from claimwire.schemas.flow import Entry, FetchedPage
from claimwire.schemas.rejections import Reason, Rejection, Stage
from claimwire.web.interface import Answer, Fetch, FetchError, Web

_NO_LINK = "urn:claimwire:"

_PASSING_CLIENT_ERRORS = frozenset({408, 425, 429})
"""Transient client errors: time-out (RFC 9110), too early (RFC 8470), too many requests (RFC 6585).
All others (not found, gone, forbidden, paid, legal reasons ...) are the host's decision and are not
retried."""

_CHALLENGED = "cf-mitigated"
"""Header of a response that is a bot check rather than the host's answer (Cloudflare)."""

_NOT_ASKED = frozenset(
    {
        Reason.RATE_LIMITED,
        Reason.DOMAIN_UNRESPONSIVE,
        Reason.DOMAIN_TIME_LIMIT,
        Reason.FETCH_TIME_LIMIT,
    }
)
"""Failures before the page was requested; they do not count as attempts."""


@dataclasses.dataclass(frozen=True)
class TimeLimits:
    """Time limits of fetching; pages not fetched by then are rejected as retryable.

    Attributes:
        run: limit for all pages, from the poll that named them. A bucket that a worker begins late
            still gets ``domain``.
        domain: limit for the pages of one domain, from the time its first page is wanted.
    """

    run: timedelta = timedelta(minutes=20)
    domain: timedelta = timedelta(minutes=10)


def needs_page(entry: Entry) -> bool:
    """Return whether an entry has a page that is to be fetched."""
    return (
        entry.feed.fetch_pages and bool(entry.url) and not entry.canonical_url.startswith(_NO_LINK)
    )


def without_page(entry: Entry) -> FetchedPage:
    """Return an entry without a page, to go on with the feed's text alone."""
    return FetchedPage(
        entry, final_url="", status=None, content_type=None, body=b"", fetched_at=None
    )


def reject(
    entry: Entry, reason: Reason, detail: str, *, passing: bool, max_attempts: int
) -> Rejection:
    """Return the rejection of an entry whose page could not be fetched.

    Args:
        entry: the entry.
        reason: the cause, from the closed set.
        detail: what happened, in words for a person.
        passing: whether the failure is transient, so that the page is retried.
        max_attempts: maximum number of attempts, over all runs.
    """
    retryable = passing and entry.attempt < max_attempts
    return of_entry(entry).reject(Stage.FETCH, reason, detail, retryable=retryable)


def judge(
    entry: Entry, answer: Answer, *, clock: Clock, max_attempts: int
) -> FetchedPage | Rejection:
    """Turn a response into a page, or into a rejection if it is not one."""
    content_type = answer.headers.get("content-type")
    if answer.status in {200, 203}:
        if is_html(content_type, answer.body):
            return FetchedPage(
                entry,
                final_url=answer.final_url,
                status=answer.status,
                content_type=content_type,
                body=answer.body,
                fetched_at=clock(),
            )
        detail = f"content type {content_type or 'missing'}"
        return reject(entry, Reason.NOT_HTML, detail, passing=False, max_attempts=max_attempts)
    reason, passing = _reason(answer)
    detail = f"status {answer.status} from {answer.final_url}"
    return reject(entry, reason, detail, passing=passing, max_attempts=max_attempts)


def _reason(answer: Answer) -> tuple[Reason, bool]:
    status = answer.status
    if _CHALLENGED in answer.headers:
        return Reason.CHALLENGE_PAGE, True
    if status == 429:
        return Reason.RATE_LIMITED, True
    if 400 <= status < 500:
        return Reason.HTTP_CLIENT_ERROR, status in _PASSING_CLIENT_ERRORS
    if status >= 500:
        return Reason.HTTP_SERVER_ERROR, True
    return Reason.HTTP_OTHER, False


@dataclasses.dataclass(frozen=True)
class FetchBucket:
    """Fetches the pages of one bucket of entries.

    If a page fails permanently and the feed carries enough of the article, the entry goes on
    without a page, which the article's row shows (``text_source`` is feed although the entry has
    a link). While a failure may be transient, the entry is rejected as retryable instead, so that a
    short outage does not leave a summary in place of the article for ever. After the last attempt
    the feed's text is used.

    Attributes:
        web: where to fetch from.
        clock: tells when a page arrived.
        max_bytes: limit on a decoded body, in bytes.
        min_words: minimum length at which the feed's text can replace the page, in words.
        max_attempts: maximum number of attempts for a page, over all runs.
        limits: time limits, so that one slow domain does not hold up everything.
    """

    web: Web
    clock: Clock
    max_bytes: int
    min_words: int
    max_attempts: int
    limits: TimeLimits = dataclasses.field(default_factory=TimeLimits)

    def __call__(
        self, bucket: tuple[int, Iterable[Entry]]
    ) -> Iterator[FetchedPage | Rejection | Counted]:
        """Yield each entry's page, or its rejection, as they complete."""
        _, entries = bucket
        waiting = dict(enumerate(fetch_order(entries)))
        deadlines = _Deadlines(self.limits, self.clock())
        fetch = functools.partial(self._fetch, deadlines)
        try:
            for number, outcome in self.web.each(fetch, list(waiting.items())):
                entry = waiting.pop(number)
                yield Counted(PAGES_SETTLED)
                yield from self._settle(entry, outcome)
        except Exception as error:
            # The client itself failed; the rest of the bucket must not be lost with it.
            yield Counted(PAGES_SETTLED, len(waiting))
            for entry in waiting.values():
                yield of_entry(entry).unexpected(Stage.FETCH, error)

    async def _fetch(
        self, deadlines: "_Deadlines", fetch: Fetch, numbered: tuple[int, Entry]
    ) -> tuple[int, FetchedPage | Rejection]:
        number, entry = numbered
        try:
            answer = await self._in_time(deadlines, fetch, entry)
            outcome = judge(entry, answer, clock=self.clock, max_attempts=self.max_attempts)
        except FetchError as error:
            unasked = error.reason in _NOT_ASKED
            outcome = reject(
                dataclasses.replace(entry, attempt=entry.attempt - 1) if unasked else entry,
                error.reason,
                error.detail,
                passing=error.retryable,
                max_attempts=self.max_attempts,
            )
        except Exception as error:
            outcome = of_entry(entry).unexpected(Stage.FETCH, error)
        return number, outcome

    async def _in_time(self, deadlines: "_Deadlines", fetch: Fetch, entry: Entry) -> Answer:
        """Fetch a page within its deadline.

        Most of the time passes while the page waits for its turn at a domain with a long crawl
        delay, which the time-out of requests does not cover.
        """
        now = self.clock()
        until, reason = deadlines.of(entry, now)
        limit = self.limits.run if reason is Reason.FETCH_TIME_LIMIT else self.limits.domain
        late = FetchError(
            reason, f"not fetched within {limit}; the next run begins with it", retryable=True
        )
        if until <= now:
            raise late
        try:
            async with asyncio.timeout((until - now).total_seconds()) as time_limit:
                return await fetch(entry.url, max_bytes=self.max_bytes, obey_robots=True)
        except TimeoutError:
            if time_limit.expired():
                raise late from None
            raise

    def _settle(
        self, entry: Entry, outcome: FetchedPage | Rejection
    ) -> Iterator[FetchedPage | Rejection | Counted]:
        if isinstance(outcome, FetchedPage):
            yield Counted(PAGES_FETCHED)
            yield outcome
        elif outcome.retryable or word_count(clean_text(entry.text)) < self.min_words:
            yield outcome
        else:
            yield Counted(PAGES_MISSING + outcome.reason)
            yield without_page(entry)


class _Deadlines:
    """The deadlines for the pages of one bucket.

    Args:
        limits: the time limits.
        begun: when a worker began the bucket.
    """

    def __init__(self, limits: TimeLimits, begun: datetime) -> None:
        self._limits = limits
        self._begun = begun
        self._of_domain: dict[str, datetime] = {}

    def of(self, entry: Entry, now: datetime) -> tuple[datetime, Reason]:
        """Return an entry's deadline, and the reason for its rejection after that."""
        run = max(entry.seen_at + self._limits.run, self._begun + self._limits.domain)
        domain = self._of_domain.setdefault(domain_of(entry), now + self._limits.domain)
        if domain < run:
            return domain, Reason.DOMAIN_TIME_LIMIT
        return run, Reason.FETCH_TIME_LIMIT
