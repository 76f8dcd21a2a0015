"""What the name of a body tells: what its words make of it, its country, its identifier.

"Supreme Court" and "Ministry of Health" name another body in every state, as "Springfield" names
another town: their identifiers have the country. Other names are identifiers by themselves.
"""

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

from claimwire.language.mentions.actor_patterns import Pattern
from claimwire.language.mentions.entity_ids import entity_id, state_body_id, without_legal_form
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.listed_organs import Organs
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.rule_words import BodyWords
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

INFERRED = 0.6
"""Confidence where the text has to tell the state."""
_STATES = frozenset({"country", "nationality"})
_OF_STATES = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "PTY"})
"""Roles of bodies that belong to the state in their names."""
_PLACES = frozenset({"city", "region"})
_PLACE = "@"
"""The mark for the name of a place in ``body_words.csv``."""
_ORGANS = frozenset({"government", "ministry", "military"})


class Described(NamedTuple):
    """What the words of a name make of a body: as in the table of entities, and of the code."""

    kind: str
    role: str


@dataclasses.dataclass(frozen=True)
class BodyName:
    """The name of one body.

    Attributes:
        text: as written, without a legal form.
        bare: the words without those of its country, and of what joins them.
        country: ISO 3166-1 alpha-3 code of the state in the name, or None.
        pattern: the pattern that the bare words are, for the organs that every state has.
        described: what they make of it, or None.
        of_every_state: whether every state may have a body of the name.
    """

    text: str
    bare: tuple[str, ...]
    country: str | None
    pattern: Pattern | None
    described: Described | None
    of_every_state: bool

    @classmethod
    def of(cls, tokens: Tokens, mention: Mention, inside: Sequence[Mention]) -> "BodyName":
        """Read the name of a mention.

        Args:
            tokens: of the text.
            mention: a body.
            inside: the mentions in its name.
        """
        owner, country = _owner(tokens, inside)
        bare = _bare(tokens, mention, owner)
        lowers = tuple(word.lower() for word in bare)
        pattern = _pattern(tokens, lowers)
        if pattern is not None:
            described: Described | None = Described(pattern.kind, pattern.role)
        else:
            described = describe(tokens.words.bodies, _with_places(tokens, mention, inside))
        of_every_state = pattern is not None or (
            described is not None
            and described.role in _OF_STATES
            and all(word in tokens.words.bodies.general for word in lowers)
        )
        return cls(
            without_legal_form(mention.text),
            bare,
            country,
            pattern,
            described,
            of_every_state,
        )

    def identifier(self, country: str | None, organs: Organs) -> str | None:
        """Return the identifier; None of a body of some state if that state is unknown.

        Args:
            country: of the state that a body of every state belongs to.
            organs: those that are listed.
        """
        role = self.described.role if self.described else ""
        of_state = self.country is not None and role in _OF_STATES
        if not self.of_every_state and not of_state:
            return entity_id("organisation", self.text)
        if country is None or self.described is None:
            return None
        if self.pattern is None and len(self.bare) == 1:
            return None  # "the Ethiopian Ministry" may be any
        if self.pattern is None:
            return state_body_id(self.described.kind, country, " ".join(self.bare))
        listed = organs.get((country, self.pattern.kind, self.pattern.pattern_id))
        if listed is not None:
            return listed.entity_id
        return f"{self.pattern.kind}:{country}{self.pattern.suffix}"


def describe(table: BodyWords, words: Sequence[str]) -> Described | None:
    """Return what words in a name make of a body: the longest, of those the last.

    Args:
        table: the words.
        words: of the name, in lower case.
    """
    marked = ("^", *words, "$")
    for length in range(min(table.longest, len(marked)), 0, -1):
        for start in range(len(marked) - length, -1, -1):
            found = table.kinds.get(marked[start : start + length])
            if found is not None:
                return Described(*found)
    return None


def _with_places(tokens: Tokens, mention: Mention, inside: Sequence[Mention]) -> list[str]:
    """The words of a name in lower case, with one mark for each name of a place."""
    words: list[str] = []
    at = mention.first_token
    for place in (each for each in inside if each.kind in _PLACES and each.first_token >= at):
        words += [*tokens.lowers[at : place.first_token], _PLACE]
        at = place.last_token
    return words + tokens.lowers[at : mention.last_token]


def _pattern(tokens: Tokens, words: Sequence[str]) -> Pattern | None:
    """The pattern of an organ of state; "Ministry of Health and Population" is one of health."""
    found = tokens.words.actor_patterns.at(words, 0)
    if found is None or found.kind not in _ORGANS:
        return None
    behind = words[len(found.words) :]
    joined = bool(behind) and behind[0] in tokens.words.actors.joined
    return found if not behind or (joined and found.kind == "ministry") else None


def _owner(tokens: Tokens, inside: Sequence[Mention]) -> tuple[Stretch | None, str | None]:
    """Where the state stands in a name, and its country."""
    names = load_knowledge().names
    for named in inside:
        first, last = named.first_token, named.last_token
        if named.kind in _STATES and named.country:
            return (first, last), named.country
        if named.described and named.country:
            # "United States Department of Health" in a longer name
            for end in range(last - 1, first, -1):
                state = names.get(tokens.name(first, end))
                if state is not None and state.kind in _STATES:
                    return (first, end), named.country
    return None, None


def _bare(tokens: Tokens, mention: Mention, owner: Stretch | None) -> tuple[str, ...]:
    """The words of a name without that of its country and what joins the two."""
    first, last = mention.first_token, mention.last_token
    if owner is None:
        return tuple(tokens.texts[first:last])
    parts = [(first, owner[0]), (owner[1], last)]
    left = [tokens.texts[index] for part in parts for index in range(*part)]
    joining = tokens.words.persons.links | tokens.words.actors.joined
    while left and left[-1].lower() in joining:
        left.pop()
    while left and left[0].lower() in joining:
        left.pop(0)
    return tuple(left) or (mention.text,)
