"""Of two runs on one bucket one goes on: the lease, on generations that a server keeps."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from claimwire.errors import RunFailed
from claimwire.pipeline.command_line import DONE, FAILED
from claimwire.storage.gcs_store import GcsStore
from claimwire.storage.lease import LEASE_PATH, LeaseHeld, release
from claimwire.storage.manifest import FOLDER
from claimwire.storage.opening import open_store
from claimwire.storage.published_files import read_manifests
from tests.fakes.site_runs import START, Runs
from tests.fakes.take_over import taken_over_before_the_manifest

pytestmark = pytest.mark.usefixtures("preconditions")


def lease_of(run_id: str, until: datetime) -> bytes:
    fields = {"run_id": run_id, "host": "elsewhere", "acquired_at": START, "expires_at": until}
    return json.dumps(fields, default=datetime.isoformat).encode()


def start_process(words: Sequence[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "claimwire", "run", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.timeout(400)
def test_of_two_runs_at_once_one_goes_on_and_the_other_says_who_has_it(
    start_runs: Callable[[str], Runs], one_feed: str
) -> None:
    runs = start_runs("two")
    # The first must not be done before the second has started.
    words = runs.words("--feeds", one_feed, "--gap_seconds", "2")
    with start_process(words) as one, start_process(words) as other:
        ends = [(process, *process.communicate()) for process in (one, other)]
    assert sorted(process.returncode for process, *_ in ends) == [DONE, FAILED]
    told = next(errors for process, _, errors in ends if process.returncode == FAILED)
    refusal = re.search(r"is in use by run (\S+) on \S+ until (\S+ \S+) UTC, or longer", told)
    assert refusal, told
    store = open_store(runs.output)
    assert [each.path for each in store.list(FOLDER)] == [f"{FOLDER}/{refusal[1]}.json"]
    until = datetime.fromisoformat(refusal[2]).replace(tzinfo=UTC)
    assert until > datetime.now(UTC)
    assert LEASE_PATH not in {each.path for each in store.list("")}


def test_an_expired_lease_is_taken_over(start_runs: Callable[[str], Runs], one_feed: str) -> None:
    runs = start_runs("expired")
    store = open_store(runs.output)
    store.write(LEASE_PATH, lease_of("dead", START + timedelta(seconds=1)))
    with pytest.raises(LeaseHeld, match="run dead on elsewhere until 2026-11-23 12:00:01"):
        runs.run()
    store.write(LEASE_PATH, lease_of("dead", START))
    assert runs.run("--feeds", one_feed).tallies["polls_read"] == 1
    assert LEASE_PATH not in {each.path for each in store.list("")}


@pytest.mark.timeout(400)
def test_a_run_that_lost_its_lease_publishes_nothing(
    start_runs: Callable[[str], Runs], one_feed: str
) -> None:
    runs = start_runs("lost")
    store = open_store(runs.output)
    taken = lease_of("other", START + timedelta(days=1))
    runs.site.requests.clear()
    over = threading.Event()

    def take_over() -> None:
        while not runs.site.requests and not over.wait(0.01):
            pass
        store.write(LEASE_PATH, taken)

    other = threading.Thread(target=take_over)
    other.start()
    try:
        with pytest.raises(RunFailed, match="has lost its lease"):
            runs.run("--feeds", one_feed)
    finally:
        over.set()
        other.join()
    assert list(store.list(FOLDER)) == []
    assert store.read(LEASE_PATH) == taken


@pytest.mark.timeout(400)
def test_a_run_that_is_suspended_before_its_manifest_publishes_nothing(
    start_runs: Callable[[str], Runs], one_feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = start_runs("suspended")
    lost = pytest.raises(RunFailed, match="has lost its lease")
    with taken_over_before_the_manifest(GcsStore, monkeypatch), lost:
        runs.run("--feeds", one_feed)
    runs.unpublished = 1
    store = open_store(runs.output)
    assert read_manifests(store) == []
    release(store, "other")
    assert runs.run("--feeds", one_feed).tallies["polls_read"] == 1
    assert len(read_manifests(store)) == 1
