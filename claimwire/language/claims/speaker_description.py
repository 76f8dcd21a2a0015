"""Describing a speaker from the words that name it: who, in what office, for whom."""

import bisect
import dataclasses
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claimwire.language.claims.layout import Layout
from claimwire.language.claims.sources import Source
from claimwire.language.claims.speaker_kinds import holds_office, kind_of
from claimwire.language.claims.speaker_words import speaker_words
from claimwire.language.mentions.mention import Mention

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
_COUNTRY_ADJECTIVES = frozenset({"country", "nationality"})
_DESCRIPTION_ENDS = frozenset({",", "(", "["})
_LONGEST_NAME = 12


@dataclasses.dataclass(frozen=True)
class Speaker:
    """Who speaks, as far as the text says.

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
        entity_kind: as in the table of entities; "" of what is no mention.
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
    entity_kind: str = ""


UNKNOWN = Speaker(None, "unknown")


class Describer:
    """Describes the noun phrases of one text.

    Args:
        layout: the text.
        mentions: its names, none inside another, in the order of the text.
    """

    def __init__(self, layout: Layout, mentions: Sequence[Mention]) -> None:
        self._layout = layout
        self._doc = layout.doc
        self._words = speaker_words(layout.language)
        self._grammar = grammar = layout.grammar
        self._unspoken = self._words.articles | self._words.possessives
        self._modifiers = (
            grammar.compound | grammar.adjective | grammar.noun_modifier | grammar.possessor
        )
        self._mention_at: dict[int, Mention] = {}
        self._mentions = mentions
        self._starts = [mention.first_token for mention in self._mentions]
        for mention in self._mentions:
            for index in range(mention.first_token, mention.last_token):
                self._mention_at[index] = mention

    def may_speak(self, index: int) -> bool:
        """Whether a token names an actor: an entity, an office, "the official"."""
        token = self._doc[index]
        return index in self._mention_at or (
            token.pos_ == "NOUN" and token.lemma_.lower() in self._words.actors
        )

    def is_named(self, index: int) -> bool:
        """Whether a token belongs to a mention."""
        return index in self._mention_at

    def mentions_before(self, index: int, most: int) -> Iterator[Mention]:
        """The last mentions before a token, the nearest first."""
        end = bisect.bisect_left(self._starts, index)
        yield from reversed(self._mentions[max(0, end - most) : end])

    def describe(self, source: Source) -> Speaker:
        """Describe the speaker that these words name."""
        head = self._doc[source.head]
        mention = self._mention_at.get(head.i) or self._named_beside(source, head)
        role = self._role(source)
        affiliation, country = self._belonging(source, mention)
        if mention is not None and mention.kind == "person":
            name = mention.name or mention.text
            official = (role and self._words.roles[role]) or holds_office(mention)
            return Speaker(
                name=name,
                kind="official" if official else "person",
                role=" ".join(role) if role else None,
                affiliation=affiliation,
                country=country or mention.country,
                entity_id=mention.entity_id,
                gender=self._gender(source) or self._gender_of_name(name),
                plural=self._is_several(head, source),
                is_person=True,
                noun=head.lemma_.lower(),
                entity_kind="person",
            )
        if mention is not None and self._mention_at.get(head.i) is mention:
            plural = head.tag_ in self._grammar.plural or self._is_several(head, source)
            return dataclasses.replace(self.named(mention), plural=plural)
        return self._unnamed(source, head, role, affiliation, country)

    def named(self, mention: Mention) -> Speaker:
        """A body, a state or a people, by its name alone."""
        head = self._doc[mention.first_token : mention.last_token].root
        return Speaker(
            name=mention.name if _is_canonical(mention) else mention.text,
            kind=kind_of(mention),
            country=mention.country,
            entity_id=mention.entity_id,
            noun=head.lemma_.lower(),
            entity_kind=mention.kind,
        )

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
            plural=head.tag_ in self._grammar.plural or self._is_several(head, source),
            is_person=is_person,
            noun=noun,
        )

    def _named_beside(self, source: Source, head: Token) -> Mention | None:
        """The person named beside a role.

        That is "the foreign minister, Sergei Lavrov,", and "Ambassador to the United States
        Hamdullah Mohib", which the parser takes for one name.
        """
        for child in head.children:
            if child.dep_ in self._grammar.apposition:
                mention = self._mention_at.get(child.i)
                if mention is not None and mention.kind == "person":
                    return mention
        last = self._mention_at.get(source.last - 1)
        if last is None or last.kind != "person" or self._role(source) is None:
            return None
        before = self._mention_at.get(last.first_token - 1)
        return last if before is not None and before.first_token > head.i else None

    def _description(self, source: Source) -> str | None:
        """The words without articles, up to the first comma or bracket behind the noun."""
        first, last = source.first, source.last
        while first < source.head and self._doc[first].lower_ in self._unspoken:
            first += 1
        for index in range(source.head + 1, min(last, source.head + _LONGEST_NAME)):
            if self._doc[index].text in _DESCRIPTION_ENDS:
                last = index
                break
        last = min(last, source.head + _LONGEST_NAME)
        return self._layout.text[self._doc[first].idx : self._layout.end_of(last - 1)] or None

    def _core(self, source: Source) -> Iterator[Token]:
        """The noun, what stands before it, and what stands in apposition to it."""
        head = self._doc[source.head]
        yield from self._doc[source.first : source.head + 1]
        for child in head.children:
            if child.dep_ in self._grammar.apposition and source.first <= child.i < source.last:
                yield from self._doc[max(child.left_edge.i, source.head + 1) : child.i + 1]

    def _role(self, source: Source) -> tuple[str, ...] | None:
        core = [token for token in self._core(source) if not token.is_punct]
        for end in range(len(core), 0, -1):
            last = core[end - 1]
            if last.dep_ in self._grammar.possessor:
                continue
            short = last.lower_.rstrip(".")
            for length in (3, 2, 1):
                words = [token.lower_ for token in core[max(0, end - length) : end - 1]]
                role = (*words, self._words.abbreviations.get(short, last.lemma_.lower()))
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
            if token.dep_ in self._modifiers:
                yield token.i
            if token.dep_ in self._grammar.apposition:
                governors.append(token)
        for governor in governors:
            for child in governor.rights:
                if (
                    child.dep_ in self._grammar.preposition
                    and child.lower_ in self._words.affiliation_prepositions
                    and child.i < source.last
                ):
                    nouns = self._grammar.prepositional_object
                    yield from (part.i for part in child.children if part.dep_ in nouns)

    def _gender_of_name(self, name: str) -> str | None:
        first, _, surname = name.partition(" ")
        return self._words.first_names.get(first) if surname else None

    def _gender(self, source: Source) -> str | None:
        words = {token.lower_ for token in self._core(source)}
        if words & self._words.female:
            return "female"
        return "male" if words & self._words.male else None

    def _is_several(self, head: Token, source: Source) -> bool:
        """Whether others are named with it: "the Croucher Foundation and NASA"."""
        conjuncts = self._grammar.conjunct
        return any(child.dep_ in conjuncts and child.i < source.last for child in head.rights)


def _is_canonical(mention: Mention) -> bool:
    return mention.entity_id is not None and mention.kind != "nationality"
