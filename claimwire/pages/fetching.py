"""What becomes of an entry when its page is asked for."""

import dataclasses
from collections.abc import Iterable, Iterator

from claimwire.clock import Clock
from claimwire.counters import PAGES_FETCHED, PAGES_MISSING, PAGES_SETTLED, Counted
from claimwire.pages.content_type import is_html
from claimwire.pages.plain_text import clean_text, word_count
from claimwire.rejecting import of_entry
from claimwire.schemas.flow import Entry, FetchedPage
from claimwire.schemas.rejections import Reason, Rejection, Stage
from claimwire.web.interface import Answer, Fetch, FetchError, Web

_NO_LINK = "urn:claimwire:"

_PASSING_CLIENT_ERRORS = frozenset({408, 425, 429})
"""Client errors that pass by themselves: time-out (RFC 9110), too early (RFC 8470), too many
requests (RFC 6585). All others (not found, gone, forbidden, paid, legal reasons ...) are the
host's decision and are not asked for again."""


def needs_page(entry: Entry) -> bool:
    """Tell whether an entry has a page that is to be fetched."""
    return (
        entry.feed.fetch_pages and bool(entry.url) and not entry.canonical_url.startswith(_NO_LINK)
    )


def without_page(entry: Entry) -> FetchedPage:
    """Let an entry go on with the feed's text alone."""
    return FetchedPage(
        entry, final_url="", status=None, content_type=None, body=b"", fetched_at=None
    )


def reject(
    entry: Entry, reason: Reason, detail: str, *, passing: bool, max_attempts: int
) -> Rejection:
    """Describe why an entry's page could not be had.

    Args:
        entry: the entry.
        reason: from the closed set.
        detail: for a person.
        passing: whether it may go better another time; it is tried ``max_attempts`` times.
        max_attempts: how often a page is asked for in all.
    """
    retryable = passing and entry.attempt < max_attempts
    return of_entry(entry).reject(Stage.FETCH, reason, detail, retryable=retryable)


def judge(
    entry: Entry, answer: Answer, *, clock: Clock, max_attempts: int
) -> FetchedPage | Rejection:
    """Turn an answer into a page, or say why it is none."""
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
    reason, passing = _reason(answer.status)
    detail = f"status {answer.status} from {answer.final_url}"
    return reject(entry, reason, detail, passing=passing, max_attempts=max_attempts)


def _reason(status: int) -> tuple[Reason, bool]:
    if status == 429:
        return Reason.RATE_LIMITED, True
    if 400 <= status < 500:
        return Reason.HTTP_CLIENT_ERROR, status in _PASSING_CLIENT_ERRORS
    if status >= 500:
        return Reason.HTTP_SERVER_ERROR, True
    return Reason.HTTP_OTHER, False


@dataclasses.dataclass(frozen=True)
class FetchBucket:
    """Fetches the pages of the entries of one bucket, as ``Web`` allows.

    A page that cannot be had for good does not lose the article if the feed carries enough of
    it: the entry goes on without a page, which the article's row shows (``text_source`` is feed
    although the entry has a link). While a failure may still pass, the entry is rejected as
    retryable instead, so that a server's bad minute does not leave a summary in place of the
    article for ever; at the last attempt the feed's text is taken.

    Attributes:
        web: where to fetch from.
        clock: says when a page arrived.
        max_bytes: cap on a decoded body.
        min_words: the feed's text is enough from this length on.
        max_attempts: how often a page is asked for in all.
    """

    web: Web
    clock: Clock
    max_bytes: int
    min_words: int
    max_attempts: int

    def __call__(
        self, bucket: tuple[int, Iterable[Entry]]
    ) -> Iterator[FetchedPage | Rejection | Counted]:
        """Yield each entry's page, or why there is none, as they come."""
        _, entries = bucket
        ordered = sorted(entries, key=lambda entry: (entry.article_id, entry.feed.url, entry.url))
        waiting = dict(enumerate(ordered))
        try:
            for number, outcome in self.web.each(self._fetch, list(waiting.items())):
                entry = waiting.pop(number)
                yield Counted(PAGES_SETTLED)
                yield from self._settle(entry, outcome)
        except Exception as error:
            # The web itself gave out; the rest of the bucket must not vanish with it.
            yield Counted(PAGES_SETTLED, len(waiting))
            for entry in waiting.values():
                yield of_entry(entry).unexpected(Stage.FETCH, error)

    async def _fetch(
        self, fetch: Fetch, numbered: tuple[int, Entry]
    ) -> tuple[int, FetchedPage | Rejection]:
        number, entry = numbered
        try:
            answer = await fetch(entry.url, max_bytes=self.max_bytes, obey_robots=True)
            outcome = judge(entry, answer, clock=self.clock, max_attempts=self.max_attempts)
        except FetchError as error:
            # A host that wants to be left alone was not asked: that is no attempt.
            unasked = error.reason is Reason.RATE_LIMITED
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
