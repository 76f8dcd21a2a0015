"""An event loop in a background thread: requests go on while the caller works on results."""

import asyncio
import contextlib
import dataclasses
import queue
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from typing import Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

_RESOLVER_THREADS = 32


def each(
    open_session: Callable[[asyncio.Event], AbstractAsyncContextManager[S]],
    work: Callable[[S, T], Awaitable[R]],
    items: Iterable[T],
    *,
    in_flight: int,
    unread_results: int,
) -> Iterator[R]:
    """Run ``work`` on all items in a background thread and yield the results as they complete.

    Items are taken one by one, in the caller's thread. Closing the iterator early cancels the work
    in flight and waits until it has ended.

    Args:
        open_session: opens the session that ``work`` needs, once, in the background thread. Its
            argument is an event that is cleared while the caller lags behind; no costly work
            should start then.
        work: runs in the background thread.
        items: the items; there may be many.
        in_flight: maximum number of items worked on at the same time.
        unread_results: number of results waiting to be yielded at which the event is cleared.

    Yields:
        The result of ``work`` for each item, in the order of completion.

    Raises:
        Exception: the first exception that ``work`` or ``open_session`` raises.
    """
    worker = _Worker(open_session, work, unread_results)
    worker.start()
    try:
        under_way = 0
        waiting = iter(items)
        has_more = True
        while has_more or under_way:
            # Results that are ready come first: the next item may take long to arrive.
            while has_more and under_way < in_flight and not worker.has_results():
                try:
                    item = next(waiting)
                except StopIteration:
                    has_more = False
                else:
                    worker.submit(item)
                    under_way += 1
            if under_way or worker.has_results():
                # With nothing in flight, a result is the error of a session that did not open.
                result = worker.take()
                under_way -= 1
                yield result
    finally:
        worker.stop()


@dataclasses.dataclass(frozen=True)
class _Done(Generic[R]):
    result: R


@dataclasses.dataclass(frozen=True)
class _Failed:
    error: BaseException


@dataclasses.dataclass(frozen=True)
class _Item(Generic[T]):
    item: T


class _Worker(Generic[S, T, R]):
    def __init__(
        self,
        open_session: Callable[[asyncio.Event], AbstractAsyncContextManager[S]],
        work: Callable[[S, T], Awaitable[R]],
        unread_results: int,
    ) -> None:
        self._open_session = open_session
        self._work = work
        self._unread_results = unread_results
        self._results: queue.SimpleQueue[_Done[R] | _Failed] = queue.SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="claimwire-web", daemon=True)
        # Only the background thread uses these.
        self._inbox: asyncio.Queue[_Item[T] | None] = asyncio.Queue()
        self._keeping_up = asyncio.Event()
        self._keeping_up.set()
        self._unread = 0

    # Called in the caller's thread:

    def start(self) -> None:
        self._thread.start()

    def submit(self, item: T) -> None:
        self._call(self._inbox.put_nowait, _Item(item))

    def has_results(self) -> bool:
        return not self._results.empty()

    def take(self) -> R:
        outcome = self._results.get()
        self._call(self._count, -1)
        if isinstance(outcome, _Failed):
            raise outcome.error
        return outcome.result

    def stop(self) -> None:
        self._call(self._inbox.put_nowait, None)
        self._thread.join()

    def _call(self, function: Callable[..., None], argument: object) -> None:
        # If the thread has failed, the loop is closed and the error is among the results.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(function, argument)

    # Run in the background thread:

    def _run(self) -> None:
        # Closing the loop does not wait for these threads: a name server that does not respond
        # must not delay the end.
        self._loop.set_default_executor(ThreadPoolExecutor(_RESOLVER_THREADS, "claimwire-dns"))
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as error:
            self._results.put(_Failed(error))
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        tasks: set[asyncio.Task[None]] = set()
        async with self._open_session(self._keeping_up) as session:
            try:
                while (entry := await self._inbox.get()) is not None:
                    task = asyncio.create_task(self._one(session, entry.item))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    async def _one(self, session: S, item: T) -> None:
        outcome: _Done[R] | _Failed
        try:
            outcome = _Done(await self._work(session, item))
        except asyncio.CancelledError as error:
            # Outside asyncio, a cancelled item is an error like any other.
            outcome = _Failed(RuntimeError(f"the work was cancelled: {error}"))
        except Exception as error:
            outcome = _Failed(error)
        self._count(1)
        self._results.put(outcome)

    def _count(self, change: int) -> None:
        self._unread += change
        if self._unread < self._unread_results:
            self._keeping_up.set()
        else:
            self._keeping_up.clear()
