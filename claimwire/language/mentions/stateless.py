"""Actors whose state no word beside them tells: "le Congrès", "an anti-Syria journalist"."""

from claimwire.language.mentions.actor_codes import read_periods
from claimwire.language.mentions.actor_patterns import Pattern
from claimwire.language.mentions.known_entity import KnownEntity
from claimwire.language.mentions.tokens import Tokens

NOWHERE = ":?"
"""The place of the country in an identifier, until it is known."""


def is_opposed(tokens: Tokens, first: int) -> bool:
    """Whether a name is part of a compound that opposes or supports it: "anti-Syria".

    Args:
        tokens: of the text.
        first: number of the name's first token.
    """
    words, opposed = tokens.lowers, tokens.words.actors.opposed
    return first > 1 and words[first - 1] == "-" and words[first - 2] in opposed


def stateless(pattern: Pattern) -> KnownEntity:
    """Return the actor of a pattern whose state no word beside it tells."""
    return KnownEntity(
        f"{pattern.kind}{NOWHERE}{pattern.suffix}",
        pattern.kind,
        None,
        pattern.name,
        "PERSON" if pattern.kind == "office" else "ORG",
        read_periods(pattern.role),
        described=True,
    )
