"""The state of a candidate in earlier runs, derived from its traces in the tables."""

import dataclasses
from collections.abc import Iterable
from datetime import datetime
from enum import Enum

from claimwire.recognition.known_candidates import Trace
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS


class Standing(Enum):
    """The state of a candidate in earlier runs."""

    NEW = "new"
    """Never seen."""
    WAITING = "waiting"
    """Rejected as retryable."""
    SETTLED = "settled"
    """Rejected finally."""
    KNOWN = "known"
    """Already an article."""
    FORGOTTEN = "forgotten"
    """Removed on demand, for good."""


@dataclasses.dataclass(frozen=True)
class Verdict:
    """The state of a candidate, with its identifier and attempt.

    Attributes:
        standing: its state.
        article_id: the identifier under which it is recorded.
        attempt: the number of the next attempt to fetch it.
    """

    standing: Standing
    article_id: str
    attempt: int = 1


def judge(candidate: str, traces: Iterable[Trace], taken_at: datetime | None = None) -> Verdict:
    """Derive the state of one candidate from the tables and the run's own memory.

    What was removed on demand stays so. Else an address that was sighted under another identifier
    decides first: that happens only once an
    article has been made of it, or if an older version of claimwire made another identifier of the
    address. In the second case a rejection since then decides. Equally a row of the article itself,
    and next the last rejection. A sighting alone means an article older than the look-back, which
    its feed still shows. A candidate that the run itself has accepted is known, until it is
    rejected.

    Args:
        candidate: the identifier of the candidate.
        traces: its traces in the tables, in any order.
        taken_at: when the run last accepted it; None if it did not.
    """
    traces = list(traces)
    rejections = [trace for trace in traces if trace.table == REJECTIONS.name and trace.at]
    if any(trace.forgotten for trace in rejections):
        return Verdict(Standing.FORGOTTEN, candidate)
    moves = [trace for trace in traces if trace.article_id != candidate and _is_sighting(trace)]
    if moves:
        last = max(moves, key=lambda trace: (trace.at, trace.article_id))
        if not any(_follows(rejection, last) for rejection in rejections):
            return Verdict(Standing.KNOWN, last.article_id)
    if any(trace.table == ARTICLES.name for trace in traces):
        return Verdict(Standing.KNOWN, candidate)
    rejections = [trace for trace in rejections if _is_since(trace, taken_at)]
    if rejections:
        trace = max(rejections, key=lambda trace: (trace.at, trace.attempt, trace.retryable))
        standing = Standing.WAITING if trace.retryable else Standing.SETTLED
        return Verdict(standing, candidate, trace.attempt + 1)
    if traces or taken_at:
        return Verdict(Standing.KNOWN, candidate)
    return Verdict(Standing.NEW, candidate)


def _follows(rejection: Trace, move: Trace) -> bool:
    """Return whether a rejection tells that no article was made under the other identifier."""
    assert rejection.at is not None
    assert move.at is not None
    if rejection.article_id == move.article_id:
        return rejection.at >= move.at
    return rejection.at > move.at


def _is_since(trace: Trace, instant: datetime | None) -> bool:
    return instant is None or (trace.at is not None and trace.at >= instant)


def _is_sighting(trace: Trace) -> bool:
    return trace.table == SIGHTINGS.name
