"""One of several processes that want a lease; a process that is spawned imports it by name."""

from datetime import UTC, datetime, timedelta

from claimwire.clock import FixedClock
from claimwire.storage.lease import LeaseHeld, acquire
from claimwire.storage.local_store import LocalStore

START = FixedClock(datetime(2024, 5, 1, 12, tzinfo=UTC))
HOUR = timedelta(hours=1)


def compete(root: str, run_id: str) -> str | None:
    """Run in a process of its own."""
    try:
        return acquire(LocalStore(root), run_id, START, HOUR).run_id
    except LeaseHeld:
        return None
