"""Finding what a cue may attribute: the clauses and complements that belong to it."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from claimwire.language.claims.attributed_content import OBJECTS, Content
from claimwire.language.claims.blocks import block_after
from claimwire.language.claims.boundaries import (
    clause_range,
    further_clauses,
    in_own_paragraph,
)
from claimwire.language.claims.complements import ComplementFinder
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.denied_cues import is_nobody
from claimwire.language.claims.dependents import (
    child_of,
    has_complementizer,
    is_infinitive,
    is_passive,
    rights,
    span_of,
    tense_of,
)
from claimwire.language.claims.layout import Layout, Range
from claimwire.language.claims.linked_complements import Complement, LinkFinder
from claimwire.language.claims.noun_complements import NounComplementFinder
from claimwire.language.claims.sources import Source
from claimwire.language.claims.surroundings import SurroundingFinder, has_word

_NOUNS = frozenset({"NOUN", "PROPN"})
_NOMINAL_RULES = {"clause": "noun_clause"}
# Before anything else a verb takes a clause; an object may be who is spoken to.
# What a thing is called or seen as is an object as well.
_RULES = {rule: rule for rule in ("clause", "gerund", "infinitive", "raised")}
_ORDER = ("name", "infinitive", "raised", "gerund", "object", *OBJECTS)


class ContentFinder:
    """Finds what the cues of one text may attribute."""

    def __init__(self, layout: Layout) -> None:
        grammar = layout.grammar
        self._layout = layout
        self._parse = layout.parse
        self._grammar = grammar
        self._words = layout.words
        links = LinkFinder(layout)
        self._complements = ComplementFinder(layout, links)
        self._noun_complements = NounComplementFinder(layout, links)
        self._surroundings = SurroundingFinder(layout)
        self._misattached = grammar.noun_clause | grammar.clause | grammar.relative_clause

    def contents_of(self, cue: Cue, source: Source | None) -> Iterator[Content]:
        """Yield the clauses and complements that a cue may attribute, the likeliest first."""
        for content in self._in_order(cue, source):
            if content is None:
                continue
            ranges = in_own_paragraph(self._layout, cue.token, content.ranges)
            if ranges == content.ranges:
                yield content
            elif any(has_word(self._parse, each) for each in ranges):
                yield content._replace(ranges=ranges)
        if source is None or "quote" not in cue.frames:
            return
        if (block := block_after(self._layout, cue)) is not None:
            yield Content((block,), "block_quote", frame="quote")

    def _in_order(self, cue: Cue, source: Source | None) -> Iterator[Content | None]:
        token = self._parse[cue.token]
        if cue.form == "phrase":
            yield self._surroundings.around_phrase(cue, source)
        elif cue.form == "noun":
            # "the idea of peace" is nobody's; "their idea of peace" is a claim.
            if source is not None:
                content = _first(self._noun_complements.of_noun(token), cue, nominal=True)
                # "opinions of the court" are the court's, not about it.
                if content is None or not _holds_word(content, source.head):
                    yield content
        elif cue.form == "adjective":
            yield self._of_adjective(cue, token)
        else:
            if "clause" in cue.frames:
                yield self._complement(cue, source)
                yield self._surroundings.around_verb(cue)
                yield self._misattached_clause(token)
                if source is not None:
                    yield self._surroundings.before_closing_words(cue, source)
            passive = is_passive(token, self._grammar)
            complements = list(self._complements.of_verb(token, passive=passive))
            yield _first(_without_purpose(complements, cue), cue)

    def _of_adjective(self, cue: Cue, adjective: Token) -> Content | None:
        grammar = self._grammar
        if "clause" in cue.frames and adjective.dep_ in grammar.predicate_adjective:
            for child in rights(adjective.head):
                # Parsers hang the clause of "is glad that X" on the verb.
                if (
                    child.dep_ in grammar.clause
                    and child.i > adjective.i
                    and not is_infinitive(child, grammar)
                ):
                    return Content((span_of(child),), "adjective_clause")
        content = _first(self._noun_complements.of_noun(adjective), cue)
        if content is None or content.rule != "clause":
            return content
        return content._replace(rule="adjective_clause")

    def _complement(self, cue: Cue, source: Source | None) -> Content | None:
        """The clause that is a verb's object."""
        layout, verb = self._layout, self._parse[cue.token]
        before: list[Token] = []
        after: list[Token] = []
        for child in verb.children:
            if self._is_clause(child) and not verb.i < child.i < cue.last:
                (before if child.i < verb.i else after).append(child)
        if not after and cue.last - 1 > verb.i:
            # "made it clear that …": the clause may hang on the particle.
            after = [
                child
                for child in rights(self._parse[cue.last - 1])
                if has_complementizer(layout, child) or self._is_clause(child)
            ]
        if before:
            # "It is no surprise, he said, that they lost": the clause goes on behind its cue.
            parts = [before, *([each] for each in after if has_complementizer(layout, each))]
        elif after:
            parts = [[*after, *further_clauses(layout, verb, after[0])]]
        else:
            return None
        own = {verb.i} | (set() if source is None else {source.head})
        ranges = []
        for part in parts:
            pieces = [self._without_own(clause_range(layout, cue, c), c, own, source) for c in part]
            if whole := [(first, last) for first, last in pieces if first < last]:
                ranges.append(_hull(whole))
        return Content(tuple(ranges), "clause") if ranges else None

    def _is_clause(self, word: Token) -> bool:
        """Whether a word governs a clause that says something; an infinitive is none if "open"."""
        grammar = self._grammar
        if word.dep_ in grammar.open_clause:
            # "which they say | left a vacuum"
            return tense_of(word, grammar) is not None
        if word.dep_ not in grammar.clause:
            return False
        # "claimed responsibility for bombings that killed 44, many of them | police"
        verb = word.head
        return word.i < verb.i or not (
            word.pos_ in _NOUNS
            and child_of(verb, grammar.object) is not None
            and not self._layout.is_quoted(word.i)
            and child_of(word, grammar.any_auxiliary) is None
        )

    def _without_own(
        self, whole: Range, clause: Token, own: set[int], source: Source | None
    ) -> Range:
        """In a wrong parse a clause may enclose the very words that attribute it."""
        first, last = whole
        inside = sorted(index for index in own if first <= index < last)
        if not inside:
            return whole
        first, last = (first, inside[0]) if clause.i < inside[0] else (inside[-1] + 1, last)
        if source is not None and last == source.head:
            last = max(first, source.first)
        return first, last

    def _misattached_clause(self, verb: Token) -> Content | None:
        """The clause of "told the BBC in an interview that X", which parsers hang on the noun."""
        grammar = self._grammar
        for child in verb.rights:
            objects: list[Token] = []
            if child.dep_ in grammar.preposition:
                objects = [t for t in child.rights if t.dep_ in grammar.prepositional_object]
            elif child.dep_ in grammar.any_object:
                objects = [child]
            for noun in objects:
                if is_nobody(self._layout, noun):
                    # "showed no sign that it would stop"
                    continue
                for clause in noun.rights:
                    if clause.dep_ in self._misattached and has_complementizer(
                        self._layout, clause
                    ):
                        return Content((span_of(clause),), "clause")
        return None


