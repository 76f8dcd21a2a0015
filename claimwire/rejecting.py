"""The one way to make a rejection: name its subject, then the reason."""

import dataclasses
import traceback
from datetime import datetime

from claimwire.printable import clean_line
from claimwire.schemas.articles import Article
from claimwire.schemas.feeds import Poll
from claimwire.schemas.flow import Entry, Feed, Tick
from claimwire.schemas.rejections import Reason, Rejection, Stage
from claimwire.schemas.sightings import Sighting

_DETAIL_LENGTH = 500


@dataclasses.dataclass(frozen=True)
class Subject:
    """The element that a rejection is about.

    Attributes:
        at: when the run saw the element.
        run_id: the run, or window of a stream.
        url: the element's address, if known.
        feed_url: the feed it came from, if known.
        article_id: the article it belongs to, if known.
        attempt: number of attempts so far, this one included.
    """

    at: datetime
    run_id: str
    url: str | None = None
    feed_url: str | None = None
    article_id: str | None = None
    attempt: int = 1

    def reject(
        self, stage: Stage, reason: Reason, detail: str, *, retryable: bool = False
    ) -> Rejection:
        """Return a rejection of this element.

        Args:
            stage: the step that rejects it.
            reason: the cause, from the closed set.
            detail: what happened, in words for a person.
            retryable: whether a later run tries again.
        """
        return Rejection(
            stage=stage.value,
            reason=reason.value,
            url=self.url or None,
            feed_url=self.feed_url or None,
            article_id=self.article_id or None,
            detail=clean_line(detail),
            retryable=retryable,
            attempt=self.attempt,
            occurred_at=self.at,
            run_id=self.run_id,
        )

    def unexpected(self, stage: Stage, error: BaseException) -> Rejection:
        """Return a rejection of this element because of an unforeseen exception."""
        where = traceback.extract_tb(error.__traceback__)
        place = f" at {where[-1].filename.rsplit('/', 1)[-1]}:{where[-1].lineno}" if where else ""
        detail = f"{type(error).__name__}{place}: {error}"
        return self.reject(stage, Reason.UNEXPECTED, detail[:_DETAIL_LENGTH])


def of_feed(feed: Feed, tick: Tick) -> Subject:
    """Return the subject for a feed that is polled."""
    return Subject(tick.at, tick.run_id, feed.url, feed.url)


def of_entry(entry: Entry) -> Subject:
    """Return the subject for an entry of a feed."""
    return Subject(
        entry.seen_at, entry.run_id, entry.url, entry.feed.url, entry.article_id, entry.attempt
    )


def of_poll(poll: Poll) -> Subject:
    """Return the subject for a feed that was polled."""
    return Subject(poll.polled_at, poll.run_id, poll.feed_url, poll.feed_url)


def of_sighting(sighting: Sighting) -> Subject:
    """Return the subject for a sighting of a story in a feed."""
    return Subject(
        sighting.seen_at, sighting.run_id, sighting.url, sighting.feed_url, sighting.article_id
    )


def of_article(article: Article) -> Subject:
    """Return the subject for an article."""
    return Subject(
        article.first_seen_at, article.run_id, article.url, article.feed_url, article.article_id
    )
