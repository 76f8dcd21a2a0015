"""What a preposition links to a head, and how far a complement goes behind its noun."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Token

from claimwire.language.claims.boundaries import without_aside
from claimwire.language.claims.dependents import noun_of, rights, span_of
from claimwire.language.claims.layout import Layout, Range


class Complement(NamedTuple):
    """What completes a head.

    Attributes:
        frame: the kind of complement.
        ranges: its tokens, in order.
        link: the preposition that belongs to the cue, or None.
    """

    frame: str
    ranges: tuple[Range, ...]
    link: int | None = None


class LinkFinder:
    """Finds what prepositions link to the heads of one text."""

    def __init__(self, layout: Layout) -> None:
        grammar = layout.grammar
        self._layout = layout
        self._grammar = grammar
        self._words = layout.words
        self._of_preposition = grammar.prepositional_object | grammar.prepositional_clause
        self._behind_object = (
            grammar.preposition
            | grammar.object_predicate
            | grammar.open_clause
            | grammar.predicate_adjective
            | grammar.recipient
            | grammar.noun_clause
            | grammar.relative_clause
        )
        self._times = grammar.date_name | grammar.time_name

    def linked(self, head: Token, preposition: Token) -> Iterator[Complement]:
        """What a preposition links to its head."""
        for child in preposition.rights:
            if child.dep_ in self._of_preposition:
                first, last = span_of(child)
                last = without_aside(self._layout, child, self.completed(head, child, last))
                yield Complement(self.frame_of(preposition), ((first, last),), preposition.i)
                return

    def frame_of(self, preposition: Token) -> str:
        """Return the frame that a preposition makes: itself, as it is written out."""
        return self._words.contractions.get(preposition.lower_, preposition.lower_)

    def completed(self, head: Token, noun: Token, last: int) -> int:
        """Where a noun ends with what follows it closely and hangs on its head in the parse."""
        for following in rights(head):
            if following.i <= noun.i or following.left_edge.i != last:
                continue
            if following.dep_ not in self._behind_object or self.is_setting(following):
                break
            last = following.right_edge.i + 1
        return last

    def is_setting(self, child: Token) -> bool:
        """Whether a phrase tells when or where something is said, and not what."""
        relation = child.dep_
        if relation in self._grammar.noun_adverbial:
            return True
        if relation not in self._grammar.preposition:
            return False
        noun, words = noun_of(child, self._grammar), self._words
        is_time = noun is not None and (
            noun.ent_type_ in self._times or noun.lemma_.lower() in words.times
        )
        if child.lower_ in words.duration_prepositions:
            return is_time
        if child.lower_ not in words.setting_prepositions:
            return False
        return (
            noun is None
            or is_time
            or noun.lemma_.lower() in words.occasions
            or self._layout.is_quoted(noun.i)
        )


def each_frame_once(complements: Iterable[Complement]) -> Iterator[Complement]:
    """Yield the first complement of each frame."""
    found: set[str] = set()
    for complement in complements:
        if complement.frame not in found:
            found.add(complement.frame)
            yield complement
