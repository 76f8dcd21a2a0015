"""How far a run is, and how long it will take, from the counters of its steps."""

import dataclasses
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from claimwire import counters
from claimwire.clock import Clock

_MEMORY = timedelta(minutes=1)
"""Rates are those of the last minute: pages come slower once most of the hosts are done."""


@dataclasses.dataclass(frozen=True)
class Step:
    """How far one step is.

    Attributes:
        name: what it works on.
        done: how many of them are done.
        known: how many there are, as far as is known; more may be found, or some be left out.
        begun: whether it is being worked on.
        work: how many are done, those in part included.
        per_minute: how many were done in the last minute; None if none was.
        left: how long those that are known will take at this rate; None if it cannot be told.
    """

    name: str
    done: int
    known: int
    begun: bool
    work: float
    per_minute: float | None = None
    left: timedelta | None = None

    @property
    def is_over(self) -> bool:
        """Whether there was something to do, and all of it is done."""
        return 0 < self.known <= self.done


@dataclasses.dataclass(frozen=True)
class View:
    """How far a run is at an instant.

    Attributes:
        streaming: whether it is a stream, of which nothing is known beforehand.
        elapsed: since its start.
        phase: what it is at: starting, the name of a step, finishing or published; a stream is at
            all of it.
        steps: in the order in which a scheduled run comes to them.
        claims: found so far.
        rejected: what went no further, by reason.
        published: manifests; one, or one for each window of a stream.
        left: until all articles are read; None until it can be told, which is when all texts
            are there and some have been read.
    """

    streaming: bool
    elapsed: timedelta
    phase: str
    steps: tuple[Step, ...]
    claims: int
    rejected: Mapping[str, int]
    published: int
    left: timedelta | None

    @property
    def current(self) -> Step:
        """The step that the run is at; the last one if it is at none or at all."""
        return next((step for step in self.steps if step.name == self.phase), self.steps[-1])


class Progress:
    """Follows a run by looking at its counters again and again.

    Args:
        feeds: how many are listed.
        streaming: whether the run polls them again and again, so that nothing is ever over.
        clock: answers the present instant.
    """

    def __init__(self, feeds: int, *, streaming: bool, clock: Clock) -> None:
        self._feeds = feeds
        self._streaming = streaming
        self._clock = clock
        self._started = clock()
        self._looks: dict[str, deque[tuple[datetime, float]]] = {}

    def look(self, counts: Mapping[str, int]) -> View:
        """Say how far the run is now.

        Args:
            counts: the sum of each counter so far.
        """
        now = self._clock()
        steps = tuple(self._paced(step, now) for step in steps_of(counts, self._feeds))
        *before, last = steps
        published = counts.get(counters.MANIFESTS_PUBLISHED, 0)
        return View(
            streaming=self._streaming,
            elapsed=max(now - self._started, timedelta(0)),
            phase="streaming" if self._streaming else _phase(steps, published),
            steps=steps,
            claims=counts.get(counters.CLAIMS_FOUND, 0),
            rejected=counters.with_prefix(counts, counters.REJECTED),
            published=published,
            left=last.left if all(step.is_over or not step.known for step in before) else None,
        )

    def _paced(self, step: Step, now: datetime) -> Step:
        """Add rate and time left to a step that has begun."""
        if not step.begun:
            return step
        looks = self._looks.setdefault(step.name, deque())
        looks.append((now, step.work))
        while len(looks) > 2 and looks[1][0] <= now - _MEMORY:
            looks.popleft()
        since, work_then = looks[0]
        minutes = (now - since) / timedelta(minutes=1)
        if minutes <= 0 or step.work <= work_then:
            return step
        per_minute = (step.work - work_then) / minutes
        left = None
        if not self._streaming:
            left = timedelta(minutes=max(step.known - step.work, 0) / per_minute)
        return dataclasses.replace(step, per_minute=per_minute, left=left)


def steps_of(counts: Mapping[str, int], feeds: int) -> tuple[Step, ...]:
    """Tell from the counters what each step has done.

    Args:
        counts: the sum of each counter.
        feeds: how many are listed.
    """

    def count(*names: str) -> int:
        return sum(counts.get(name, 0) for name in names)

    polled, settled = count(counters.FEEDS_POLLED), count(counters.PAGES_SETTLED)
    unfetched = sum(counters.with_prefix(counts, counters.PAGES_MISSING).values())
    texts = count(counters.TEXTS_FROM + "page", counters.TEXTS_FROM + "feed")
    tried = texts + count(counters.TEXTS_MISSING)
    wanted = count(counters.PAGES_FETCHED, counters.PAGES_NOT_WANTED) + unfetched
    left_out = count(counters.ARTICLES_KNOWN, counters.ARTICLES_COPIED)
    passed, annotated, read = map(
        count,
        (counters.ARTICLES_NOT_ANNOTATED, counters.ARTICLES_ANNOTATED, counters.ARTICLES_READ),
    )
    # Many are annotated at once, which takes about as long as finding what they say one by one.
    # The step begins before the first of them is annotated.
    begun = count(counters.ARTICLES_ORIGINAL, counters.ARTICLES_COPIED) > 0
    return (
        Step(
            "feeds",
            polled,
            feeds - count(counters.FEEDS_NOT_DUE, counters.FEEDS_RETIRED),
            polled > 0,
            polled,
        ),
        Step("pages", settled, count(counters.PAGES_WANTED), settled > 0, settled),
        Step("texts", tried, wanted, tried > 0, tried),
        Step("articles", passed + read, texts - left_out, begun, passed + (annotated + read) / 2),
    )


def _phase(steps: Sequence[Step], published: int) -> str:
    """Name the step that the run is at: the furthest that has begun, or what comes after it."""
    if published:
        return "published"
    names = ["starting", *(step.name for step in steps), "finishing"]
    begun = max((place for place, step in enumerate(steps, 1) if step.begun), default=0)
    return names[begun + (begun > 0 and steps[begun - 1].is_over)]
