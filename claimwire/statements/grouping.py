"""Assignment of reports to statements: a star around the earliest report of each. No Beam."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claimwire.statements.likeness import Disagreement
from claimwire.statements.report_comparison import (
    DENYING_ACTS,
    Compared,
    Earliness,
    Report,
    compare,
    earliness,
)
from claimwire.statements.speaker_ties import Tie, is_named
from claimwire.statements.statement_keys import SOUGHT_STEMS, keys_of, period_of

LINKED = 0.5
"""Least likeness of two statements of which one contradicts the other."""

ANSWERED = 0.35
"""Least likeness of two statements of which one answers the other. Who answers mostly uses other
words."""

AGAIN = 0.85
"""Least likeness of a second report of the same statement in one article."""

FAN_OUT = 64
"""Number of statements, the earliest, that one key finds. Words that a thousand statements share
find few of them; a report of one of these shares rarer words with it."""

MOST_COMPARED = 32
"""Number of statements that a report is compared with: those that share most of its keys."""

ANSWERING_ACTS = DENYING_ACTS | {"accusation", "criticism"}
"""Acts that may answer what somebody else has said."""


class Link(NamedTuple):
    """A statement that contradicts or answers an earlier one.

    Attributes:
        relation: "contradicts" or "answers".
        statement_id: the earlier statement.
        score: how alike the contents are.
    """

    relation: str
    statement_id: str
    score: float


@dataclasses.dataclass(frozen=True)
class Placed:
    """A report with its statement.

    Attributes:
        claim_id: the report.
        statement_id: the ``claim_id`` of the earliest report of its statement.
        score: likeness with that report; 1 for itself.
        links: what it contradicts or answers, if it is the first report.
    """

    claim_id: str
    statement_id: str
    score: float
    links: tuple[Link, ...] = ()


_Found = dict[str, tuple[Report, Compared | None]]
"""The first reports that a report was compared with, by their claim."""


class KnownStatements:
    """The first reports of statements, by key, which later reports join.

    A report joins the statement whose first report it is most like (of several, the earliest), if
    the two are the same; else it is the first report of a new statement. It is compared with first
    reports alone, so that statements do not chain. Of the claims of one article, one joins a
    statement, unless another nearly repeats it. A statement once begun does not change.
    """

    def __init__(self, firsts: Iterable[Report] = ()) -> None:
        """Begin with the first reports of known statements, in any order."""
        self._by_key: dict[int, list[tuple[Earliness, Report]]] = defaultdict(list)
        distinct = {each.claim_id: each for each in firsts}
        for first in sorted(distinct.values(), key=earliness):
            self._add(first)

    def place(self, reports: Iterable[Report]) -> Iterator[Placed]:
        """Place the claims of one article.

        Args:
            reports: all claims of an article that is later, by ``earliness``, than those placed
                before.

        Yields:
            The reports with their statements, in their order in the article.
        """
        ordered = sorted(reports, key=earliness)
        named = named_in(ordered)
        found: dict[str, _Found] = {each.claim_id: {} for each in ordered}
        for report in ordered:
            self._meet(report, named, found[report.claim_id])
        joined = _joined(ordered, found)
        for report in ordered:
            statement = joined.get(report.claim_id)
            if statement is None:
                # Earlier claims of the article may have begun statements since.
                self._meet(report, named, found[report.claim_id])
                statement = _repeated(report, found[report.claim_id])
            if statement is None:
                self._add(report)
                links = tuple(_links(report, found[report.claim_id]))
                yield Placed(report.claim_id, report.claim_id, 1.0, links)
            else:
                yield Placed(report.claim_id, *statement)

    def _meet(self, report: Report, named: Mapping[str, int], found: _Found) -> None:
        """Compare a report with those of the nearest first reports that it has not met yet."""
        for first in self._nearest(report):
            if first.claim_id not in found:
                found[first.claim_id] = first, compare(first, report, named)

    def _add(self, first: Report) -> None:
        entry = earliness(first), first
        for key in keys_of(first.content, first.language, period_of(first.seen_at)):
            if len(self._by_key[key]) < FAN_OUT:
                self._by_key[key].append(entry)

    def _nearest(self, report: Report) -> list[Report]:
        """Return the statements that share most keys with a report, of several the earliest."""
        shared = Counter[Earliness]()
        firsts: dict[Earliness, Report] = {}
        for key in sought_keys(report):
            entries = self._by_key.get(key, ())
            firsts.update(entries)
            shared.update(order for order, _ in entries)
        nearest = sorted(firsts, key=lambda order: (-shared[order], order))
        return [firsts[order] for order in nearest[:MOST_COMPARED]]


def resolve(reports: Iterable[Report], known: Iterable[Report] = ()) -> list[Placed]:
    """Assign reports to statements.

    Args:
        reports: new reports, in any order, with all claims of each article.
        known: the first reports of the statements of earlier runs, in any order: at least, for
            each key of a new report, the ``FAN_OUT`` earliest that have it.

    Returns:
        The new reports with their statements, earliest first.
    """
    new = {each.claim_id: each for each in reports}
    statements = KnownStatements(each for each in known if each.claim_id not in new)
    by_article = defaultdict(list)
    for report in sorted(new.values(), key=earliness):
        by_article[report.article_id].append(report)
    return [placed for each in by_article.values() for placed in statements.place(each)]


def named_in(reports: Iterable[Report]) -> Counter[str]:
    """Count the claims in which each stem is."""
    return Counter(stem for each in reports for stem in each.content.weights)


def _joined(reports: Sequence[Report], found: Mapping[str, _Found]) -> dict[str, tuple[str, float]]:
    """Choose the statements that claims of an article join, the most alike first."""
    pairs = [
        (-compared.likeness, earliness(first), earliness(report))
        for report in reports
        for first, compared in found[report.claim_id].values()
        if compared and compared.same
    ]
    chosen: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for negative, (*_, first_id), (*_, claim_id) in sorted(pairs):
        if claim_id not in chosen and (first_id not in taken or -negative >= AGAIN):
            chosen[claim_id] = first_id, -negative
            taken.add(first_id)
    return chosen


def _repeated(report: Report, found: _Found) -> tuple[str, float] | None:
    """Find the statement that an earlier claim of the same article has begun."""
    same = [
        (-compared.likeness, earliness(first))
        for first, compared in found.values()
        if compared and first.article_id == report.article_id and compared.same
    ]
    repeated = [each for each in same if -each[0] >= AGAIN]
    if not repeated:
        return None
    negative, (*_, first_id) = min(repeated)
    return first_id, -negative


def _links(report: Report, found: _Found) -> Iterable[Link]:
    for first, compared in found.values():
        if compared is None or not compared.in_time:
            continue
        score = round(compared.likeness, 3)
        apart = compared.disagreement in {Disagreement.NUMBERS, Disagreement.POLARITY}
        if apart and compared.likeness >= LINKED:
            yield Link("contradicts", first.claim_id, score)
        if compared.likeness >= ANSWERED and _answers(report, first, compared):
            yield Link("answers", first.claim_id, score)


def _answers(report: Report, first: Report, compared: Compared) -> bool:
    """Return whether a report answers what another actor has claimed.

    A denial or rejection answers what it is like. Criticism of a matter that somebody else has
    spoken about does so only if it names them, and two critics of one matter answer a third.
    """
    if compared.tie is not Tie.DIFFERENT or first.act in ANSWERING_ACTS:
        return False
    if report.act in DENYING_ACTS:
        return True
    return report.act in ANSWERING_ACTS and is_named(first.speaker, report.content.weights.keys())


def sought_keys(report: Report) -> list[int]:
    """Return the keys by which the statements that a report may join are found."""
    period = period_of(report.seen_at)
    return [
        key
        for each in (period, period - 1)
        for key in keys_of(report.content, report.language, each, SOUGHT_STEMS)
    ]
