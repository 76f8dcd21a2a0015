"""Where a text tells something of a person whom it names: title, apposition, clause, predicate."""

import itertools
from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.language.cast.behind_names import BehindNames
from claimwire.language.cast.descriptions import DescriptionReader
from claimwire.language.cast.member import Stretch
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.person_names import is_title
from claimwire.language.mentions.rule_words import rule_words_of
from claimwire.language.mentions.tokens import Tokens

_LONGEST_TITLE = 12
_LONGEST_APPOSITION = 24
_MOST_CHILDREN = 12
_STEPS = 4
_OUTSIDE_TITLES = frozenset({"VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PRON", "PUNCT", "ADV", "DET"})
_MARKS = frozenset({",", "\u2014", "\u2013", "(", "-"})


class Appearances:
    """The descriptions beside the names of persons in one text.

    Args:
        tokens: of the text.
        reader: of its descriptions.
    """

    def __init__(self, tokens: Tokens, reader: DescriptionReader) -> None:
        self._tokens = tokens
        self._parse = tokens.parse
        self._reader = reader
        self._grammar = grammar_of(tokens.language)
        self._words = speaker_words(tokens.language)
        self._persons = rule_words_of(tokens.language).persons
        self._links = self._persons.links
        self._behind = BehindNames(tokens, reader)

    def of(self, person: Mention) -> Iterator[Stretch]:
        """Yield the stretches that describe a person where it is named."""
        before = self._title(person)
        if before is not None:
            yield before
        governor = self._governor(person)
        if governor is not None:
            yield governor
        yield from self._behind.of(person)
        predicate = self._predicate(person)
        if predicate is not None:
            yield predicate

    def _title(self, person: Mention) -> Stretch | None:
        """The words right before a name: "Pakistan's Chief of Naval Staff Admiral"."""
        first = person.first_token
        while first and person.first_token - first < _LONGEST_TITLE:
            index = first - 1
            if self._parse[first].is_sent_start and not self._is_short(index):
                break
            mention = self._reader.mention_at(index)
            if mention is not None and mention.kind == "person":
                break
            if not (mention is not None or self._is_of_title(index)):
                break
            if self._governs_name(index, person):
                break
            first = index if mention is None else mention.first_token
        while first < person.first_token and self._tokens.lowers[first] in self._links:
            first += 1
        name = self._reader.name_begins(person)
        return None if first == name else Stretch(first, name, is_title=True)

    def _is_short(self, index: int) -> bool:
        """Whether a word is a short form of a title, whose full stop ends no sentence."""
        word = self._tokens.lowers[index]
        return word.endswith(".") and word[:-1] in self._words.abbreviations

    def _governs_name(self, index: int, person: Mention) -> bool:
        """Whether a name is the person an office works for: "a spokesman for Mrs. Lund"."""
        titled = range(index + 1, person.first_token)
        return self._tokens.tags[index] == "ADP" and all(
            is_title(self._tokens.texts[n], self._persons) for n in titled
        )

    def _is_of_title(self, index: int) -> bool:
        token = self._parse[index]
        if token.lower_ == "and":
            # "founder and head", "of trade and industry", but not "Zambia and Foreign Minister".
            before, behind = self._parse[max(index - 1, 0)], self._parse[index + 1]
            office = (before.lemma_.lower(),) in self._words.roles
            return office or (behind.is_lower and behind.pos_ == "NOUN")
        if token.lower_ in self._links or token.tag_ in self._grammar.possessive_marker:
            return True
        if token.text == ".":
            return bool(index) and not self._parse[index - 1].whitespace_
        return token.text.replace(".", "").isalpha() and token.pos_ not in _OUTSIDE_TITLES

    def _governor(self, person: Mention) -> Stretch | None:
        """The noun that a name is the apposition of: "the foreign minister, Sergei Lavrov,"."""
        parse, grammar = self._parse, self._grammar
        root = self._tokens.root(person.first_token, person.last_token)
        comma = person.first_token - 1
        set_off = comma >= 0 and parse[comma].text in _MARKS
        if root.dep_ in grammar.apposition and root.head.i < person.first_token:
            noun: Token = root.head
        elif set_off and comma and parse[comma - 1].pos_ in {"NOUN", "PROPN"}:
            noun = parse[comma - 1]
        else:
            return None
        noun = self._person_over(noun)
        mention = self._reader.mention_at(noun.i)
        named = mention is not None and not self._reader.is_common(mention)
        if noun.pos_ not in {"NOUN", "PROPN"} or named:
            return None
        if noun.tag_ in grammar.plural or noun.i < person.first_token - _LONGEST_APPOSITION:
            return None
        first = max(noun.left_edge.i, noun.i - _LONGEST_TITLE)
        if self._reader.names_a_person(noun.i, person.first_token):
            return None
        if any(token.is_quote for token in parse[noun.i : person.first_token]):
            return None
        # "President Lund's spokesman": the words before belong to the president.
        for index in range(noun.i - 1, first - 1, -1):
            owner = self._reader.mention_at(index)
            if owner is not None and owner.kind == "person":
                first = index + 1
                break
        return Stretch(first, person.first_token, noun.i)

    def _person_over(self, noun: Token) -> Token:
        """The noun that a name describes: "nominee" in "his nominee for trade secretary"."""
        words, grammar = self._words, self._grammar
        found = current = noun
        for _ in range(_STEPS):
            if current.dep_ not in grammar.prepositional_object:
                break
            current = current.head.head
            lemma = current.lemma_.lower()
            if current.pos_ not in {"NOUN", "PROPN"}:
                break
            if (lemma,) in words.roles or lemma in words.people | words.counterparts:
                found = current
        return found

    def _predicate(self, person: Mention) -> Stretch | None:
        """What a sentence says that somebody is: "Ana Ruiz is the mayor of Lugo"."""
        root = self._tokens.root(person.first_token, person.last_token)
        verb = root.head
        if root.dep_ not in self._grammar.subject or verb.lower_ not in self._words.being:
            return None
        first = last = verb.i + 1
        for child in itertools.islice(verb.rights, _MOST_CHILDREN):
            noun = child.dep_ in self._grammar.predicate_noun
            if (
                noun
                and child.tag_ not in self._grammar.plural
                and last in (first, child.left_edge.i)
            ):
                # Parsers make three nouns of "vice-president".
                first = max(child.left_edge.i, first) if last == first else first
                last = min(child.right_edge.i + 1, child.i + _LONGEST_TITLE)
        found = last > first and not self._reader.names_a_person(first, last)
        return Stretch(first, last) if found else None
