"""The country of persons in office whose titles tell none: "President Omar El Bashir".

It is that of the states which the sentence is about, or else the text, if that is one alone. A
state that something is done to, or with, is another's: "the minister visited Sudan", "talks with
France". Where somebody stands or speaks makes nobody a citizen, so towns and regions do not count.
"""

import collections
import dataclasses
from collections.abc import Iterable, Sequence

from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.tokens import Tokens

_OFFICES = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "REB", "ELI"})
_TELLING = frozenset({"country", "nationality", "government", "ministry", "military", "office"})
_STEPS = 4


def with_untold_countries(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
    """Give persons in office the country that the text is about, if their own words tell none.

    Args:
        tokens: of the text.
        mentions: its mentions, in order.

    Returns:
        The mentions, in the same order.
    """
    if not any(_is_untold(mention) for mention in mentions):
        return list(mentions)
    inside: dict[int, set[str]] = collections.defaultdict(set)
    for mention in _telling(tokens, mentions):
        if mention.country:
            inside[mention.sentence].add(mention.country)
    everywhere = set().union(*inside.values())
    return [
        _placed(mention, inside.get(mention.sentence) or everywhere)
        if _is_untold(mention)
        else mention
        for mention in mentions
    ]


def _is_untold(mention: Mention) -> bool:
    return mention.kind == "person" and not mention.country and mention.actor_code in _OFFICES


def _placed(mention: Mention, countries: set[str]) -> Mention:
    if len(countries) != 1:
        return mention
    (country,) = countries
    return dataclasses.replace(
        mention, country=country, actor_code=f"{country}{mention.actor_code}"
    )


def _telling(tokens: Tokens, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """The mentions of states and their organs that are not the other side of something."""
    counterparts = tokens.words.persons.counterparts
    for mention in mentions:
        if mention.kind not in _TELLING or mention.nested or mention.reports_or_trades:
            continue
        behind = tokens.lowers[mention.last_token - 1 : mention.last_token + 1]
        if any(word in counterparts for word in behind) or _is_other_side(tokens, mention):
            continue
        yield mention


def _is_other_side(tokens: Tokens, mention: Mention) -> bool:
    """Whether something is done to a state, or with it: "visited Sudan", "troops to Sudan"."""
    grammar, words = tokens.grammar, tokens.words.actors
    token = tokens.doc[mention.last_token - 1]
    for _ in range(_STEPS):
        if token.dep_ in grammar.object:
            return True
        if token.dep_ in grammar.prepositional_object:
            deed = token.head.head.lower_ not in words.no_deeds
            return deed and token.head.lower_ in words.across
        if token.dep_ not in grammar.compound | grammar.noun_modifier | grammar.possessor:
            return False
        token = token.head
    return False
