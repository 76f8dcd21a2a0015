"""Finding what a cue attributes: the clauses and complements that belong to it."""

import dataclasses
import itertools
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from claimwire.language.claims.complements import (
    Complement,
    Range,
    complements_of_noun,
    complements_of_verb,
    has_that,
    is_infinitive,
    span_of,
)
from claimwire.language.claims.cues import Cue, lemma_of
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.lexicon_words import cue_verbs
from claimwire.language.claims.sources import Source, is_passive

# Dependencies at which a clause of its own starts.
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "acl"})
_FARTHEST_GOVERNOR = 12
_MOST_CHILDREN = 40
_NOMINAL_RULES = {"clause": "noun_clause"}
# Frames in which nobody is named who says so.
UNSOURCED = frozenset({"raised", "subject"})
# Before anything else a verb takes a clause; an object may be who is spoken to.
_ORDER = ("infinitive", "raised", "subject", "gerund", "object")


@dataclasses.dataclass(frozen=True)
class Content:
    """What a cue attributes.

    Attributes:
        ranges: its tokens, in order.
        root: index of its governing word.
        rule: the rule that found it.
        link: the preposition that links it to the cue, or None.
        frame: the frame of the cue that it fills.
    """

    ranges: tuple[Range, ...]
    root: int
    rule: str
    link: int | None = None
    frame: str = "clause"


class ContentFinder:
    """Finds the clauses that cues of one text attribute.

    A clause around a cue ("X, he said") belongs to one cue only: the first that asks.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._doc = layout.doc
        self._surrounded: set[int] = set()

    def content_of(self, cue: Cue, source: Source | None) -> Content | None:
        """Find the clause or complement that a cue attributes, or None."""
        token = self._doc[cue.token]
        if cue.form == "phrase":
            return self._around_phrase(cue, source)
        if cue.form == "noun":
            # "the idea of peace" is nobody's; "their idea of peace" is a claim.
            if source is None:
                return None
            return _first(complements_of_noun(self._layout, token), cue, nominal=True)
        if cue.form == "adjective":
            return self._of_adjective(cue, token)
        if "clause" in cue.frames:
            content = (
                self._complement(token, source)
                or self._around_verb(cue)
                or self._misattached_clause(token)
            )
            if content is not None:
                return content
        passive = is_passive(token)
        return _first(complements_of_verb(self._layout, token, passive=passive), cue)

    def _of_adjective(self, cue: Cue, adjective: Token) -> Content | None:
        if "clause" in cue.frames and adjective.dep_ == "acomp":
            for child in itertools.islice(adjective.head.rights, _MOST_CHILDREN):
                # Parsers hang the clause of "is glad that X" on the verb.
                if child.dep_ == "ccomp" and child.i > adjective.i and not is_infinitive(child):
                    return Content((span_of(child),), child.i, "adjective_clause")
        content = _first(complements_of_noun(self._layout, adjective), cue)
        if content is None or content.rule != "clause":
            return content
        return dataclasses.replace(content, rule="adjective_clause")

    def _complement(self, verb: Token, source: Source | None) -> Content | None:
        before: list[Token] = []
        after: list[Token] = []
        for child in verb.children:
            if child.dep_ == "ccomp":
                (before if child.i < verb.i else after).append(child)
        clauses = before or after
        if not clauses:
            return None
        own = {verb.i} | (set() if source is None else {source.head})
        ranges = []
        for clause in clauses:
            first, last = span_of(clause)
            # In a wrong parse a clause may enclose the very words that attribute it.
            inside = sorted(index for index in own if first <= index < last)
            if inside:
                first, last = (first, inside[0]) if clause.i < inside[0] else (inside[-1] + 1, last)
            if clause.i > verb.i:
                last = self._before_next_cue(clause, last)
            if first < last:
                ranges.append((first, last))
        if not ranges:
            return None
        return Content((_hull(ranges),), clauses[0].i, "clause")

    def _before_next_cue(self, clause: Token, last: int) -> int:
        """Where a clause ends, without "…, saying that Y", which parsers hang on it."""
        for child in itertools.islice(clause.rights, _MOST_CHILDREN):
            begin = child.left_edge.i
            if (
                child.dep_ == "advcl"
                and child.tag_ == "VBG"
                and clause.i < begin < last
                and self._doc[begin - 1].text == ","
                and self._is_saying(child)
            ):
                return begin - 1
        return last

    def _is_saying(self, verb: Token) -> bool:
        return any("clause" in head.frames for head in cue_verbs().get(lemma_of(verb), ())) and any(
            child.dep_ == "ccomp" for child in itertools.islice(verb.rights, _MOST_CHILDREN)
        )

    def _around_verb(self, cue: Cue) -> Content | None:
        """The clause around "he said" or "as the minister said"."""
        verb = self._doc[cue.token]
        as_clause = verb.dep_ == "advcl" and any(
            child.dep_ in ("mark", "advmod") and child.lower_ == "as" and child.i < verb.i
            for child in verb.lefts
        )
        if not as_clause and verb.dep_ != "parataxis":
            return None
        rule = "as_clause" if as_clause else "parenthetical"
        return self._without(verb.head, span_of(verb), rule)

    def _around_phrase(self, cue: Cue, source: Source | None) -> Content | None:
        """The sentence of "according to X" without it."""
        if source is None:
            return None
        governor = self._doc[cue.token].head
        steps = 0
        while governor.dep_ not in _CLAUSES and governor.head.i != governor.i:
            governor = governor.head
            steps += 1
            if steps > _FARTHEST_GOVERNOR:
                return None
        return self._without(governor, (cue.first, source.whole[1]), "according_to")

    def _without(self, governor: Token, removed: Range, rule: str) -> Content | None:
        if governor.i in self._surrounded:
            return None
        self._surrounded.add(governor.i)
        first, last = span_of(governor)
        parts = [(first, min(removed[0], last)), (max(removed[1], first), last)]
        ranges = tuple(part for part in parts if self._has_word(part))
        if not ranges or removed[0] <= governor.i < removed[1]:
            return None
        return Content(ranges, governor.i, rule)

    def _misattached_clause(self, verb: Token) -> Content | None:
        """The clause of "told the BBC in an interview that X", which parsers hang on the noun."""
        for child in verb.rights:
            objects = [child] if child.dep_ in ("dobj", "dative") else []
            if child.dep_ == "prep":
                objects = [part for part in child.rights if part.dep_ == "pobj"]
            for noun in objects:
                for clause in noun.rights:
                    if clause.dep_ in ("acl", "ccomp", "relcl") and has_that(clause):
                        return Content((span_of(clause),), clause.i, "clause")
        return None

    def _has_word(self, part: Range) -> bool:
        first, last = part
        return any(not t.is_punct and not t.is_space for t in self._doc[first : max(first, last)])


def _first(complements: Iterable[Complement], cue: Cue, *, nominal: bool = False) -> Content | None:
    """The complement that comes first among those that the cue takes."""
    fitting = [each for each in complements if each.frame in cue.frames]
    if not fitting:
        return None
    best = min(fitting, key=_rank)
    rule = best.frame if best.link is None else "preposition"
    if nominal:
        rule = _NOMINAL_RULES.get(best.frame, "noun_complement")
    return Content(best.ranges, best.root, rule, best.link, best.frame)


def _rank(complement: Complement) -> int:
    return _ORDER.index(complement.frame) if complement.frame in _ORDER else len(_ORDER)


def _hull(ranges: Sequence[Range]) -> Range:
    return min(first for first, _ in ranges), max(last for _, last in ranges)
