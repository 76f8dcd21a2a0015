"""Progress, throughput and ETA of a run, estimated from its step counters."""

import dataclasses
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from claimwire import counters
from claimwire.clock import Clock

_MEMORY = timedelta(minutes=1)
"""Throughput is measured over the last minute: pages arrive slower once most hosts are done."""


@dataclasses.dataclass(frozen=True)
class Step:
    """The progress of one step.

    Attributes:
        name: name of the elements that it processes.
        done: number of elements done.
        known: number of elements known so far; more may be found, and some may be left out.
        begun: whether the step has begun.
        work: number of elements done, with partly done ones as fractions.
        per_minute: throughput of the last minute, in elements; None if none was done.
        left: ETA of the known elements at this throughput; None if it is unknown.
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
        """Return whether there were elements and all of them are done."""
        return 0 < self.known <= self.done


@dataclasses.dataclass(frozen=True)
class View:
    """The progress of a run at one moment.

    Attributes:
        streaming: whether the run is a stream, whose total work is unknown.
        elapsed: time since the start of the run.
        phase: the current phase: starting, the name of a step, finishing or published; a stream is
            in all phases at once.
        steps: the steps, in the order of a scheduled run.
        claims: number of claims found so far.
        rejected: number of rejections by reason.
        published: number of manifests; one per run, or one per window of a stream.
        left: ETA until all articles are read; None until all texts are extracted and some have
            been read.
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
        """The current step; the last one if the run is in none or in all of them."""
        return next((step for step in self.steps if step.name == self.phase), self.steps[-1])


class Progress:
    """Estimates a run's progress from repeated readings of its counters.

    Args:
        feeds: number of listed feeds.
        streaming: whether the run polls them repeatedly, so that no step is ever over.
        clock: returns the current time.
    """

    def __init__(self, feeds: int, *, streaming: bool, clock: Clock) -> None:
        self._feeds = feeds
        self._streaming = streaming
        self._clock = clock
        self._started = clock()
        self._looks: dict[str, deque[tuple[datetime, float]]] = {}

    def look(self, counts: Mapping[str, int]) -> View:
        """Return the run's progress now.

        Args:
            counts: the current value of each counter.
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
        """Add throughput and ETA to a step that has begun."""
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
    """Return the progress of each step according to the counters.

    Args:
        counts: the value of each counter.
        feeds: number of listed feeds.
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
    # Articles are annotated in batches, which takes about as long as extracting from them one by
    # one. The step begins before the first article is annotated.
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
    """Return the current phase: the last step that has begun, or the phase after it."""
    if published:
        return "published"
    names = ["starting", *(step.name for step in steps), "finishing"]
    begun = max((place for place, step in enumerate(steps, 1) if step.begun), default=0)
    return names[begun + (begun > 0 and steps[begun - 1].is_over)]
