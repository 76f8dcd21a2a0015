"""Frames: where the content of a head stands in the parse, by the kind of complement it takes.

A frame is "clause" ("said that it failed"), "name" ("called it a farce"), "infinitive" ("vowed to
retaliate"), "gerund" ("recalled seeing it"), "object" ("condemned the attack", with what completes
it: "accused Iran of arming them") or a preposition ("called for restraint"). An object has a frame
by its sort as well: "person", "goods", "ground", or else "matter", so that dismissing a claim can
be told from dismissing a minister.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.boundaries import without_aside
from claimwire.language.claims.dependents import (
    child_of,
    is_infinitive,
    is_particle,
    lefts,
    rights,
    span_of,
)
from claimwire.language.claims.layout import NOT_QUOTED, Layout, Range
from claimwire.language.claims.linked_complements import Complement, LinkFinder, each_frame_once


class ComplementFinder:
    """Finds what completes the verbs of one text."""

    def __init__(self, layout: Layout, links: LinkFinder) -> None:
        grammar = layout.grammar
        self._layout = layout
        self._grammar = grammar
        self._words = layout.words
        self._links = links
        self._names = (
            grammar.any_object
            | grammar.object_predicate
            | grammar.predicate_adjective
            | grammar.predicate_noun
        )
        self._infinitives = grammar.open_clause | grammar.clause
        self._actors = speaker_words(layout.language).actors

    def of_verb(self, verb: Token, *, passive: bool) -> Iterator[Complement]:
        """Yield what completes a verb, each frame once; clauses are not among it."""
        return each_frame_once(self._of_verb(verb, passive=passive))

    def _of_verb(self, verb: Token, *, passive: bool) -> Iterator[Complement]:
        grammar = self._grammar
        subject = next((c for c in verb.lefts if c.dep_ in grammar.any_subject), None)
        if passive:
            yield from self._of_passive(verb, subject)
        yield from self._of_relative(verb)
        asked: Token | None = None
        yield from self._named(verb)
        for child in rights(verb):
            relation = child.dep_
            if relation in grammar.any_object and child.pos_ != "ADP":
                if relation in grammar.object and not passive:
                    whole = self._object(verb, child)
                    yield whole
                    yield whole._replace(frame=self._class_of(child))
                asked = asked or child
            elif self._is_infinitive_of_verb(child, asked):
                yield from self._of_infinitive(child, subject, asked, passive=passive)
            elif relation in grammar.preposition:
                yield from self._likened(verb, subject if passive else asked, child)
                yield from self._links.linked(verb, child)
            else:
                yield from self._of_other(verb, child)

    def _is_infinitive_of_verb(self, child: Token, asked: Token | None) -> bool:
        # Parsers take "petitioned the court | to act" for a purpose.
        follows = (
            child.dep_ in self._grammar.adverbial_clause
            and asked is not None
            and child.left_edge.i == asked.right_edge.i + 1
        )
        return (follows or child.dep_ in self._infinitives) and is_infinitive(child, self._grammar)

    def _of_other(self, verb: Token, child: Token) -> Iterator[Complement]:
        """A gerund, a clause that names a thing, or what a particle has behind it."""
        grammar, relation = self._grammar, child.dep_
        if relation in grammar.clause and self._is_what(child):
            # "condemned what he called a massacre"
            for frame in ("object", "matter"):
                yield Complement(frame, (span_of(child),))
        elif relation in grammar.open_clause and child.tag_ in grammar.gerund:
            yield Complement("gerund", (span_of(child),))
        elif is_particle(child, grammar):
            # "pushed back | against the attack"
            for each in rights(child):
                if each.dep_ in grammar.preposition:
                    yield from self._links.linked(verb, each)

    def _of_infinitive(
        self, infinitive: Token, subject: Token | None, asked: Token | None, *, passive: bool
    ) -> Iterator[Complement]:
        """The infinitive of "vowed to go", with whom it is asked of in "urged both to go"."""
        open_clause = infinitive.dep_ in self._grammar.open_clause
        if passive and open_clause and subject is not None and asked is None:
            yield Complement("raised", (span_of(subject), span_of(infinitive)))
        if not passive or not open_clause:
            begin = infinitive.left_edge.i if asked is None else asked.left_edge.i
            last = infinitive.right_edge.i + 1
            yield Complement("infinitive", ((min(begin, infinitive.i), last),))

    def _named(self, verb: Token) -> Iterator[Complement]:
        """An object and what it is called: "called the vote a farce"."""
        grammar = self._grammar
        noun: Token | None = None
        last = verb.i + 1
        for child in rights(verb):
            if child.is_punct:
                continue
            if noun is not None:
                if not self._is_next(last, child):
                    return
                if child.dep_ in self._names:
                    last = self._links.completed(verb, child, child.right_edge.i + 1)
                    yield Complement("name", ((noun.left_edge.i, last),))
                    return
                if (end := self._end_of_marked(last, child)) is not None:
                    # Parsers take "declared it “another super Tuesday”" for a time.
                    yield Complement("name", ((noun.left_edge.i, end),))
                    return
                last = child.right_edge.i + 1
                continue
            if child.dep_ in grammar.object_predicate and child_of(child, grammar.any_subject):
                yield Complement("name", (span_of(child),))
                return
            if child.dep_ not in grammar.any_object:
                continue
            noun, last = child, child.right_edge.i + 1
            if self._has_name_beside(child) or (
                self._layout.is_quoted(last - 1) and not self._layout.is_quoted(child.left_edge.i)
            ):
                # Parsers take the name for an apposition or a part of the noun.
                yield Complement("name", (span_of(child),))
                return

    def _has_name_beside(self, noun: Token) -> bool:
        """Whether an apposition follows without a comma: called the “reform” | a theft."""
        return any(
            child.dep_ in self._grammar.apposition
            and child.left_edge.i > noun.i
            and all(mark.is_quote for mark in noun.doc[noun.i + 1 : child.left_edge.i])
            for child in rights(noun)
        )

    def _end_of_marked(self, first: int, following: Token) -> int | None:
        """Where a quotation ends that begins at a token and holds the following word."""
        if first > following.i:
            return None  # What should stand before it goes around it.
        number = self._layout.quotation_of[first]
        if number == NOT_QUOTED or number != self._layout.quotation_of[following.i]:
            return None
        begin, end = self._layout.tokens_of(number)
        return end if begin == first else None

    def _is_next(self, last: int, following: Token) -> bool:
        """Whether a word follows with nothing but quotation marks between."""
        return all(mark.is_quote for mark in following.doc[last : following.left_edge.i])

    def _of_passive(self, verb: Token, subject: Token | None) -> Iterator[Complement]:
        by = any(child.dep_ in self._grammar.agent for child in verb.rights)
        if subject is not None and by and subject.i < verb.i:
            ranges = (span_of(subject), *self._behind_passive(verb))
            for frame in ("object", self._class_of(subject)):
                yield Complement(frame, ranges)
            name = child_of(verb, self._grammar.object_predicate)
            if name is not None:
                yield Complement("name", (span_of(subject), span_of(name)))

    def _of_relative(self, verb: Token) -> Iterator[Complement]:
        """The noun and what completes it in "a cleric whom the state accuses of plotting"."""
        grammar = self._grammar
        if verb.dep_ not in grammar.relative_clause:
            return
        pronoun = next((c for c in lefts(verb) if c.lower_ in self._words.relative_pronouns), None)
        if pronoun is None or pronoun.dep_ not in grammar.object:
            return
        completing = self._words.charging_prepositions - self._words.likening_prepositions
        for child in rights(verb):
            if (
                child.dep_ in grammar.preposition
                and child.lower_ in completing
                and not self._links.is_setting(child)
            ):
                noun = (verb.head.left_edge.i, min(pronoun.i, verb.head.right_edge.i + 1))
                for frame in ("object", "person"):
                    yield Complement(frame, (noun, span_of(child)))
                return

    def _behind_passive(self, verb: Token) -> tuple[Range, ...]:
        """What completes a passive: "was accused by the opposition | of hiding it"."""
        grammar = self._grammar
        last = verb.i + 1
        for child in rights(verb):
            if child.dep_ in grammar.agent and child.left_edge.i == last:
                last = child.right_edge.i + 1
            elif (
                child.dep_ in grammar.preposition
                and child.left_edge.i == last
                and child.lower_ in self._words.charging_prepositions
            ):
                return (span_of(child),)
        return ()

    def _is_what(self, clause: Token) -> bool:
        """Whether a clause names a thing: "what he called a massacre"."""
        return clause.left_edge.lower_ in self._words.naming_pronouns

    def _class_of(self, noun: Token) -> str:
        """What sort of thing an object is: "person", "goods", "ground", or else "matter"."""
        lemma, words = noun.lemma_.lower(), self._words
        if lemma in words.goods:
            return "goods"
        # A city may speak as well, but as an object it is a place first.
        if noun.ent_type_ in self._grammar.place_name or lemma in words.grounds:
            return "ground"
        if any(child.dep_ in self._grammar.marker for child in noun.lefts):
            # "anunció a los ganadores"
            return "person"
        personal = noun.ent_type_ in self._grammar.actor_name or lemma in self._actors
        return "person" if personal or noun.lower_ in words.personal_objects else "matter"

    def _object(self, verb: Token, noun: Token) -> Complement:
        """The object with what parsers hang on the verb behind it."""
        first, last = span_of(noun)
        last = self._links.completed(verb, noun, last)
        if noun.lower_ in self._words.question_words:
            # "condemned what he called terror"
            clauses = (c for c in rights(verb) if c.dep_ in self._grammar.clause)
            last = next((c.right_edge.i + 1 for c in clauses if c.left_edge.i == last), last)
        return Complement("object", ((first, without_aside(self._layout, noun, last)),))

    def _likened(self, verb: Token, noun: Token | None, preposition: Token) -> Iterator[Complement]:
        """What somebody or something is seen as, with who or what: "sees it as a threat"."""
        if noun is None or preposition.lower_ not in self._words.likening_prepositions:
            return
        if next(preposition.rights, None) is not None:
            as_what = (
                preposition.i,
                self._links.completed(verb, preposition, preposition.right_edge.i + 1),
            )
            name = self._links.frame_of(preposition)
            if noun.i > verb.i:
                yield Complement(name, ((noun.left_edge.i, as_what[1]),))
            elif noun.lower_ not in self._words.relative_pronouns:
                yield Complement(name, (span_of(noun), as_what))
