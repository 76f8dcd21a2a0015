"""Elements worked on side by side, where the engine itself works on one after the other."""

import collections
import contextlib
import dataclasses
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.utils.windowed_value import WindowedValue

from claimwire.processes import START_METHOD, ProcessDied
from claimwire.transforms.attempt import Attempt, tag

_AHEAD = 3
"""Elements under way for each that is worked on, so that nobody waits for a slow one."""


def side_by_side(
    attempt: Attempt, width: int, open_workers: "Callable[[Attempt, int], Workers]"
) -> beam.DoFn:
    """Answer the step that does this for so many elements at a time; for one, the attempt itself.

    Args:
        attempt: what is done.
        width: so many elements at a time.
        open_workers: ``in_processes`` or ``in_threads``.
    """
    return attempt if width == 1 else Spread(attempt, width, open_workers)


class Spread(beam.DoFn):
    """Do what an ``Attempt`` does for several elements at a time.

    Outputs come in the order of the elements, whatever their number, so that a run writes the same
    rows. A bundle of one element is worked on right here, and costs no process.

    Args:
        attempt: what is done; prepared here first, so that forked processes share what it loads.
        width: so many elements at a time.
        open_workers: ``in_processes`` or ``in_threads``.
    """

    def __init__(
        self, attempt: Attempt, width: int, open_workers: "Callable[[Attempt, int], Workers]"
    ) -> None:
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
        if self._workers is not None:
            self._workers.stop()
            self._workers = None
        self._attempt.teardown()

    def start_bundle(self) -> None:
        """Forget what a failed bundle has left."""
        self._waiting.clear()

    def process(
        self, element: Any, at: Any = beam.DoFn.TimestampParam, window: Any = beam.DoFn.WindowParam
    ) -> Iterator[Any]:
        """Take in an element; yield the outputs of the first ones, if many are under way."""
        self._waiting.append(_Element(element, at, window))
        if len(self._waiting) > 1 or self._workers is not None:
            self._submit()
        if len(self._waiting) > self._width * _AHEAD:
            yield from self._next()

    def finish_bundle(self) -> Iterator[Any]:
        """Yield the outputs of the elements that are left."""
        while self._waiting:
            yield from self._next()

    def _submit(self) -> None:
        with _death_told():
            if self._workers is None:
                self._workers = self._open(self._attempt, self._width)
            for waiting in self._waiting:
                if waiting.outputs is None:
                    waiting.outputs = self._workers.submit(waiting.element)

    def _next(self) -> Iterator[Any]:
        first = self._waiting.popleft()
        with _death_told():
            outputs = first.outputs.result() if first.outputs else self._attempt(first.element)
        for output in tag(outputs):
            if isinstance(output, TaggedOutput):
                yield TaggedOutput(output.tag, first.beside(output.value))
            else:
                yield first.beside(output)


@contextlib.contextmanager
def _death_told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise ProcessDied from error


@dataclasses.dataclass
class _Element:
    element: Any
    at: Any
    window: Any
    outputs: Future[list[Any]] | None = None

    def beside(self, output: Any) -> WindowedValue:
        """Put an output where the element is in time."""
        return WindowedValue(output, self.at, (self.window,))


@dataclasses.dataclass(frozen=True)
class Workers:
    """Threads or processes that do one thing.

    Attributes:
        executor: where it is done.
        submit: hands in an element.
        processes: those that the executor has started.
    """

    executor: Executor
    submit: Callable[[Any], Future[list[Any]]]
    processes: frozenset[Any] = frozenset()

    def stop(self) -> None:
        """End without waiting for what is under way."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        for process in self.processes:
            process.kill()


def in_threads(attempt: Attempt, width: int) -> Workers:
    """Open threads, for work that waits for others."""
    executor = ThreadPoolExecutor(width, "claimwire-spread")
    return Workers(executor, lambda element: executor.submit(list, attempt(element)))


def in_processes(attempt: Attempt, width: int) -> Workers:
    """Open processes, for work that needs the interpreter's lock."""
    others = frozenset(multiprocessing.active_children())
    executor = ProcessPoolExecutor(
        width, multiprocessing.get_context(START_METHOD), _begin, (attempt,)
    )
    # All are started with the first element, before the executor's own threads.
    executor.submit(int).result()
    processes = frozenset(multiprocessing.active_children()) - others
    return Workers(executor, lambda element: executor.submit(_work, element), processes)


_here: Attempt
"""What this process does."""


def _begin(attempt: Attempt) -> None:
    global _here  # noqa: PLW0603 - a process of the executor has no other place
    _here = attempt
    # A display of the owner may hold a lock on what stands in their place.
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    # An interruption of the run is its owner's affair, who ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_owner, daemon=True).start()
    if START_METHOD == "fork":
        # Collecting what is shared would copy it.
        gc.freeze()
    else:
        attempt.setup()


def _end_with_owner() -> None:
    owner = multiprocessing.parent_process()
    if owner is not None:
        owner.join()
    os._exit(1)


def _work(element: Any) -> list[Any]:
    return list(_here(element))