def _without_purpose(complements: Sequence[Complement], cue: Cue) -> list[Complement]:
    """Leave out what a preposition links where the verb does something to an object.

    Who "calls for peace" demands it; who "calls an election for May" does not.
    """
    acts_on = any(each.frame == "object" for each in complements)
    if not acts_on or "name" not in cue.frames:
        return list(complements)
    return [each for each in complements if each.link is None]


def _first(complements: Iterable[Complement], cue: Cue, *, nominal: bool = False) -> Content | None:
    """The complement that comes first among those that the cue takes."""
    fitting = [each for each in complements if each.frame in cue.frames]
    if not fitting:
        return None
    best = min(fitting, key=_rank)
    rule = _RULES.get(best.frame, "object") if best.link is None else "preposition"
    if nominal:
        rule = _NOMINAL_RULES.get(best.frame, "noun_complement")
    return Content(best.ranges, rule, best.link, best.frame)


def _rank(complement: Complement) -> int:
    return _ORDER.index(complement.frame) if complement.frame in _ORDER else len(_ORDER)


def _holds_word(content: Content, index: int) -> bool:
    return any(first <= index < last for first, last in content.ranges)


def _hull(ranges: Sequence[Range]) -> Range:
    return min(first for first, _ in ranges), max(last for _, last in ranges)
