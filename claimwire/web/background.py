"""An event loop in a thread of its own, so that requests go on while results are worked on."""

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
    """Do the work for all items in a background thread, and yield the results as they come.

    The items are taken one by one, in the caller's thread. Closing the iterator early cancels
    what is under way and waits until it has ended.

    Args:
        open_session: what the work needs, opened once in the background thread. It is given an
            event that is not set while the caller lags behind; no costly work should start then.
        work: runs in the background thread.
        items: may be many.
        in_flight: items worked on at the same time.
        unread_results: results waiting to be yielded before the event is cleared.

    Raises:
        Exception: the first that ``work`` or ``open_session`` raises.
    """
    crew = _Crew(open_session, work, unread_results)
    crew.start()
    try:
        under_way = 0
        waiting = iter(items)
        has_more = True
        while has_more or under_way:
            # Results that are there already come first: the items may be slow to come by.
            while has_more and under_way < in_flight and not crew.has_results():
                try:
                    item = next(waiting)
                except StopIteration:
                    has_more = False
                else:
                    crew.submit(item)
                    under_way += 1
            if under_way or crew.has_results():
                # Without anything under way, it is the error of a session that did not open.
                result = crew.take()
                under_way -= 1
                yield result
    finally:
        crew.stop()


@dataclasses.dataclass(frozen=True)
class _Done(Generic[R]):
    result: R


@dataclasses.dataclass(frozen=True)
class _Failed:
    error: BaseException


@dataclasses.dataclass(frozen=True)
class _Item(Generic[T]):
    item: T


class _Crew(Generic[S, T, R]):
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
        # These belong to the background thread.
        self._inbox: asyncio.Queue[_Item[T] | None] = asyncio.Queue()
        self._keeping_up = asyncio.Event()
        self._keeping_up.set()
        self._unread = 0

    # In the caller's thread:

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
        # The loop is closed if the thread has failed; its error is among the results.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(function, argument)

    # In the background thread:

    def _run(self) -> None:
        # Closing the loop does not wait for these threads: a name server that does not answer
        # must not hold up the end.
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
            # Outside asyncio, a cancelled item is an error like others.
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
