import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from claimwire.web.background import each


class Session:
    """Notes what happens to it."""

    def __init__(self) -> None:
        self.keeping_up: asyncio.Event | None = None
        self.is_open = False
        self.thread: threading.Thread | None = None
        self.running = self.most_running = self.started = self.ended = 0

    @asynccontextmanager
    async def open(self, keeping_up: asyncio.Event) -> AsyncIterator["Session"]:
        self.keeping_up = keeping_up
        self.thread = threading.current_thread()
        self.is_open = True
        yield self
        self.is_open = False


async def double(session: Session, item: int) -> int:
    assert session.is_open
    session.running += 1
    session.most_running = max(session.most_running, session.running)
    for _ in range(item % 4):
        await asyncio.sleep(0)
    session.running -= 1
    return item * 2


async def hang(session: Session, item: int) -> int:
    if item == 0:
        return 0
    session.started += 1
    try:
        await asyncio.Event().wait()
    finally:
        session.ended += 1
    return item


def assert_over(session: Session) -> None:
    assert session.started == session.ended
    assert not session.is_open
    assert session.thread is not None
    assert not session.thread.is_alive()


def test_every_item_has_its_result() -> None:
    session = Session()
    results = each(session.open, double, range(5000), in_flight=50, unread_results=10)
    assert sorted(results) == [2 * i for i in range(5000)]
    assert session.most_running <= 50
    assert_over(session)
    assert session.thread is not threading.current_thread()


def test_no_items_no_results() -> None:
    assert list(each(Session().open, double, [], in_flight=5, unread_results=5)) == []


def test_items_are_taken_in_the_callers_thread_as_they_are_needed() -> None:
    taken = []

    def items():
        for i in range(1000):
            assert threading.current_thread() is threading.main_thread()
            taken.append(i)
            yield i

    results = each(Session().open, double, items(), in_flight=7, unread_results=5)
    for count, _ in enumerate(results, start=1):
        assert len(taken) <= count + 7
    assert len(taken) == 1000


def test_one_slow_item_does_not_hold_up_the_others() -> None:
    release = threading.Event()

    async def work(_: Session, item: int) -> int:
        while item == 0 and not release.is_set():
            await asyncio.sleep(0)
        return item

    results = each(Session().open, work, range(100), in_flight=2, unread_results=5)
    assert [next(results) for _ in range(99)] == list(range(1, 100))
    release.set()
    assert list(results) == [0]


@pytest.mark.parametrize("error", [ValueError("boom"), asyncio.CancelledError("boom")])
def test_an_error_of_the_work_is_raised_here_and_the_rest_is_cancelled(error) -> None:
    session = Session()

    async def work(session: Session, item: int) -> int:
        if item == 5:
            await asyncio.sleep(0)
            raise error
        return await hang(session, item + 1)

    expected = RuntimeError if isinstance(error, asyncio.CancelledError) else ValueError
    with pytest.raises(expected, match="boom"):
        list(each(session.open, work, range(20), in_flight=10, unread_results=5))
    assert session.started > 0
    assert_over(session)


def test_an_error_of_the_items_is_raised_here() -> None:
    session = Session()

    def items():
        yield 1
        raise KeyError("broken")

    with pytest.raises(KeyError, match="broken"):
        list(each(session.open, hang, items(), in_flight=10, unread_results=5))
    assert_over(session)


def test_closing_early_cancels_and_joins() -> None:
    session = Session()
    results = each(session.open, hang, range(100_000), in_flight=10, unread_results=5)
    assert next(results) == 0
    results.close()
    assert_over(session)


def test_an_error_of_the_session_is_raised_here() -> None:
    @asynccontextmanager
    async def broken(_: asyncio.Event) -> AsyncIterator[Session]:
        raise OSError("no session")
        yield Session()

    for _ in range(20):  # before, while and after items are submitted
        with pytest.raises(OSError, match="no session"):
            list(each(broken, double, range(50), in_flight=10, unread_results=5))


def test_the_session_learns_that_the_caller_lags_behind_and_catches_up() -> None:
    session = Session()
    seen = []

    async def work(session: Session, item: int) -> int:
        await session.keeping_up.wait()
        seen.append(item)
        return item

    # One at a time is read; the loop runs on meanwhile but starts no more than it may.
    results = each(session.open, work, range(200), in_flight=50, unread_results=3)
    assert len(list(results)) == 200
    assert sorted(seen) == list(range(200))
    assert session.keeping_up.is_set()


def test_results_pile_up_no_further_than_allowed_while_the_caller_is_busy() -> None:
    session = Session()
    started: list[int] = []
    done: list[int] = []
    lagging = threading.Event()

    async def work(session: Session, item: int) -> int:
        started.append(item)
        while len(started) < 40:  # on a slow machine the first might end before the last begins
            await asyncio.sleep(0)
        while not session.keeping_up.is_set():
            lagging.set()
            await session.keeping_up.wait()
        done.append(item)
        return item

    results = each(session.open, work, range(40), in_flight=40, unread_results=4)
    next(results)
    assert lagging.wait(5)
    piled_up = len(done)
    assert piled_up <= 4 + 1 + 1
    assert len(list(results)) == 39
