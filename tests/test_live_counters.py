"""Live counters are collected as they are sent, from any process; sending never blocks."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwire.live_counters import PIPE, collect_counts, send_count
from claimwire.transforms.attempt import count

names = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=40)


def test_without_a_listener_a_count_goes_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PIPE, raising=False)
    send_count("pages", 1)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(names, st.integers(0, 10**9)), max_size=50))
def test_all_that_was_told_is_heard_at_the_end(told: list[tuple[str, int]]) -> None:
    sums: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    with collect_counts(counts):
        for name, amount in told:
            send_count(name, amount)
            sums[name] += amount
    assert counts == sums


def test_the_counters_of_the_steps_are_told() -> None:
    counts: Counter[str] = Counter()
    with collect_counts(counts):
        count("pages_fetched", 2)
        count("pages_fetched")
    assert counts == {"pages_fetched": 3}


def test_processes_that_start_meanwhile_are_heard() -> None:
    sending = (
        "from claimwire.live_counters import send_count\n"
        "for _ in range(500): send_count('pages', 2)"
    )
    counts: Counter[str] = Counter()
    with collect_counts(counts):
        children = [subprocess.Popen([sys.executable, "-c", sending]) for _ in range(2)]
        assert [child.wait() for child in children] == [0, 0]
        send_count("feeds", 1)
    assert counts == {"pages": 2000, "feeds": 1}


def test_a_listener_that_has_gone_or_hears_nothing_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with collect_counts(Counter()):
        gone = os.environ[PIPE]
    assert PIPE not in os.environ
    assert not Path(gone).parent.exists()
    deaf = tmp_path / "pipe"
    os.mkfifo(deaf)
    for path in (gone, str(deaf)):
        monkeypatch.setenv(PIPE, path)
        send_count("pages", 1)
    pipe = os.open(deaf, os.O_RDWR)
    for _ in range(10_000):  # more than the pipe holds
        send_count("pages", 1)
    os.close(pipe)
