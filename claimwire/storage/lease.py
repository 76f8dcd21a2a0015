"""The lease: at most one run works on an output at a time.

It is one object, created with a precondition and holding an expiry, so that a run that died does
not block the output for ever. Taking over an expired lease is a compare-and-swap, and so is the
renewal just before a run publishes. That alone would not do: a run may be suspended between its
renewal and the manifest, and wake when another has taken over and published the same (M. Kleppmann,
"How to do distributed locking", 2016). So the renewal also announces the manifest's path, and
before a lease changes hands a fence is put at every path that is announced. A manifest and a fence
are both created, of which one succeeds: either the manifest was there first, and the next run
counts it, or it never comes to be. Clocks of different machines must agree to within a small part
of the lease's duration; if they do not, a run loses its work and not the record its order.
"""

import contextlib
import dataclasses
import json
import socket
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from claimwire.clock import Clock
from claimwire.errors import ClaimwireError
from claimwire.storage.manifest import fence, to_json
from claimwire.storage.process import Process, is_gone
from claimwire.storage.store import AlreadyExists, Conflict, NotFound, Store, exists

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
        process: the process that waits for the run: once it is gone, another run of that machine
            may take the lease. None if the run goes on without it.
        announced: paths of manifests that the run may be about to write.
    """

    run_id: str
    host: str
    acquired_at: datetime
    expires_at: datetime
    process: Process | None = None
    announced: tuple[str, ...] = ()


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
        process = self.holder.process
        whom = f"process {process.pid} there" if process else "it"
        return (
            f"{self.root} is in use by run {self.holder.run_id} on {self.holder.host} until "
            f"{self.holder.expires_at:%Y-%m-%d %H:%M:%S} UTC, or longer if it renews that. Wait "
            f"for {whom} to end; if you know that it has died, delete "
            f"{self.root.rstrip('/')}/{LEASE_PATH}."
        )


class LeaseLost(ClaimwireError):
    """The lease is no longer this run's; the run must not publish."""


class LeaseDamaged(ClaimwireError):
    """The lease object cannot be read."""


def acquire(
    store: Store,
    run_id: str,
    clock: Clock,
    duration: timedelta,
    *,
    host: str | None = None,
    process: Process | None = None,
) -> Lease:
    """Take the lease if it is free, has expired, or its holder is gone.

    Args:
        store: the output.
        run_id: who takes it; taking one's own lease again renews it.
        clock: answers the present instant.
        duration: how long it lasts unless renewed.
        host: name of this machine; asked of the system if not given.
        process: the process with which the run ends; None if it goes on by itself.

    Raises:
        LeaseHeld: if another run has it.
        LeaseDamaged: if the lease object cannot be read.
        StoreError: if the storage does not answer or refuses.
    """
    now = clock()
    lease = Lease(run_id, host or socket.gethostname(), now, now + duration, process)
    for _ in range(_ATTEMPTS):
        with contextlib.suppress(AlreadyExists):
            store.create(LEASE_PATH, _to_json(lease))
            return lease
        with contextlib.suppress(NotFound, Conflict):
            return _take_over(store, lease, now)
    raise _unsteady(store)


def verify(store: Store, run_id: str) -> Lease:
    """Return the lease if it is this run's.

    Raises:
        LeaseLost: if it is another's or gone.
        LeaseDamaged: if it cannot be read.
    """
    return _current(store, run_id)[0]


def renew(
    store: Store, run_id: str, clock: Clock, duration: timedelta, announce: str | None = None
) -> Lease:
    """Extend this run's lease from now, even if it has expired but was not taken over.

    Args:
        store: the output.
        run_id: who holds the lease.
        clock: answers the present instant.
        duration: how long it lasts unless renewed.
        announce: path of a manifest that the run is about to create; without that, none may be.

    Raises:
        LeaseLost: if it is another's or gone.
        LeaseDamaged: if it cannot be read.
    """
    for _ in range(_ATTEMPTS):
        lease, generation = _current(store, run_id)
        renewed = dataclasses.replace(lease, expires_at=clock() + duration)
        if announce is not None:
            # Windows of a stream may be published at the same time.
            open_still = {path for path in lease.announced if not exists(store, path)}
            renewed = dataclasses.replace(renewed, announced=tuple(sorted({*open_still, announce})))
        # In a conflict, either somebody has taken it, or another process of the run has renewed
        # it, or an attempt whose answer was lost had succeeded.
        with contextlib.suppress(Conflict):
            store.replace(LEASE_PATH, _to_json(renewed), generation)
            return renewed
    raise _unsteady(store)


def release(store: Store, run_id: str) -> bool:
    """Give the lease back; what the run has announced and not published can never be from then on.

    Returns:
        Whether there was one of this run's; another run's is left alone.
    """
    for _ in range(_ATTEMPTS):
        try:
            lease, generation = _current(store, run_id)
            _fence(store, lease, run_id)
            store.delete(LEASE_PATH, generation)
        except Conflict:
            continue
        except (LeaseLost, NotFound):
            return False
        return True
    raise _unsteady(store)


def _take_over(store: Store, lease: Lease, now: datetime) -> Lease:
    holder, generation = _read(store)
    if holder == lease:
        # An attempt whose answer was lost had succeeded.
        return lease
    if holder.run_id == lease.run_id:
        lease = dataclasses.replace(lease, announced=holder.announced)
    elif now >= holder.expires_at or (holder.process and is_gone(holder.process)):
        # Before the swap, because the holder of the lease must be able to rely on it. If the old
        # holder wakes and renews meanwhile, the swap fails, and so does its publication.
        _fence(store, holder, lease.run_id)
    else:
        raise LeaseHeld(store.root, holder)
    store.replace(LEASE_PATH, _to_json(lease), generation)
    return lease


def _fence(store: Store, lease: Lease, by: str) -> None:
    """Take the places of manifests that are announced and not there."""
    for path in lease.announced:
        if not exists(store, path):
            with contextlib.suppress(AlreadyExists):
                store.create(path, to_json(fence(path, by, lease.acquired_at, lease.expires_at)))


def _unsteady(store: Store) -> Conflict:
    return Conflict("keeps changing", store.root, LEASE_PATH, "Try again in a minute.")


def _current(store: Store, run_id: str) -> tuple[Lease, str]:
    try:
        lease, generation = _read(store)
    except NotFound:
        raise LeaseLost(
            f"the lease of run {run_id} on {store.root} is gone: somebody has deleted it, or the "
            "whole output, while the run was active. Nothing was published; run again."
        ) from None
    if lease.run_id != run_id:
        raise LeaseLost(lost(store, run_id))
    return lease, generation


def lost(store: Store, run_id: str) -> str:
    """Say that a run has lost its lease, and why."""
    return (
        f"run {run_id} has lost its lease on {store.root}: it did not renew it in time (it, or its "
        "machine, was suspended, or the storage did not answer), and another run has taken over. "
        "Nothing was published; run again. A job on a service needs more --lease_minutes."
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
            # Leases of older versions lack these.
            process=_process(fields.get("process")),
            announced=tuple(map(str, fields.get("announced", ()))),
        )
    except (ValueError, KeyError, TypeError) as error:
        place = f"{store.root.rstrip('/')}/{LEASE_PATH}"
        raise LeaseDamaged(
            f"{place} is damaged ({error}). If no run is active, delete it."
        ) from error
    return lease, generation


def _process(fields: Mapping[str, Any] | None) -> Process | None:
    if fields is None:
        return None
    return Process(str(fields["machine"]), int(fields["pid"]), int(fields["started"]))


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
