"""Resolving who speaks: pronouns and "the official" mean somebody named before.

The rule is recency among those that fit, speakers and subjects of sentences alike; what
somebody is said to have said does not make its own subjects candidates. Bodies and places are
often named before they do anything, so "the ministry" looks at all that was named.
"""

import collections
import dataclasses
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claimwire.language.claims.layout import Layout
from claimwire.language.claims.sources import Source, noun_phrase
from claimwire.language.claims.speaker_description import UNKNOWN, Describer, Speaker
from claimwire.language.claims.speaker_words import SpeakerWords, speaker_words
from claimwire.language.mentions.mention import Mention

_MEMORY = 12
"""How many earlier speakers and subjects are remembered, and how many mentions are looked at."""

_COLLECTIVE_KINDS = frozenset({"group", "organisation"})


class SpeakerResolver:
    """Resolves the speakers of one text.

    Its methods are called in the order of the text, since who was named before decides whom a
    pronoun means.
    """

    def __init__(self, layout: Layout, describer: Describer) -> None:
        self._layout = layout
        self._describer = describer
        self._words = speaker_words(layout.language)
        self._recent: collections.deque[Speaker] = collections.deque(maxlen=_MEMORY)
        self._known: dict[str, Speaker] = {}
        self._genders: dict[str, str] = {}

    def note_subject(self, source: Source) -> Speaker:
        """Remember the subject of a sentence as somebody who may be meant later."""
        token = self._layout.doc[source.head]
        subject = self._described(source, token)
        self._remember(subject)
        return subject

    def resolve(self, source: Source) -> Speaker:
        """Return the speaker whom these words mean, and remember it."""
        token = self._layout.doc[source.head]
        if self._is_pronoun(token):
            speaker = self._antecedent_of_pronoun(token)
        else:
            speaker = self._described(source, token)
        self._remember(speaker)
        return speaker

    def _is_pronoun(self, token: Token) -> bool:
        """Whether a word stands for a name; the small model takes "WHO" for one, too."""
        if self._describer.is_named(token.i) or (len(token) > 1 and token.is_upper):
            return False
        return token.pos_ == "PRON" or token.lower_ in self._words.gendered

    def _antecedent_of_pronoun(self, token: Token) -> Speaker:
        words = self._words
        word = words.of_possessive.get(token.lower_, token.lower_)
        if word in words.unresolved:
            return UNKNOWN
        for speaker in self._candidates(token, word):
            if self._fits(speaker, word):
                if word in words.gendered:
                    self._genders.setdefault(speaker.name or "", words.gendered[word])
                return _without_role(speaker)
        return UNKNOWN

    def _candidates(self, token: Token, pronoun: str) -> Iterator[Speaker]:
        """Those who did or said something; for persons then all who were named."""
        if pronoun in self._words.plural:
            yield from (each for each in reversed(self._recent) if each.plural or _is_many(each))
        yield from reversed(self._recent)
        if pronoun in self._words.gendered:
            yield from self._persons_before(token)

    def _persons_before(self, token: Token) -> Iterator[Speaker]:
        for mention in self._describer.mentions_before(token.i, _MEMORY):
            if mention.kind == "person" and not self._layout.is_quoted(mention.first_token):
                head = self._layout.doc[mention.first_token : mention.last_token].root
                yield self._describer.describe(noun_phrase(self._layout, head))

    def _fits(self, speaker: Speaker, pronoun: str) -> bool:
        words = self._words
        if pronoun in words.gendered:
            return (
                speaker.is_person
                and speaker.kind != "group"
                and not speaker.plural
                and self._gender(speaker) in (None, words.gendered[pronoun])
            )
        if pronoun in words.plural:
            return speaker.kind != "document" and (speaker.plural or not speaker.is_person)
        return pronoun in words.neuter and not speaker.is_person and not speaker.plural

    def _gender(self, speaker: Speaker) -> str | None:
        return speaker.gender or self._genders.get(speaker.name or "")

    def _described(self, source: Source, token: Token) -> Speaker:
        speaker = self._describer.describe(source)
        if speaker.name is not None and speaker.name in self._known:
            return _merged(speaker, self._known[speaker.name])
        if self._takes_up(source, token, speaker):
            for earlier in self._taken_up(token, speaker):
                return _without_role(earlier)
        if self._layout.doc[source.first].lower_ in self._words.of_body and speaker.is_person:
            return self._on_behalf(speaker)
        return speaker

    def _on_behalf(self, speaker: Speaker) -> Speaker:
        """Let "its spokesman" speak for the body that was named last."""
        owners = (each for each in reversed(self._recent) if _is_body(each))
        owner = next(owners, None)
        if owner is None or speaker.affiliation:
            return speaker
        country = speaker.country or owner.country
        return dataclasses.replace(speaker, affiliation=owner.name, country=country)

    def _takes_up(self, source: Source, token: Token, speaker: Speaker) -> bool:
        """Whether the words are "the official", "the Turkish foreign minister", and no more."""
        words = list(self._layout.doc[source.first : source.last])
        if (
            len(words) <= 1
            or words[0].lower_ not in self._words.definite
            or source.last != source.head + 1
            or self._describer.is_named(token.i)
        ):
            return False
        role = (speaker.role or "").replace("-", " ").split()
        return all(
            word.lower_ in self._words.modifiers
            or word.lower_ in role
            or (role and self._describer.is_named(word.i))
            for word in words[1:-1]
        )

    def _taken_up(self, token: Token, speaker: Speaker) -> Iterator[Speaker]:
        """Whom a description may mean, the likeliest first."""
        kinds = self._words.takes_up.get(speaker.noun)
        if kinds is not None and not speaker.plural:
            mentions = self._bodies_before(token)
            yield from (
                self._describer.named(m)
                for m in mentions
                if _is_governed_by(self._words, m, speaker.noun)
            )
            yield from (each for each in reversed(self._recent) if _is_same(each, speaker))
            yield from (self._describer.named(m) for m in mentions if m.kind in kinds)
        elif speaker.is_person:
            earlier = [*reversed(self._recent), *self._persons_before(token)]
            yield from (each for each in earlier if self._is_meant(speaker, each))
            if speaker.kind == "person":
                yield from (each for each in earlier if self._may_be_called(speaker, each))
        else:
            yield from (each for each in reversed(self._recent) if _is_same(each, speaker))

    def _bodies_before(self, token: Token) -> Sequence[Mention]:
        """The mentions before a word: nearer sentences first, and in them subjects first."""
        doc, subjects = self._layout.doc, self._layout.grammar.any_subject

        def rank(mention: Mention) -> tuple[int, bool, int]:
            head = doc[mention.first_token : mention.last_token].root
            return -mention.sentence, head.dep_ not in subjects, -mention.start

        return sorted(self._describer.mentions_before(token.i, _MEMORY), key=rank)

    def _is_meant(self, description: Speaker, earlier: Speaker) -> bool:
        if not earlier.is_person or earlier.plural != description.plural:
            return False
        if len({description.gender, self._gender(earlier)} - {None}) > 1:
            return False
        if description.country and earlier.country and description.country != earlier.country:
            return False
        if description.noun in self._words.any_person:
            return True
        return earlier.noun == description.noun or (
            earlier.role is not None and earlier.role.split()[-1] == description.noun
        )

    def _may_be_called(self, description: Speaker, earlier: Speaker) -> bool:
        """Whether a new word may be for somebody named before: "the actress", "the candidate"."""
        genders = {description.gender, self._gender(earlier)} - {None}
        return (
            earlier.entity_kind == "person"
            and earlier.role is None
            and earlier.plural == description.plural
            and len(genders) <= 1
        )

    def _remember(self, speaker: Speaker) -> None:
        if speaker.name is None:
            return
        earlier = self._known.get(speaker.name)
        known = speaker if earlier is None else _merged(earlier, speaker)
        self._known[speaker.name] = known
        self._recent.append(known)


