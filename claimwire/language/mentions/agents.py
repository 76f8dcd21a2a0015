"""Actors that a common noun names, with a place in its noun phrase: "rebels in Darfur".

A noun alone ("the rebels", "police") is no mention: whose they are is then for the reader of the
text, and every article would be full of them.
"""

import dataclasses
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from claimwire.language.mentions.actor_codes import actor_code, read_periods
from claimwire.language.mentions.evident import EvidentCountries
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.phrases import Pattern, belongs, load_patterns, pattern_at

_PLACES = frozenset({"country", "city", "region", "place"})
_UPWARD = frozenset({"pobj", "prep", "acl", "dobj", "poss", "compound", "nmod"})
_STEPS = 6
_SCORE = 0.6
_INFERRED = 0.4


def with_agents(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """Add the agents that the text places, and place those of peoples that live all over.

    Args:
        doc: the text.
        mentions: its mentions, in order.

    Returns:
        The mentions with the agents among them, in order.
    """
    agents = _Agents(doc, mentions)
    evident = EvidentCountries(mentions)
    found = {
        agent.start: agent
        for mention in mentions
        if mention.kind in _PLACES and mention.country
        if (agent := agents.placed_by(mention)) is not None
    }
    placed = [_placed(mention, evident) for mention in mentions]
    return sorted([*placed, *found.values()], key=lambda mention: (mention.start, -mention.end))


class _Agents:
    """The agent nouns of one text that stand in no mention."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        self._doc = doc
        self._words = [token.lower_ for token in doc]
        self._patterns = load_patterns()
        self._longest = max(len(p.words) for listed in self._patterns.values() for p in listed)
        self._taken = bytearray(len(doc))
        for mention in mentions:
            length = mention.last_token - mention.first_token
            self._taken[mention.first_token : mention.last_token] = b"\x01" * length

    def placed_by(self, place: Mention) -> Mention | None:
        """The agent in whose noun phrase a place stands."""
        token = self._doc[place.last_token - 1]
        preposition = "of"
        for _ in range(_STEPS):
            if token.dep_ not in _UPWARD:
                return None
            if token.dep_ == "prep":
                preposition = token.lower_
            elif token.dep_ == "acl":
                preposition = "from"  # they fled it or were driven out
            token = token.head
            found = self._ending_at(token)
            if found is not None:
                return self._mention(*found, place) if belongs(found[1], preposition) else None
        return None

    def _ending_at(self, token: Token) -> tuple[int, Pattern] | None:
        last = token.i + 1
        for first in range(max(last - self._longest, 0), last):
            if any(self._taken[first:last]):
                continue
            pattern = pattern_at(self._words[:last], first, self._patterns)
            if pattern is not None and first + len(pattern.words) == last:
                return first, pattern
        return None

    def _mention(self, first: int, pattern: Pattern, place: Mention) -> Mention:
        span = self._doc[first : first + len(pattern.words)]
        suffix = "" if pattern.pattern_id == pattern.kind else f":{pattern.pattern_id}"
        return Mention(
            start=span.start_char,
            end=span.end_char,
            first_token=span.start,
            last_token=span.end,
            sentence=place.sentence,
            text=span.text,
            label="PERSON" if pattern.kind == "office" else "ORG",
            method="gazetteer",
            entity_id=f"{pattern.kind}:{place.country}{suffix}",
            name=f"{pattern.name} ({place.name or place.text})",
            kind=pattern.kind,
            country=place.country,
            actor_code=actor_code(place.country, read_periods(pattern.role), None),
            score=_SCORE,
            described=True,
        )


def _placed(mention: Mention, evident: EvidentCountries) -> Mention:
    """An actor without a country in that which the text is about: "Islamic rebels"."""
    code = mention.actor_code or ""
    stateless = mention.described or (mention.entity_id or "").startswith("people:")
    if not stateless or mention.country is not None or code.startswith("IGO"):
        return mention
    country = evident.country(mention.sentence)
    if country is None:
        return mention
    return dataclasses.replace(
        mention, country=country, actor_code=f"{country}{code}", score=_INFERRED
    )
