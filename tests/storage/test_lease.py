import multiprocessing
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from claimwire.clock import FixedClock
from claimwire.storage.lease import (
    LEASE_PATH,
    Lease,
    LeaseDamaged,
    LeaseHeld,
    LeaseLost,
    acquire,
    release,
    renew,
    verify,
)
from claimwire.storage.local_store import LocalStore
from claimwire.storage.store import Store
from tests.fakes.lease_race import compete
from tests.fakes.rows import NOW

HOUR = timedelta(hours=1)
START = FixedClock(NOW)
LATER = FixedClock(NOW + HOUR)


def test_a_lease_says_who_has_it_and_until_when(store: Store) -> None:
    lease = acquire(store, "run1", START, HOUR, host="worker")
    assert lease == Lease("run1", "worker", NOW, NOW + HOUR)
    assert verify(store, "run1") == lease


def test_a_held_lease_is_not_given_to_another(store: Store) -> None:
    held = acquire(store, "run1", START, HOUR, host="worker")
    with pytest.raises(LeaseHeld) as raised:
        acquire(store, "run2", FixedClock(NOW + HOUR - timedelta(seconds=1)), HOUR)
    assert raised.value.holder == held
    message = str(pickle.loads(pickle.dumps(raised.value)))
    assert "in use by run run1 on worker until 2024-05-01 13:00:00 UTC" in message
    assert f"delete {store.root}/{LEASE_PATH}" in message
    assert verify(store, "run1") == held


def test_an_expired_lease_is_taken_over_and_its_holder_finds_out(store: Store) -> None:
    acquire(store, "run1", START, HOUR)
    taken = acquire(store, "run2", LATER, HOUR)
    assert verify(store, "run2") == taken
    for act in (lambda: verify(store, "run1"), lambda: renew(store, "run1", LATER, HOUR)):
        with pytest.raises(LeaseLost, match="run1 has lost its lease"):
            act()
    assert release(store, "run1") is False
    assert verify(store, "run2") == taken


def test_an_expired_lease_nobody_took_can_be_renewed(store: Store) -> None:
    acquire(store, "run1", START, HOUR)
    renewed = renew(store, "run1", LATER, HOUR)
    assert renewed.expires_at == NOW + 2 * HOUR
    with pytest.raises(LeaseHeld):
        acquire(store, "run2", LATER, HOUR)


def test_a_lease_given_back_is_free(store: Store) -> None:
    acquire(store, "run1", START, HOUR)
    assert release(store, "run1") is True
    assert release(store, "run1") is False
    with pytest.raises(LeaseLost, match=r"run1 on .* is gone"):
        renew(store, "run1", START, HOUR)
    assert acquire(store, "run2", START, HOUR).run_id == "run2"


def test_one_s_own_lease_can_be_taken_again(store: Store) -> None:
    acquire(store, "run1", START, HOUR)
    again = acquire(store, "run1", FixedClock(NOW + HOUR / 2), HOUR)
    assert verify(store, "run1") == again
    assert again.expires_at == NOW + 1.5 * HOUR


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b'{"run_id": "a", "host": "b", "acquired_at": 1, "expires_at": 2}'],
)
def test_a_damaged_lease_is_not_taken_over(store: Store, content: bytes) -> None:
    store.write(LEASE_PATH, content)
    with pytest.raises(LeaseDamaged, match=f"{LEASE_PATH} is damaged .* delete it"):
        acquire(store, "run1", LATER, HOUR)
    assert store.read(LEASE_PATH) == content


@pytest.mark.parametrize("expired", [False, True])
def test_of_many_threads_one_gets_the_lease(store: Store, expired: bool) -> None:
    if expired:
        acquire(store, "dead", FixedClock(NOW - HOUR), HOUR)

    def race(run_id: str) -> str | None:
        try:
            return acquire(store, run_id, START, HOUR).run_id
        except LeaseHeld:
            return None

    with ThreadPoolExecutor(8) as pool:
        winners = [each for each in pool.map(race, [f"run{i}" for i in range(8)]) if each]
    assert len(winners) == 1
    assert verify(store, winners[0]).run_id == winners[0]


@pytest.mark.parametrize("expired", [False, True])
def test_of_several_processes_one_gets_the_lease(tmp_path: Path, expired: bool) -> None:
    root = str(tmp_path)
    if expired:
        acquire(LocalStore(root), "dead", FixedClock(NOW - HOUR), HOUR)
    # Not forked: the tests before may have left threads, whose locks nobody would give back.
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        racers = [(root, f"run{number}") for number in range(12)]
        winners = [each for each in pool.starmap(compete, racers, chunksize=1) if each]
    assert len(winners) == 1
    assert verify(LocalStore(root), winners[0]).run_id == winners[0]
    assert [each.path for each in LocalStore(root).list("")] == [LEASE_PATH]
    assert list(LocalStore(root).unfinished()) == []
