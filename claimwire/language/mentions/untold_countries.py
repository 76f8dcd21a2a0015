"""Who gets the country that the text tells, and not the words of the mention itself.

These are actors of a common noun ("Islamic rebels"), peoples of several states, persons in office,
and in some languages all persons and bodies.
"""

import collections
import dataclasses
import itertools
from collections.abc import Collection, Sequence

from spacy.tokens import Token

from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.rule_words import RuleWords
from claimwire.language.mentions.text_countries import ENOUGH, Guess, TextCountries
from claimwire.language.mentions.tokens import Tokens

_OF_STATES = frozenset({"GOV", "MIL", "COP", "LEG", "SPY", "OPP", "REB"})
"""Roles of those who are of a state; of a lawyer (JUD) that is not sure."""
_ELITE = "ELI"
"""The role of former officials, and of celebrities, who hold no office and may be of any state."""
_OFFICE = "office"
_ORGANS = frozenset({"government", "ministry", "military"})
_HOLDERS = frozenset({"president", "minister", "monarch"})
_SUPRANATIONAL = ("IGO", "NGO")
"""Beginnings of actor codes of those who are of no state."""
_PEOPLE = "people:"
"""Beginning of the identifiers of peoples, who may live in several states."""


def with_untold_countries(
    tokens: Tokens, mentions: Sequence[Mention], countries: TextCountries
) -> list[Mention]:
    """Give a country to those whose own words tell none.

    Languages list the kinds of mentions for which the text's is good enough in any case
    (``placed_by_text`` of ``actor_words.toml``); English lists none.

    Args:
        tokens: of the text.
        mentions: its mentions, in order.
        countries: what tells them.

    Returns:
        The mentions, in the same order; those of one person or body have one country.
    """
    untold = [_is_untold(tokens, mention) for mention in mentions]
    guesses: dict[str, set[Guess | None]] = collections.defaultdict(set)
    for mention in itertools.compress(mentions, untold):
        guesses[_key(mention)].add(_guess(tokens, mention, countries))
    return [
        _placed(mention, guesses[_key(mention)]) if is_untold else mention
        for mention, is_untold in zip(mentions, untold, strict=True)
    ]


def _is_untold(tokens: Tokens, mention: Mention) -> bool:
    code = mention.actor_code or ""
    if mention.country is not None or code.startswith(_SUPRANATIONAL):
        return False
    if mention.described or (mention.entity_id or "").startswith(_PEOPLE):
        return True
    return _is_in_office(mention) or _is_of_any(tokens, mention)


def _is_in_office(mention: Mention) -> bool:
    former = mention.actor_code == _ELITE and mention.title_kind == _OFFICE
    return mention.kind == "person" and (former or mention.actor_code in _OF_STATES)


def _is_of_any(tokens: Tokens, mention: Mention) -> bool:
    kinds = tokens.words.actors.placed_by_text
    return mention.kind in kinds and not mention.nested and not mention.reports_or_trades


def _guess(tokens: Tokens, mention: Mention, countries: TextCountries) -> Guess | None:
    guess = countries.of(mention.sentence)
    if guess is None or not _is_in_office(mention) or _is_of_any(tokens, mention):
        return guess
    enough = guess.score >= ENOUGH or guess.country == countries.dominant
    return guess if enough and not _is_of_another(tokens, mention) else None


def _key(mention: Mention) -> str:
    return mention.entity_id or mention.name or mention.text


def _is_of_another(tokens: Tokens, person: Mention) -> bool:
    """Whether somebody is told to be of no state: "the mission's spokeswoman, Ilse Berg"."""
    grammar, words = tokens.grammar, tokens.words
    noun = tokens.parse[person.last_token - 1]
    if noun.dep_ in grammar.apposition:
        noun = noun.head
    described = [noun, *(child for child in noun.children if child.dep_ in grammar.apposition)]
    for child in itertools.chain.from_iterable(each.children for each in described):
        owner = child
        if child.dep_ in grammar.preposition and child.lower_ in words.actors.belonging:
            owner = next((each for each in child.children if _is_definite(tokens, each)), child)
        elif child.dep_ not in grammar.possessor:
            continue
        if owner.pos_ == "NOUN" and not _may_be_of_state(words, owner.lower_):
            return True
    return False


def _is_definite(tokens: Tokens, noun: Token) -> bool:
    return any(child.lower_ in tokens.words.actors.definite for child in noun.children)


def _may_be_of_state(words: RuleWords, noun: str) -> bool:
    pattern = words.actor_patterns.whole([noun])
    if pattern is not None:
        return pattern.kind in _ORGANS or pattern.pattern_id in _HOLDERS
    return noun in words.actors.states | words.places.place_nouns | words.places.division_nouns


def _placed(mention: Mention, guesses: Collection[Guess | None]) -> Mention:
    """Give a mention the country of its guesses, unless they differ."""
    told = [guess for guess in guesses if guess is not None]
    if len(told) < len(guesses) or len({guess.country for guess in told}) != 1:
        return mention
    guess, code = max(told), mention.actor_code
    return dataclasses.replace(
        mention,
        country=guess.country,
        actor_code=f"{guess.country}{code}" if code else None,
        score=guess.score if mention.score is None else min(mention.score, guess.score),
    )
