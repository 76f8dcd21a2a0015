"""Wikidata's items of states and of their divisions."""

import functools
from collections.abc import Mapping

from claimwire.language.mentions.knowledge_files import rows


def wikidata_id_of(entity_id: str | None) -> str | None:
    """Return the item of an entity, for example Q142 for ``country:FRA``; None if none is known."""
    return None if entity_id is None else _items().get(entity_id)


@functools.cache
def _items() -> Mapping[str, str]:
    return {row["entity_id"]: row["wikidata_id"] for row in rows("wikidata_ids.csv")}
