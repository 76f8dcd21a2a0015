"""The cores that a run uses by itself."""

import os
from pathlib import Path

import pytest

from claimwire.pipeline.engines.cores import usable_cores


@pytest.fixture(autouse=True)
def eight_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)


@pytest.mark.parametrize(
    ("quota", "cores"),
    [
        ("max 100000", 8),
        ("200000 100000", 2),
        ("250000 100000", 3),
        ("1000 100000", 1),
        ("9999999 100000", 8),
        ("", 8),
        ("200000", 8),
    ],
)
def test_a_containers_quota_counts(quota: str, cores: int, tmp_path: Path) -> None:
    (tmp_path / "cpu.max").write_text(quota)
    assert usable_cores(tmp_path / "cpu.max") == cores


def test_without_a_quota_it_is_the_cores_of_this_process(tmp_path: Path) -> None:
    assert usable_cores(tmp_path / "absent") == 8
