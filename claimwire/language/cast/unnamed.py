"""Describing somebody whom the text does not name: "two diplomats", "the company"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claimwire.language.cast.descriptions import DescriptionReader, Told
from claimwire.language.cast.member import Member, Phrase, Role
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.rule_words import rule_words_of
from claimwire.language.mentions.tokens import Tokens

_DESCRIPTION_ENDS = frozenset({",", "(", "["})
_LONGEST_DESCRIPTION = 12
_FARTHEST_REQUEST = 20
_LONGEST_NAME = 3
_KINDS_BY_NAME = {
    "armed_group": "group",
    "government": "government",
    "group": "group",
    "media": "media",
    "military": "government",
    "ministry": "government",
}
_TELLING = frozenset({"government", "media"})
_TOWNS = frozenset({"city", "country", "region"})


class UnnamedReader:
    """Reads who is described without a name in one text.

    Args:
        tokens: of the text.
        reader: of its descriptions.
    """

    def __init__(self, tokens: Tokens, reader: DescriptionReader) -> None:
        self._tokens = tokens
        self._parse = tokens.parse
        self._reader = reader
        self._words = speaker_words(tokens.language)
        self._bodies = rule_words_of(tokens.language).bodies
        self._patterns = rule_words_of(tokens.language).actor_patterns
        self._grammar = grammar_of(tokens.language)

    def read(self, phrase: Phrase) -> Member:
        """Return whom a noun phrase describes."""
        words = self._words
        head = self._parse[phrase.head]
        counted = self._counted(head)
        noun = counted.lemma_.lower()
        of_state = noun in words.government | words.officials
        told = self._reader.read(phrase.first, phrase.last, of_state=of_state)
        mention = self._reader.mention_at(phrase.head)
        roles = tuple(
            role
            for role in told.roles
            if role.token <= counted.i < role.last and noun not in words.named_only
        )
        is_person = bool(roles) or self._is_of_people(head, noun)
        kind = self._kind(phrase, counted, told, roles)
        name = None if roles else self._proper_name(phrase, head, kind)
        if kind == "media":
            name = name or self._name_of_paper(phrase, head)
        of_name = self._roles_of_name(head, told.roles) if name is not None else ()
        if of_name:
            name = self._behind_title(head, of_name) or name
            roles, is_person = tuple(of_name), True
            kind = "official" if any(role.official for role in roles) else "person"
        elif name is not None:
            by_name = self.kind_by_name(phrase.first, head.i + 1)
            beside = next(self._appositions(head), None)
            if kind == by_name == "unknown" and beside is not None:
                by_name = self._kind_of_body(beside)  # "RC2, a toy company"
            kind = by_name if kind == "unknown" or by_name in _TELLING else kind
        return Member(
            name=name,
            kind=kind,
            roles=roles,
            affiliation=None if kind in _TELLING else told.affiliation,
            country=told.country or (None if mention is None else mention.country),
            gender=told.gender,
            plural=head.tag_ in self._grammar.plural or self.is_several(head, phrase.last),
            is_person=is_person,
            noun=noun,
            description=self._description(phrase),
            tokens=(head.i,),
        )

    def _kind(self, phrase: Phrase, counted: Token, told: Told, roles: Sequence[Role]) -> str:
        """The kind of speaker by the noun, or by the one that a number counts."""
        words, noun = self._words, counted.lemma_.lower()
        if noun in words.document:
            return "document"
        if noun in words.anonymous or self._asks_to_stay_unnamed(phrase):
            return "anonymous"
        # A spokesman of a company is nobody official.
        if any(role.official for role in roles) or (
            noun in words.officials and not told.of_company
        ):
            return "official"
        number = self._tokens.lowers[phrase.head]
        if roles or self._is_of_people(self._parse[phrase.head], noun):
            many = counted.tag_ in self._grammar.plural or noun in words.collective
            several = number in words.some or (many and number not in words.one)
            return "group" if several else "person"
        return self._kind_of_body(counted)

    def _is_of_people(self, head: Token, noun: str) -> bool:
        words = self._words
        counted = (noun,) in words.roles or noun in words.plural
        counts = head.lower_ in words.one and counted  # "one of the experts", "one of them"
        return counts or head.lower_ in words.some or noun in words.people | words.kin

    def _kind_of_body(self, head: Token) -> str:
        noun = head.lemma_.lower()
        if noun in self._words.government or self._is_ministry(head):
            return "government"
        if self.is_of_media(head):
            return "media"
        # "the chipmakers", "a dozen countries"
        organisations = self._words.organisation | self._words.epithets
        if noun in organisations:
            return "organisation"
        several = head.tag_ in self._grammar.plural_noun
        return "government" if several and noun in self._words.states else "unknown"

    def _is_ministry(self, head: Token) -> bool:
        """Whether a noun names a ministry with the words before it: "the foreign office"."""
        lowers = self._tokens.lowers[head.left_edge.i : head.i + 1]
        patterns = (self._patterns.whole(lowers[first:]) for first in range(len(lowers) - 1))
        return any(pattern is not None and pattern.kind == "ministry" for pattern in patterns)

    def _counted(self, head: Token) -> Token:
        """The noun that a number takes one or some of: "one of the two experts"."""
        words = self._words
        if head.lower_ in words.one | words.some or head.like_num:
            for link in head.rights:
                if link.lower_ in words.name_prepositions and link.i == head.i + 1:
                    nouns = self._grammar.prepositional_object
                    return next((noun for noun in link.rights if noun.dep_ in nouns), head)
        return head

    def is_several(self, head: Token, last: int) -> bool:
        """Whether others are named with it: "the Croucher Foundation and NASA"."""
        conjuncts = self._grammar.conjunct
        return any(child.dep_ in conjuncts and child.i < last for child in head.rights)

    def is_of_media(self, head: Token) -> bool:
        """Whether a noun is a newspaper or the like, "agency" if it is a news agency."""
        before = self._tokens.lowers[head.i - 1] if head.i else ""
        noun = head.lemma_.lower()
        return noun in self._words.media or (before, noun) in self._words.media_pairs

    def _asks_to_stay_unnamed(self, phrase: Phrase) -> bool:
        """Whether somebody speaks who is "familiar with the matter" or asks for anonymity."""
        words, lowers = self._words, self._reader.lowers
        end = min(phrase.head + _FARTHEST_REQUEST, self._parse[phrase.head].sent.end)
        for index in range(phrase.head + 1, end):
            lower = lowers[index]
            if lower in words.anonymity or (lowers[index - 1], lower) in words.not_named:
                return True
            if index < phrase.last and lower in words.familiar:
                return True
        return False

    def _proper_name(self, phrase: Phrase, head: Token, kind: str) -> str | None:
        """The name of a speaker that no model found: "the Government Communications Office"."""
        if head.pos_ != "PROPN" or not head.text[:1].isupper():
            return None
        first = head.i
        while first > phrase.first and self._tokens.tags[first - 1] == "PROPN":
            first -= 1
        # "Images from the scene" at the beginning of a sentence is no name.
        plural = head.tag_ in self._grammar.plural_name and phrase.first == head.i
        if kind == "unknown":
            return None if plural else self._description(phrase)
        body = kind in {"government", "media", "organisation"} and first < head.i
        return self._tokens.name(first, head.i + 1) if body else None

    def _appositions(self, head: Token) -> Iterator[Token]:
        apposition = self._grammar.apposition
        return (child for child in head.rights if child.dep_ in apposition)

    def _name_of_paper(self, phrase: Phrase, head: Token) -> str | None:
        """The name that ends in a noun for media: "the Lugo Star newspaper", "New York magazine".

        A town alone behind an article tells only where it is: "the Lugo newspaper".
        """
        first = head.i
        while first > phrase.first and self._tokens.tags[first - 1] == "PROPN":
            first -= 1
        if first == head.i:
            return None
        before = self._reader.mention_at(head.i - 1)
        if before is None or before.kind not in _TOWNS:
            return self._tokens.name(first, head.i)
        return None if first > phrase.first else self._tokens.name(first, head.i + 1)

    def _roles_of_name(self, head: Token, roles: Sequence[Role]) -> Sequence[Role]:
        """The offices before or behind a name that no model saw: "Fauzi, an official"."""
        before = [role for role in roles if role.last <= head.i]
        if before and self._behind_title(head, before) is not None:
            return before
        beside = next(self._appositions(head), None)
        if beside is None:
            return ()
        return [role for role in roles if role.token <= beside.i < role.last]

    def _behind_title(self, head: Token, roles: Sequence[Role]) -> str | None:
        """The name behind a title where no model saw one: "Fire Marshal Doug Logan"."""
        if not roles:
            return None
        first = roles[-1].last
        name = self._parse[first : head.i + 1]
        is_name = 0 < len(name) <= _LONGEST_NAME and all(
            word.pos_ == "PROPN" and word.is_title for word in name
        )
        return self._tokens.name(first, head.i + 1) if is_name else None

    def kind_by_name(self, first: int, last: int) -> str:
        """Return the kind of a body in no list by the words of its name, ``[first, last)``."""
        lowers = [self._tokens.lowers[index] for index in range(first, last)]
        for index in reversed(range(len(lowers))):
            found = self._bodies.kinds.get((lowers[index],))
            if found is not None:
                return _KINDS_BY_NAME.get(found[0], "organisation")
        return "unknown"

    def _description(self, phrase: Phrase) -> str | None:
        """The words without articles, up to the first comma or bracket behind the noun."""
        head, first, last = phrase
        unspoken = self._words.articles | self._words.possessives
        while first < head and self._tokens.lowers[first] in unspoken:
            first += 1
        longest = min(last, head + _LONGEST_DESCRIPTION)
        for index in range(head + 1, longest):
            if self._tokens.texts[index] in _DESCRIPTION_ENDS:
                longest = index
                break
        while longest > head + 1 and self._tokens.tags[longest - 1] in {"ADP", "DET", "CCONJ"}:
            longest -= 1
        return self._tokens.name(first, longest) or None