def _is_governed_by(words: SpeakerWords, mention: Mention, noun: str) -> bool:
    """Whether a noun governs a name: the union of "European Union", the bank of "Bank of Italy"."""
    names = (mention.text, mention.name or "")
    return noun in {_governing_word(words, name) for name in names}


def _governing_word(words: SpeakerWords, name: str) -> str:
    parts = name.split(" ")
    links = (n for n in range(1, len(parts) - 1) if parts[n] in words.name_prepositions)
    return parts[next(links, len(parts)) - 1].lower()


def _is_same(earlier: Speaker, description: Speaker) -> bool:
    """Whether an earlier description has the same noun and number."""
    return earlier.noun == description.noun and earlier.plural == description.plural


def _is_many(speaker: Speaker) -> bool:
    return speaker.kind == "group" or speaker.entity_kind == "armed_group"


def _is_body(speaker: Speaker) -> bool:
    return not speaker.is_person and speaker.kind in _COLLECTIVE_KINDS | {"government"}


def _merged(first: Speaker, second: Speaker) -> Speaker:
    """What is known of one speaker from two descriptions; the first one's words go first."""
    official = "official" in (first.kind, second.kind)
    return dataclasses.replace(
        first,
        kind="official" if official and first.is_person else first.kind,
        affiliation=first.affiliation or second.affiliation,
        country=first.country or second.country,
        gender=first.gender or second.gender,
    )


def _without_role(speaker: Speaker) -> Speaker:
    """The same speaker, taken up by words that name no office."""
    return dataclasses.replace(speaker, role=None)
