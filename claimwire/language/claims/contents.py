"""Finding what a cue may attribute: the clauses and complements that belong to it."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from claimwire.language.claims.blocks import block_after
from claimwire.language.claims.boundaries import (
    clause_range,
    further_clauses,
    in_own_paragraph,
    is_whole_quotation,
    only_leads_in,
)
from claimwire.language.claims.complements import Complement, ComplementFinder
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.dependents import (
    child_of,
    has_complementizer,
    is_infinitive,
    is_passive,
    rights,
    span_of,
)
from claimwire.language.claims.layout import Layout, Range
from claimwire.language.claims.sources import Source

_FARTHEST_GOVERNOR = 12
_NOMINAL_RULES = {"clause": "noun_clause"}
# Frames in which nobody is named who says so.
UNSOURCED = frozenset({"raised"})
OBJECTS = ("matter", "person", "goods", "ground")
"""Frames of objects by their sort."""
# Before anything else a verb takes a clause; an object may be who is spoken to.
# What a thing is called or seen as is an object as well.
_RULES = {rule: rule for rule in ("clause", "gerund", "infinitive", "raised")}
_ORDER = ("name", "infinitive", "raised", "gerund", "object", *OBJECTS)


@dataclasses.dataclass(frozen=True)
class Content:
    """What a cue attributes.

    Attributes:
        ranges: its tokens, in order.
        rule: the rule that found it.
        link: the preposition that links it to the cue, or None.
        frame: the frame of the cue that it fills.
        around: the word that governs it, where it is the clause around its cue; else None.
    """

    ranges: tuple[Range, ...]
    rule: str
    link: int | None = None
    frame: str = "clause"
    around: int | None = None


class ContentFinder:
    """Finds what the cues of one text may attribute."""

    def __init__(self, layout: Layout) -> None:
        grammar = layout.grammar
        self._layout = layout
        self._doc = layout.doc
        self._grammar = grammar
        self._words = layout.words
        self._complements = ComplementFinder(layout)
        # Where a clause of its own starts.
        self._clauses = (
            grammar.root
            | grammar.clause
            | grammar.adverbial_clause
            | grammar.relative_clause
            | grammar.conjunct
            | grammar.loose_clause
            | grammar.noun_clause
        )
        self._misattached = grammar.noun_clause | grammar.clause | grammar.relative_clause
        self._as_links = grammar.marker | grammar.adverb

    def contents_of(self, cue: Cue, source: Source | None) -> Iterator[Content]:
        """Yield the clauses and complements that a cue may attribute, the likeliest first."""
        for content in self._in_order(cue, source):
            if content is None:
                continue
            ranges = in_own_paragraph(self._layout, cue.token, content.ranges)
            if ranges == content.ranges:
                yield content
            elif any(map(self._has_word, ranges)):
                yield dataclasses.replace(content, ranges=ranges)
        if source is None or "quote" not in cue.frames:
            return
        if (block := block_after(self._layout, cue)) is not None:
            yield Content((block,), "block_quote", frame="quote")

    def _in_order(self, cue: Cue, source: Source | None) -> Iterator[Content | None]:
        token = self._doc[cue.token]
        if cue.form == "phrase":
            yield self._around_phrase(cue, source)
        elif cue.form == "noun":
            # "the idea of peace" is nobody's; "their idea of peace" is a claim.
            if source is not None:
                content = _first(self._complements.of_noun(token), cue, nominal=True)
                # "opinions of the court" are the court's, not about it.
                if content is None or not _holds_word(content, source.head):
                    yield content
        elif cue.form == "adjective":
            yield self._of_adjective(cue, token)
        else:
            if "clause" in cue.frames:
                yield self._complement(cue, source)
                yield self._around_verb(cue)
                yield self._misattached_clause(token)
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
        content = _first(self._complements.of_noun(adjective), cue)
        if content is None or content.rule != "clause":
            return content
        return dataclasses.replace(content, rule="adjective_clause")

    def _complement(self, cue: Cue, source: Source | None) -> Content | None:
        """The clause that is a verb's object."""
        layout, verb = self._layout, self._doc[cue.token]
        before: list[Token] = []
        after: list[Token] = []
        for child in verb.children:
            if child.dep_ in self._grammar.clause and not verb.i < child.i < cue.last:
                (before if child.i < verb.i else after).append(child)
        if not after and cue.last - 1 > verb.i:
            # "made it clear that …": the clause may hang on the particle.
            after = [c for c in rights(self._doc[cue.last - 1]) if has_complementizer(layout, c)]
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

    def _around_verb(self, cue: Cue) -> Content | None:
        """The clause around "he said" or "as the minister said"."""
        verb = self._doc[cue.token]
        as_clause = verb.dep_ in self._grammar.adverbial_clause and any(
            child.dep_ in self._as_links
            and child.lower_ in self._words.as_conjunctions
            and child.i < verb.i
            for child in verb.lefts
        )
        if as_clause and self._is_about_its_own(verb, cue):
            return None
        if not as_clause and verb.dep_ not in self._grammar.loose_clause:
            return None
        rule = "as_clause" if as_clause else "parenthetical"
        return self._without(verb.head, span_of(verb), rule)

    def _is_about_its_own(self, verb: Token, cue: Cue) -> bool:
        """Whether a verb has a content of its own: "as residents reported shelling" tells when."""
        grammar = self._grammar
        own = grammar.clause | grammar.open_clause
        if not cue.object_is_addressee:
            own |= grammar.any_object
        return any(child.dep_ in own for child in rights(verb))

    def _around_phrase(self, cue: Cue, source: Source | None) -> Content | None:
        """The sentence of "according to X" without it."""
        if source is None:
            return None
        governor = self._doc[cue.token].head
        steps = 0
        while governor.dep_ not in self._clauses and governor.head.i != governor.i:
            governor = governor.head
            steps += 1
            if steps > _FARTHEST_GOVERNOR:
                return None
        # "He came and said little, according to X": both verbs are his.
        while (
            governor.dep_ in self._grammar.conjunct
            and child_of(governor, self._grammar.any_subject) is None
            and steps < _FARTHEST_GOVERNOR
        ):
            governor = governor.head
            steps += 1
        return self._without(governor, (cue.first, max(cue.last, source.whole[1])), "according_to")

    def _without(self, governor: Token, removed: Range, rule: str) -> Content | None:
        """What a word governs, without the attribution itself."""
        first, last = span_of(governor)
        parts = [(first, min(removed[0], last)), (max(removed[1], first), last)]
        if rule == "parenthetical" and is_whole_quotation(self._layout, *parts[0]):
            # "“Follow us,” she said, and the boys trailed behind."
            parts = [
                part for part in parts if self._layout.is_quoted(part[0]) or self._quotes(part)
            ]
        elif rule == "parenthetical" and only_leads_in(self._layout, governor, *parts):
            parts = parts[1:]
        ranges = tuple(part for part in parts if self._has_word(part))
        if not ranges or removed[0] <= governor.i < removed[1]:
            return None
        return Content(ranges, rule, around=governor.i)

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
                for clause in noun.rights:
                    if clause.dep_ in self._misattached and has_complementizer(
                        self._layout, clause
                    ):
                        return Content((span_of(clause),), "clause")
        return None

    def _quotes(self, part: Range) -> bool:
        first, last = part
        return any(self._layout.is_quoted(index) for index in range(first, last))

    def _has_word(self, part: Range) -> bool:
        first, last = part
        return any(not t.is_punct and not t.is_space for t in self._doc[first : max(first, last)])


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
