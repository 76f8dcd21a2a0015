"""The one way for an element to leave the graph early: as a counted, typed rejection."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import apache_beam as beam
from apache_beam.metrics import Metrics
from apache_beam.pvalue import PCollection, TaggedOutput
from apache_beam.transforms.window import GlobalWindows

from claimwire.counters import REJECTED as REJECTED_COUNTERS
from claimwire.counters import Counted
from claimwire.live_counters import send_count
from claimwire.rejecting import Subject
from claimwire.schemas.rejections import Rejection, Stage
from claimwire.transforms.windows import lies_within

COUNTERS = "claimwire"
"""Namespace of all counters."""

REJECTED = "rejected"
"""Tag of the output of rejections."""


def count(name: str, amount: int = 1) -> None:
    """Add to a counter of the run."""
    Metrics.counter(COUNTERS, name).inc(amount)
    send_count(name, amount)


class Attempt(beam.DoFn):
    """Apply a function to each element; send its rejections and failures to ``REJECTED``.

    The function returns an iterable of outputs, in which a ``Rejection`` is tagged and a
    ``Counted`` is added to its counter. An exception rejects that one element; if the element is a
    group, every member gets a rejection, so that nothing is lost silently.

    Args:
        work: the function; if it has a ``setup`` or ``teardown`` method, the worker calls it. Its
            ``prepare`` method, if any, is what ``prepare`` here calls.
        stage: the step that is named in the rejection of a failed element.
        subject: returns the rejection subject of an element, or of each member of a group.
    """

    def __init__(
        self,
        work: Callable[[Any], Iterable[Any]],
        stage: Stage,
        subject: Callable[[Any], Subject | Iterable[Subject]],
    ) -> None:
        self._work = work
        self._stage = stage
        self._subject = subject

    def setup(self) -> None:
        """Prepare the function on this worker."""
        if hasattr(self._work, "setup"):
            self._work.setup()

    def prepare(self, element: Any) -> bool:
        """Load what the function needs for an element; answer whether anything was loaded."""
        return hasattr(self._work, "prepare") and self._work.prepare(element)

    def teardown(self) -> None:
        """Release what the function holds on this worker."""
        if hasattr(self._work, "teardown"):
            self._work.teardown()

    def __call__(self, element: Any) -> Iterator[Any]:
        """Yield the function's outputs, and a rejection if it fails."""
        try:
            yield from self._work(element)
        except Exception as error:
            failed = self._subject(element)
            for subject in [failed] if isinstance(failed, Subject) else failed:
                yield subject.unexpected(self._stage, error)

    def process(self, element: Any) -> Iterator[Any]:
        """Yield the function's outputs, rejections tagged."""
        return tag(self(element))


def tag(outputs: Iterable[Any]) -> Iterator[Any]:
    """Tag the rejections among outputs, and add the counts to their counters."""
    for output in outputs:
        if isinstance(output, Counted):
            count(output.name, output.amount)
        else:
            yield reject(output) if isinstance(output, Rejection) else output


class RejectedInWindow(beam.PTransform[Any, Any]):
    """Keep the rejections of this window; recalled elements were rejected in theirs."""

    def expand(self, rejections: PCollection) -> PCollection:
        """Wire the step, which a batch does without."""
        if isinstance(rejections.windowing.windowfn, GlobalWindows):
            return rejections
        return rejections | "OfWindow" >> beam.Filter(_is_of_window)


def _is_of_window(rejection: Rejection, window: Any = beam.DoFn.WindowParam) -> bool:
    return lies_within(window, rejection.occurred_at)


def reject(rejection: Rejection) -> TaggedOutput:
    """Count a rejection and tag it for the rejections' output."""
    count(REJECTED_COUNTERS + rejection.reason)
    return TaggedOutput(REJECTED, rejection)
