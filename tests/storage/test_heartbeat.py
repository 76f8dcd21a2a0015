"""A lease is renewed for as long as its process waits, and not longer."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from claimwire.clock import FixedClock
from claimwire.storage.heartbeat import TERM, beating, holding
from claimwire.storage.lease import LEASE_PATH, LeaseHeld, acquire, release, verify
from claimwire.storage.process import this_process
from claimwire.storage.store import Store, StoreError, Unavailable
from tests.fakes.rows import NOW
from tests.fakes.store import MemoryStore

MINUTE = timedelta(minutes=1)


class Beats:
    """Time that passes when it is told to: a clock, and a wait that ends with each step.

    Attributes:
        now: what the clock says.
        waits: for how many seconds it was waited.
    """

    def __init__(self, times: int, before: Callable[[int], object] = lambda _: None) -> None:
        self.now = NOW
        self.waits: list[float] = []
        self.done = threading.Event()
        self._times = times
        self._before = before

    def clock(self) -> datetime:
        return self.now

    def wait(self, over: threading.Event, seconds: float) -> bool:
        self.waits.append(seconds)
        if len(self.waits) > self._times:
            self.done.set()
            return over.wait()
        self.now += timedelta(seconds=seconds)
        self._before(len(self.waits))
        return False


def test_it_is_renewed_five_times_a_term(store: Store) -> None:
    acquire(store, "run1", FixedClock(NOW), TERM)
    beats = Beats(30)
    with beating(store, "run1", beats.clock, wait=beats.wait):
        beats.done.wait()
        assert verify(store, "run1").expires_at == NOW + 30 * MINUTE + TERM
        with pytest.raises(LeaseHeld):
            acquire(store, "run2", FixedClock(NOW + 30 * MINUTE), TERM)
    assert set(beats.waits) == {60.0}
    # Nobody renews it any more: a run that died is followed after one term.
    assert acquire(store, "run2", FixedClock(NOW + 30 * MINUTE + TERM), TERM).run_id == "run2"


def test_a_lost_lease_is_not_taken_back(caplog: pytest.LogCaptureFixture) -> None:
    store = MemoryStore()
    acquire(store, "run1", FixedClock(NOW), TERM)

    def take_over(beat: int) -> None:
        if beat == 2:
            release(store, "run1")
            acquire(store, "run2", FixedClock(NOW), TERM)

    beats = Beats(5, take_over)
    with beating(store, "run1", beats.clock, wait=beats.wait):
        pass
    assert len(beats.waits) == 2
    assert caplog.text == ""
    assert verify(store, "run2").expires_at == NOW + TERM


def test_a_store_that_fails_for_a_while_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store = MemoryStore()
    acquire(store, "run1", FixedClock(NOW), TERM)
    failing = [True, True, False]
    replace = MemoryStore.replace

    def fail(to: MemoryStore, path: str, data: bytes, generation: str) -> str:
        if failing.pop(0):
            raise Unavailable("no answer", to.root, path)
        return replace(to, path, data, generation)

    monkeypatch.setattr(MemoryStore, "replace", fail)
    beats = Beats(3)
    with beating(store, "run1", beats.clock, wait=beats.wait):
        beats.done.wait()
    assert caplog.text.count("the lease could not be renewed") == 2
    assert verify(store, "run1").expires_at == NOW + 3 * MINUTE + TERM


def test_what_is_held_is_given_back_whatever_happens(store: Store) -> None:
    def fill() -> None:
        with holding(store, "run1", FixedClock(NOW)):
            assert verify(store, "run1").process == this_process()
            raise StoreError("the disk is full", store.root)

    with pytest.raises(StoreError):
        fill()
    assert LEASE_PATH not in {each.path for each in store.list("")}
