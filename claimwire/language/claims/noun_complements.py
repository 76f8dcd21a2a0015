"""What completes a noun or an adjective that attributes: "the belief that …", "critical of …"."""

from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.language.claims.dependents import (
    has_complementizer,
    is_infinitive,
    noun_of,
    rights,
    span_of,
)
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.linked_complements import Complement, LinkFinder, each_frame_once


class NounComplementFinder:
    """Finds what completes the nouns and adjectives of one text."""

    def __init__(self, layout: Layout, links: LinkFinder) -> None:
        grammar = layout.grammar
        self._layout = layout
        self._grammar = grammar
        self._words = layout.words
        self._links = links
        self._behind_noun = (
            grammar.noun_clause
            | grammar.clause
            | grammar.relative_clause
            | grammar.open_clause
            | grammar.adverbial_clause
        )

    def of_noun(self, noun: Token) -> Iterator[Complement]:
        """Yield what completes a noun or an adjective, each frame once.

        That is a clause, an infinitive, or what a preposition links.
        """
        return each_frame_once(self._of_noun(noun))

    def _of_noun(self, noun: Token) -> Iterator[Complement]:
        grammar = self._grammar
        for child in rights(noun):
            relation = child.dep_
            if relation in self._behind_noun:
                if is_infinitive(child, grammar) and relation not in grammar.relative_clause:
                    yield Complement("infinitive", (span_of(child),))
                elif has_complementizer(self._layout, child) or (
                    relation in grammar.clause
                    and (noun.pos_ != "NOUN" or noun.dep_ in grammar.predicate_adjective)
                ):
                    yield Complement("clause", (span_of(child),))
            elif relation in grammar.preposition and not self._links.is_setting(child):
                yield from self._links.linked(noun, child)
        if noun.pos_ == "NOUN":
            yield from self._handed_on(noun)
            yield from self._ascribed(noun)

    def _ascribed(self, noun: Token) -> Iterator[Complement]:
        """The clause of "his advice is that they leave", which hangs on the verb."""
        grammar, verb = self._grammar, noun.head
        if noun.dep_ not in grammar.subject or verb.pos_ != "AUX":
            return
        for child in rights(verb):
            if child.dep_ in grammar.clause and child.i > noun.i:
                yield Complement("clause", (span_of(child),))
                return

    def _handed_on(self, noun: Token) -> Iterator[Complement]:
        """The infinitive of "made a plea to the council | to act", which hangs on other words."""
        grammar, words = self._grammar, self._words
        verb = noun.head if noun.dep_ in grammar.object else noun
        asked = False
        for child in (*rights(noun), *(rights(verb) if verb.i != noun.i else ())):
            if child.i <= noun.i:
                continue
            if child.dep_ in grammar.preposition and child.lower_ in words.clear_prepositions:
                whom = noun_of(child, grammar)
                asked = whom is not None
                for each in () if whom is None else rights(whom):
                    if each.dep_ in self._behind_noun and is_infinitive(each, grammar):
                        yield Complement("infinitive", (span_of(each),))
            elif asked and child.dep_ in self._behind_noun and is_infinitive(child, grammar):
                yield Complement("infinitive", (span_of(child),))
