"""What a stretch of words tells of somebody: offices, the body and country, the gender."""

from collections.abc import Sequence
from typing import NamedTuple

from claimwire.language.cast.belonging import BelongingReader
from claimwire.language.cast.member import Role
from claimwire.language.cast.offices import Office, OfficeReader
from claimwire.language.cast.speaker_kinds import holds_office, is_company
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.person_names import bare_name, title_length
from claimwire.language.mentions.rule_words import rule_words_of
from claimwire.language.mentions.tokens import Tokens
from claimwire.schemas.actors import ACTOR_KINDS

_STATE_BODIES = frozenset({"government", "international_organisation", "military", "ministry"})
_PARTIES = frozenset({"armed_group", "party"})
_OF_MEMBERS = frozenset({"group", "party"})
_LONGEST = 40


class Told(NamedTuple):
    """What a stretch of words tells.

    Attributes:
        roles: offices and functions, in order.
        affiliation: canonical name of the body.
        body_noun: the token of a noun for a body that is named elsewhere ("for the ministry").
        country: ISO 3166-1 alpha-3 code.
        gender: "female", "male" or None.
        of_company: whether it speaks for one that is no state, party or official.
    """

    roles: tuple[Role, ...] = ()
    affiliation: str | None = None
    body_noun: int | None = None
    country: str | None = None
    gender: str | None = None
    of_company: bool = False


