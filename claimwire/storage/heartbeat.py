"""Signs of life: while a process waits for its run, it renews the run's lease again and again.

So the lease of a run that has died expires within minutes, however long the run might have taken.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

from claimwire.clock import Clock
from claimwire.storage import lease
from claimwire.storage.process import this_process
from claimwire.storage.store import Store, StoreError

TERM = timedelta(minutes=5)
"""How long a lease lasts without a sign of life. A store that fails is asked again for two minutes,
which must not cost the lease."""

_BEATS_IN_A_TERM = 5

Wait = Callable[[threading.Event, float], bool]
"""Waits for an event for at most so many seconds, and tells whether it has come."""

_log = logging.getLogger(__name__)


@contextlib.contextmanager
def beating(
    store: Store,
    run_id: str,
    clock: Clock,
    term: timedelta = TERM,
    wait: Wait = threading.Event.wait,
) -> Iterator[None]:
    """Renew a run's lease for as long as this context lasts, from a thread.

    A run whose lease is lost goes on, and is refused when it publishes.

    Args:
        store: the output.
        run_id: who holds the lease.
        clock: answers the present instant.
        term: how long the lease lasts each time; it is renewed five times as often.
        wait: waits between two renewals, for the end of the context.
    """
    over = threading.Event()

    def beat() -> None:
        while not wait(over, term.total_seconds() / _BEATS_IN_A_TERM):
            try:
                lease.renew(store, run_id, clock, term)
            except (lease.LeaseLost, lease.LeaseDamaged):
                # A run that has just published has given it back; any other says so itself.
                return
            except StoreError as error:
                _log.warning("the lease could not be renewed: %s", error)

    beats = threading.Thread(target=beat, name="heartbeat", daemon=True)
    beats.start()
    try:
        yield
    finally:
        over.set()
        # A renewal under way would meet the lease's return.
        beats.join()


@contextlib.contextmanager
def holding(store: Store, run_id: str, clock: Clock) -> Iterator[None]:
    """Hold the lease on an output for as long as this context lasts.

    Args:
        store: the output.
        run_id: who holds it.
        clock: answers the present instant.

    Raises:
        LeaseHeld: if another run has it.
        LeaseDamaged: if the lease object cannot be read.
        StoreError: if the storage does not answer or refuses.
    """
    lease.acquire(store, run_id, clock, TERM, process=this_process())
    try:
        with beating(store, run_id, clock):
            yield
    finally:
        lease.release(store, run_id)
