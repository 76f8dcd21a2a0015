"""The lease: at most one run works on an output at a time.

It is one object, created with a precondition and holding an expiry, so that a run that died does
not block the output for ever. Taking over an expired lease is a compare-and-swap, and so is the
renewal just before a run publishes: whoever has lost the lease meanwhile cannot publish (fencing,
as in M. Kleppmann, "How to do distributed locking", 2016). Clocks of different machines must
agree to within a small part of the lease's duration.
"""

import contextlib
import dataclasses
import json
import socket
from datetime import datetime, timedelta

from claimwire.clock import Clock
from claimwire.errors import ClaimwireError
from claimwire.storage.store import AlreadyExists, Conflict, NotFound, Store

LEASE_PATH = "_lease.json"
"""Where the lease is, below the root."""

_ATTEMPTS = 5
"""Each one fails only if another run took the lease or gave it back at that very moment."""


@dataclasses.dataclass(frozen=True)
class Lease:
    """Who may write to an output, and until when.

    Attributes:
        run_id: the run that holds it.
        host: the machine that took it.
        acquired_at: since when.
        expires_at: from then on another run may take it.
    """

    run_id: str
    host: str
    acquired_at: datetime
    expires_at: datetime


class LeaseHeld(ClaimwireError):
    """Another run holds the lease.

    Attributes:
        root: the output.
        holder: the lease that stands in the way.
    """

    def __init__(self, root: str, holder: Lease) -> None:
        super().__init__(root, holder)
        self.root = root
        self.holder = holder

    def __str__(self) -> str:
        return (
            f"{self.root} is in use by run {self.holder.run_id} on {self.holder.host} until "
            f"{self.holder.expires_at:%Y-%m-%d %H:%M:%S} UTC at the latest. Wait for it to end; "
            f"if you know that it has died, delete {self.root.rstrip('/')}/{LEASE_PATH}."
        )


class LeaseLost(ClaimwireError):
    """The lease is no longer this run's; the run must not publish."""


class LeaseDamaged(ClaimwireError):
    """The lease object cannot be read."""


def acquire(
    store: Store, run_id: str, clock: Clock, duration: timedelta, host: str | None = None
) -> Lease:
    """Take the lease, if nobody has it or its holder has let it expire.

    Args:
        store: the output.
        run_id: who takes it; taking one's own lease again renews it.
        clock: answers the present instant.
        duration: how long it lasts unless renewed.
        host: name of this machine; asked of the system if not given.

    Raises:
        LeaseHeld: if another run has it.
        LeaseDamaged: if the lease object cannot be read.
        StoreError: if the storage does not answer or refuses.
    """
    now = clock()
    lease = Lease(run_id, host or socket.gethostname(), now, now + duration)
    for _ in range(_ATTEMPTS):
        with contextlib.suppress(AlreadyExists):
            store.create(LEASE_PATH, _to_json(lease))
            return lease
        with contextlib.suppress(NotFound, Conflict):
            return _take_over(store, lease, now)
    raise Conflict("keeps changing hands", store.root, LEASE_PATH, "Try again in a minute.")


def verify(store: Store, run_id: str) -> Lease:
    """Answer the lease if it is this run's.

    Raises:
        LeaseLost: if it is another's or gone.
        LeaseDamaged: if it cannot be read.
    """
    return _current(store, run_id)[0]


def renew(store: Store, run_id: str, clock: Clock, duration: timedelta) -> Lease:
    """Extend this run's lease from now; also an expired one that nobody has taken over.

    Raises:
        LeaseLost: if it is another's or gone.
        LeaseDamaged: if it cannot be read.
    """
    lease, generation = _current(store, run_id)
    renewed = dataclasses.replace(lease, expires_at=clock() + duration)
    try:
        store.replace(LEASE_PATH, _to_json(renewed), generation)
    except Conflict:
        # Either somebody has taken it, or an attempt whose answer was lost had succeeded.
        if verify(store, run_id) != renewed:
            raise LeaseLost(_lost(store, run_id)) from None
    return renewed


def release(store: Store, run_id: str) -> bool:
    """Give the lease back.

    Returns:
        Whether there was one of this run's; another run's is left alone.
    """
    try:
        _, generation = _current(store, run_id)
        store.delete(LEASE_PATH, generation)
    except (LeaseLost, NotFound, Conflict):
        return False
    return True


def _take_over(store: Store, lease: Lease, now: datetime) -> Lease:
    holder, generation = _read(store)
    if holder == lease:
        # An attempt whose answer was lost had succeeded.
        return lease
    if holder.run_id != lease.run_id and now < holder.expires_at:
        raise LeaseHeld(store.root, holder)
    store.replace(LEASE_PATH, _to_json(lease), generation)
    return lease


def _current(store: Store, run_id: str) -> tuple[Lease, str]:
    try:
        lease, generation = _read(store)
    except NotFound:
        raise LeaseLost(
            f"the lease of run {run_id} on {store.root} is gone: somebody has deleted it, or the "
            "whole output, while the run was active. Nothing was published; run again."
        ) from None
    if lease.run_id != run_id:
        raise LeaseLost(_lost(store, run_id))
    return lease, generation


def _lost(store: Store, run_id: str) -> str:
    return (
        f"run {run_id} has lost its lease on {store.root}: it ran for longer than the lease lasts "
        "and another run has taken over. Nothing was published; give --lease_minutes more."
    )


def _read(store: Store) -> tuple[Lease, str]:
    # The generation first: if the content is newer than it, the swap that follows fails.
    generation = store.stat(LEASE_PATH).generation
    content = store.read(LEASE_PATH)
    try:
        fields = json.loads(content)
        lease = Lease(
            run_id=str(fields["run_id"]),
            host=str(fields["host"]),
            acquired_at=_instant(fields["acquired_at"]),
            expires_at=_instant(fields["expires_at"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        place = f"{store.root.rstrip('/')}/{LEASE_PATH}"
        raise LeaseDamaged(
            f"{place} is damaged ({error}). If no run is active, delete it."
        ) from error
    return lease, generation


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    return instant


def _to_json(lease: Lease) -> bytes:
    fields = dataclasses.asdict(lease)
    for name in ("acquired_at", "expires_at"):
        fields[name] = fields[name].isoformat()
    return (json.dumps(fields, indent=1) + "\n").encode()
