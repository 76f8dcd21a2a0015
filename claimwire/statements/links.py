"""Which earlier statements a new one contradicts or answers. No Beam."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claimwire.statements.report_comparison import Compared


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


def links_of(compared: Iterable[tuple[str, Compared]]) -> Iterator[Link]:
    """Return the statements that a report contradicts or answers, each once for each relation.

    Args:
        compared: statements, and the comparisons of the first report of a new statement with
            reports of them.
    """
    scores: dict[tuple[str, str], float] = {}
    for statement_id, result in compared:
        for relation in _relations(result):
            key = relation, statement_id
            scores[key] = max(round(result.likeness, 3), scores.get(key, 0.0))
    return (Link(*key, score) for key, score in scores.items())


def _relations(compared: Compared) -> Iterator[str]:
    if compared.contradicts:
        yield "contradicts"
    if compared.answers:
        yield "answers"
