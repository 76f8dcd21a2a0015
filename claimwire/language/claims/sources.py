"""Finding the source of a cue: the words that name who speaks."""

from typing import NamedTuple

from spacy.tokens import Token

from claimwire.language.claims.cues import Cue
from claimwire.language.claims.dependents import (
    child_of,
    is_insertion,
    is_passive,
    rights,
)
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.phrase_edges import end_after, start_before, without_edges
from claimwire.language.claims.subjects import SubjectFinder

_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_LONGEST_SOURCE = 60
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})


class Source(NamedTuple):
    """The words that name who speaks.

    Attributes:
        head: index of the governing word.
        first, last: its tokens without relative clauses, ``[first, last)``.
        whole: its tokens with them, or the relative pronoun that stands for it,
            ``[first, last)``.
        others: the governing words of further speakers in a row with the first ("France and
            Germany"), in order.
    """

    head: int
    first: int
    last: int
    whole: tuple[int, int]
    others: tuple[int, ...] = ()


class SourceFinder:
    """Finds the sources of the cues of one text."""

    def __init__(self, layout: Layout) -> None:
        grammar = layout.grammar
        self._layout = layout
        self._parse = layout.parse
        self._grammar = grammar
        self._words = layout.words
        self._subjects = SubjectFinder(layout)
        self._predicates = grammar.predicate_adjective | grammar.object_predicate
        self._owning = grammar.preposition | grammar.agent

    def source_of(self, cue: Cue) -> Source | None:
        """Find who speaks, or None if the text does not say."""
        if (inverted := self._inverted(cue)) is not None:
            return inverted
        head = self._head(cue)
        if head is None:
            return None
        antecedent = self._antecedent(head)
        source = noun_phrase(self._layout, antecedent, cue)
        if antecedent.i == head.i:
            return self._with_lost_title(source, head)
        # "who said so": the pronoun is the source as written, the noun is who is meant.
        return source._replace(whole=(head.i, head.i + 1))

    def _with_lost_title(self, source: Source, head: Token) -> Source:
        """The source with a first word that a parser takes for a subject: "WHO spokesman"."""
        last = self._parse[source.first - 1] if source.first else head
        # "Facebook co - founder"
        other = last.head if last.text in _HYPHENS else last
        alone = other.left_edge.i == other.i or other.i != last.i
        # "which residents say left a vacuum", but not "WHO"
        alone = alone and (other.is_upper or other.lower_ not in self._words.relative_pronouns)
        if other.i == head.i or other.dep_ not in self._grammar.subject or not alone:
            return source
        if other.head.i != head.head.i:
            return source
        first = other.left_edge.i
        whole = (min(first, source.whole[0]), source.whole[1])
        return source._replace(first=first, whole=whole)

    def _head(self, cue: Cue) -> Token | None:
        token = self._parse[cue.token]
        if cue.form == "phrase":
            return self._behind_phrase(cue)
        if cue.form == "noun":
            return self._owner(token) or self._owner_by_verb(token)
        if cue.form == "adjective":
            predicate = token.dep_ in self._predicates
            return self._subjects.of(token.head if predicate else token)
        if is_passive(token, self._grammar):
            return self._subjects.agent(token)
        return self._subjects.of(token)

    def _behind_phrase(self, cue: Cue) -> Token | None:
        """The noun that one of the words of a phrase governs behind them."""
        for word in reversed(self._parse[cue.first : cue.last]):
            noun = child_of(word, self._grammar.prepositional_object)
            if noun is not None and noun.i >= cue.last:
                return noun
        # "in the minister's view"
        return child_of(self._parse[cue.last - 1], self._grammar.possessor)

    def _inverted(self, cue: Cue) -> Source | None:
        """The noun behind a verb that follows a quotation: "“No,” replied the guard"."""
        layout, verb = self._layout, self._parse[cue.token]
        if (
            cue.form != "verb"
            or not layout.follows_quotation(verb.i)
            or verb.tag_ in self._grammar.gerund
            or child_of(verb, self._grammar.any_subject) is not None
        ):
            return None
        if (source := inverted_source(layout, cue)) is not None:
            return source
        # Parsers take "recalled nurse Ida Moreau" for a nurse who is recalled.
        noun = verb.head
        while noun.dep_ in self._grammar.compound:
            noun = noun.head
        described = verb.dep_ in self._grammar.adjective and noun.pos_ in _NAMES
        return noun_phrase(layout, noun, cue) if described else None

    def _owner(self, noun: Token) -> Token | None:
        """Whose claim, warning or report it is."""
        for child in noun.children:
            if child.dep_ in self._grammar.possessor:
                return child
            if child.dep_ in self._owning and child.lower_ in self._words.owner_prepositions:
                return child_of(child, self._grammar.prepositional_object)
        return None

    def _owner_by_verb(self, noun: Token) -> Token | None:
        """Who makes a claim, issues a warning or has doubts: the subject of the verb."""
        verb, makes = noun.head, self._words.making_verbs
        arrives = noun.dep_ in self._grammar.prepositional_object
        if arrives:
            # "came to the conclusion that …"
            verb, makes = verb.head, self._words.arriving_verbs
        if (
            (arrives or noun.dep_ in self._grammar.object)
            and verb.lemma_ in makes
            and not is_passive(verb, self._grammar)
        ):
            return self._subjects.of(verb)
        return None

    def _antecedent(self, subject: Token) -> Token:
        """The noun that a relative pronoun stands for."""
        verb = subject.head
        if (
            subject.lower_ in self._words.relative_pronouns
            and verb.dep_ in self._grammar.relative_clause
        ):
            return verb.head
        return subject


