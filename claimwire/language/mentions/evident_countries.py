"""The country that a text is evidently about, for actors whose words name none."""

import collections
from collections.abc import Sequence

from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.tokens import Tokens

_MAJORITY = 0.5
_COUNTRIES = frozenset({"country", "nationality"})
_NAME_OF_COUNTRY = 3


class EvidentCountries:
    """The countries that the mentions of one text belong to.

    Args:
        tokens: of the text.
        mentions: of the text. Media and companies do not count, since they report from and trade
            with anywhere; nor does the country of a counterpart, who is of another one than the
            person spoken of.
    """

    def __init__(self, tokens: Tokens, mentions: Sequence[Mention]) -> None:
        self._inside: dict[int, collections.Counter[str]] = {}
        whole: collections.Counter[str] = collections.Counter()
        for mention in mentions:
            if (
                mention.country
                and not mention.nested
                and not mention.reports_or_trades
                and not _is_of_counterpart(tokens, mention)
            ):
                inside = self._inside.setdefault(mention.sentence, collections.Counter())
                inside[mention.country] += 1
                whole[mention.country] += 1
        self._all = frozenset(whole)
        self._most = _most(tokens, mentions)
        self._main = next(
            (one for one, count in whole.most_common(1) if count > _MAJORITY * whole.total()), None
        )

    @property
    def most(self) -> str | None:
        """The country that the text names oftener than any other, or None."""
        return self._most

    def country(self, sentence: int) -> str | None:
        """Return the only country in a sentence, else the country of most mentions in the text.

        Args:
            sentence: its number.

        Returns:
            ISO 3166-1 alpha-3 code; None if the text does not decide.
        """
        inside = self._inside.get(sentence)
        return next(iter(inside)) if inside is not None and len(inside) == 1 else self._main

    def is_elsewhere(self, country: str | None, sentence: int) -> bool:
        """Whether a sentence is about another country, and the text never names this one."""
        return country not in self._all and self.country(sentence) is not None


def _most(tokens: Tokens, mentions: Sequence[Mention]) -> str | None:
    """The country that a text names oftener than any other; its name counts more than a town's."""
    named: collections.Counter[str] = collections.Counter()
    for mention in mentions:
        if (
            mention.country
            and not mention.reports_or_trades
            and not _is_of_counterpart(tokens, mention)
        ):
            named[mention.country] += _NAME_OF_COUNTRY if mention.kind in _COUNTRIES else 1
    first, second = [*named.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] > second[1] else None


def _is_of_counterpart(tokens: Tokens, mention: Mention) -> bool:
    words = tokens.words.persons.counterparts
    behind = tokens.lowers[mention.last_token - 1 : mention.last_token + 1]
    return any(word in words for word in behind)
