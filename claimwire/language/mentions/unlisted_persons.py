"""Persons that no list has: their names, and of which state or body the words before tell them."""

import dataclasses
from collections.abc import Sequence

from claimwire.language.mentions.entity_ids import person_id
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.person_names import bare_name
from claimwire.language.mentions.tokens import Tokens

_TITLES = 6
_OWNERS = frozenset({"armed_group", "country", "international_organisation", "party"})


def with_name(tokens: Tokens, mentions: Sequence[Mention], index: int) -> Mention:
    """Name an unlisted person, with the country of the actor that is named right before.

    Args:
        tokens: of the text.
        mentions: its mentions, in order.
        index: which of them.
    """
    mention = mentions[index]
    if mention.kind != "person" or mention.entity_id is not None:
        return mention
    name = bare_name(mention.text, tokens.words.persons)
    if " " not in name or name[0].islower():
        return mention  # "de Jong" is a surname
    person = dataclasses.replace(mention, entity_id=person_id(name), name=name)
    before = next((m for m in reversed(mentions[max(0, index - 3) : index]) if not m.nested), None)
    if before is None or before.reports_or_trades:
        return person
    if before.country is None and before.actor_code is None:
        return person
    if not (_describes(tokens, before, mention) or _owns(tokens, before, mention)):
        return person
    return dataclasses.replace(
        person,
        country=before.country if person.country is None else person.country,
        actor_code=person.actor_code if person.country else before.actor_code,
    )


def _describes(tokens: Tokens, before: Mention, person: Mention) -> bool:
    """Whether an actor describes a person: "Taliban spokesman Zabihullah Mujahid".

    Only lower-case nouns and adjectives may stand between the two.
    """
    last = person.first_token
    if last > 1 and tokens.texts[last - 1] == ",":
        # "Her German counterpart, Ida Kron".
        last -= tokens.lowers[last - 2] in tokens.words.persons.counterparts
    between = tokens.parse[before.last_token : last]
    if len(between) > _TITLES or before.kind in {"city", "place", "person", "region"}:
        return False
    if not len(between):
        return before.kind == "office"
    return all(
        token.is_lower and token.is_alpha and token.pos_ in {"NOUN", "ADJ", "PROPN"}
        for token in between
    )


def _owns(tokens: Tokens, before: Mention, person: Mention) -> bool:
    """Whether somebody is of a state or body named right before: "Syria's Faisal Mekdad"."""
    between = tokens.lowers[before.last_token : person.first_token]
    owned = len(between) == 1 and between[0] in tokens.words.actors.possessive
    return owned and before.kind in _OWNERS and not before.described
