"""Quotations with a reporting clause inside.

Between marks it is "« A, a dit le colonel. B »"; in a line that a dash makes speech it is "—A —dijo
el coronel—. B".
"""

import bisect
import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from claimwire.language.claims.quotes import Quotation
from claimwire.language.grammar import Grammar
from claimwire.language.mentions.tokens import Tokens

_MARKS = ",.;:!?\u2026 \t\u00a0\n\u2014\u2013"
_SPEECH = re.compile(r"^[ \t\u00a0]*([\u2014\u2013-][ \t\u00a0]?)(?=\S)(.*)$", re.MULTILINE)
"""A line that begins with a dash."""


def without_reporting_clauses(tokens: Tokens, quotations: Iterable[Quotation]) -> list[Quotation]:
    """Cut the reporting clauses out of quotations, where a language has such clauses there."""
    grammar, text = tokens.grammar, tokens.text
    if not grammar.inverts_subjects:
        return list(quotations)
    clauses = sorted(_offsets(verb) for verb in tokens.parse if _reports(verb, grammar))
    marked = list(quotations)
    whole = sorted([*marked, *_spoken_lines(text, marked, clauses)], key=lambda q: q.start)
    return [part for quotation in whole for part in _parts(text, quotation, clauses)]


def _spoken_lines(
    text: str, quotations: Sequence[Quotation], clauses: Sequence[tuple[int, int]]
) -> Iterator[Quotation]:
    """The lines behind a dash that hold a reporting clause and no marks of quotation."""
    for line in _SPEECH.finditer(text):
        start, end = line.span()
        behind = bisect.bisect_left(quotations, end, key=lambda each: each.start)
        marked = behind > 0 and quotations[behind - 1].end > start
        reported = any(last <= end for _, last in _within(clauses, line.start(2) + 1, end))
        if reported and not marked:
            yield Quotation(line.start(1), end, line.start(2), end, closed=True)


def _within(clauses: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """The clauses that begin in a stretch."""
    return clauses[bisect.bisect_left(clauses, (start, 0)) : bisect.bisect_left(clauses, (end, 0))]


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
    text: str, quotation: Quotation, clauses: Sequence[tuple[int, int]]
) -> Iterator[Quotation]:
    rest = quotation
    for start, end in _within(clauses, quotation.inner_start, quotation.inner_end):
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
