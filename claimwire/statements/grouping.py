"""Assignment of reports to statements: a star around the earliest report of each. No Beam."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from claimwire.statements.claim_content import Content
from claimwire.statements.likeness import Disagreement, disagreement, likeness
from claimwire.statements.speaker_ties import Speaker, Tie, tie
from claimwire.statements.statement_keys import keys_of, period_of

NEEDED: Mapping[Tie, float] = {Tie.SAME: 0.36, Tie.KINDRED: 0.46, Tie.UNKNOWN: 0.52}
"""Least likeness of two reports of one statement, by how their speakers belong together."""

LINKED = 0.5
"""Least likeness of two statements of which one contradicts or answers the other."""

AGAIN = 0.85
"""Least likeness of a second report of the same statement in one article."""

FAN_OUT = 64
"""Number of statements, the earliest, that one key finds. Words that a thousand statements share
find few of them; a report of one of these shares rarer words with it."""

MOST_COMPARED = 32
"""Number of statements that a report is compared with: those that share most of its keys."""

MOST_DAYS = 5
"""Number of days that ``said_on`` of two reports may be apart."""

ANSWERING_ACTS = frozenset({"accusation", "criticism", "denial", "rejection"})
"""Acts that answer what somebody else has said."""

DENYING_ACTS = frozenset({"denial", "rejection"})
"""Acts whose content is what the speaker says is not so."""

_LEAST = min(LINKED, *NEEDED.values())
_LAST = datetime.max.replace(tzinfo=UTC)

Earliness = tuple[datetime, datetime, str, int, str]
"""Sort key of reports: times of the article, its identifier, place in it, identifier."""


@dataclasses.dataclass(frozen=True)
class Report:
    """A claim, as far as it is compared with others.

    Attributes:
        claim_id: the claim; also the identifier of its statement if it is the first report.
        article_id: its article.
        seen_at, published_at: the times of the article.
        start: offset of the content, which orders the claims of an article.
        language: ISO 639-1 code.
        said_on: as in the table of claims.
        act: as in the table of claims.
        speaker: who says it.
        content: what is said.
    """

    claim_id: str
    article_id: str
    seen_at: datetime
    published_at: datetime | None
    start: int
    language: str
    said_on: date | None
    act: str
    speaker: Speaker
    content: Content


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


class Compared(NamedTuple):
    """The comparison of a report with an earlier one that is alike.

    Attributes:
        likeness: of the contents.
        tie: of the speakers.
        disagreement: what sets the contents apart, or None.
        in_time: whether the times fit.
    """

    likeness: float
    tie: Tie
    disagreement: Disagreement | None
    in_time: bool

    @property
    def same(self) -> bool:
        """Return whether both report the same statement."""
        needed = NEEDED.get(self.tie)
        return (
            needed is not None
            and self.likeness >= needed
            and self.disagreement is None
            and self.in_time
        )


def earliness(report: Report) -> Earliness:
    """Return the sort key of reports."""
    article = article_earliness(report.seen_at, report.published_at, report.article_id)
    return (*article, report.start, report.claim_id)


def article_earliness(
    seen_at: datetime, published_at: datetime | None, article_id: str
) -> tuple[datetime, datetime, str]:
    """Return the sort key of articles, by which their reports are sorted first."""
    return seen_at, published_at or _LAST, article_id


def compare(known: Report, new: Report, named: Mapping[str, int]) -> Compared | None:
    """Compare a report with an earlier one.

    Args:
        known: the earlier one.
        new: the later one.
        named: in how many claims of the later one's article each stem is.

    Returns:
        The comparison, or None if the two are less alike than any relation needs.
    """
    alike = likeness(known.content, new.content, named)
    if alike < _LEAST:
        return None
    return Compared(
        alike,
        tie(known.speaker, new.speaker),
        disagreement(
            known.content, new.content, known.act in DENYING_ACTS, new.act in DENYING_ACTS
        ),
        known.said_on is None
        or new.said_on is None
        or abs((known.said_on - new.said_on).days) <= MOST_DAYS,
    )


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
        if compared is None or compared.likeness < LINKED or not compared.in_time:
            continue
        score = round(compared.likeness, 3)
        if compared.disagreement in {Disagreement.NUMBERS, Disagreement.POLARITY}:
            yield Link("contradicts", first.claim_id, score)
        if compared.tie is Tie.DIFFERENT and report.act in ANSWERING_ACTS:
            yield Link("answers", first.claim_id, score)


def sought_keys(report: Report) -> list[int]:
    """Return the keys by which the statements that a report may join are found."""
    period = period_of(report.seen_at)
    return [
        key
        for each in (period, period - 1)
        for key in keys_of(report.content, report.language, each)
    ]
