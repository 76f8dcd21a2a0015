"""Kind, country and role of unlisted organisations, by their names: "Nigerian Labour Congress"."""

import dataclasses
import itertools
import operator
from collections.abc import Sequence

from claimwire.language.mentions.evident_countries import EvidentCountries
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.rule_words import BodyWords
from claimwire.language.mentions.tokens import Tokens

_POLITICAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "PTY", "REB", "LAB"})
_INSIDE = 4
_SAID = 0.6
_INFERRED = 0.4


def with_bodies(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Add the kind, country and role that the names of unlinked organisations tell.

    A name that begins with that of a known body ("Fatah party") is linked to it.

    Args:
        tokens: of the text.
        mentions: its mentions, an outer one before those inside it.

    Returns:
        The mentions, in the same order.
    """
    table = tokens.words.bodies
    evident = EvidentCountries(tokens, mentions)
    told = []
    for index, mention in enumerate(mentions):
        if mention.kind != "organisation" or mention.entity_id is not None:
            told.append(mention)
            continue
        words = tokens.lowers[mention.first_token : mention.last_token]
        found = _kind_and_role(table, words)
        if found is None:
            told.append(mention)
            continue
        inside = list(
            itertools.takewhile(
                operator.attrgetter("nested"), mentions[index + 1 : index + 1 + _INSIDE]
            )
        )
        if inside and _is_called(mention, inside[0], words, table):
            told.append(_same_as(mention, inside[0]))
        else:
            told.append(_of_country(mention, inside, *found, evident))
    return told


def _is_called(mention: Mention, inside: Mention, words: Sequence[str], table: BodyWords) -> bool:
    """Whether a name is a known body's with a word for its kind: "Fatah party"."""
    length = inside.last_token - inside.first_token
    return (
        inside.first_token == mention.first_token
        and inside.kind in {"party", "armed_group", "media", "international_organisation"}
        and _kind_and_role(table, words[length:]) is not None
        and len(words) <= length + 2
    )


def _same_as(mention: Mention, other: Mention) -> Mention:
    return dataclasses.replace(
        mention,
        entity_id=other.entity_id,
        name=other.name,
        kind=other.kind,
        country=other.country,
        actor_code=other.actor_code,
        score=_SAID,
    )


def _of_country(
    mention: Mention, inside: Sequence[Mention], kind: str, role: str, evident: EvidentCountries
) -> Mention:
    """Add the country in the name; for a political body, else the one that the text is about."""
    country, score = mention.country, _SAID
    if country is None:
        country = next((named.country for named in inside if named.country), None)
    if country is None and role in _POLITICAL:
        country, score = evident.country(mention.sentence), _INFERRED
    if country is None:
        return mention
    return dataclasses.replace(
        mention, kind=kind, country=country, actor_code=f"{country}{role}", score=score
    )


def _kind_and_role(table: BodyWords, words: Sequence[str]) -> tuple[str, str] | None:
    for length in range(min(table.longest, len(words)), 0, -1):
        for start in range(len(words) - length, -1, -1):
            found = table.kinds.get(tuple(words[start : start + length]))
            if found is not None:
                return found
    return None
