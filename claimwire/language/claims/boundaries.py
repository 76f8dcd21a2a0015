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
    tense_of,
)
from claimwire.language.claims.layout import NOT_QUOTED, Layout, Range

_DEEPEST = 12
"""How many words up from the last of a complement a relative clause may begin."""
_LONGEST_LINK = 3
"""How many tokens may link two clauses."""
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
        if child.i > clause.i
        and child.dep_ in beside
        and (has_complementizer(layout, child) or _goes_on(layout, verb, clause, child))
    ]


def _goes_on(layout: Layout, verb: Token, clause: Token, beside: Token) -> bool:
    """Whether a clause beside a verb of speech goes on with what is said, and says nothing itself.

    Without a comma between, one with a subject of its own does ("said it held and the road was
    open"); behind a comma one whose tense is that of what is said and not of the verb.
    """
    if layout.lemmas[beside.i] in cue_lexicon(layout.language).verbs:
        return False
    begin, end = beside.left_edge.i, clause.right_edge.i + 1
    if not end <= begin <= end + _LONGEST_LINK or layout.is_quoted(end - 1):
        return False
    tense = tense_of(beside, layout.grammar)
    if tense is None:
        return False
    alike = tense == tense_of(clause, layout.grammar) and tense != tense_of(verb, layout.grammar)
    between = layout.parse[end:begin]
    own = child_of(beside, layout.grammar.any_subject) is not None
    if not own:
        return alike
    return alike or not any(word.is_punct for word in between)


def is_whole_quotation(layout: Layout, first: int, last: int) -> bool:
    """Whether tokens are one quotation that ends as a sentence or before its cue does."""
    if first >= last or not layout.is_quoted(first):
        return False
    begin, end = layout.tokens_of(layout.quotation_of[first])
    closes = end - 2 > begin and layout.tokens.texts[end - 2] in _ENDS_OF_QUOTED
    return begin == first and closes and all(t.is_punct for t in layout.parse[end:last])


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
    for child in rights(layout.parse[cue.token]):
        if child.i >= clause.i:
            break
        is_next = child.left_edge.i == cue.last
        if child.dep_ in grammar.object or (is_next and child.dep_ in grammar.preposition):
            return min(first, child.left_edge.i)
    return first


def _quoted_behind_colon(layout: Layout, first: int, last: int) -> int:
    """Where the quotation begins in "The code was old: “Manners were assumed,” he said"."""
    end = last
    while end > first and not layout.is_quoted(end - 1) and layout.parse[end - 1].is_punct:
        end -= 1
    if end == first or not layout.is_quoted(end - 1):
        return first
    begin = layout.tokens_of(layout.quotation_of[end - 1])[0]
    return begin if begin - 1 > first and layout.tokens.texts[begin - 1] == ":" else first


def _before_aftermath(layout: Layout, clause: Token, last: int) -> int:
    """Where a clause ends, without "…, raising fears of a war", which the writer adds."""
    for child in rights(clause):
        begin = child.left_edge.i
        if (
            child.dep_ in layout.grammar.adverbial_clause
            and child.tag_ in layout.grammar.gerund
            and clause.i < begin < last
            and layout.tokens.texts[begin - 1] == ","
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
        joint = begin - 1 if layout.tokens.tags[begin - 1] == "CCONJ" else begin
        subject = child_of(child, grammar.subject)
        if _is_behind_quotation(layout, clause, joint, begin) and subject is not None:
            return joint
        if (
            layout.tokens.texts[joint - 1] == ","
            and not layout.is_quoted(joint)
            and child.lemma_.lower() in verbs
            and child_of(child, grammar.clause) is not None
            and subject is not None
            and subject.pos_ != "PRON"
        ):
            return joint - 1
    return last


def _is_behind_quotation(layout: Layout, clause: Token, joint: int, begin: int) -> bool:
    """Whether the writer goes on behind a quotation: "told us “It is too early,” and has left"."""
    first = clause.left_edge.i
    return (
        joint < begin
        and not layout.is_quoted(begin)
        and layout.is_quoted(joint - 1)
        and layout.quotation_of[first] == layout.quotation_of[joint - 1]
        and layout.tokens_of(layout.quotation_of[first])[0] >= first - 1
    )


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


def without_aside(layout: Layout, noun: Token, last: int) -> int:
    """Return where a complement ends before "…, which lasted a year": the writer tells that.

    Args:
        layout: the text.
        noun: the word that governs the complement.
        last: the token after its last.
    """
    current = layout.parse[last - 1]
    for _ in range(_DEEPEST):
        if current.i <= noun.i:
            break
        begin = current.left_edge.i
        if (
            current.dep_ in layout.grammar.relative_clause
            and begin - 1 > noun.i
            and layout.tokens.texts[begin - 1] == ","
        ):
            return begin - 1
        current = current.head
    return last


def only_leads_in(layout: Layout, governor: Token, before: Range, behind: Range) -> bool:
    """Whether what stands before a cue says when, and a quotation behind it what is said.

    So in "In the end, she said, “we won.”", but not in "The deal, she said, “is dead.”".

    Args:
        layout: the text.
        governor: the word that governs the clause around the cue.
        before: the clause's tokens before the cue.
        behind: those behind it.
    """
    first, last = behind
    if first >= last or not before[0] < before[1] <= first <= governor.i:
        return False
    while first < last and layout.tokens.texts[first] == ",":
        first += 1
    if first == last or not layout.is_quoted(first):
        return False
    if set(layout.quotation_of[before[0] : before[1]]) != {NOT_QUOTED}:
        return False
    if layout.tokens_of(layout.quotation_of[first])[0] != first:
        return False
    grammar = layout.grammar
    settings = (
        grammar.adverb
        | grammar.preposition
        | grammar.noun_adverbial
        | grammar.adverbial_clause
        | grammar.interjection
        | grammar.marker
    )
    return all(
        child.dep_ in settings or child.pos_ == "CCONJ"
        for child in lefts(governor)
        if child.i < before[1] and not child.is_punct and not child.is_space
    )
