"""What a page says of a paywall. Imported by the extraction process: no Beam, no schemas."""

from collections.abc import Iterable
from typing import Any

from claimwire.pages.linked_data import Item, LinkedData
from claimwire.pages.meta import Meta
from claimwire.pages.side_lines import is_wall_line

_MOST_PARTS = 50
_LAST_LINES = 10
"""Lines in which a wall stands: behind what is shown of the article, above what is always there."""


def is_paywalled(text: str, meta: Meta, data: LinkedData, articles: Iterable[Item]) -> bool:
    """Return whether only a part of the article is free to read.

    The page says so in JSON-LD (``isAccessibleForFree`` of the article or of a part of it,
    https://schema.org/isAccessibleForFree), in the ``meta`` element ``article:content_tier``, or
    in words at the end of what it shows. If JSON-LD says that all is free, words do not count.

    Args:
        text: what the page shows of the article, as lines.
        meta: its ``meta`` elements.
        data: its JSON-LD.
        articles: items of the JSON-LD that describe its article.
    """
    declared = [each for article in articles for each in _is_free(data, article)]
    if False in declared or "locked" in map(str.lower, meta.lines("article:content_tier")):
        return True
    return not declared and any(map(is_wall_line, text.split("\n")[-_LAST_LINES:]))


def _is_free(data: LinkedData, article: Item) -> list[bool]:
    parts = data.resolve(article.get("hasPart"))[:_MOST_PARTS]
    items = [article, *(part for part in parts if isinstance(part, dict))]
    found = (_boolean(item.get("isAccessibleForFree")) for item in items)
    return [each for each in found if each is not None]


def _boolean(value: Any) -> bool | None:
    """Read a Boolean as publishers write it: as one, as a word or as schema.org's address."""
    word = str(value).strip().lower().rsplit("/", 1)[-1]
    return {"false": False, "no": False, "0": False, "true": True, "yes": True, "1": True}.get(word)
