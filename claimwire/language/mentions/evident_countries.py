"""The country that a text is evidently about, for actors whose words name none."""

import collections
from collections.abc import Sequence

from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.tokens import Tokens

_MAJORITY = 0.5


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
                and not is_of_counterpart(tokens, mention)
            ):
                inside = self._inside.setdefault(mention.sentence, collections.Counter())
                inside[mention.country] += 1
                whole[mention.country] += 1
        self._all = frozenset(whole)
        self._main = next(
            (one for one, count in whole.most_common(1) if count > _MAJORITY * whole.total()), None
        )

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


def is_of_counterpart(tokens: Tokens, mention: Mention) -> bool:
    """Whether a country is that of a counterpart: "its Russian counterpart"."""
    words = tokens.words.persons.counterparts
    behind = tokens.lowers[mention.last_token - 1 : mention.last_token + 1]
    return any(word in words for word in behind)
