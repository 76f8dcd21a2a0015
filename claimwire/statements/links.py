"""Which earlier statements a new one contradicts or answers. No Beam."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claimwire.statements.likeness import Disagreement
from claimwire.statements.report_comparison import DENYING_ACTS, Compared, Report
from claimwire.statements.speaker_ties import Tie, is_named

CONTRADICTED = 0.5
"""Least likeness of two statements of which one contradicts the other."""

ANSWERED = 0.35
"""Least likeness of two statements of which one answers the other. Who answers mostly uses other
words."""

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


def links_of(
    report: Report, compared: Iterable[tuple[Report, str, Compared | None]]
) -> Iterator[Link]:
    """Yield the statements that a report contradicts or answers, each once for each relation.

    Args:
        report: the first report of a statement.
        compared: earlier reports, their statements, and the comparisons with them.
    """
    scores: dict[tuple[str, str], float] = {}
    for known, statement_id, result in compared:
        if result is None or not result.in_time:
            continue
        for relation in _relations(known, report, result):
            key = relation, statement_id
            scores[key] = max(round(result.likeness, 3), scores.get(key, 0.0))
    return (Link(*key, score) for key, score in scores.items())


def _relations(known: Report, new: Report, compared: Compared) -> Iterator[str]:
    apart = compared.disagreement in {Disagreement.NUMBERS, Disagreement.POLARITY}
    if apart and compared.likeness >= CONTRADICTED:
        yield "contradicts"
    if compared.likeness >= ANSWERED and _answers(known, new, compared):
        yield "answers"


def _answers(known: Report, new: Report, compared: Compared) -> bool:
    """Return whether a report answers what another actor has claimed.

    A denial or rejection answers what it is like. Criticism of a matter that somebody else has
    spoken about does so only if it names them, and two critics of one matter answer a third.
    """
    if compared.tie is not Tie.DIFFERENT or known.act in ANSWERING_ACTS:
        return False
    if new.act in DENYING_ACTS:
        return True
    return new.act in ANSWERING_ACTS and is_named(known.speaker, new.content.weights.keys())
