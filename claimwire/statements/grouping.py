"""Assignment of reports to statements: a star around the earliest report of each. No Beam.

Later reports that are like the first, but in other words, represent the statement too. A report
joins the statement if it is like the first, or like two others that represent it. What is unlike
the first represents nothing, so that statements do not chain.
"""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import itemgetter

from claimwire.statements.disagreement import keeps_apart
from claimwire.statements.joining import AGAIN, Found, Met, Representative, joined, repeated
from claimwire.statements.links import Link, links_of
from claimwire.statements.report_comparison import (
    Earliness,
    Report,
    compare,
    earliness,
)
from claimwire.statements.statement_keys import keys_looked_for, keys_of, packed, period_of

FAN_OUT = 64
"""Number of reports, the earliest, that one key finds. Words that a thousand statements share find
few of them; a report of one of these shares rarer words with it."""

MOST_COMPARED = 32
"""Number of reports that a report is compared with: those that share most of its keys."""

MOST_OF_ONE = 4
"""Number of these that represent one statement, so that others are met beside one of many."""


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """A report with its statement.

    Attributes:
        claim_id: the report.
        statement_id: the ``claim_id`` of the earliest report of its statement.
        score: likeness with the representative that it is most like; 1 for the first report.
        links: what it contradicts or answers, if it is the first report.
        represents: whether later reports are compared with it.
        keys: the packed keys by which these find it; None if it represents nothing, or if nothing
            was compared.
    """

    claim_id: str
    statement_id: str
    score: float
    links: tuple[Link, ...] = ()
    represents: bool = False
    keys: bytes | None = None


_EARLINESS = itemgetter(0)


class KnownStatements:
    """The representatives of statements, by key, whose statements later reports join.

    Of the statements whose first report it is like, or ``ENOUGH`` others, a report joins the one
    that it nearly repeats, else the one of which it is like most representatives, so that of two
    that began apart one grows; of several, the one whose representative it is most like, then the
    earliest. If there is none, it is the first report of a new statement. Of the claims of one
    article, one joins a statement, unless another nearly repeats it. A statement once begun does
    not change.
    """

    def __init__(self, known: Iterable[Representative] = ()) -> None:
        """Begin with the representatives of known statements, in any order."""
        self._known: list[tuple[Earliness, Representative]] = []
        self._by_key: dict[int, list[int]] = defaultdict(list)
        distinct = {each.report.claim_id: each for each in known}
        for each in sorted(distinct.values(), key=lambda each: earliness(each.report)):
            self._add(each)

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
        found: dict[str, Found] = {each.claim_id: {} for each in ordered}
        looked_for = {each.claim_id: _looked_for(each) for each in ordered}
        before = len(self._known)
        for report in ordered:
            having = self._having(looked_for[report.claim_id])
            self._meet(report, named, found[report.claim_id], having)
        joins = joined(ordered, found)
        for report in ordered:
            own = found[report.claim_id]
            met = joins.get(report.claim_id)
            if met is None:
                having = self._having(looked_for[report.claim_id])
                # Earlier claims of the article may have begun statements since.
                if any(numbers[-1] >= before for numbers in having):
                    self._meet(report, named, own, having)
                met = repeated(report, own)
            placed = _placed(report, met, own)
            if placed.represents:
                keys = self._add(Representative(report, placed.statement_id))
                placed = dataclasses.replace(placed, keys=packed(keys))
            yield placed

    def _meet(
        self, report: Report, named: Mapping[str, int], found: Found, having: list[list[int]]
    ) -> None:
        """Compare a report with the nearest representatives that it has not met yet."""
        for each in self._nearest(having):
            if each.report.claim_id not in found:
                found[each.report.claim_id] = Met(each, compare(each.report, report, named))

    def _add(self, each: Representative) -> list[int]:
        """Let later reports find a representative; return its keys."""
        report = each.report
        number = len(self._known)
        self._known.append((earliness(report), each))
        keys = keys_of(report.content, report.language, period_of(report.seen_at))
        for key in keys:
            if len(self._by_key[key]) < FAN_OUT:
                self._by_key[key].append(number)
        return keys

    def _having(self, looked_for: Iterable[int]) -> list[list[int]]:
        """Return the representatives that have a key, ascending, for each key of a report."""
        by_key = self._by_key
        return [by_key[key] for key in looked_for if key in by_key]

    def _nearest(self, having: list[list[int]]) -> list[Representative]:
        """Return those that share most keys with a report, of several the earliest."""
        by_share: dict[int, list[int]] = defaultdict(list)
        for number, share in Counter(chain.from_iterable(having)).items():
            by_share[share].append(number)
        nearest: list[Representative] = []
        of_statement = Counter[str]()
        # Most share one key, and are sorted only if those that share more are too few.
        for share in sorted(by_share, reverse=True):
            for _, known in sorted(map(self._known.__getitem__, by_share[share]), key=_EARLINESS):
                of_statement[known.statement_id] += 1
                if of_statement[known.statement_id] <= MOST_OF_ONE:
                    nearest.append(known)
                if len(nearest) == MOST_COMPARED:
                    return nearest
        return nearest


def resolve(reports: Iterable[Report], known: Iterable[Representative] = ()) -> list[Placed]:
    """Assign reports to statements.

    Args:
        reports: new reports, in any order, with all claims of each article.
        known: the representatives of the statements of earlier runs, in any order: at least, for
            each key of a new report, the ``FAN_OUT`` earliest that have it.

    Returns:
        The new reports with their statements, earliest first.
    """
    new = {each.claim_id: each for each in reports}
    statements = KnownStatements(each for each in known if each.report.claim_id not in new)
    by_article = defaultdict(list)
    for report in sorted(new.values(), key=earliness):
        by_article[report.article_id].append(report)
    return [placed for each in by_article.values() for placed in statements.place(each)]


def named_in(reports: Iterable[Report]) -> dict[str, int]:
    """Count the claims in which each stem is; a stem of one claim is left out."""
    counts = Counter(chain.from_iterable(each.content.weights for each in reports))
    return {stem: count for stem, count in counts.items() if count > 1}


def _placed(report: Report, met: Met | None, found: Found) -> Placed:
    """Return the place of a report, which joins the statement of another or begins one."""
    if met is None:
        related = ((met.one.statement_id, met.compared) for met in found.values() if met.compared)
        links = tuple(links_of(related))
        return Placed(report.claim_id, report.claim_id, 1.0, links, represents=True)
    statement_id = met.one.statement_id
    first = found.get(statement_id)
    represents = (
        first is not None
        and first.same
        and first.likeness < AGAIN
        and keeps_apart(first.one.report.content, report.content)
    )
    return Placed(report.claim_id, statement_id, met.likeness, represents=represents)


def _looked_for(report: Report) -> list[int]:
    keys = keys_looked_for(report.content, report.language, report.seen_at)
    return list(chain.from_iterable(keys.values()))
