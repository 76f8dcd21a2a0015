"""Describing a speaker from the words that name it: who, in what office, for whom."""

import dataclasses
from collections.abc import Iterator

from spacy.tokens import Token

from transforms.claims.layout import Layout
from transforms.claims.sources import Source
from transforms.claims.words import SpeakerWords, speaker_words
from transforms.entities.context import Context
from transforms.entities.mentions import Mention, mentions_of

_KINDS = {
    "person": "person",
    "country": "government",
    "government": "government",
    "ministry": "government",
    "military": "government",
    "city": "government",
    "region": "government",
    "armed_group": "group",
    "group": "group",
    "nationality": "group",
    "party": "organisation",
    "organisation": "organisation",
    "international_organisation": "organisation",
    "facility": "organisation",
    "place": "government",
    "media": "media",
    "law": "document",
}
_AFFILIATIONS = frozenset(
    {
        "armed_group",
        "government",
        "international_organisation",
        "media",
        "military",
        "ministry",
        "organisation",
        "party",
    }
)
_OFFICIAL_CODES = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "SPY"})
_COUNTRY_ADJECTIVES = frozenset({"country", "nationality"})
_OF = frozenset({"of", "for", "at", "from", "with"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "these", "those", "some"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our", "your"})
_LONGEST_NAME = 12


@dataclasses.dataclass(frozen=True)
class Speaker:
    """Who speaks, as far as the text tells.

    Attributes:
        name: a name, or the description of somebody unnamed.
        kind: as in the table of claims.
        role: office or function that these very words name.
        affiliation: canonical name of the body or group spoken for.
        country: ISO 3166-1 alpha-3 code.
        entity_id: of the speaker, if linked.
        gender: "female", "male" or None.
        plural: whether it is more than one.
        is_person: whether it is a human being or several, named or not.
        noun: lemma of the governing noun, in lower case.
    """

    name: str | None
    kind: str
    role: str | None = None
    affiliation: str | None = None
    country: str | None = None
    entity_id: str | None = None
    gender: str | None = None
    plural: bool = False
    is_person: bool = False
    noun: str = ""


UNKNOWN = Speaker(None, "unknown")


class Describer:
    """Describes the noun phrases of one text."""

    def __init__(self, layout: Layout, context: Context) -> None:
        self._layout = layout
        self._doc = layout.doc
        self._words: SpeakerWords = speaker_words()
        self._mention_at: dict[int, Mention] = {}
        self._full_names: dict[str, set[str]] = {}
        for mention in mentions_of(layout.doc, context):
            for index in range(mention.first_token, mention.last_token):
                self._mention_at[index] = mention
            if mention.kind == "person" and " " in mention.text:
                surname = mention.text.rsplit(" ", 1)[1]
                self._full_names.setdefault(surname, set()).add(mention.text)

    def may_speak(self, index: int) -> bool:
        """Whether a token names an actor: an entity, an office, "the official"."""
        token = self._doc[index]
        noun = token.lemma_.lower()
        return index in self._mention_at or (
            token.pos_ == "NOUN" and (noun in self._words.generic or (noun,) in self._words.roles)
        )

    def describe(self, source: Source) -> Speaker:
        """Describe the speaker that these words name."""
        head = self._doc[source.head]
        mention = self._mention_at.get(head.i) or self._named_by_apposition(head)
        role = self._role(source)
        affiliation, country = self._belonging(source, mention)
        if mention is not None and self._is_person(mention):
            name = self._full_name(mention.text)
            official = (role and self._words.roles[role]) or _holds_office(mention)
            return Speaker(
                name=name,
                kind="official" if official else "person",
                role=" ".join(role) if role else None,
                affiliation=affiliation,
                country=country or mention.country,
                entity_id=mention.entity_id,
                gender=self._gender(source) or self._words.first_names.get(name.split()[0]),
                is_person=True,
                noun=head.lemma_.lower(),
            )
        if mention is not None and self._mention_at.get(head.i) is mention:
            return Speaker(
                name=mention.name if _is_canonical(mention) else mention.text,
                kind=_kind(mention),
                country=mention.country,
                entity_id=mention.entity_id,
                plural=head.tag_ in _PLURAL_TAGS,
                noun=head.lemma_.lower(),
            )
        return self._unnamed(source, head, role, affiliation, country)

    def _unnamed(
        self,
        source: Source,
        head: Token,
        role: tuple[str, ...] | None,
        affiliation: str | None,
        country: str | None,
    ) -> Speaker:
        noun = head.lemma_.lower()
        words = self._words
        official = role is not None and words.roles[role]
        kind = "unknown"
        is_person = role is not None or noun in words.anonymous or noun in words.generic
        if noun in words.document:
            kind = "document"
        elif official and (affiliation or country):
            kind = "official"
        elif noun in words.anonymous:
            kind = "anonymous"
        elif official:
            kind = "official"
        elif role is not None:
            kind = "person"
        elif noun in words.group:
            kind, is_person = "group", True
        elif noun in words.government:
            kind = "government"
        elif noun in words.organisation:
            kind = "organisation"
        return Speaker(
            name=self._description(source),
            kind=kind,
            role=" ".join(role) if role else None,
            affiliation=affiliation,
            country=country,
            gender=self._gender(source),
            plural=head.tag_ in _PLURAL_TAGS,
            is_person=is_person,
            noun=noun,
        )

    def _named_by_apposition(self, head: Token) -> Mention | None:
        """The person named beside a role: "the foreign minister, Sergei Lavrov,"."""
        for child in head.children:
            if child.dep_ == "appos":
                mention = self._mention_at.get(child.i)
                if mention is not None and mention.kind == "person":
                    return mention
        return None

    def _is_person(self, mention: Mention) -> bool:
        """Whether a mention is of a person, be it a surname that the model takes for another."""
        return mention.kind == "person" or (
            mention.entity_id is None and mention.text in self._full_names
        )

    def _full_name(self, name: str) -> str:
        fuller = self._full_names.get(name, set())
        return next(iter(fuller)) if len(fuller) == 1 else name

    def _description(self, source: Source) -> str | None:
        """The words without articles, up to the first comma behind the noun."""
        first, last = source.first, source.last
        while first < source.head and self._doc[first].lower_ in _ARTICLES | _POSSESSIVES:
            first += 1
        for index in range(source.head + 1, min(last, source.head + _LONGEST_NAME)):
            if self._doc[index].text == ",":
                last = index
                break
        last = min(last, source.head + _LONGEST_NAME)
        return self._layout.text[self._doc[first].idx : self._layout.end_of(last - 1)] or None

    def _core(self, source: Source) -> Iterator[Token]:
        """The noun, what stands before it, and what stands in apposition to it."""
        head = self._doc[source.head]
        yield from self._doc[source.first : source.head + 1]
        for child in head.children:
            if child.dep_ == "appos" and source.first <= child.i < source.last:
                yield from self._doc[max(child.left_edge.i, source.head + 1) : child.i + 1]

    def _role(self, source: Source) -> tuple[str, ...] | None:
        core = [token for token in self._core(source) if not token.is_punct]
        for end in range(len(core), 0, -1):
            last = core[end - 1]
            if last.dep_ == "poss":
                continue
            for length in (3, 2, 1):
                words = [token.lower_ for token in core[max(0, end - length) : end - 1]]
                role = (*words, last.lemma_.lower())
                if len(role) == length and role in self._words.roles:
                    return role
        return None

    def _belonging(self, source: Source, mention: Mention | None) -> tuple[str | None, str | None]:
        """For whom the speaker speaks, and the country."""
        affiliation: str | None = None
        country: str | None = None
        for index in self._places_of_belonging(source):
            found = self._mention_at.get(index)
            if found is None or found is mention:
                continue
            if found.kind in _AFFILIATIONS and affiliation is None:
                affiliation = found.name if _is_canonical(found) else found.text
                country = found.country or country
            elif found.kind in _COUNTRY_ADJECTIVES and country is None:
                country = found.country
        return affiliation, country

    def _places_of_belonging(self, source: Source) -> Iterator[int]:
        governors = [self._doc[source.head]]
        for token in self._core(source):
            if token.dep_ in ("compound", "amod", "nmod", "nounmod", "poss"):
                yield token.i
            if token.dep_ == "appos":
                governors.append(token)
        for governor in governors:
            for child in governor.rights:
                if child.dep_ == "prep" and child.lower_ in _OF and child.i < source.last:
                    yield from (part.i for part in child.children if part.dep_ == "pobj")

    def _gender(self, source: Source) -> str | None:
        words = {token.lower_ for token in self._core(source)}
        if words & self._words.female:
            return "female"
        return "male" if words & self._words.male else None


def _is_canonical(mention: Mention) -> bool:
    return mention.entity_id is not None and mention.kind != "nationality"


def _kind(mention: Mention) -> str:
    """The kind of speaker: an armed group may have become a government."""
    if mention.kind == "armed_group" and _role_code(mention) == "GOV":
        return "government"
    return _KINDS.get(mention.kind, "unknown")


def _holds_office(person: Mention) -> bool:
    """Whether somebody holds an office on the day of the article."""
    return (person.actor_code or "").startswith("IGO") or _role_code(person) in _OFFICIAL_CODES


def _role_code(mention: Mention) -> str:
    """The role behind the country in an actor code."""
    return (mention.actor_code or "").removeprefix(mention.country or "")[:3]
