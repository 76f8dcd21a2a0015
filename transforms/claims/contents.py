"""Finding what a cue attributes: clauses in the parse, and the quotations that belong to it."""

import dataclasses
from collections.abc import Sequence

from spacy.tokens import Token

from transforms.claims.cues import Cue
from transforms.claims.layout import Layout
from transforms.claims.sources import Source

Range = tuple[int, int]
"""First token and token after the last."""


@dataclasses.dataclass(frozen=True)
class Content:
    """What a cue attributes.

    Attributes:
        ranges: its tokens, in order.
        root: index of its governing word.
        rule: the rule that found it.
    """

    ranges: tuple[Range, ...]
    root: int
    rule: str


class ContentFinder:
    """Finds the clauses that cues of one text attribute.

    A clause around a cue ("X, he said") belongs to one cue only: the first that asks.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._doc = layout.doc
        self._surrounded: set[int] = set()

    def content_of(self, cue: Cue, source: Source | None) -> Content | None:
        """Find the clause that a cue attributes, or None."""
        token = self._doc[cue.token]
        if cue.form == "phrase":
            return self._around_phrase(cue, source)
        if cue.form == "noun":
            return self._noun_clause(token)
        if "clause" in cue.frames:
            content = (
                self._complement(token, source)
                or self._around_verb(cue)
                or self._misattached_clause(token)
            )
            if content is not None:
                return content
        if "infinitive" in cue.frames:
            return self._infinitive(token)
        return None

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
            first, last = self._subtree(clause)
            # In a wrong parse a clause may enclose the very words that attribute it.
            inside = sorted(index for index in own if first <= index < last)
            if inside:
                first, last = (first, inside[0]) if clause.i < inside[0] else (inside[-1] + 1, last)
            if first < last:
                ranges.append((first, last))
        if not ranges:
            return None
        return Content((_hull(ranges),), clauses[0].i, "clause")

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
        return self._without(verb.head, self._subtree(verb), rule)

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
        return self._without(governor, (cue.first, source.last), "according_to")

    def _without(self, governor: Token, removed: Range, rule: str) -> Content | None:
        if governor.i in self._surrounded:
            return None
        self._surrounded.add(governor.i)
        first, last = self._subtree(governor)
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
                if (content := self._noun_clause(noun)) is not None:
                    return Content(content.ranges, content.root, "clause")
        return None

    def _infinitive(self, verb: Token) -> Content | None:
        """The infinitive of "vowed to go", with whom it is asked of in "urged both to go"."""
        asked: int | None = None
        for child in verb.rights:
            if child.dep_ == "dobj":
                asked = child.left_edge.i
            if child.dep_ == "xcomp" and any(
                particle.tag_ == "TO" and particle.dep_ == "aux" for particle in child.lefts
            ):
                first, last = self._subtree(child)
                begin = first if asked is None else asked
                return Content(((max(begin, verb.i + 1), last),), child.i, "infinitive")
        return None

    def _noun_clause(self, noun: Token) -> Content | None:
        for child in noun.rights:
            if child.dep_ in ("acl", "ccomp", "relcl") and any(
                mark.dep_ == "mark" and mark.lower_ == "that" for mark in child.lefts
            ):
                return Content((self._subtree(child),), child.i, "noun_clause")
        return None

    def _subtree(self, token: Token) -> Range:
        # The edges are kept by the parse; walking each subtree would cost its size every time.
        return token.left_edge.i, token.right_edge.i + 1

    def _has_word(self, part: Range) -> bool:
        first, last = part
        return any(not t.is_punct and not t.is_space for t in self._doc[first : max(first, last)])


# Dependencies at which a clause of its own starts.
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "acl"})
_FARTHEST_GOVERNOR = 12


def _hull(ranges: Sequence[Range]) -> Range:
    return min(first for first, _ in ranges), max(last for _, last in ranges)
