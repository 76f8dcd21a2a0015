"""The one way in which an element leaves the graph: as a counted, typed rejection."""

import dataclasses
import traceback
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

import apache_beam as beam
from apache_beam.metrics import Metrics
from apache_beam.pvalue import TaggedOutput

from claimwire.live_counters import tell
from claimwire.schemas.rejections import Reason, Rejection, Stage

T = TypeVar("T")

COUNTERS = "claimwire"
"""Namespace of all counters."""

REJECTED = "rejected"
"""Tag of the output that carries rejections."""

_DETAIL_LENGTH = 500


@dataclasses.dataclass(frozen=True)
class Counted:
    """An output that goes nowhere, and only adds to a counter of the run.

    Functions that may run outside the engine's own threads say so what they would count.

    Attributes:
        name: of the counter.
        amount: what is added.
    """

    name: str
    amount: int = 1


def count(name: str, amount: int = 1) -> None:
    """Add to a counter of the run."""
    Metrics.counter(COUNTERS, name).inc(amount)
    tell(name, amount)


def unexpected(
    stage: Stage,
    error: BaseException,
    *,
    at: datetime,
    run_id: str,
    url: str | None = None,
    feed_url: str | None = None,
    article_id: str | None = None,
) -> Rejection:
    """Describe an exception nobody foresaw as a rejection of the element that caused it."""
    where = traceback.extract_tb(error.__traceback__)
    place = f" at {where[-1].filename.rsplit('/', 1)[-1]}:{where[-1].lineno}" if where else ""
    detail = f"{type(error).__name__}{place}: {error}"
    return Rejection(
        stage=stage.value,
        reason=Reason.UNEXPECTED.value,
        url=url,
        feed_url=feed_url,
        article_id=article_id,
        detail=detail[:_DETAIL_LENGTH].encode("utf-8", "replace").decode(),
        retryable=False,
        attempt=1,
        occurred_at=at,
        run_id=run_id,
    )


class Attempt(beam.DoFn):
    """Apply a function to each element; send what it rejects, or fails on, to ``REJECTED``.

    The function answers an iterable of outputs, in which a ``Rejection`` means that something
    went no further, and a ``Counted`` is counted. An exception rejects the one element.

    Args:
        work: the function; if it has a ``setup`` or ``teardown`` method, the worker calls it.
        on_error: describes the exception as a rejection of the element.
    """

    def __init__(
        self,
        work: Callable[[Any], Iterable[Any]],
        on_error: Callable[[Any, Exception], Rejection],
    ) -> None:
        self._work = work
        self.on_error = on_error

    def setup(self) -> None:
        """Prepare the function on this worker."""
        if hasattr(self._work, "setup"):
            self._work.setup()

    def teardown(self) -> None:
        """Release what the function holds on this worker."""
        if hasattr(self._work, "teardown"):
            self._work.teardown()

    def __call__(self, element: Any) -> Iterator[Any]:
        """Yield the function's outputs, and a rejection if it fails."""
        try:
            yield from self._work(element)
        except Exception as error:
            yield self.on_error(element, error)

    def process(self, element: Any) -> Iterator[Any]:
        """Yield the function's outputs, rejections tagged."""
        return tag(self(element))


def tag(outputs: Iterable[Any]) -> Iterator[Any]:
    """Tag the rejections among outputs, and count what is to be counted."""
    for output in outputs:
        if isinstance(output, Counted):
            count(output.name, output.amount)
        else:
            yield reject(output) if isinstance(output, Rejection) else output


def reject(rejection: Rejection) -> TaggedOutput:
    """Count a rejection and tag it for the rejections' output."""
    count("rejected_" + rejection.reason)
    return TaggedOutput(REJECTED, rejection)
