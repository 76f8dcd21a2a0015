"""Quotations with a reporting clause between their marks: "« A, a dit le colonel. B »"."""

import dataclasses
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from claimwire.language.claims.quotes import Quotation
from claimwire.language.grammar import Grammar

_MARKS = ",.;:!?\u2026 \t\u00a0\n"


def without_reporting_clauses(
    doc: Doc, quotations: Iterable[Quotation], grammar: Grammar
) -> list[Quotation]:
    """Cut the reporting clauses out of quotations, where a language has such clauses there."""
    if not grammar.inverts_subjects:
        return list(quotations)
    clauses = [_offsets(verb) for verb in doc if _reports(verb, grammar)]
    return [part for quotation in quotations for part in _parts(doc.text, quotation, clauses)]


def _reports(verb: Token, grammar: Grammar) -> bool:
    """Whether a verb that stands beside another clause has its subject behind it."""
    return verb.dep_ in grammar.loose_clause and any(
        child.dep_ in grammar.subject and (child.i > verb.i or child.text[0] == "-")
        for child in verb.children
    )


def _offsets(verb: Token) -> tuple[int, int]:
    last = verb.right_edge
    return verb.left_edge.idx, last.idx + len(last)


def _parts(
    text: str, quotation: Quotation, clauses: Iterable[tuple[int, int]]
) -> Iterator[Quotation]:
    rest = quotation
    for start, end in clauses:
        if not rest.inner_start < start < end <= rest.inner_end:
            continue
        before, behind = start, end
        while before > rest.inner_start and text[before - 1] in _MARKS:
            before -= 1
        while start < behind and text[behind - 1] in _MARKS:
            behind -= 1
        while behind < rest.inner_end and text[behind] in _MARKS:
            behind += 1
        if before > rest.inner_start:
            yield dataclasses.replace(rest, end=before, inner_end=before, closed=True)
        rest = dataclasses.replace(rest, start=behind, inner_start=behind)
    if rest.inner_start < rest.inner_end:
        yield rest
