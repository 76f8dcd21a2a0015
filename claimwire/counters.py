"""The names of a run's counters, and counts that a function yields beside its results."""

import dataclasses
from collections.abc import Mapping

FEEDS_POLLED = "feeds_polled"
FEEDS_BY_OUTCOME = "feeds_"
"""Prefix; the outcome of the poll follows."""
FEEDS_RETIRED = "feeds_retired"
FEEDS_NOT_DUE = "feeds_not_due"
ARTICLES_KNOWN = "articles_known_by_canonical_url"
PAGES_WANTED = "pages_wanted"
PAGES_NOT_WANTED = "pages_not_wanted"
PAGES_SETTLED = "pages_settled"
"""Pages that were fetched, or that cannot be fetched."""
PAGES_FETCHED = "pages_fetched"
PAGES_MISSING = "pages_missing_"
"""Prefix; the reason follows. The text of the feed stands in for the page."""
TEXTS_FROM = "texts_from_"
"""Prefix; ``page`` or ``feed`` follows."""
TEXTS_MISSING = "texts_missing"
ARTICLES_ORIGINAL = "articles_original"
ARTICLES_COPIED = "articles_copied"
ARTICLES_ANNOTATED = "articles_annotated"
ARTICLES_NOT_ANNOTATED = "articles_not_annotated"
ARTICLES_READ = "articles_read"
STATEMENTS_NEW = "statements_new"
STATEMENTS_REPORTED = "statements_reported"
CLAIMS_FOUND = "claims_found"
ROWS = "rows_"
"""Prefix; the name of the table follows."""
MANIFESTS_PUBLISHED = "manifests_published"
REJECTED = "rejected_"
"""Prefix; the reason follows."""
POLLS = "polls_"
"""Prefix of a manifest's counts; the outcome follows."""


@dataclasses.dataclass(frozen=True)
class Counted:
    """An amount to add to a counter of the run.

    Functions that may run outside the engine's own threads yield it instead of counting.

    Attributes:
        name: name of the counter.
        amount: the increment.
    """

    name: str
    amount: int = 1


def with_prefix(counts: Mapping[str, int], prefix: str) -> dict[str, int]:
    """Select the counts whose names begin with a prefix.

    Returns:
        The counts by name without the prefix, sorted by name.
    """
    found = ((name, count) for name, count in counts.items() if name.startswith(prefix))
    return {name.removeprefix(prefix): count for name, count in sorted(found)}
