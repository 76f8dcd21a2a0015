"""Where a text tells something of a person whom it names: title, apposition, clause, predicate."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from claimwire.language.cast.descriptions import DescriptionReader
from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.person_names import is_title
from claimwire.language.mentions.rule_words import rule_words_of

_LONGEST_TITLE = 12
_LONGEST_APPOSITION = 24
_MOST_CHILDREN = 12
_STEPS = 4
_OUTSIDE_TITLES = frozenset({"VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PRON", "PUNCT", "ADV", "DET"})
_STARTS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "VERB", "ADV"})
_MARKS = frozenset({",", "\u2014", "\u2013", "(", "-"})
_ENDS = frozenset({",", ".", ";", ":", "\u2014", "\u2013", ")", "!", "?"})


class Stretch(NamedTuple):
    """Tokens that describe a person, ``[first, last)``.

    Attributes:
        head: a noun among them that stands for the person, or None.
        verb: an office that a verb before them tells, or None.
        is_title: whether the name follows right behind.
        is_bracket: whether it stands in brackets behind the name.
    """

    first: int
    last: int
    head: int | None = None
    verb: str | None = None
    is_title: bool = False
    is_bracket: bool = False


class Appearances:
    """The descriptions beside the names of persons in one text.

    Args:
        doc: the parse.
        reader: of its descriptions.
    """

    def __init__(self, doc: Doc, reader: DescriptionReader) -> None:
        self._doc = doc
        self._reader = reader
        self._grammar = grammar_of(doc.lang_)
        self._words = speaker_words(doc.lang_)
        self._persons = rule_words_of(doc.lang_).persons
        self._links = self._persons.links

    def of(self, person: Mention) -> Iterator[Stretch]:
        """Yield the stretches that describe a person where it is named."""
        before = self._title(person)
        if before is not None:
            yield before
        governor = self._governor(person)
        if governor is not None:
            yield governor
        yield from self._behind(person)
        predicate = self._predicate(person)
        if predicate is not None:
            yield predicate

    def _title(self, person: Mention) -> Stretch | None:
        """The words right before a name: "Pakistan's Chief of Naval Staff Admiral"."""
        first = person.first_token
        while first and person.first_token - first < _LONGEST_TITLE:
            index = first - 1
            if self._doc[first].is_sent_start:
                break
            mention = self._reader.mention_at(index)
            if mention is not None and mention.kind == "person":
                break
            if not (mention is not None or self._is_of_title(index)):
                break
            if self._governs_name(index, person):
                break
            first = index if mention is None else mention.first_token
        while first < person.first_token and self._doc[first].lower_ in self._links:
            first += 1
        name = self._reader.name_begins(person)
        return None if first == name else Stretch(first, name, is_title=True)

    def _governs_name(self, index: int, person: Mention) -> bool:
        """Whether a name is the person an office works for: "a spokesman for Mrs. Lund"."""
        titled = range(index + 1, person.first_token)
        return self._doc[index].pos_ == "ADP" and all(
            is_title(self._doc[n].text, self._persons) for n in titled
        )

    def _is_of_title(self, index: int) -> bool:
        token = self._doc[index]
        if token.lower_ == "and":
            # "founder and head", "of trade and industry", but not "Zambia and Foreign Minister".
            before, behind = self._doc[max(index - 1, 0)], self._doc[index + 1]
            office = (before.lemma_.lower(),) in self._words.roles
            return office or (behind.is_lower and behind.pos_ == "NOUN")
        if token.lower_ in self._links:
            return True
        if token.text == ".":
            return bool(index) and not self._doc[index - 1].whitespace_
        return token.text.replace(".", "").isalpha() and token.pos_ not in _OUTSIDE_TITLES

    def _governor(self, person: Mention) -> Stretch | None:
        """The noun that a name is the apposition of: "the foreign minister, Sergei Lavrov,"."""
        doc, grammar = self._doc, self._grammar
        root = doc[person.first_token : person.last_token].root
        comma = person.first_token - 1
        set_off = comma >= 0 and doc[comma].text in _MARKS
        if root.dep_ in grammar.apposition and root.head.i < person.first_token:
            noun: Token = root.head
        elif set_off and comma and doc[comma - 1].pos_ in {"NOUN", "PROPN"}:
            noun = doc[comma - 1]
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
        if any(token.is_quote for token in doc[noun.i : person.first_token]):
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

    def _behind(self, person: Mention) -> Iterator[Stretch]:
        """What stands behind a name: an apposition, a bracket, "who leads the party", "of Mali"."""
        doc, last = self._doc, person.last_token
        if last >= len(doc):
            return
        if doc[last].lower_ in self._words.matters and last + 1 < len(doc):
            owner = self._reader.mention_at(last + 1) or self._reader.mention_at(
                min(last + 2, len(doc) - 1)
            )
            if owner is not None and owner.kind != "person":
                yield Stretch(last, owner.last_token)
            return
        if doc[last].text not in _MARKS:
            return
        first = self._behind_age(last + 1)
        if first < len(doc) and doc[first].lower_ in self._words.relative:
            yield from self._relative(first)
            return
        end = self._before_person(first, self._end(first))
        if end <= first or self._opens_sentence(person, first, end):
            return
        if doc[last].text == "(":
            yield Stretch(first, end, is_bracket=True)
        elif doc[first].lower_ in self._words.origins and self._reader.names_a_body(first, end):
            # "Ana Ruiz, of the growers' group Fruita, said"
            yield Stretch(first, end)
        elif doc[first].pos_ in _STARTS and self._is_noun_phrase(first, end):
            yield Stretch(first, end, self._head(first, end))

    def _opens_sentence(self, person: Mention, first: int, end: int) -> bool:
        """Whether a name only leads in who does something: "According to Ruiz, a clerk fled"."""
        root = self._doc[person.first_token : person.last_token].root
        return (
            root.dep_ in self._grammar.prepositional_object
            and end < len(self._doc)
            and self._opens_clause(self._doc[end])
            and any(word.dep_ in self._grammar.any_subject for word in self._doc[first:end])
        )

    def _behind_age(self, first: int) -> int:
        """Where an apposition begins behind an age: "Ana Ruiz, 45, a teacher,"."""
        doc = self._doc
        if first + 1 < len(doc) and doc[first].like_num and doc[first + 1].text == ",":
            return first + 2
        return first

    def _end(self, first: int) -> int:
        doc = self._doc
        end = first
        while end < len(doc) and end - first < _LONGEST_APPOSITION:
            token = doc[end]
            if token.is_sent_start and end > first:
                break
            if token.text in _ENDS or "\n" in token.text:
                break
            if end > first and self._opens_clause(token):
                break
            end += 1
        return end

    def _opens_clause(self, token: Token) -> bool:
        return token.tag_ in self._grammar.finite and token.pos_ != "NOUN"

    def _is_noun_phrase(self, first: int, end: int) -> bool:
        """Whether a stretch begins with a noun in the singular, before any preposition."""
        return self._head(first, end) is not None

    def _head(self, first: int, end: int) -> int | None:
        """The last of the first nouns in a stretch."""
        head = None
        for index in range(first, end):
            token = self._doc[index]
            if token.pos_ in {"NOUN", "PROPN"}:
                head = index
            elif token.pos_ in {"ADP", "SCONJ", "CCONJ"} or (
                head is not None and token.lower_ not in self._links
            ):
                break
        if head is None or self._doc[head].tag_ in self._grammar.plural:
            return None
        return head

    def _before_person(self, first: int, end: int) -> int:
        """Where a description ends before "for Mrs. Clinton"; at once, if it begins with a name."""
        named = next((n for n in range(first, end) if self._names_another(n, first)), end)
        if named == end:
            return end
        while named > first and self._doc[named - 1].pos_ not in {"NOUN", "ADP"}:
            named -= 1
        linked = named > first and self._doc[named - 1].pos_ == "ADP"
        return named - 1 if linked else first

    def _names_another(self, index: int, first: int) -> bool:
        """Whether a token names a person, but for the owner in "Ruiz, Lund's adviser"."""
        mention = self._reader.mention_at(index)
        if mention is None or mention.kind != "person":
            return False
        behind = mention.last_token
        owns = (
            mention.first_token == first
            and behind < len(self._doc)
            and (self._doc[behind].tag_ in self._grammar.possessive_marker)
        )
        return not owns

    def _relative(self, pronoun: int) -> Iterator[Stretch]:
        """The office that "who leads" or "who is" tells."""
        doc = self._doc
        verb = pronoun + 1
        while verb < len(doc) and doc[verb].pos_ == "ADV":
            verb += 1
        if verb >= len(doc):
            return
        end = self._end(verb + 1)
        if self._reader.names_a_person(verb, end):
            return
        office = self._words.office_verbs.get(doc[verb].lower_)
        if office is not None:
            yield Stretch(verb + 1, end, None, office)
        elif doc[verb].lower_ in self._words.being:
            yield Stretch(verb + 1, end)

    def _predicate(self, person: Mention) -> Stretch | None:
        """What a sentence says that somebody is: "Ana Ruiz is the mayor of Lugo"."""
        root = self._doc[person.first_token : person.last_token].root
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
