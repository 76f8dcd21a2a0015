"""Who does what a verb tells: its subject, or that of a verb that it hangs on."""

from spacy.tokens import Token

from claimwire.language.claims.dependents import child_of, children
from claimwire.language.claims.layout import Layout

_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_FARTHEST_SUBJECT = 4


class SubjectFinder:
    """Finds the subjects of the verbs of one text.

    Verbs without a subject of their own take that of the verb they hang on. What was found for a
    verb is remembered, so that long chains cost no more than their length; the answers are the
    same in any order of asking.
    """

    def __init__(self, layout: Layout) -> None:
        grammar = layout.grammar
        self._layout = layout
        self._parse = layout.parse
        self._grammar = grammar
        self._words = layout.words
        self._subjects: dict[int, Token | None] = {}
        self._inheriting = (
            grammar.adverbial_clause
            | grammar.open_clause
            | grammar.conjunct
            | grammar.prepositional_clause
            | grammar.preposition
            | grammar.loose_clause
        )

    def of(self, verb: Token) -> Token | None:
        """Return the governing word of the subject, of the agent of a passive, or None."""
        chain: list[Token] = []
        found: Token | None = None
        current = verb
        while current.i not in self._subjects:
            chain.append(current)
            self._subjects[current.i] = None
            found = self._own_subject(current)
            if found is not None:
                break
            if current.dep_ not in self._inheriting or current.head.i == current.i:
                # "a statement saying that …": the noun that a participle describes.
                described = current.dep_ in self._grammar.noun_clause
                above = self._subject_over(current) if described else None
                found = above or (current.head if described else self._nearest_subject(current))
                break
            current = current.head
        else:
            found = self._subjects[current.i]
        for link in chain:
            self._subjects[link.i] = found
        return found

    def _subject_over(self, participle: Token) -> Token | None:
        """Who does what stands before a comma: "She attacked the plan, calling it un-American"."""
        comma = participle.left_edge.i - 1
        if (
            comma < 0
            or self._parse[comma].text != ","
            or participle.tag_ not in self._grammar.gerund
        ):
            return None
        above = participle.head
        for _ in range(_FARTHEST_SUBJECT):
            above = above.head
            if above.tag_ in self._grammar.any_verb:
                return self._own_subject(above)
        return None

    def _own_subject(self, verb: Token) -> Token | None:
        """The subject that a verb has of its own, or that verbs which hang on it share."""
        passive: Token | None = None
        active: Token | None = None
        for child in children(verb):
            if active is not None and child.i > verb.i:
                break
            if self._layout.in_dateline(child.i) or self._is_in_speech(child, verb):
                continue
            if child.dep_ in self._grammar.subject and (
                active is None
                or active.lower_ in self._words.relative_pronouns
                or (child.i < verb.i and self._names_speaker(child))
            ):
                # Of two, parsers take the first one, "WHO spokesman", for a pronoun; and in
                # "which they say left a vacuum" the pronoun is the subject of the clause.
                active = child
            if child.dep_ in self._grammar.passive_subject:
                passive = child
            # Parsers hang the subject on an auxiliary that stands far from its verb.
            if child.dep_ in self._grammar.any_auxiliary and passive is None:
                passive = child_of(child, self._grammar.subject)
        return active or self.agent(verb) or passive or self._absolute_subject(verb)

    def _absolute_subject(self, participle: Token) -> Token | None:
        """The noun behind ", with" that a participle goes on: "with Mrs Lund saying so"."""
        if participle.tag_ not in self._grammar.gerund:
            return None
        before = participle.i - 1
        while before > 0 and self._parse[before].dep_ in self._grammar.adverb:
            before -= 1
        noun = self._parse[before] if before > 0 else participle
        link = noun.head
        loose = link.i > 0 and self._parse[link.i - 1].text == ","
        behind = noun.pos_ in _NAMES and noun.dep_ in self._grammar.prepositional_object
        return noun if loose and behind and link.lower_ in self._words.absolute else None

    def _names_speaker(self, second: Token) -> bool:
        """Whether the second of two subjects is a name that does not only say where.

        "The University of California, San Diego has found" is no town's.
        """
        comma = second.left_edge.i - 1
        place = second.ent_type_ in self._grammar.place_name
        where = place and comma >= 0 and self._parse[comma].text == ","
        return second.pos_ == "PROPN" and not where

    def _is_in_speech(self, child: Token, verb: Token) -> bool:
        """Whether a word stands in a quotation behind a verb, where parsers seek its subject."""
        return (
            child.i > verb.i and self._layout.is_quoted(child.i)
        ) and not self._layout.is_quoted(verb.i)

    def _nearest_subject(self, verb: Token) -> Token | None:
        """The subject of a verb above, for participles and infinitives that a parser misplaced."""
        markers = self._grammar.infinitive_marker
        if verb.tag_ not in self._grammar.gerund and not any(
            child.tag_ in markers for child in children(verb)
        ):
            return None
        current = verb
        for _ in range(_FARTHEST_SUBJECT):
            current = current.head
            if (found := self._own_subject(current)) is not None and found.i != verb.i:
                return found
        return None

    def agent(self, verb: Token) -> Token | None:
        """Return who does what a passive verb tells: "announced by Iran"."""
        by = child_of(verb, self._grammar.agent)
        return None if by is None else child_of(by, self._grammar.prepositional_object)
