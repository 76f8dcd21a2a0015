"""Elements worked on side by side, where the engine itself works on one after the other."""

import collections
import dataclasses
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.utils.windowed_value import WindowedValue

from claimwire.transforms.attempt import Attempt, tag

_AHEAD = 3
"""Elements in flight for each one in work, so that no worker waits for a slow one."""


class Outputs(Protocol):
    """Outputs of an element that are there, or will be."""

    def result(self) -> list[Any]:
        """Return the outputs; wait for them if necessary."""


class Workers(Protocol):
    """Threads or processes that do one thing."""

    def submit(self, element: Any) -> Outputs:
        """Hand in an element."""

    def stop(self) -> None:
        """End without waiting for what is under way."""


OpenWorkers = Callable[[Attempt, int], Workers]
"""Opens so many workers that do what an attempt does."""


class Spread(beam.DoFn):
    """Do what an ``Attempt`` does for several elements at a time.

    Outputs come in the order of the elements, whatever their number, so that a run writes the same
    rows.

    Args:
        attempt: what is done; prepared here first, so that forked processes share what it loads.
        width: so many elements at a time.
        open_workers: ``Threads``, or processes.
    """

    def __init__(self, attempt: Attempt, width: int, open_workers: OpenWorkers) -> None:
        self._attempt = attempt
        self._width = width
        self._open = open_workers
        self._workers: Workers | None = None
        self._waiting: collections.deque[_Element] = collections.deque()

    def setup(self) -> None:
        """Prepare what is done."""
        self._attempt.setup()

    def teardown(self) -> None:
        """Stop all at once: what is still being worked on belongs to a bundle that failed."""
        self._stop()
        self._attempt.teardown()

    def start_bundle(self) -> None:
        """Forget what a failed bundle has left."""
        if self._waiting:
            self._waiting.clear()
            self._stop()

    def process(
        self, element: Any, at: Any = beam.DoFn.TimestampParam, window: Any = beam.DoFn.WindowParam
    ) -> Iterator[Any]:
        """Take in an element; yield the outputs of the first ones, if many are under way."""
        if self._workers is None:
            self._workers = self._open(self._attempt, self._width)
        self._waiting.append(_Element(at, window, self._workers.submit(element)))
        if len(self._waiting) > self._width * _AHEAD:
            yield from self._next()

    def finish_bundle(self) -> Iterator[Any]:
        """Yield the outputs of the elements that are left, and give back what workers hold.

        The steps behind this one come when all is done here, and need the memory.
        """
        while self._waiting:
            yield from self._next()
        self._stop()

    def _stop(self) -> None:
        if self._workers is not None:
            self._workers.stop()
            self._workers = None

    def _next(self) -> Iterator[Any]:
        first = self._waiting.popleft()
        for output in tag(first.outputs.result()):
            if isinstance(output, TaggedOutput):
                yield TaggedOutput(output.tag, first.beside(output.value))
            else:
                yield first.beside(output)


@dataclasses.dataclass
class _Element:
    at: Any
    window: Any
    outputs: Outputs

    def beside(self, output: Any) -> WindowedValue:
        """Put an output where the element is in time."""
        return WindowedValue(output, self.at, (self.window,))


class Threads:
    """Threads, for work that waits for others.

    Args:
        attempt: what is done.
        width: so many threads.
    """

    def __init__(self, attempt: Attempt, width: int) -> None:
        self._attempt = attempt
        self._executor = ThreadPoolExecutor(width, "claimwire-spread")

    def submit(self, element: Any) -> Future[list[Any]]:
        """Hand in an element."""
        return self._executor.submit(lambda: list(self._attempt(element)))

    def stop(self) -> None:
        """End without waiting for what is under way."""
        self._executor.shutdown(wait=False, cancel_futures=True)
