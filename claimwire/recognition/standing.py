"""From what the tables know of a candidate to what is to be done with it."""

import dataclasses
from collections.abc import Iterable
from datetime import datetime
from enum import Enum

from claimwire.recognition.known_candidates import Trace
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS


class Standing(Enum):
    """How a candidate stands with earlier runs."""

    NEW = "new"
    """Never seen."""
    WAITING = "waiting"
    """Rejected for now: to be tried again."""
    SETTLED = "settled"
    """Rejected for good."""
    KNOWN = "known"
    """There is an article of it."""


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What earlier runs say of a candidate.

    Attributes:
        standing: how it stands.
        article_id: the identifier it goes under.
        attempt: the number of the next attempt to fetch it.
    """

    standing: Standing
    article_id: str
    attempt: int = 1


def judge(candidate: str, traces: Iterable[Trace], taken_at: datetime | None = None) -> Verdict:
    """Weigh what the tables, and the run itself, know of one candidate.

    An article's own row counts most, and as much an address that was sighted under another
    identifier: that happens only once an article has been made of it. Then the last rejection
    decides. A sighting alone speaks of an article older than the look-back, which its feed
    still shows. What the run itself has taken up is known, until it is rejected in its turn.

    Args:
        candidate: the identifier of the candidate.
        traces: what the tables know of it, in any order.
        taken_at: when the run last took it up; None if it did not.
    """
    traces = list(traces)
    moves = [trace for trace in traces if trace.article_id != candidate and _is_sighting(trace)]
    if moves:
        last = max(moves, key=lambda trace: (trace.at, trace.article_id))
        return Verdict(Standing.KNOWN, last.article_id)
    if any(trace.table == ARTICLES.name for trace in traces):
        return Verdict(Standing.KNOWN, candidate)
    rejections = [
        trace
        for trace in traces
        if trace.table == REJECTIONS.name
        and trace.at is not None
        and (taken_at is None or trace.at >= taken_at)
    ]
    if rejections:
        trace = max(rejections, key=lambda trace: (trace.at, trace.attempt, trace.retryable))
        standing = Standing.WAITING if trace.retryable else Standing.SETTLED
        return Verdict(standing, candidate, trace.attempt + 1)
    if traces or taken_at:
        return Verdict(Standing.KNOWN, candidate)
    return Verdict(Standing.NEW, candidate)


def _is_sighting(trace: Trace) -> bool:
    return trace.table == SIGHTINGS.name
