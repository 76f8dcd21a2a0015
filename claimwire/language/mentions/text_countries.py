"""Of which state somebody or something is whose own words tell none: "President Omar El Bashir".

News of a country seldom names it: it says "the Congress" and "the army", while foreign states are
named. What tells the state are the names of states, of towns and of institutions, the money of the
sums, and who published the text. All of it is weighed once for a text, the strongest against the
second: where the two are near, the evidence is divided, and single sentences may decide. The text
comes first, since a sentence about Turkey in a text about Russia may speak of Russians.
"""

import collections
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from claimwire.language.mentions.local_names import local_currencies
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.stateless import is_opposed
from claimwire.language.mentions.tokens import Tokens

_STATES = frozenset({"country", "nationality"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_PLACES = frozenset({"city", "region", "place", "facility"})
_NAME = 3
"""Weight of a state that is named."""
_OTHER_SIDE = 1
"""Weight of a state that something is done to, or with, or where something is."""
_INSTITUTION = 4
"""Weight of a nationality in the name of a body: "Instituto Costarricense de Electricidad"."""
_CURRENCY = 4
"""Weight of a sum in the money of one state, counted twice at most."""
_SUMS = 2
_PLACE = 2
"""Weight of a town or division, which foreign news seldom names."""
_HOME = 4
"""Weight of the publisher's country: more than that of a state that is named once."""
_OTHER = 1
"""Weight of a person or a body."""
_UNNAMED = 1.5
"""Weight of a state that the text does not name, against which all that is named stands."""
SUREST = 0.6
"""Score of a guess against which nothing speaks."""
_HALF = 1 / 2
_CLEAR = 2 / 3
"""Share of the strongest state in the evidence for it and the second, if it is not divided."""
_MANY, _DOMINANT = 10, 0.7
"""Least evidence for a state that dominates, and its share of that for it and the second."""
ENOUGH = 0.4
"""Least score of a guess for persons: more than the one town in which somebody may only stand."""
SURE = 0.42
"""Least score of a guess for speakers, whose country has no score: seven tenths of the evidence."""
_STEPS = 4
_NUMBER_WITHIN = 4
"""Tokens before a currency among which its number stands: "90.000 millones de guaraníes"."""


class Guess(NamedTuple):
    """A state that the text tells, but no word of the one in question.

    Attributes:
        country: ISO 3166-1 alpha-3 code.
        score: 0.2 to 0.6; the lower, the less the text names, and the more speaks for another.
    """

    country: str
    score: float


class TextCountries(NamedTuple):
    """The states that a text speaks for.

    Attributes:
        guess: the one that most speaks for; None if nothing does, or enough for another.
        inside: the same for single sentences by their number, of which it is asked where the
            evidence of the whole text is divided.
        named: all that its names tell.
        dominant: the one that a text with many names speaks of far more than of any other.
    """

    guess: Guess | None
    inside: Mapping[int, Guess | None]
    named: frozenset[str]
    dominant: str | None

    def of(self, sentence: int) -> Guess | None:
        """Return the state of somebody in a sentence: that of the text, or else of the sentence."""
        return self.guess or self.inside.get(sentence)

    def is_elsewhere(self, country: str | None, sentence: int) -> bool:
        """Whether a sentence is about another state, and the text never names this one."""
        return country not in self.named and self.of(sentence) is not None


def countries_of_text(
    tokens: Tokens, mentions: Sequence[Mention], home: str | None
) -> TextCountries:
    """Weigh what speaks for a state.

    Args:
        tokens: of the text.
        mentions: its mentions, but for bodies that every state has. Media and companies do not
            count, since they report from and trade with anywhere; nor does the country of a
            counterpart, who is of another one than the person spoken of.
        home: the publisher's country (ISO 3166-1 alpha-3), if known.
    """
    inside: dict[int, collections.Counter[str]] = {}
    for name in _names(mentions):
        if weights := _weights(tokens, name):
            inside.setdefault(name[0].sentence, collections.Counter()).update(weights)
    whole = sum(inside.values(), collections.Counter[str]())
    named = frozenset(whole)
    for currency in itertools.islice(_currencies(tokens), _SUMS):
        whole[currency] += _CURRENCY
    if home is not None:
        whole[home] += _HOME
    # Of languages whose news seldom names its own state, more is enough than of others.
    least = _HALF if tokens.words.actors.placed_by_text else _CLEAR
    sentences = {number: _guess(weights, least) for number, weights in inside.items()}
    return TextCountries(_guess(whole, least), sentences, named, _dominant(whole))


def _dominant(weights: collections.Counter[str]) -> str | None:
    (country, most), (_, second) = [*weights.most_common(2), ("", 0), ("", 0)][:2]
    return country if most >= _MANY and most >= _DOMINANT * (most + second) else None


def _guess(weights: collections.Counter[str], least: float) -> Guess | None:
    (country, most), (_, second) = [*weights.most_common(2), ("", 0), ("", 0)][:2]
    if most <= second or most < least * (most + second):
        return None
    others = max(sum(weights.values()) - most, _UNNAMED)
    return Guess(country, round(SUREST * most / (most + others), 2))


def _names(mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Group each name with those inside it: "US State Department", "US", "State Department"."""
    name: list[Mention] = []
    for mention in mentions:
        if name and mention.start >= name[0].end:
            yield name
            name = []
        name.append(mention)
    if name:
        yield name


def _weights(tokens: Tokens, name: Sequence[Mention]) -> dict[str, int]:
    """Weigh what a name tells by that in it which tells most, so that each name counts once."""
    weights: dict[str, int] = {}
    outer = name[0].country
    for mention in name:
        # "Serbs" in "Bosnian Serbs" tell nothing.
        if mention.country and outer in (None, mention.country):
            weight = _weight(tokens, mention)
            weights[mention.country] = max(weight, weights.get(mention.country, 0))
    return {country: weight for country, weight in weights.items() if weight}


def _weight(tokens: Tokens, mention: Mention) -> int:
    if mention.reports_or_trades or _is_of_counterpart(tokens, mention):
        return 0
    if is_opposed(tokens, mention.first_token):
        return 0  # "anti-Syria journalist"
    if mention.kind in _PLACES:
        return _PLACE
    if mention.kind not in _STATES:
        # Of "the German chancellor" counts the nationality.
        return 0 if mention.described else _OTHER
    if _is_in_name(tokens, mention):
        return _INSTITUTION
    return _OTHER_SIDE if _is_other_side(tokens, mention) else _NAME


def _is_of_counterpart(tokens: Tokens, mention: Mention) -> bool:
    """Whether a country is that of a counterpart: "its Russian counterpart"."""
    words = tokens.words.persons.counterparts
    behind = tokens.lowers[mention.last_token - 1 : mention.last_token + 1]
    return any(word in words for word in behind)


def _is_in_name(tokens: Tokens, mention: Mention) -> bool:
    """Whether a nationality goes on a name: "Fédération Gabonaise"."""
    first = mention.first_token
    if mention.kind != "nationality" or not first or not mention.text[:1].isupper():
        return False
    before = tokens.parse[first - 1]
    return before.text[:1].isupper() and before.pos_ in _NOUNS


def _is_other_side(tokens: Tokens, mention: Mention) -> bool:
    """Whether something is done to a state, with it or in it: "visited Sudan", "talks in Oman"."""
    grammar, words = tokens.grammar, tokens.words.actors
    token = tokens.parse[mention.last_token - 1]
    above = grammar.compound | grammar.noun_modifier | grammar.possessor
    for _ in range(_STEPS):
        if token.dep_ in grammar.object:
            return True
        if token.dep_ in grammar.prepositional_object:
            deed = token.head.head.lower_ not in words.no_deeds
            return deed and token.head.lower_ in words.across
        if token.dep_ not in grammar.conjunct | above:
            return False
        token = token.head
    return False


def _currencies(tokens: Tokens) -> Iterator[str]:
    """The states in whose money the text gives sums, in its order."""
    currencies = local_currencies(tokens.language)
    for index, lower in enumerate(tokens.lowers if currencies else ()):
        country = currencies.get(lower)
        # "Los soles" are no money.
        if country is not None and any(
            tokens.parse[at].like_num for at in range(max(index - _NUMBER_WITHIN, 0), index)
        ):
            yield country
