"""For which body somebody unnamed speaks: "its spokesman", "a spokesman for the ministry"."""

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Token

from claimwire.language.cast.cast import Cast
from claimwire.language.cast.member import Member, Phrase
from claimwire.language.cast.resolved import Resolved, is_body
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.mentions.tokens import Tokens

_PRIVATE = frozenset({"media", "organisation"})
_LONGEST_ALONE = 2
"""Words of "a spokesman"."""


class Spokespersons:
    """Finds the bodies that the unnamed speakers of one text speak for.

    Args:
        tokens: of the text.
        cast: of the text.
    """

    def __init__(self, tokens: Tokens, cast: Cast) -> None:
        self._parse = tokens.parse
        self._cast = cast
        self._words = speaker_words(tokens.language)

    def speaks_for_last(self, phrase: Phrase, member: Member) -> bool:
        """Whether somebody is "a spokesman" without a name or body that he speaks for."""
        alone = phrase.last - phrase.first <= _LONGEST_ALONE
        return alone and member.noun in self._words.mouthpieces and not member.affiliation

    def on_behalf(self, member: Member, recent: Sequence[Resolved]) -> Member:
        """Let "its spokesman" speak for the body that was named last."""
        owner = next((each.member for each in reversed(recent) if is_body(each)), None)
        if owner is None or member.affiliation:
            return member
        country = member.country or owner.country
        kind = member.kind
        if owner.kind in _PRIVATE and kind == "official":
            kind = "group" if member.plural else "person"
        return member._replace(affiliation=owner.name, country=country, kind=kind)

    def for_a_body(
        self,
        phrase: Phrase,
        member: Member,
        called: Callable[[Token, str], Iterator[Resolved]],
    ) -> Member:
        """Let "a spokesman for the ministry" speak for the ministry named before."""
        speaks = bool(member.roles) or member.kind == "official"
        noun = self._cast.told_by(phrase).body_noun if speaks else None
        if noun is None:
            return member
        body = self._cast.describe(Phrase(noun, noun, noun + 1))
        one_of_many = self._cast.bodies.is_one_of_many(noun)
        found = None if one_of_many else next(called(self._parse[noun], body.noun), None)
        if found is not None and not _may_be_of(member.country, found.member.country):
            found = None  # "a German military spokesman", where the Indian navy is named
        private = found.member.kind in _PRIVATE if found else self._cast.bodies.is_private(noun)
        if private and member.kind == "official":
            member = member._replace(kind="group" if member.plural else "person")
        if found is None:
            return member._replace(affiliation=self._cast.bodies.words(noun))
        country = member.country or found.member.country
        return member._replace(affiliation=found.member.name, country=country)


def _may_be_of(told: str | None, country: str | None) -> bool:
    return told is None or country is None or told == country
