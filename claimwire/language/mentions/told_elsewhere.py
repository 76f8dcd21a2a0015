"""Country and role of persons that another mention of theirs tells."""

import dataclasses
import operator
from collections.abc import Sequence

from claimwire.language.mentions.mention import Mention

_START = operator.attrgetter("start")


def told_elsewhere(mentions: Sequence[Mention]) -> list[Mention]:
    """Give persons what another mention tells: "Kenyan journalist Peter Kamau", "Peter Kamau".

    Args:
        mentions: of a text.

    Returns:
        The mentions, in the same order.
    """
    told: dict[str, Mention] = {}
    for mention in sorted(mentions, key=_START):
        if mention.kind == "person" and mention.entity_id is not None and mention.actor_code:
            before = told.get(mention.entity_id)
            if before is None or (mention.country and not before.country):
                told[mention.entity_id] = mention
    return [
        dataclasses.replace(
            mention,
            country=other.country,
            actor_code=other.actor_code,
            title_kind=other.title_kind,
        )
        if mention.kind == "person"
        and mention.country is None
        and (other := told.get(mention.entity_id or "")) is not None
        and (other.country or mention.actor_code is None)
        else mention
        for mention in mentions
    ]
