"""The copies of an original that has been removed: they are grouped anew among themselves."""

from collections import defaultdict
from collections.abc import Iterable

from claimwire.schemas.articles import Article
from claimwire.stories.originals import resolve


def regrouped(copies: Iterable[Article]) -> list[Article]:
    """Assign the copies of removed originals to stories again.

    The earliest copy of each story becomes an original, and the others its copies, as far as they
    are near it.

    Args:
        copies: all remaining copies of the removed originals, in any order.

    Returns:
        The same articles, with their new stories.
    """
    by_original: dict[str | None, list[Article]] = defaultdict(list)
    for copy in copies:
        by_original[copy.copy_of].append(copy)
    return [article for _, each in sorted(by_original.items()) for article in resolve(each)]
