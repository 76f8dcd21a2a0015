"""The state that a text is at home in, for what the text names without saying whose it is.

News of a country seldom names it: it says "the Congress", and the sums are in its currency, while
foreign states are named. What tells the state are its institutions, its money, its towns and
people, and who published the text.
"""

import collections
import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from claimwire.language.mentions.evident_countries import is_of_counterpart
from claimwire.language.mentions.local_names import local_currencies
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.tokens import Tokens

_STATES = frozenset({"country", "nationality"})
_PLACES = frozenset({"city", "region"})
_NAME = 3
"""Weight of a state that is named."""
_INSTITUTION = 4
"""Weight of a nationality in the name of a body: "Instituto Costarricense de Electricidad"."""
_CURRENCY = 4
"""Weight of a sum in the money of one state, counted twice at most."""
_SUMS = 2
_PLACE = 2
"""Weight of a town or division, which foreign news seldom names."""
_HOME = 3
"""Weight of the publisher's country."""
_OTHER = 1
"""Weight of a person or a body."""
_GUESSED = 0.4
_SUPRANATIONAL = ("IGO", "NGO")
"""Beginnings of actor codes of those who are of no state."""
_NUMBER_WITHIN = 4
"""Tokens before a currency among which its number stands: "90.000 millones de guaraníes"."""


def country_of_text(tokens: Tokens, mentions: Sequence[Mention], home: str | None) -> str | None:
    """Return the state that most speaks for.

    Args:
        tokens: of the text.
        mentions: its mentions.
        home: the publisher's country (ISO 3166-1 alpha-3), if known. Of states for which as much
            speaks, it is the one.

    Returns:
        ISO 3166-1 alpha-3 code; None if nothing or the same speaks for several.
    """
    weights: collections.Counter[str] = collections.Counter()
    for mention in mentions:
        if (
            mention.country
            and not mention.reports_or_trades
            and not is_of_counterpart(tokens, mention)
        ):
            weights[mention.country] += _weight(tokens, mention)
    for currency in itertools.islice(_currencies(tokens), _SUMS):
        weights[currency] += _CURRENCY
    if home is not None:
        weights[home] += _HOME
    first, second = [*weights.most_common(2), ("", 0), ("", 0)][:2]
    if first[1] > second[1]:
        return first[0]
    return home if home is not None and weights[home] == first[1] else None


def placed_by_text(tokens: Tokens, mentions: Sequence[Mention], about: str | None) -> list[Mention]:
    """Give the country of the text to persons, parties and bodies that have none.

    It is a guess, whose score is below those of all other ways. Languages list the kinds of
    mentions for which it is good enough (``placed_by_text`` of ``actor_words.toml``); English lists
    none.

    Args:
        tokens: of the text.
        mentions: its mentions, complete but for this.
        about: the state that the text is at home in, if known.

    Returns:
        The mentions, in the same order.
    """
    kinds = tokens.words.actors.placed_by_text
    return [
        _placed(mention, about)
        if about and mention.kind in kinds and not mention.country and not mention.nested
        else mention
        for mention in mentions
    ]


def _placed(mention: Mention, about: str) -> Mention:
    code = mention.actor_code
    if code and (code.startswith(_SUPRANATIONAL) or mention.reports_or_trades):
        return mention
    return dataclasses.replace(
        mention,
        country=about,
        actor_code=f"{about}{code}" if code else None,
        score=_GUESSED if mention.score is None else mention.score,
    )


def _weight(tokens: Tokens, mention: Mention) -> int:
    if mention.kind in _PLACES:
        return _PLACE
    if mention.kind not in _STATES:
        # Of "the German chancellor" counts the nationality.
        return 0 if mention.described else _OTHER
    return _INSTITUTION if _is_in_name(tokens, mention) else _NAME


def _is_in_name(tokens: Tokens, mention: Mention) -> bool:
    """Whether a nationality goes on a name: "Fédération Gabonaise"."""
    first = mention.first_token
    if mention.kind != "nationality" or not first or not mention.text[:1].isupper():
        return False
    before = tokens.texts[first - 1]
    return (
        before[:1].isupper()
        and before.isalpha()
        and before.lower() not in tokens.words.actors.articles
    )


def _currencies(tokens: Tokens) -> Iterator[str]:
    """The states in whose money the text gives sums, in its order."""
    currencies = local_currencies(tokens.doc.lang_)
    for index, lower in enumerate(tokens.lowers if currencies else ()):
        country = currencies.get(lower)
        # "Los soles" are no money.
        if country is not None and any(
            tokens.doc[at].like_num for at in range(max(index - _NUMBER_WITHIN, 0), index)
        ):
            yield country