class DescriptionReader:
    """Reads the descriptions in one text.

    Args:
        tokens: of the text.
        mentions: its names, none inside another, in the order of the text.

    Attributes:
        lowers: its tokens in lower case.
    """

    def __init__(self, tokens: Tokens, mentions: Sequence[Mention]) -> None:
        self._tokens = tokens
        self._parse = tokens.parse
        self._words = speaker_words(tokens.language)
        self._persons = rule_words_of(tokens.language).persons
        self._grammar = grammar_of(tokens.language)
        self._members = rule_words_of(tokens.language).body_nouns.party_members
        self._mention_at: dict[int, Mention] = {}
        for mention in mentions:
            for index in range(mention.first_token, mention.last_token):
                self._mention_at[index] = mention
        self._titles = _titles_in_names(tokens, mentions)
        self.lowers = tokens.lowers
        self._offices = OfficeReader(tokens, self._words, self._is_of_name)
        self._belonging = BelongingReader(tokens, self._mention_at)

    def mention_at(self, index: int) -> Mention | None:
        """Return the name that a token stands in."""
        return self._mention_at.get(index)

    def is_common(self, mention: Mention) -> bool:
        """Whether a common noun names people and no body: "Kurdish militants", "a policeman"."""
        return self._belonging.is_common(mention)

    def names_members(self, party: Mention) -> bool:
        """Whether a party's name is that of one or some members: "the Texas Democrat"."""
        head = self._parse[party.last_token - 1]
        if party.kind not in _OF_MEMBERS or (
            party.text not in self._members and head.lemma_.lower() not in self._words.people
        ):
            return False
        if head.tag_ in self._grammar.plural:
            return any(left.like_num or left.lower_ in self._words.some for left in head.lefts)
        return any(left.dep_ in self._grammar.determiner for left in head.lefts)

    def names_a_person(self, first: int, last: int) -> bool:
        """Whether a person is named among the tokens ``[first, last)``."""
        mentions = map(self.mention_at, range(first, last))
        return any(mention is not None and mention.kind == "person" for mention in mentions)

    def names_a_body(self, first: int, last: int) -> bool:
        """Whether a body that may act is named among the tokens ``[first, last)``."""
        mentions = map(self.mention_at, range(first, last))
        return any(mention is not None and mention.kind in ACTOR_KINDS for mention in mentions)

    def name_begins(self, person: Mention) -> int:
        """Return the first token of a name behind the titles that the model took into it."""
        first = person.first_token
        while first in self._titles:
            first += 1
        return first

    def _is_of_name(self, index: int) -> bool:
        mention = self._mention_at.get(index)
        if mention is None or index in self._titles:
            return False
        if self._belonging.is_of_office(mention):
            return index < mention.last_token - 1
        return not (self._belonging.is_common(mention) and self._parse[index].is_lower)

    def read(
        self,
        first: int,
        last: int,
        *,
        of: Mention | None = None,
        is_title: bool = False,
        is_bracket: bool = False,
        of_state: bool = False,
    ) -> Told:
        """Return what a stretch of tokens tells.

        Args:
            first: its first token.
            last: the token behind it.
            of: the name that it describes, which tells nothing of itself.
            is_title: whether that name follows right behind.
            is_bracket: whether it stands in brackets behind that name.
            of_state: whether it describes a body of a state, which a town may tell.
        """
        last = min(last, first + _LONGEST)
        offices = self._offices.offices_in(first, last)
        offices = _of_title(offices) if is_title else [o for o in offices if not o.governed]
        if of is not None:
            # "told reporters Ana Lund": they are others.
            offices = [office for office in offices if not office.plural]
        if is_title and offices:
            first = self._start_of_noun_phrase(first, offices[0].first)
        of_town = is_bracket or of_state or any(office.official for office in offices)
        body, country = self._belonging.body_and_country(first, last, offices, of, of_town=of_town)
        if is_title and not offices and body is not None and not self._owns_name(body, last):
            body = None  # "EU's Ana Ruiz", but not "Reuters picture: Ana Ruiz"
        affiliation = None if body is None else canonical_name(body)
        if (unit := self._belonging.unit(offices)) is not None:
            affiliation = self._tokens.name(*unit)
            if body is not None and body.first_token >= unit[0]:
                country = body.country
        ministry = self._belonging.unlisted_ministry(first, last) if affiliation is None else None
        affiliation = affiliation or ministry
        private = is_company(body) or any(map(self._belonging.is_of_private_person, offices))
        private = private or (of is None and self._belonging.is_of_companies(first, last))
        if (
            affiliation is None
            and offices
            and (owner := self._belonging.owner(offices[0])) is not None
        ):
            affiliation = owner.name or bare_name(owner.text, self._persons)
            listed = owner.score is not None or owner.country is not None
            official = offices[0].noun in self._words.of_persons and listed and holds_office(owner)
            private = not official
            country = country or (owner.country if official else None)
        return Told(
            roles=tuple(
                Role(
                    office.name,
                    self._is_official(office, body, private=private),
                    office.rank,
                    office.first,
                    office.last,
                    affiliation,
                    country,
                )
                for office in offices
            ),
            affiliation=affiliation,
            body_noun=None if affiliation else self._belonging.body_noun(first, last, offices),
            country=country,
            gender=self._gender(first, last),
            of_company=private,
        )

    def _is_official(self, office: Office, body: Mention | None, *, private: bool) -> bool:
        """Whether an office speaks for a state or the like, and not for a company."""
        if office.former:
            return False
        words = self._words
        if body is not None and (
            body.kind in _STATE_BODIES
            or (body.kind in _PARTIES and office.noun in words.of_parties and not office.plural)
        ):
            return True
        official = office.official or office.noun in words.named_only & words.officials
        return official and (not private or office.noun in words.of_states)

    def _owns_name(self, body: Mention, last: int) -> bool:
        """Whether nothing but a possessive stands between a body and the name behind it."""
        return body.last_token == last or (
            body.last_token == last - 1
            and self._parse[body.last_token].tag_ in self._grammar.possessive_marker
        )

    def _start_of_noun_phrase(self, first: int, office: int) -> int:
        """Where the words before an office begin that go with it: behind any preposition."""
        index = office
        while index > first and self._tokens.tags[index - 1] != "ADP":
            index -= 1
        return index

    def _gender(self, first: int, last: int) -> str | None:
        words = set(self.lowers[first:last])
        if words & self._words.female:
            return "female"
        return "male" if words & self._words.male else None


def _titles_in_names(tokens: Tokens, mentions: Sequence[Mention]) -> set[int]:
    """The tokens of titles in the names of persons: "Boxer Dwayne Okafor"."""
    words = rule_words_of(tokens.language).persons
    found: set[int] = set()
    for mention in mentions:
        if mention.kind == "person":
            texts = [token.text for token in tokens.parse[mention.first_token : mention.last_token]]
            found.update(
                range(mention.first_token, mention.first_token + title_length(texts, words))
            )
    return found


def _of_title(offices: list[Office]) -> list[Office]:
    """The offices before a name that are the person's: "friend of President" is one office."""
    last = max((n for n, office in enumerate(offices) if office.governed), default=0)
    return offices[last:]


def canonical_name(mention: Mention) -> str:
    """Return the name of a linked body or state, or the words of another."""
    linked = mention.entity_id is not None and mention.kind != "nationality"
    return (mention.name if linked else None) or mention.text
