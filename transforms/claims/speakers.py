"""Resolving who speaks: pronouns and "the official" mean somebody named before.

The rule is recency among those that fit, speakers and subjects of sentences alike; what
somebody is said to have said does not make its own subjects candidates.
"""

import collections
import dataclasses

from spacy.tokens import Token

from transforms.claims.describe import UNKNOWN, Describer, Speaker
from transforms.claims.layout import Layout
from transforms.claims.sources import Source
from transforms.claims.words import speaker_words

_MEMORY = 12
"""How many earlier speakers and subjects are remembered."""

_PERSONAL = {"he": "male", "she": "female"}
_POSSESSIVES = {"his": "he", "her": "she", "their": "they", "its": "it"}
_FIRST_AND_SECOND = frozenset({"i", "we", "you", "one", "us", "me", "my", "our", "your"})
_DEFINITE = frozenset({"the", "this", "that"})
_ANY_PERSON = frozenset({"man", "official", "person", "source", "woman"})
_POSSESSIVE = frozenset({"its", "their"})
_COLLECTIVE_KINDS = frozenset({"group", "organisation"})
_FREE_MODIFIERS = frozenset({"same", "senior", "latter"})


class SpeakerResolver:
    """Resolves the speakers of one text; to be asked in the order of the text."""

    def __init__(self, layout: Layout, describer: Describer) -> None:
        self._layout = layout
        self._describer = describer
        self._recent: collections.deque[Speaker] = collections.deque(maxlen=_MEMORY)
        self._known: dict[str, Speaker] = {}
        self._genders: dict[str, str] = {}

    def note_subject(self, source: Source) -> Speaker:
        """Remember the subject of a sentence as somebody who may be meant later."""
        subject = self._describer.describe(source)
        self._remember(subject)
        return subject

    def resolve(self, source: Source) -> Speaker:
        """Tell who speaks, and remember it."""
        token = self._layout.doc[source.head]
        if token.pos_ == "PRON" or token.lower_ in _PERSONAL:
            speaker = self._antecedent_of_pronoun(token)
        else:
            speaker = self._described(source, token)
        self._remember(speaker)
        return speaker

    def _antecedent_of_pronoun(self, token: Token) -> Speaker:
        word = _POSSESSIVES.get(token.lower_, token.lower_)
        if word in _FIRST_AND_SECOND:
            return UNKNOWN
        for speaker in reversed(self._recent):
            if self._fits(speaker, word):
                if word in _PERSONAL:
                    self._genders.setdefault(speaker.name or "", _PERSONAL[word])
                return _without_role(speaker)
        return UNKNOWN

    def _fits(self, speaker: Speaker, pronoun: str) -> bool:
        if pronoun in _PERSONAL:
            gender = speaker.gender or self._genders.get(speaker.name or "")
            fitting = gender in (None, _PERSONAL[pronoun])
            return speaker.is_person and not speaker.plural and fitting
        if pronoun == "they":
            return speaker.plural or not speaker.is_person
        return pronoun == "it" and not speaker.is_person and not speaker.plural

    def _described(self, source: Source, token: Token) -> Speaker:
        speaker = self._describer.describe(source)
        if speaker.name is not None and speaker.name in self._known:
            return _merged(speaker, self._known[speaker.name])
        if self._takes_up(source, token):
            for earlier in reversed(self._recent):
                if self._is_meant(speaker, earlier):
                    return _without_role(earlier)
        if self._layout.doc[source.first].lower_ in _POSSESSIVE and speaker.is_person:
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

    def _takes_up(self, source: Source, token: Token) -> bool:
        """Whether the words are "the official" and no more."""
        words = [t.lower_ for t in self._layout.doc[source.first : source.last]]
        return (
            len(words) > 1
            and words[0] in _DEFINITE
            and token.lemma_.lower() in _taking_up()
            and source.last == source.head + 1
            and all(word in _FREE_MODIFIERS for word in words[1:-1])
        )

    def _is_meant(self, description: Speaker, earlier: Speaker) -> bool:
        if description.noun in speaker_words().collective:
            return earlier.kind in _COLLECTIVE_KINDS and earlier.noun != description.noun
        if not earlier.is_person or earlier.plural != description.plural:
            return False
        gender = earlier.gender or self._genders.get(earlier.name or "")
        if description.gender and gender and description.gender != gender:
            return False
        if description.noun in _ANY_PERSON:
            return True
        return earlier.noun == description.noun or (
            earlier.role is not None and earlier.role.split()[-1] == description.noun
        )

    def _remember(self, speaker: Speaker) -> None:
        if speaker.name is None:
            return
        earlier = self._known.get(speaker.name)
        known = speaker if earlier is None else _merged(earlier, speaker)
        self._known[speaker.name] = known
        self._recent.append(known)


def _taking_up() -> frozenset[str]:
    words = speaker_words()
    return words.generic | words.collective


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
