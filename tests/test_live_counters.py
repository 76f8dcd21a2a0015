"""Counts are heard as they are told, from any process, and nobody ever waits for them."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwire.live_counters import PIPE, listening, tell
from claimwire.transforms.attempt import count

names = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=40)


def test_without_a_listener_a_count_goes_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PIPE, raising=False)
    tell("pages", 1)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(names, st.integers(0, 10**9)), max_size=50))
def test_all_that_was_told_is_heard_at_the_end(told: list[tuple[str, int]]) -> None:
    sums: Counter[str] = Counter()
    heard: Counter[str] = Counter()
    with listening(heard):
        for name, amount in told:
            tell(name, amount)
            sums[name] += amount
    assert heard == sums


def test_the_counters_of_the_steps_are_told() -> None:
    heard: Counter[str] = Counter()
    with listening(heard):
        count("pages_fetched", 2)
        count("pages_fetched")
    assert heard == {"pages_fetched": 3}


def test_processes_that_start_meanwhile_are_heard() -> None:
    told = "from claimwire.live_counters import tell\nfor _ in range(500): tell('pages', 2)"
    heard: Counter[str] = Counter()
    with listening(heard):
        children = [subprocess.Popen([sys.executable, "-c", told]) for _ in range(2)]
        assert [child.wait() for child in children] == [0, 0]
        tell("feeds", 1)
    assert heard == {"pages": 2000, "feeds": 1}


def test_a_listener_that_has_gone_or_hears_nothing_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(Counter()):
        gone = os.environ[PIPE]
    assert PIPE not in os.environ
    assert not Path(gone).parent.exists()
    deaf = tmp_path / "pipe"
    os.mkfifo(deaf)
    for path in (gone, str(deaf)):
        monkeypatch.setenv(PIPE, path)
        tell("pages", 1)
    pipe = os.open(deaf, os.O_RDWR)
    for _ in range(10_000):  # more than the pipe holds
        tell("pages", 1)
    os.close(pipe)
