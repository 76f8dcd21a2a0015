"""Comparison of two reports: whether they are one statement, or contradict each other. No Beam."""

import dataclasses
import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from claimwire.schemas.record import Record
from claimwire.statements.claim_content import Content
from claimwire.statements.disagreement import (
    deny_each_other,
    give_other_numbers,
    name_different_things,
)
from claimwire.statements.likeness import likeness, shares_number
from claimwire.statements.speaker_ties import Speaker, Tie, is_named, quotes, tie

NEEDED: Mapping[Tie, float] = {
    Tie.SAME: 0.36,
    Tie.BODY: 0.5,
    Tie.KINDRED: 0.55,
    Tie.UNKNOWN: 0.6,
}
"""Least evidence for two reports of one statement, by how their speakers belong together. It is the
likeness, and more where other things speak for it."""

BOTH_LEAD = 0.15
"""Evidence that both stand at the beginnings of their articles, seen within ``LEAD_DAYS``: what
articles begin with is their news."""

LEAD_TOLD = 1
"""Least number of words that both share beside names, if both stand at the beginnings: "Berg has
left" and "Anna Berg has left the Ministry of Trade" are the news of one day."""

LEAD = 500
"""Number of characters at the beginning of an article."""

LEAD_DAYS = 2
_LEAD_TIME = timedelta(days=LEAD_DAYS)

FAR_APART = 0.15
"""Evidence that different places take away: articles tell in about the same order what was said."""

FAR = 2_000
"""Least number of characters between two places that are different."""

SAME_NUMBER = 0.15
"""Evidence that both have one number that few contents have."""

OTHER_ACT = 0.1
"""Evidence that another act takes away from a content of fewer than ``MUCH`` words: to praise the
plan is not to reject the plan."""

MUCH = 5

LEAST = 0.3
"""Least likeness of two reports that have any relation."""

MOST_DAYS = 5
"""Number of days that ``said_on`` of two reports may be apart."""

DENYING_ACTS = frozenset({"denial", "rejection"})
"""Acts whose content is what the speaker says is not so."""

ANSWERING_ACTS = DENYING_ACTS | {"accusation", "criticism"}
"""Acts that may answer what somebody else has said."""

CONTRADICTED = 0.5
"""Least likeness of two statements of which one contradicts the other."""

ANSWERED = 0.35
"""Least likeness of two statements of which one answers the other. Who answers mostly uses other
words."""

_LAST = datetime.max.replace(tzinfo=UTC)

Earliness = tuple[datetime, datetime, str, int, str]
"""Sort key of reports: times of the article, its identifier, place in it, identifier."""


@dataclasses.dataclass(frozen=True, slots=True)
class Report(Record):
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


class Compared(NamedTuple):
    """How a report relates to an earlier one.

    Attributes:
        likeness: of the contents.
        is_same: whether both report the same statement.
        contradicts: whether the later one contradicts the earlier one.
        answers: whether it answers what somebody else has claimed.
    """

    likeness: float
    is_same: bool
    contradicts: bool
    answers: bool


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
        The comparison, or None if it has no consequence.
    """
    if not _in_time(known, new):
        return None
    together = _tie(known, new)
    answers = together is Tie.DIFFERENT and _may_answer(known, new)
    # Likeness takes longest, so it is asked only if something may follow from it.
    if together is Tie.DIFFERENT and not answers and not _are_apart(known, new):
        return None
    lead = _both_lead(known, new)
    told = {"told": LEAD_TOLD} if lead else {}
    alike = likeness(known.content, new.content, named, **told)
    if alike < LEAST:
        return None
    enough = _evidence(known, new, alike, lead=lead) >= NEEDED.get(together, math.inf)
    apart = (enough or alike >= CONTRADICTED) and _are_apart(known, new)
    compared = Compared(
        alike,
        is_same=enough and not apart and not name_different_things(known.content, new.content),
        contradicts=apart and alike >= CONTRADICTED,
        answers=answers and alike >= ANSWERED,
    )
    return compared if any(compared[1:]) else None


def _in_time(known: Report, new: Report) -> bool:
    if known.said_on is None or new.said_on is None:
        return True
    return abs((known.said_on - new.said_on).days) <= MOST_DAYS


def _are_apart(known: Report, new: Report) -> bool:
    """Return whether two reports contradict each other if they are alike."""
    denials = known.act in DENYING_ACTS, new.act in DENYING_ACTS
    contents = known.content, new.content
    return deny_each_other(*contents, *denials) or give_other_numbers(*contents)


def _may_answer(known: Report, new: Report) -> bool:
    """Return whether a report answers what another actor has claimed, if they are alike.

    A denial or rejection answers what it is like. Criticism of a matter that somebody else has
    spoken about does so only if it names them, and two critics of one matter answer a third.
    """
    if known.act in ANSWERING_ACTS or new.act not in ANSWERING_ACTS:
        return False
    return new.act in DENYING_ACTS or is_named(known.speaker, new.content.weights.keys())


def _both_lead(known: Report, new: Report) -> bool:
    if known.start >= LEAD or new.start >= LEAD or known.article_id == new.article_id:
        return False
    return abs(known.seen_at - new.seen_at) <= _LEAD_TIME


def _evidence(known: Report, new: Report, alike: float, *, lead: bool) -> float:
    if known.article_id == new.article_id or known.content.text == new.content.text:
        return alike
    same_number = shares_number(known.content, new.content)
    far = abs(known.start - new.start) > FAR
    size = min(len(known.content.weights), len(new.content.weights))
    other_act = known.act != new.act and size < MUCH
    less = FAR_APART * far + OTHER_ACT * other_act
    return min(1.0, alike + BOTH_LEAD * lead + SAME_NUMBER * same_number - less)


def _tie(known: Report, new: Report) -> Tie:
    """Return how the speakers belong together, which may depend on what they say.

    One may be an outlet that quotes the other. Two spokespersons, of whom nothing says that they
    speak for two, and who name the same, are kindred: "Berg has left, her publicist said".
    """
    found = tie(known.speaker, new.speaker)
    if found is Tie.DIFFERENT and (
        quotes(known.speaker, known.content.weights.keys(), new.speaker)
        or quotes(new.speaker, new.content.weights.keys(), known.speaker)
    ):
        return Tie.KINDRED
    both_speak_for = known.speaker.speaks_for and new.speaker.speaks_for
    if found is Tie.UNKNOWN and both_speak_for and known.content.names & new.content.names:
        return Tie.KINDRED
    return found
