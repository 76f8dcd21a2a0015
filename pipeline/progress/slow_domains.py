"""Domains that were so slow that pages were left for the next run, or feeds could not be read."""

from collections import Counter
from collections.abc import Iterable, Sequence

from claimwire.feeds.check import FeedCheck
from claimwire.schemas.flow import TableFile
from claimwire.schemas.rejections import REJECTIONS, Reason
from claimwire.storage.published_files import read_columns
from claimwire.storage.store import Store
from claimwire.web.urls import BadUrl, registrable_domain

_NAMED = 5

_SLOW = frozenset(
    {
        Reason.DOMAIN_TIME_LIMIT.value,
        Reason.DOMAIN_UNRESPONSIVE.value,
        Reason.FETCH_TIME_LIMIT.value,
    }
)


def slow_domains(store: Store, files: Iterable[TableFile]) -> list[tuple[str, int]]:
    """Count the pages and feeds of each domain that a run left for the next one.

    Args:
        store: the store of the tables.
        files: the data files that the run has published.

    Returns:
        Domains with their numbers, the highest first.

    Raises:
        StateError: if a file is missing or damaged.
    """
    own = [file for file in files if file.table == REJECTIONS.name]
    rows = read_columns(store, REJECTIONS, own, ("reason", "url"))
    pairs = zip(rows["reason"].to_pylist(), rows["url"].to_pylist(), strict=True)
    return _slowest(url for reason, url in pairs if reason in _SLOW and url)


def slow_domains_of_feeds(checks: Iterable[FeedCheck]) -> list[tuple[str, int]]:
    """Count the feeds of each domain that did not answer a check in time, the highest first.

    A check asks once for each feed, so a request that timed out counts too.
    """
    slow = _SLOW | {Reason.TIMEOUT.value}
    return _slowest(check.url for check in checks if check.reason in slow)


def list_domains(slow: Sequence[tuple[str, int]]) -> str:
    """Write out domains with their numbers, and how many more there are."""
    named = ", ".join(f"{domain} ({count:,})" for domain, count in slow[:_NAMED])
    return f"{named} and {len(slow) - _NAMED:,} more" if len(slow) > _NAMED else named


def _slowest(urls: Iterable[str]) -> list[tuple[str, int]]:
    counts = Counter(map(_domain, urls))
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _domain(url: str) -> str:
    try:
        return registrable_domain(url)
    except BadUrl:
        return url
