"""The order in which pages are fetched: retries first, in turns between domains."""

import itertools
from collections.abc import Iterable

from claimwire.schemas.flow import Entry
from claimwire.web.urls import BadUrl, registrable_domain


def fetch_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries of a bucket in the order in which to fetch them.

    The order is round-robin over domains, so that a domain with many entries, or a slow one, does
    not block the others. Within a domain, retries from earlier runs come first, those with the
    fewest attempts at the front. The order depends on nothing but the entries.
    """
    by_domain: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=_precedence):
        by_domain.setdefault(domain_of(entry), []).append(entry)
    rounds = itertools.zip_longest(*(by_domain[domain] for domain in sorted(by_domain)))
    return [entry for each in rounds for entry in each if entry is not None]


def domain_of(entry: Entry) -> str:
    """Return the registrable domain of an entry's link, or the link if it has none."""
    try:
        return registrable_domain(entry.url)
    except BadUrl:
        # The request will be rejected with the reason.
        return entry.url


def _precedence(entry: Entry) -> tuple[bool, int, str, str, str]:
    return not entry.waited, entry.attempt, entry.article_id, entry.feed.url, entry.url
