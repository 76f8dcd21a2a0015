"""Which statement each claim of an article joins, of those it was compared with. No Beam."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from claimwire.statements.report_comparison import Compared, Earliness, Report, earliness

AGAIN = 0.85
"""Least likeness of a second report of the same statement in one article. Such a report brings no
other words, so it does not represent its statement."""

ENOUGH = 2
"""Number of later representatives that a report has to be like if it is not like the first: one
may say something else besides, which the report is like."""


class Representative(NamedTuple):
    """A report with which later ones are compared.

    Attributes:
        report: the report.
        statement_id: its statement.
    """

    report: Report
    statement_id: str


class Met(NamedTuple):
    """A representative that a report was compared with.

    Attributes:
        one: the representative.
        compared: the comparison, or None if it has no consequence.
    """

    one: Representative
    compared: Compared | None

    @property
    def same(self) -> bool:
        """Whether both report the same statement."""
        return self.compared is not None and self.compared.is_same

    @property
    def likeness(self) -> float:
        """How alike they are; 0 without consequence."""
        return self.compared.likeness if self.compared else 0.0

    @property
    def rank(self) -> tuple[float, Earliness]:
        """Sort key: the most alike first, of several the earliest."""
        return -self.likeness, earliness(self.one.report)


Found = dict[str, Met]
"""The representatives that a report was compared with, by their claim."""


def joined(reports: Sequence[Report], found: Mapping[str, Found]) -> dict[str, Met]:
    """Choose the statements that claims of an article join, the surest first."""
    pairs = [
        ((met.likeness < AGAIN, -number, met.rank), earliness(report), met)
        for report in reports
        for number, met in _joinable(found[report.claim_id])
    ]
    chosen: dict[str, Met] = {}
    taken: set[str] = set()
    for _, (*_, claim_id), met in sorted(pairs, key=lambda pair: pair[:2]):
        statement_id = met.one.statement_id
        if claim_id not in chosen and (statement_id not in taken or met.likeness >= AGAIN):
            chosen[claim_id] = met
            taken.add(statement_id)
    return chosen


def _joinable(found: Found) -> Iterator[tuple[int, Met]]:
    """Yield what a report is like, of the statements that it may join.

    With each comes the number of representatives of its statement that the report is like.
    """
    same = [met for met in found.values() if met.same]
    numbers = Counter(met.one.statement_id for met in same)
    for met in same:
        statement_id = met.one.statement_id
        number = numbers[statement_id]
        if number >= ENOUGH or (statement_id in found and found[statement_id].same):
            yield number, met


def repeated(report: Report, found: Found) -> Met | None:
    """Find an earlier claim of the same article that a report nearly repeats."""
    again = [
        met
        for met in found.values()
        if met.one.report.article_id == report.article_id and met.same and met.likeness >= AGAIN
    ]
    return min(again, key=lambda met: met.rank, default=None)
