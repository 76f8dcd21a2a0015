"""What a stretch of words tells of somebody: offices, the body and country, the gender."""

import dataclasses
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claimwire.language.cast.member import Role
from claimwire.language.cast.offices import Office, OfficeReader
from claimwire.language.cast.speaker_kinds import is_company
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.person_names import title_length
from claimwire.language.mentions.rule_words import rule_words_of

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
_STATE_BODIES = frozenset({"government", "international_organisation", "military", "ministry"})
_INTERNATIONAL = "international_organisation"
_COUNTRIES = frozenset({"country", "nationality"})
_TOWNS = frozenset({"city", "region"})
_LONGEST = 40


@dataclasses.dataclass(frozen=True)
class Told:
    """What a stretch of words tells.

    Attributes:
        roles: offices and functions, in order.
        affiliation: canonical name of the body.
        body_noun: the token of a noun for a body that is named elsewhere ("for the ministry").
        country: ISO 3166-1 alpha-3 code.
        gender: "female", "male" or None.
        of_company: whether the body is one that no state or party has.
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
        doc: the parse.
        mentions: its names, none inside another, in the order of the text.

    Attributes:
        lowers: its tokens in lower case.
    """

    def __init__(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        self._doc = doc
        self._grammar = grammar_of(doc.lang_)
        self._words = speaker_words(doc.lang_)
        self._patterns = rule_words_of(doc.lang_).actor_patterns
        self._mention_at: dict[int, Mention] = {}
        for mention in mentions:
            for index in range(mention.first_token, mention.last_token):
                self._mention_at[index] = mention
        self._titles = _titles_in_names(doc, mentions)
        self._offices = OfficeReader(doc, self._words, self._is_of_name)
        self.lowers = [token.lower_ for token in doc]

    def mention_at(self, index: int) -> Mention | None:
        """Return the name that a token stands in."""
        return self._mention_at.get(index)

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
        return not (self.is_common(mention) and self._doc[index].is_lower)

    def is_common(self, mention: Mention) -> bool:
        """Whether a common noun names people and no body: "Kurdish militants", "a policeman"."""
        if not mention.described or mention.kind == "nationality":
            return False
        head = self._doc[mention.last_token - 1]
        noun = head.lemma_.lower()
        return head.is_lower and (noun in self._words.people or (noun,) in self._words.roles)

    def read(
        self,
        first: int,
        last: int,
        *,
        of: Mention | None = None,
        is_title: bool = False,
        is_bracket: bool = False,
    ) -> Told:
        """Return what a stretch of tokens tells.

        Args:
            first: its first token.
            last: the token behind it.
            of: the name that it describes, which tells nothing of itself.
            is_title: whether that name follows right behind.
            is_bracket: whether it stands in brackets behind that name.
        """
        last = min(last, first + _LONGEST)
        offices = self._offices.offices_in(first, last)
        offices = _of_title(offices) if is_title else [o for o in offices if not o.governed]
        if of is not None:
            # "told reporters Ana Lund": they are others.
            offices = [office for office in offices if not office.plural]
        if is_title and offices:
            first = self._start_of_noun_phrase(first, offices[0].first)
        body, country = self._belonging(first, last, offices, of, bracket=is_bracket)
        affiliation = None if body is None else canonical_name(body)
        ministry = self._unlisted_ministry(first, last) if affiliation is None else None
        return Told(
            roles=tuple(
                Role(
                    office.name,
                    self._is_official(office, body),
                    office.rank,
                    office.first,
                    office.last,
                    affiliation or ministry,
                    country,
                )
                for office in offices
            ),
            affiliation=affiliation or ministry,
            body_noun=None if affiliation or ministry else self._body_noun(first, last, offices),
            country=country,
            gender=self._gender(first, last),
            of_company=is_company(body),
        )

    def _is_official(self, office: Office, body: Mention | None) -> bool:
        """Whether an office speaks for a state or the like, and not for a company."""
        if office.former:
            return False
        if body is not None and body.kind in _STATE_BODIES:
            return True
        return office.official and (not is_company(body) or office.noun in self._words.of_states)

    def _belonging(
        self,
        first: int,
        last: int,
        offices: Sequence[Office],
        of: Mention | None,
        *,
        bracket: bool,
    ) -> tuple[Mention | None, str | None]:
        affiliation: Mention | None = None
        country: str | None = None
        link_of_country: str | None = None
        of_town = bracket or any(office.official for office in offices)
        abroad = any(office.noun in self._words.abroad for office in offices)
        for mention in self._mentions_in(first, last):
            if mention is of or mention.kind == "person":
                continue
            link = self._link(mention, first)
            common = self.is_common(mention)
            body = mention.kind in _AFFILIATIONS and not common
            if not self._ties(link, body=body, abroad=abroad):
                continue
            if body:
                affiliation = affiliation or mention
            if mention.kind == "media":
                # It may be of any country that its staff work in.
                continue
            of_country = mention.kind in _COUNTRIES or (mention.kind in _TOWNS and of_town)
            if country is None and (body or common or of_country):
                country, link_of_country = mention.country, link
        international = affiliation is not None and affiliation.kind == _INTERNATIONAL
        # "The head of the UN Palestinian refugee agency" need be no Palestinian.
        return affiliation, None if international and link_of_country else country

    def _start_of_noun_phrase(self, first: int, office: int) -> int:
        """Where the words before an office begin that go with it: behind any preposition."""
        index = office
        while index > first and self._doc[index - 1].pos_ != "ADP":
            index -= 1
        return index

    def _ties(self, link: str | None, *, body: bool, abroad: bool) -> bool:
        """Whether a preposition ties somebody to what a name names."""
        words = self._words
        if link is None:
            return True
        if body and link in words.membership:
            return True
        return link in words.affiliation_prepositions and not (
            abroad and not body and link in words.matters
        )

    def _mentions_in(self, first: int, last: int) -> Iterator[Mention]:
        index = first
        while index < last:
            mention = self._mention_at.get(index)
            if mention is not None:
                yield mention
            index = index + 1 if mention is None else mention.last_token

    def _link(self, mention: Mention, first: int) -> str | None:
        """The preposition that a name hangs on within a stretch, or None."""
        token: Token = self._doc[mention.first_token : mention.last_token].root
        for _ in range(3):
            head = token.head
            if head.i < first or head.i == token.i:
                return None
            if token.dep_ in self._grammar.prepositional_object:
                return head.lower_
            if head.i > token.i and token.dep_ not in self._grammar.conjunct:
                return self._preposition_over(head, first)
            token = head
        return None

    def _preposition_over(self, noun: Token, first: int) -> str | None:
        """The preposition over the noun that a name stands before: "of the UN mission"."""
        if noun.dep_ in self._grammar.prepositional_object and noun.head.i >= first:
            return noun.head.lower_
        return None

    def _unlisted_ministry(self, first: int, last: int) -> str | None:
        """A ministry whose country is not told, as written: "Foreign Ministry spokeswoman"."""
        for index in range(first, last):
            if index in self._mention_at:
                continue
            pattern = self._patterns.at(self.lowers, index, last)
            if pattern is not None and pattern.kind == "ministry":
                return self._doc[index : index + len(pattern.words)].text
        return None

    def _body_noun(self, first: int, last: int, offices: Sequence[Office]) -> int | None:
        """The noun of "a spokesman for the ministry", "the company's chief executive"."""
        if not offices:
            return None
        for index in range(first, last):
            token = self._doc[index]
            if (
                token.lemma_.lower() in self._words.takes_up
                and index not in self._mention_at
                and not any(office.first <= index < office.last for office in offices)
                and self._hangs_on(token, offices)
            ):
                return index
        return None

    def _hangs_on(self, token: Token, offices: Sequence[Office]) -> bool:
        """Whether a noun stands before an office, or behind it with "of" or "for"."""
        grammar = self._grammar
        if token.dep_ in grammar.prepositional_object:
            link = token.head
            return link.lower_ in self._words.affiliation_prepositions and any(
                office.first <= link.head.i < office.last for office in offices
            )
        relations = grammar.compound | grammar.possessor | grammar.noun_modifier
        if token.lemma_.lower() in self._words.government:
            relations = relations | grammar.adjective  # "military spokesman"
        before = token.dep_ in relations
        return before and any(office.first <= token.head.i < office.last for office in offices)

    def _gender(self, first: int, last: int) -> str | None:
        words = set(self.lowers[first:last])
        if words & self._words.female:
            return "female"
        return "male" if words & self._words.male else None


def _titles_in_names(doc: Doc, mentions: Sequence[Mention]) -> set[int]:
    """The tokens of titles in the names of persons: "Boxer Dwayne Okafor"."""
    words = rule_words_of(doc.lang_).persons
    found: set[int] = set()
    for mention in mentions:
        if mention.kind == "person":
            texts = [token.text for token in doc[mention.first_token : mention.last_token]]
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
