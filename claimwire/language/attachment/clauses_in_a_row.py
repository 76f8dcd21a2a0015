"""Reports side by side: "The army said X; the rebels said Y".

Parsers make the first clause what the second verb says, or hang the second report on what the
first one says.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from claimwire.language.attachment.changes import Change, moved
from claimwire.language.attachment.reporting_verbs import ReportingVerbs

_FARTHEST = 6
_STRONG = ";"
_WEAK = ","
_SEPARATORS = frozenset({";", ":", ",", "\u2013", "\u2014", "--"})


def clause_apart(verbs: ReportingVerbs, verb: Token) -> Iterator[Change]:
    """Let a clause before a verb stand beside it where it is not what the verb says.

    That is so behind a semicolon, or where the verb has a clause of its own right behind it.
    """
    grammar = verbs.grammar
    subject = verbs.subject(verb)
    if subject is None or subject.i > verb.i:
        return
    for clause in verbs.children(verb):
        if clause.i > subject.i:
            return
        if clause.dep_ not in grammar.clause or verbs.subject(clause) is None:
            continue
        mark = _separator(verbs, subject.left_edge.i - 1, clause.i)
        if mark is None or _is_quoted(clause, mark):
            continue
        apart = mark.text == _STRONG or _says_what_follows(verbs, verb)
        if apart or (mark.text != _WEAK and _has_object(verbs, verb)):
            yield Change(clause.i, verb.i, min(grammar.conjunct))


def report_apart(verbs: ReportingVerbs, verb: Token) -> Iterator[Change]:
    """Let a report with a subject of its own stand beside the one before it, not inside."""
    grammar = verbs.grammar
    subject = verbs.subject(verb)
    beside = grammar.conjunct | grammar.clause | grammar.loose_clause
    if (
        subject is None
        or subject.i > verb.i
        or not (verb.dep_ in beside or verbs.contrasts(verb))
        or not verbs.reports(verb)
        or verbs.has_complementizer(verb)
    ):
        return
    governor = _report_above(verbs, verb)
    if governor is None:
        return
    mark = _separator(verbs, verb.left_edge.i - 1, governor.i) or _separator(
        verbs, subject.left_edge.i - 1, governor.i
    )
    if mark is None or _is_open_quotation(verb.doc[governor.i : mark.i]):
        return
    yield from moved(verb, governor, min(grammar.conjunct))


def _report_above(verbs: ReportingVerbs, verb: Token) -> Token | None:
    """The reporting verb in whose clause another verb stands as a further clause."""
    grammar = verbs.grammar
    current = verb
    for step in range(_FARTHEST):
        above = current.head
        if above.i >= current.i:
            return None
        if current.dep_ in grammar.clause and verbs.takes(above, "clause"):
            # The clause right behind a verb is what it says.
            return above if step else None
        if step and current.dep_ not in grammar.conjunct | grammar.clause | grammar.loose_clause:
            return None
        current = above
    return None


def _separator(verbs: ReportingVerbs, index: int, stop: int) -> Token | None:
    """The mark that ends the clause before, with at most a conjunction behind it."""
    links = verbs.grammar.marker | verbs.grammar.adverb
    while index > stop:
        word = verbs.doc[index]
        if word.text in _SEPARATORS:
            return word
        if word.pos_ not in ("CCONJ", "SCONJ") and word.dep_ not in links:
            return None
        index -= 1
    return None


def _says_what_follows(verbs: ReportingVerbs, verb: Token) -> bool:
    following = verbs.clause_after(verb)
    if following is None or verbs.subject(following) is None:
        return False
    return verb.doc[following.left_edge.i - 1].text not in _SEPARATORS


def _has_object(verbs: ReportingVerbs, verb: Token) -> bool:
    """Whether a verb has an object behind it that is not who is spoken to."""
    objects = verbs.grammar.object
    return not any(head.object_is_addressee for head in verbs.heads(verb)) and any(
        child.dep_ in objects and child.i > verb.i for child in verbs.children(verb)
    )


def _is_quoted(clause: Token, mark: Token) -> bool:
    first = clause.left_edge
    marks = (first, first.nbor(-1) if first.i else first, mark.nbor(-1))
    return any(each.is_quote for each in marks)


def _is_open_quotation(words: Span) -> bool:
    return sum(word.is_quote for word in words) % 2 == 1
