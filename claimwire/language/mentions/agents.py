"""Actors named by a common noun with a place in its noun phrase: "rebels in Darfur".

A noun alone ("the rebels", "police") is no mention: it does not say whose they are, and every
article has many.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.language.mentions.actor_codes import actor_code, read_periods
from claimwire.language.mentions.actor_patterns import Pattern
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.phrases import belongs
from claimwire.language.mentions.rule_words import Relation
from claimwire.language.mentions.stretches import covered
from claimwire.language.mentions.tokens import Tokens

_PLACES = frozenset({"country", "city", "region", "place"})
_BODIES = frozenset({"organisation", "media", "facility", "event", "law", "person"})
"""Kinds of names inside which a place tells nothing of those around: "Education Minnesota"."""
_STEPS = 6
_SCORE = 0.6


def with_agents(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Add the agents that the text places.

    Args:
        tokens: of the text.
        mentions: its mentions, in order.

    Returns:
        The mentions with the agents among them, in order.
    """
    agents = _Agents(tokens, mentions)
    bodies = covered(
        len(tokens), [(m.first_token, m.last_token) for m in mentions if m.kind in _BODIES]
    )
    found = {
        agent.start: agent
        for mention in mentions
        if mention.kind in _PLACES
        and mention.country
        and not (mention.nested and bodies[mention.first_token])
        if (agent := agents.placed_by(mention)) is not None
    }
    return sorted([*mentions, *found.values()], key=lambda mention: (mention.start, -mention.end))


class _Agents:
    """The agent nouns of one text that stand in no mention."""

    def __init__(self, tokens: Tokens, mentions: Sequence[Mention]) -> None:
        grammar = tokens.grammar
        self._tokens = tokens
        self._parse = tokens.parse
        self._lowers = tokens.lowers
        self._words = tokens.words.actors
        self._patterns = tokens.words.actor_patterns
        self._prepositions = grammar.preposition
        self._noun_clauses = grammar.noun_clause
        self._upward = (
            grammar.prepositional_object
            | grammar.preposition
            | grammar.noun_clause
            | grammar.object
            | grammar.possessor
            | grammar.compound
            | grammar.noun_modifier
        )
        self._taken = covered(len(tokens), [(m.first_token, m.last_token) for m in mentions])

    def placed_by(self, place: Mention) -> Mention | None:
        """Return the agent in whose noun phrase a place stands, if there is one."""
        token = self._parse[place.last_token - 1]
        relation: Relation | None = Relation.BELONGING
        for _ in range(_STEPS):
            label = token.dep_
            if label not in self._upward:
                return None
            if label in self._prepositions:
                relation = self._words.relation(token.lower_)
            elif label in self._noun_clauses:
                relation = Relation.ORIGIN  # they fled it or were driven out
            token = token.head
            found = self._ending_at(token)
            if found is not None:
                first, pattern = found
                whole = belongs(pattern, relation, self._words)
                if relation is Relation.WITHIN and self._is_foreign(first):
                    return None
                return self._mention(first, pattern, place) if whole else None
        return None

    def _is_foreign(self, first: int) -> bool:
        """Whether the words before an agent make it one from abroad: "foreign tourists"."""
        return first > 0 and self._lowers[first - 1] in self._words.foreign

    def _ending_at(self, token: Token) -> tuple[int, Pattern] | None:
        last = token.i + 1
        for first in range(max(last - self._patterns.longest, 0), last):
            if any(self._taken[first:last]):
                continue
            pattern = self._patterns.at(self._lowers, first, last)
            if pattern is not None and first + len(pattern.words) == last:
                return first, pattern
        return None

    def _mention(self, first: int, pattern: Pattern, place: Mention) -> Mention:
        last = first + len(pattern.words)
        text = self._tokens.name(first, last)
        start = self._tokens.offsets[first]
        return Mention(
            start=start,
            end=start + len(text),
            first_token=first,
            last_token=last,
            sentence=place.sentence,
            text=text,
            label="PERSON" if pattern.kind == "office" else "ORG",
            method="gazetteer",
            entity_id=f"{pattern.kind}:{place.country}{pattern.suffix}",
            name=f"{pattern.name} ({place.name or place.text})",
            kind=pattern.kind,
            country=place.country,
            actor_code=actor_code(place.country, read_periods(pattern.role), None),
            score=_SCORE,
            described=True,
        )
