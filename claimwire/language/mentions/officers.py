"""What those who lead a body of no state are: "Club president Carlos Ortega" is no official."""

from collections.abc import Sequence

from claimwire.language.mentions.actor_patterns import Pattern
from claimwire.language.mentions.tokens import Tokens

_SECTORS = frozenset({"AGR", "BUS", "EDU", "HLH", "LAB", "MED", "REL"})
"""Roles of groups that nouns for bodies name: "company", "university", "newspaper"."""
_NOUNS = frozenset({"NOUN", "PROPN"})


def role_of_officer(tokens: Tokens, first: int, title: Pattern, named: Sequence[int]) -> str | None:
    """Return the role of somebody who leads a body that a common noun names.

    Args:
        tokens: of the text.
        first: number of the title's first token.
        title: the title.
        named: for each token, whether it stands in a name: "Arab League" is no league.

    Returns:
        The role of the body; "" if it has none; None if the title is no such body's.
    """
    words = tokens.words
    if title.pattern_id not in words.persons.heads_of_bodies:
        return None
    found = (_noun_before(tokens, first), _noun_behind(tokens, first + len(title.words)))
    for at in found:
        if at is None or named[at]:
            continue
        noun = tokens.lowers[at]
        body = words.actor_patterns.whole([noun])
        if body is not None and body.kind == "group" and body.role in _SECTORS:
            return body.role
        if noun in words.persons.societies:
            return ""
    return None


def _noun_before(tokens: Tokens, first: int) -> int | None:
    """The body before a title: "club president", "the club's president"."""
    at = first - 1
    if at > 0 and tokens.lowers[at] in tokens.words.actors.possessive:
        at -= 1
    return at if at >= 0 and tokens.tags[at] in _NOUNS else None


def _noun_behind(tokens: Tokens, last: int) -> int | None:
    """The body behind a title: "president of the club"."""
    if last >= len(tokens) or tokens.lowers[last] not in tokens.words.actors.belonging:
        return None
    for child in tokens.parse[last].children:
        if child.dep_ in tokens.grammar.prepositional_object and child.pos_ == "NOUN":
            return child.i
    return None
