"""Where the clause of a cue begins and ends: what parsers cut off, and what the writer adds."""

from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.language.claims.cue_lexicon import cue_lexicon
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.dependents import (
    child_of,
    children,
    has_complementizer,
    is_infinitive,
    lefts,
    rights,
    span_of,
)
from claimwire.language.claims.layout import Layout, Range

_ENDS_OF_QUOTED = frozenset({",", ".", "!", "?"})


def clause_range(layout: Layout, cue: Cue, clause: Token) -> Range:
    """Return the tokens of the clause of a verb, without what is another's.

    Args:
        layout: the text.
        cue: the verb.
        clause: the word that governs the clause.
    """
    first, last = span_of(clause)
    if clause.i < cue.token:
        return _quoted_behind_colon(layout, first, last), last
    last = _before_aftermath(layout, clause, last)
    return _begin(layout, cue, clause, first), _before_another(layout, clause, last)


def further_clauses(layout: Layout, verb: Token, clause: Token) -> list[Token]:
    """Return the clauses that go on with a verb's clause, though parsers hang them elsewhere.

    In "said that it held and that nobody was hurt" the second hangs on "said".
    """
    beside = layout.grammar.conjunct
    return [
        child
        for child in rights(verb)
        if child.i > clause.i and child.dep_ in beside and has_complementizer(layout, child)
    ]


def is_whole_quotation(layout: Layout, first: int, last: int) -> bool:
    """Whether tokens are one quotation that ends as a sentence or before its cue does."""
    if first >= last or not layout.is_quoted(first):
        return False
    begin, end = layout.tokens_of(layout.quotation_of[first])
    closes = end - 2 > begin and layout.doc[end - 2].text in _ENDS_OF_QUOTED
    return begin == first and closes and all(t.is_punct for t in layout.doc[end:last])


def _begin(layout: Layout, cue: Cue, clause: Token, first: int) -> int:
    """Where a clause behind its verb begins.

    It begins with its conjunction: what is before says when or to whom it was said. Where it has no
    subject, parsers took that for an object of the verb ("showed the river | had risen").
    """
    grammar = layout.grammar
    for child in lefts(clause):
        if child.dep_ in grammar.marker and child.lower_ in layout.words.complementizers:
            return child.i
    if cue.object_is_addressee or child_of(clause, grammar.any_subject) is not None:
        return first
    if is_infinitive(clause, grammar):
        return first
    for child in rights(layout.doc[cue.token]):
        if child.i >= clause.i:
            break
        is_next = child.left_edge.i == cue.last
        if child.dep_ in grammar.object or (is_next and child.dep_ in grammar.preposition):
            return min(first, child.left_edge.i)
    return first


def _quoted_behind_colon(layout: Layout, first: int, last: int) -> int:
    """Where the quotation begins in "The code was old: “Manners were assumed,” he said"."""
    end = last
    while end > first and not layout.is_quoted(end - 1) and layout.doc[end - 1].is_punct:
        end -= 1
    if end == first or not layout.is_quoted(end - 1):
        return first
    begin = layout.tokens_of(layout.quotation_of[end - 1])[0]
    return begin if begin - 1 > first and layout.doc[begin - 1].text == ":" else first


def _before_aftermath(layout: Layout, clause: Token, last: int) -> int:
    """Where a clause ends, without "…, raising fears of a war", which the writer adds."""
    for child in rights(clause):
        begin = child.left_edge.i
        if (
            child.dep_ in layout.grammar.adverbial_clause
            and child.tag_ in layout.grammar.gerund
            and clause.i < begin < last
            and layout.doc[begin - 1].text == ","
            and _is_aftermath(layout, child)
        ):
            return begin - 1
    return last


def _before_another(layout: Layout, clause: Token, last: int) -> int:
    """Where a clause ends before another speaker's: "…, and the mayor said that it was late"."""
    grammar, verbs = layout.grammar, cue_lexicon(layout.language).verbs
    for child in rights(clause):
        begin = child.left_edge.i
        if child.dep_ not in grammar.conjunct or not clause.i < begin < last:
            continue
        joint = begin - 1 if layout.doc[begin - 1].pos_ == "CCONJ" else begin
        subject = child_of(child, grammar.subject)
        if (
            layout.doc[joint - 1].text == ","
            and not layout.is_quoted(joint)
            and child.lemma_.lower() in verbs
            and child_of(child, grammar.clause) is not None
            and subject is not None
            and subject.pos_ != "PRON"
        ):
            return joint - 1
    return last


def _is_aftermath(layout: Layout, verb: Token) -> bool:
    words = layout.words
    return verb.lemma_.lower() in words.aftermath_verbs and any(
        child.dep_ in layout.grammar.object and child.lemma_.lower() in words.aftermaths
        for child in children(verb)
    )


def in_own_paragraph(layout: Layout, cue: int, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Cut a content to the paragraph of its cue, without the dateline.

    Parsers may read on into the next paragraph.

    Args:
        layout: the text.
        cue: the word that attributes.
        ranges: the content's tokens, in order.
    """
    paragraph_of = layout.paragraph_of
    own = paragraph_of[cue]
    dateline, behind = layout.dateline
    cut = []
    for first, last in ranges:
        begin, end = first, last
        while begin < end and paragraph_of[begin] < own:
            begin += 1
        while begin < end and paragraph_of[end - 1] > own:
            end -= 1
        if begin < behind and end > dateline:
            begin = behind
        if begin < end:
            cut.append((begin, end))
    return tuple(sorted(cut))
