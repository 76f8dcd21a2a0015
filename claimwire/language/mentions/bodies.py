"""Kind, country and role of unlisted organisations, by their names: "Nigerian Labour Congress"."""

import dataclasses
import itertools
import operator
from collections.abc import Sequence

from claimwire.language.mentions.entity_ids import entity_id, state_body_id
from claimwire.language.mentions.evident_countries import EvidentCountries
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.rule_words import BodyWords
from claimwire.language.mentions.tokens import Tokens

_POLITICAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "PTY", "REB", "LAB"})
_OF_STATES = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "PTY"})
"""Roles of bodies whose names every state has: only with a country do they name one."""
_UNCERTAIN = frozenset({"organisation", "person", "place", "group"})
_INSIDE = 4
_SAID = 0.6


def with_bodies(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Add the kind, country, role and identifier that the words of unlinked organisations tell.

    A name that begins with that of a known body ("Fatah party") is linked to it. A noun right
    before a name tells what it is ("newspaper Dagens Nyheter"), here and wherever it is named.

    Args:
        tokens: of the text.
        mentions: its mentions, an outer one before those inside it.

    Returns:
        The mentions, in the same order.
    """
    table = tokens.words.bodies
    evident = EvidentCountries(tokens, mentions)
    nouns = _nouns_before(tokens, mentions)
    told = []
    for index, each in enumerate(mentions):
        mention = each
        if mention.entity_id is None and mention.text in nouns and mention.kind in _UNCERTAIN:
            mention = dataclasses.replace(mention, kind=nouns[mention.text])
        if mention.kind == "person" and mention.entity_id is None:
            last = tokens.lowers[mention.last_token - 1]
            if (last,) in table.kinds and mention.last_token - mention.first_token > 1:
                mention = dataclasses.replace(mention, kind="organisation")
        if mention.entity_id is not None or mention.kind not in {"organisation", "media"}:
            told.append(mention)
            continue
        words = tokens.lowers[mention.first_token : mention.last_token]
        found = _kind_and_role(table, words)
        inside = list(
            itertools.takewhile(
                operator.attrgetter("nested"), mentions[index + 1 : index + 1 + _INSIDE]
            )
        )
        if found is None:
            told.append(_with_id(mention))
        elif inside and _is_called(mention, inside[0], words, table):
            told.append(_same_as(mention, inside[0]))
        else:
            told.append(_of_country(tokens, mention, inside, found, evident))
    return told


def _nouns_before(tokens: Tokens, mentions: Sequence[Mention]) -> dict[str, str]:
    """The kind of each name that the text calls a newspaper, a company or the like."""
    nouns = tokens.words.body_nouns
    found: dict[str, str] = {}
    for mention in mentions:
        kind = nouns.kind(tokens.before(mention.first_token))
        if kind is not None and mention.entity_id is None and not mention.nested:
            found.setdefault(mention.text, kind)
    return found


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
    tokens: Tokens,
    mention: Mention,
    inside: Sequence[Mention],
    found: tuple[str, str],
    evident: EvidentCountries,
) -> Mention:
    """Add the country in the name; for a political body, else the one that the text is about.

    Only a country in the words themselves is part of an identifier.
    """
    kind, role = found
    owner = next((named for named in inside if named.country), None)
    told = mention.country or (None if owner is None else owner.country)
    of_state = role in _OF_STATES
    kind = mention.kind if mention.kind == "media" else kind
    if not of_state:
        mention = _with_id(mention)
    if told is not None:
        identifier = mention.entity_id
        if of_state:
            name = _without(tokens, mention, owner)
            identifier = state_body_id(kind, told, name)
        return dataclasses.replace(
            mention,
            entity_id=identifier,
            name=mention.text,
            kind=kind,
            country=told,
            actor_code=f"{told}{role}",
        )
    guessed = evident.country(mention.sentence) if role in _POLITICAL else None
    if guessed is None:
        return dataclasses.replace(mention, kind="media") if kind == "media" else mention
    return dataclasses.replace(mention, kind=kind, country=guessed, actor_code=f"{guessed}{role}")


def _with_id(mention: Mention) -> Mention:
    """Give an organisation the identifier of its name."""
    name = mention.text
    return dataclasses.replace(mention, entity_id=entity_id("organisation", name), name=name)


def _without(tokens: Tokens, mention: Mention, owner: Mention | None) -> str:
    """The name of a body without that of its country and the words that join the two."""
    first, last = mention.first_token, mention.last_token
    if owner is None:
        return mention.text
    parts = [(first, owner.first_token), (owner.last_token, last)]
    left = [tokens.texts[index] for part in parts for index in range(*part)]
    joining = tokens.words.persons.links
    while left and left[-1].lower() in joining:
        left.pop()
    while left and left[0].lower() in joining:
        left.pop(0)
    return " ".join(left) or mention.text


def _kind_and_role(table: BodyWords, words: Sequence[str]) -> tuple[str, str] | None:
    for length in range(min(table.longest, len(words)), 0, -1):
        for start in range(len(words) - length, -1, -1):
            found = table.kinds.get(tuple(words[start : start + length]))
            if found is not None:
                return found
    return None
