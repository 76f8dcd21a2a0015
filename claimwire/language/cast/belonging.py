"""Whom somebody speaks for, and of what country, by the words of a description."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from claimwire.language.cast.offices import Office
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.rule_words import rule_words_of
from claimwire.language.mentions.tokens import Tokens
from claimwire.schemas.actors import ACTOR_KINDS

_BODIES = ACTOR_KINDS - {"person"}
_INTERNATIONAL = "international_organisation"
_COUNTRIES = frozenset({"country", "nationality"})
_TOWNS = frozenset({"city", "region"})
_FARTHEST_OWNER = 4
_LONGEST_UNIT = 8
_QUOTES = frozenset({'"', "``", "''", "\u201c", "\u201d", "\u00ab", "\u00bb"})
_OF_UNITS = frozenset({"ADJ", "CCONJ", "NOUN", "PROPN"})


class BelongingReader:
    """Reads in one text which body, person and country a description ties somebody to.

    Args:
        tokens: of the text.
        mention_at: the names by token.
    """

    def __init__(self, tokens: Tokens, mention_at: Mapping[int, Mention]) -> None:
        self._tokens = tokens
        self._parse = tokens.parse
        self._lowers = tokens.lowers
        self._mention_at = mention_at
        self._grammar = grammar_of(tokens.language)
        self._words = speaker_words(tokens.language)
        self._bodies = self._words.takes_up.keys() | self._words.organisation
        self._patterns = rule_words_of(tokens.language).actor_patterns

    def is_of_office(self, mention: Mention) -> bool:
        """Whether a name taken for a body's is an office: "U.S. District Judge", "Detective"."""
        single = mention.last_token - mention.first_token == 1
        if mention.kind not in _BODIES or not (mention.described or single):
            return False
        office = (self._lowers[mention.last_token - 1],) in self._words.roles
        return office and (mention.described or mention.score is None)

    def is_common(self, mention: Mention) -> bool:
        """Whether a common noun names people and no body: "Kurdish militants", "a policeman"."""
        if not mention.described or mention.kind == "nationality":
            return False
        # "Health officials in Hong Kong" is governed by its second word.
        head = self._tokens.root(mention.first_token, mention.last_token)
        noun = head.lemma_.lower()
        return head.is_lower and (noun in self._words.people or (noun,) in self._words.roles)

    def owner(self, office: Office) -> Mention | None:
        """The person whom somebody speaks for: "Lund's lawyer", "a spokesman for Mrs. Lund".

        Behind other offices the model took the name of a company for a person's: "president of
        Royal Harbour".
        """
        parse, grammar = self._parse, self._grammar
        agent = office.noun in self._words.of_persons
        before = office.first - 1
        if agent and before > 0 and parse[before].tag_ in grammar.possessive_marker:
            owner = self._mention_at.get(before - 1)
            if owner is not None and owner.kind == "person":
                return owner
        link = office.last
        if link >= len(parse) or self._lowers[link] not in self._words.affiliation_prepositions:
            return None
        for behind in range(link + 1, min(link + _FARTHEST_OWNER, len(parse))):
            owner = self._mention_at.get(behind)
            if owner is not None:
                root = self._tokens.root(owner.first_token, owner.last_token)
                owns = owner.kind == "person" and root.head.i == link
                return owner if owns and (agent or self._lowers[link] == "of") else None
        return None

    def is_of_private_person(self, office: Office) -> bool:
        """Whether somebody without an office is spoken for: "the actress's spokesman"."""
        marker = office.first - 1
        if office.noun not in self._words.of_persons or marker < 1:
            return False
        if self._parse[marker].tag_ not in self._grammar.possessive_marker:
            return False
        noun = self._tokens.lemmas[marker - 1]
        official = self._words.roles.get((noun,))
        return official is False or (official is None and noun in self._words.kin)

    def body_and_country(
        self,
        first: int,
        last: int,
        offices: Sequence[Office],
        of: Mention | None,
        *,
        of_town: bool,
    ) -> tuple[Mention | None, str | None]:
        """Return the body that a stretch ties somebody to, and the country.

        Args:
            first: its first token.
            last: the token behind it.
            offices: in it.
            of: the name that it describes.
            of_town: whether a town tells the country.
        """
        affiliation: Mention | None = None
        country: str | None = None
        link_of_country: str | None = None
        abroad = any(office.noun in self._words.abroad for office in offices)
        for mention in self._mentions_in(first, last):
            if mention is of or mention.kind == "person" or self._is_in_title(mention, first):
                continue
            link = self._link(mention, first)
            common = self.is_common(mention)
            office = self.is_of_office(mention)
            body = mention.kind in _BODIES and not common and not office
            if not self._ties(link, body=body, abroad=abroad) or (
                body and (self._owns_body(mention) or self._is_matter(mention, offices))
            ):
                continue
            if body:
                affiliation = affiliation or mention
            if mention.kind == "media":
                # It may be of any country that its staff work in.
                continue
            of_country = mention.kind in _COUNTRIES or (mention.kind in _TOWNS and of_town)
            if country is None and (body or common or office or of_country):
                country, link_of_country = mention.country, link
        international = affiliation is not None and affiliation.kind == _INTERNATIONAL
        # "The head of the UN Palestinian refugee agency" need be no Palestinian.
        return affiliation, None if international and link_of_country else country

    def _is_in_title(self, mention: Mention, first: int) -> bool:
        """Whether a name stands in the title of a work: "author of “Defying Acme”"."""
        return not _QUOTES.isdisjoint(self._lowers[first : mention.first_token])

    def _owns_body(self, mention: Mention) -> bool:
        """Whether the body named behind is meant: "the UN's World Health Organization"."""
        behind = mention.last_token
        if behind >= len(self._parse) or (
            self._parse[behind].tag_ not in self._grammar.possessive_marker
        ):
            return False
        owned = self._mention_at.get(behind + 1)
        return owned is not None and owned.kind in _BODIES and owned.score is not None

    def _is_matter(self, mention: Mention, offices: Sequence[Office]) -> bool:
        """Whether a name that no list has is what an office is for: "Commissioner for Trade"."""
        listed = mention.score is not None or mention.described
        return not listed and any(
            office.official
            and office.noun not in self._words.of_persons
            and office.last == mention.first_token - 1
            and self._lowers[office.last] in self._words.purposes
            for office in offices
        )

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
        token: Token = self._tokens.root(mention.first_token, mention.last_token)
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

    def unlisted_ministry(self, first: int, last: int) -> str | None:
        """A ministry whose country is not told, as written: "Foreign Ministry spokeswoman"."""
        for index in range(first, last):
            if index in self._mention_at:
                continue
            pattern = self._patterns.at(self._lowers, index, last)
            if pattern is not None and pattern.kind == "ministry":
                head = self._tokens.lemmas[index + len(pattern.words) - 1]
                if head in self._words.people:
                    continue  # "health officials"
                return self._tokens.name(index, index + len(pattern.words))
        return None

    def unit(self, offices: Sequence[Office]) -> tuple[int, int] | None:
        """A body without a name of its own that an office is of, ``[first, last)``.

        "The head of the Lugo child protection unit": one word at least tells what it is for.
        """
        parse, words = self._parse, self._words
        for office in offices:
            link = office.last
            if link >= len(parse) or self._lowers[link] not in words.affiliation_prepositions:
                continue
            first = link + 1
            while first < len(parse) and self._lowers[first] in words.articles:
                first += 1
            last = first
            while last < min(first + _LONGEST_UNIT, len(parse)) and parse[last].pos_ in _OF_UNITS:
                last += 1
            noun = parse[last - 1] if last > first else parse[link]
            if (
                last - first > 1
                and noun.lemma_.lower() in words.units | words.organisation
                and noun.tag_ not in self._grammar.plural
                and last - 1 not in self._mention_at
                and any(parse[n].pos_ == "NOUN" for n in range(first, last - 1))
            ):
                return first, last
        return None

    def body_noun(self, first: int, last: int, offices: Sequence[Office]) -> int | None:
        """The noun of "a spokesman for the ministry", "the company's chief executive"."""
        if not offices:
            return None
        for index in range(first, last):
            token = self._parse[index]
            if (
                token.lemma_.lower() in self._bodies
                # "police" is a plural that has no other form.
                and (token.tag_ not in self._grammar.plural or token.lemma_ == token.lower_)
                and self._names_no_body(index)
                and not self._is_named_behind(index)
                and not any(office.first <= index < office.last for office in offices)
                and self._hangs_on(token, offices)
            ):
                return index
        return None

    def _names_no_body(self, index: int) -> bool:
        """Whether a noun is in no name, or in one that only describes: "London police"."""
        mention = self._mention_at.get(index)
        return mention is None or self.is_common(mention) or mention.described

    def is_of_companies(self, first: int, last: int) -> bool:
        """Whether somebody is of several bodies without a name: "officials from aid agencies"."""
        return any(
            self._parse[index].tag_ in self._grammar.plural_noun
            and self._tokens.lemmas[index] in self._words.organisation
            and self._parse[index].dep_ in self._grammar.prepositional_object
            and self._lowers[self._parse[index].head.i] in self._words.affiliation_prepositions
            for index in range(first, last)
        )

    def _is_named_behind(self, noun: int) -> bool:
        """Whether a noun's name follows it: "the country of Nigeria"."""
        link = noun + 1
        return (
            link + 1 < len(self._parse)
            and self._lowers[link] in self._words.matters
            and link + 1 in self._mention_at
        )

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