def inverted_source(layout: Layout, cue: Cue) -> Source | None:
    """Find the noun right behind a verb.

    In "“Enough!” shouted the crowd" parsers see an object.
    """
    for child in rights(layout.parse[cue.token]):
        if child.pos_ in _NAMES and child.left_edge.i == cue.last and not layout.is_quoted(child.i):
            return noun_phrase(layout, child, cue)
    return None


def noun_phrase(layout: Layout, head: Token, cue: Cue | None = None) -> Source:
    """Return the words of a noun, without a relative clause: within its sentence and quotation.

    Args:
        layout: the text.
        head: the governing noun.
        cue: what the words must leave out, should a wrong parse hang it below the noun.
    """
    parse = layout.parse
    first = max(head.left_edge.i, head.i - _LONGEST_SOURCE)
    last = min(head.right_edge.i + 1, head.i + _LONGEST_SOURCE)
    if cue is not None and first <= cue.token < last:
        if cue.token < head.i:
            first = cue.last
        else:
            last = cue.first
    begin = head.i
    while begin > first and (before := start_before(layout, begin, first, head.i)) is not None:
        begin = before
    end = head.i + 1
    while end < last and (after := end_after(layout, end, last, head.i)) is not None:
        end = after
    whole = without_edges(layout, head, begin, end)
    cut_off = end < min(head.right_edge.i + 1, head.i + _LONGEST_SOURCE)
    # The relative clause may hold the cue itself, beyond the end found so far.
    for child in parse[head.i + 1 : min(head.right_edge.i + 1, head.i + _LONGEST_SOURCE)]:
        if child.head.i == head.i and (
            child.dep_ in layout.grammar.relative_clause or is_insertion(child, layout.grammar)
        ):
            end = max(head.i + 1, min(end, child.left_edge.i))
            break
    begin, end = without_edges(layout, head, begin, end)
    # Half a relative clause names nobody better than none.
    whole = (begin, end) if cut_off else whole
    return Source(head.i, begin, end, whole, _others(layout, head, end))


def _others(layout: Layout, head: Token, end: int) -> tuple[int, ...]:
    """The further members of a row that begins with a noun, up to the end of its words."""
    others: list[int] = []
    member: Token | None = head
    # Each member hangs on the one before.
    while member is not None:
        member = next(
            (
                child
                for child in rights(member)
                if child.dep_ in layout.grammar.conjunct and child.pos_ in _NAMES
            ),
            None,
        )
        if member is None or member.i >= end:
            break
        others.append(member.i)
    return tuple(others)
