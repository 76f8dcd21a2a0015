"""Whom pronouns and descriptions mean: a member of the cast that was named or spoke before.

Of the candidates that agree in gender and number, the most recent is taken; speakers and subjects
of sentences are candidates. The speaker of a nested claim comes last, since "He added" goes on with
the outer speaker. Bodies and places are often named before they do anything, so for "the ministry"
every mention is a candidate.
"""

import collections
import itertools
from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Token

from claimwire.language.cast.cast import Cast
from claimwire.language.cast.governments import government_before
from claimwire.language.cast.member import NOBODY, Member, Phrase, holds
from claimwire.language.cast.resolved import (
    Resolved,
    again,
    are_many,
    is_described,
    is_same,
    may_be_a_body,
)
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.cast.spokespersons import Spokespersons
from claimwire.language.cast.taking_up import takes_up
from claimwire.language.mentions.tokens import Tokens

_BODIES = frozenset({"international_organisation", "media", "organisation"})
_MEMORY = 12
"""How many earlier speakers and subjects are remembered, and how many mentions are looked at."""


class Antecedents:
    """Resolves the speakers of one text.

    Its methods are called in the order of the text, since who was named before decides whom a
    pronoun means.

    Args:
        tokens: of the text.
        cast: of the text.
        is_quoted: whether a token stands in a quotation.
    """

    def __init__(self, tokens: Tokens, cast: Cast, is_quoted: Callable[[int], bool]) -> None:
        self._tokens = tokens
        self._parse = tokens.parse
        self._cast = cast
        self._is_quoted = is_quoted
        self._words = speaker_words(tokens.language)
        self._spokespersons = Spokespersons(tokens, cast)
        self._recent: collections.deque[Resolved] = collections.deque(maxlen=_MEMORY)
        self._inner: collections.deque[Resolved] = collections.deque(maxlen=_MEMORY)
        self._genders: dict[str, str] = {}
        self._descriptions: dict[str, Member] = {}

    def note_subject(self, phrase: Phrase) -> Resolved:
        """Remember the subject of a sentence as somebody who may be meant later."""
        subject = self._described(phrase)
        self._remember(subject)
        return subject

    def resolve(
        self, phrase: Phrase, others: Sequence[Phrase] = (), *, inner: bool = False
    ) -> Resolved:
        """Return whom these words mean, and remember it.

        Args:
            phrase: of the first speaker.
            others: of those who speak together with the first.
            inner: whether they speak inside the content of somebody else.
        """
        token = self._parse[phrase.head]
        if self._is_pronoun(token, phrase):
            found = self._antecedent_of_pronoun(token)
        else:
            found = self._described(phrase)
        if others:
            members = [self._described(other).member for other in others]
            found = found._replace(others=tuple(members))
        self._remember(found._replace(spoke=True), inner=inner)
        return found

    def resolve_dropped(self, *, plural: bool) -> Resolved:
        """Return whom a verb without a subject means, and remember it: "Dijo que …".

        Args:
            plural: whether the verb is of several.
        """
        found = next(
            (
                again(each, "pronoun", together=plural)
                for each in reversed(self._recent)
                if (are_many(each) if plural else not each.member.plural)
                and each.member.kind != "document"
            ),
            Resolved(NOBODY, "none"),
        )
        self._remember(found._replace(spoke=True))
        return found

    def _is_pronoun(self, token: Token, phrase: Phrase) -> bool:
        """Whether a word stands for a name; the small model takes "WHO" for one, too."""
        if self._cast.mention_at(token.i) is not None or (len(token) > 1 and token.is_upper):
            return False
        words = self._words
        counts = token.lower_ in words.some or (
            token.lower_ in words.one and phrase.last > token.i + 1
        )
        return not counts and (
            token.pos_ == "PRON"
            or token.lower_ in words.gendered
            or token.lower_ in words.one
            or (token.lower_ in words.together and token.pos_ != "NOUN")
        )

    def _antecedent_of_pronoun(self, token: Token) -> Resolved:
        words = self._words
        word = words.of_possessive.get(token.lower_, token.lower_)
        if word in words.one:
            return self._one_of_several()
        if word in words.unresolved:
            return Resolved(NOBODY, "none")
        if word in words.together:
            joint = next((each for each in reversed(self._recent) if each.others), None)
            return Resolved(NOBODY, "none") if joint is None else again(joint, "pronoun")
        for each in self._candidates(token, word):
            if self._fits(each, word):
                if word in words.gendered and each.member.key is not None:
                    self._genders.setdefault(each.member.key, words.gendered[word])
                return again(each, "pronoun", together=word in words.plural)
        return Resolved(NOBODY, "none")

    def _one_of_several(self) -> Resolved:
        """One of those who spoke before: "Two sources agreed. One said"."""
        several = (each.member for each in reversed(self._recent) if each.member.plural)
        member = next((each for each in several if each.is_person and each.name is None), None)
        if member is None:
            return Resolved(NOBODY, "none")
        kind = "person" if member.kind == "group" else member.kind
        return Resolved(member._replace(kind=kind, plural=False), "pronoun")

    def _candidates(self, token: Token, pronoun: str) -> Iterator[Resolved]:
        """Those who did or said something; for persons then all who were named."""
        if pronoun in self._words.plural:
            yield from (each for each in reversed(self._recent) if are_many(each))
        if pronoun in self._words.gendered:
            # Somebody unnamed who said nothing is seldom gone on with: "Her mother wept."
            yield from (each for each in reversed(self._recent) if each.spoke or each.member.name)
            yield from self._persons_before(token)
        yield from reversed(self._recent)
        yield from reversed(self._inner)

    def _persons_before(self, token: Token) -> Iterator[Resolved]:
        for mention in self._cast.bodies.mentions_before(token.i, _MEMORY):
            if mention.kind == "person" and not self._is_quoted(mention.first_token):
                yield Resolved(self._cast.named(mention), "name")

    def _fits(self, candidate: Resolved, pronoun: str) -> bool:
        member, words = candidate.member, self._words
        # "Doctors Without Borders" are "it" as well.
        named = member.name is not None and member.entity_kind in _BODIES
        many = (member.plural and not named) or bool(candidate.others)
        if pronoun in words.gendered and member.is_person:
            return (
                member.kind != "group"
                and not many
                and self._gender(member) in (None, words.gendered[pronoun])
            )
        if pronoun in words.plural:
            return member.kind != "document" and (many or not member.is_person)
        return pronoun in words.neuter and not member.is_person and not many

    def _gender(self, member: Member) -> str | None:
        return member.gender or self._genders.get(member.key or "")

    def _described(self, phrase: Phrase) -> Resolved:
        member = self._cast.describe(phrase)
        if member.name is not None:
            return Resolved(member, self._way_of_name(phrase, member))
        if takes_up(self._cast, self._tokens, phrase, member):
            for each in self._taken_up(phrase, member):
                roles = each.member.roles or member.roles
                taken = each.member._replace(noun=member.noun, roles=roles)
                return again(each._replace(member=taken), "nominal")
        member = self._as_before(phrase, member)
        its = self._tokens.lowers[phrase.first] in self._words.of_body
        its = its and (bool(member.roles) or member.kind == "official")
        if member.is_person and (its or self._spokespersons.speaks_for_last(phrase, member)):
            return Resolved(self._spokespersons.on_behalf(member, self._recent), "description")
        return Resolved(
            self._spokespersons.for_a_body(phrase, member, self._bodies_called), "description"
        )

    def _as_before(self, phrase: Phrase, member: Member) -> Member:
        """Let the same description mean the same: "police", "the rescuers"."""
        first = self._tokens.lowers[phrase.first]
        known = member.noun in self._words.government | self._words.media
        description = (member.description or "").lower()
        if first not in self._words.definite and not (known and phrase.first == phrase.head):
            self._descriptions[description] = member
            return member
        before = self._descriptions.setdefault(description, member)
        return member._replace(
            roles=member.roles or before.roles,
            affiliation=member.affiliation or before.affiliation,
            country=member.country or before.country,
            tokens=before.tokens,
        )

    def _way_of_name(self, phrase: Phrase, member: Member) -> str:
        mention = self._cast.mention_at(phrase.head)
        if mention is None or not member.is_person:
            return "name"
        return "name" if " " in mention.text or member.entity_id is None else "short_form"

    def _taken_up(self, phrase: Phrase, description: Member) -> Iterator[Resolved]:
        """Whom a description may mean, the likeliest first."""
        token = self._parse[phrase.head]
        words = {word.lower_ for word in self._parse[phrase.first : phrase.head]}
        if words & self._words.together:
            yield from (each for each in reversed(self._recent) if each.others)
        if self._cast.bodies.kinds(description.noun) and not description.plural:
            yield from self._bodies_called(token, description.noun)
        elif description.is_person:
            earlier = [*reversed(self._recent), *self._persons_before(token)]
            yield from (each for each in earlier if self._is_meant(description, each))
            if description.kind == "official":
                yield from (each for each in earlier if self._may_hold(description, each))
            holder = self._cast.holder(description)
            if holder is not None:
                yield Resolved(holder, "name")
            if description.kind == "person":
                yield from (each for each in earlier if self._may_be_called(description, each))
        else:
            yield from (each for each in reversed(self._recent) if is_same(each, description))

    def _bodies_called(self, token: Token, noun: str) -> Iterator[Resolved]:
        """The bodies that a noun may mean, those described by it among them."""
        media = self._is_of_media(token)
        mentions = list(self._cast.bodies.called(token.i, noun))
        if media:
            mentions = [
                m for m in self._cast.bodies.mentions_before(token.i, _MEMORY) if m.kind == "media"
            ]
        governed = [m for m in mentions if noun in (m.name or m.text).lower()]
        if noun == "government":
            government = government_before(self._cast, self._tokens, token.i, mentions)
            if government is not None:
                yield Resolved(government, "nominal")
        yield from (Resolved(self._cast.named(mention), "name") for mention in governed)
        yield from (each for each in reversed(self._recent) if is_described(each, noun))
        if "organisation" in self._cast.bodies.kinds(noun):
            # One who spoke, though no model knows the name, comes before one who did not.
            yield from itertools.takewhile(may_be_a_body, reversed(self._recent))
        yield from (Resolved(self._cast.named(mention), "name") for mention in mentions)

    def _is_of_media(self, token: Token) -> bool:
        before = self._tokens.lowers[token.i - 1] if token.i else ""
        return (before, token.lemma_.lower()) in self._words.media_pairs

    def _is_meant(self, description: Member, earlier: Resolved) -> bool:
        member = earlier.member
        if not member.is_person or member.plural != description.plural:
            return False
        if len({description.gender, self._gender(member)} - {None}) > 1:
            return False
        if description.country and member.country and description.country != member.country:
            return False
        if description.noun in self._words.any_person:
            return True
        office = description.role or description.noun
        return member.noun == description.noun == office or holds(member, office)

    def _may_hold(self, description: Member, earlier: Resolved) -> bool:
        """Whether somebody may be "the Turkish president": one of that state without an office.

        "The president" is one who is known to hold an office.
        """
        member = earlier.member
        return (
            member.kind == "official"
            and member.entity_kind == "person"
            and description.country in (member.country, None)
            and not member.roles
            and not description.plural
            and bool(description.roles)
        )

    def _may_be_called(self, description: Member, earlier: Resolved) -> bool:
        """Whether a new word may be for somebody named before: "the actress", "the candidate"."""
        member = earlier.member
        genders = {description.gender, self._gender(member)} - {None}
        return (
            member.entity_kind == "person"
            and not member.roles
            and member.plural == description.plural
            and len(genders) <= 1
        )

    def _remember(self, found: Resolved, *, inner: bool = False) -> None:
        if found.member.key is not None:
            (self._inner if inner else self._recent).append(found)
