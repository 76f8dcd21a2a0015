"""A process that holds a lease is known to be gone only if it is."""

import dataclasses
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from claimwire.clock import FixedClock
from claimwire.storage.lease import LeaseHeld, acquire, verify
from claimwire.storage.process import Process, is_gone, this_process
from claimwire.storage.store import Store
from tests.fakes.rows import NOW

HOUR = timedelta(hours=1)
START = FixedClock(NOW)

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="only Linux tells of processes in /proc"
)


def here() -> Process:
    process = this_process()
    assert process is not None
    return process


@pytest.fixture
def ended() -> Process:
    """A process of this machine that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return dataclasses.replace(here(), pid=process.pid)


def test_this_process_is_there() -> None:
    assert here().pid == os.getpid()
    assert not is_gone(here())


def test_one_that_has_ended_is_gone(ended: Process) -> None:
    assert is_gone(ended)


def test_one_that_has_ended_is_gone_even_if_nobody_has_asked_how() -> None:
    code = "import os; print(os.getpid(), flush=True)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        # Its output ends when it does; until it is waited for, its number stays taken.
        process.stdout.read()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert is_gone(dataclasses.replace(here(), pid=process.pid, started=0))


def test_another_that_was_given_its_number_is_not_it() -> None:
    assert is_gone(dataclasses.replace(here(), started=here().started - 1))


def test_of_another_machine_s_nothing_is_known(ended: Process) -> None:
    assert not is_gone(dataclasses.replace(ended, machine="another"))


def test_a_lease_whose_process_is_gone_is_taken_over_at_once(store: Store, ended: Process) -> None:
    acquire(store, "run1", START, HOUR, process=ended)
    taken = acquire(store, "run2", START, HOUR, process=here())
    assert verify(store, "run2") == taken
    assert taken.process == here()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_lease_whose_process_may_be_there_stands(store: Store, elsewhere: bool) -> None:
    process = dataclasses.replace(here(), machine="another") if elsewhere else here()
    acquire(store, "run1", START, HOUR, host="worker", process=process)
    with pytest.raises(LeaseHeld, match=f"on worker until .* Wait for process {process.pid} there"):
        acquire(store, "run2", START, HOUR)


def test_a_job_that_goes_on_without_its_launcher_has_no_process(store: Store) -> None:
    acquire(store, "run1", START, HOUR)
    with pytest.raises(LeaseHeld, match="Wait for it to end"):
        acquire(store, "run2", START, HOUR, process=here())
