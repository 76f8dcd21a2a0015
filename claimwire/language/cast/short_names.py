"""Persons whom a text calls by surname where no model sees one: "Baylous", "Nurse Campbell"."""

from collections.abc import Mapping

from claimwire.language.cast.member import Member
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.person_names import bare_name, is_title, without_generation
from claimwire.language.mentions.rule_words import rule_words_of
from claimwire.language.mentions.tokens import Tokens

_TOWNS = frozenset({"city", "place"})
_NO_NAMES = frozenset({"ADP", "AUX", "CCONJ", "DET", "PRON", "SCONJ"})


class ShortNames:
    """The persons of one text by surname.

    Args:
        tokens: of the text.
        persons: by what tells them from others.
    """

    def __init__(self, tokens: Tokens, persons: Mapping[str, Member]) -> None:
        self._tokens = tokens
        self._parse = tokens.parse
        self._words = rule_words_of(tokens.language).persons
        self._keys: dict[str, set[str]] = {}
        for key, member in persons.items():
            self.add(key, member)

    def add(self, key: str, member: Member) -> None:
        """Let the surname of a full name stand for somebody."""
        first, *others = without_generation(member.name or "", self._words).split()
        if others and first[:1].isupper():
            self._keys.setdefault(others[-1], set()).add(key)

    def key_at(self, index: int, mention: Mention | None) -> str | None:
        """Return whom a token means in no name, or in one taken for a body's or a town's."""
        if mention is None:
            return self._only(self._tokens.texts[index]) if self._stands_alone(index) else None
        if mention.kind in _TOWNS:
            return self._only(mention.text)
        if mention.kind != "organisation" or mention.score is not None or mention.described:
            return None
        return self._only(bare_name(mention.text, self._words))

    def _only(self, surname: str) -> str | None:
        keys = self._keys.get(surname) or set()
        return next(iter(keys)) if len(keys) == 1 else None

    def _stands_alone(self, index: int) -> bool:
        """Whether a word may be a surname, and no part of another name."""
        token = self._parse[index]
        if token.text not in self._keys or token.pos_ in _NO_NAMES:
            return False
        behind = index + 1
        if behind < len(self._parse) and self._tokens.tags[behind] == "PROPN":
            return False
        before = self._parse[index - 1] if index else token
        return before.i == index or before.pos_ != "PROPN" or is_title(before.text, self._words)
