"""The partition of each row: the UTC day on which its subject was first seen."""

from claimwire.schemas.articles import Article
from claimwire.schemas.feeds import Poll
from claimwire.schemas.rejections import Rejection
from claimwire.schemas.sightings import Sighting
from claimwire.schemas.table import day_of


def day_of_article(article: Article) -> tuple[str, Article]:
    """Key an article by the day a feed first showed it."""
    return day_of(article.first_seen_at), article


def day_of_sighting(sighting: Sighting) -> tuple[str, Sighting]:
    """Key a sighting by its day."""
    return day_of(sighting.seen_at), sighting


def day_of_poll(poll: Poll) -> tuple[str, Poll]:
    """Key a poll by its day."""
    return day_of(poll.polled_at), poll


def day_of_rejection(rejection: Rejection) -> tuple[str, Rejection]:
    """Key a rejection by its day."""
    return day_of(rejection.occurred_at), rejection
