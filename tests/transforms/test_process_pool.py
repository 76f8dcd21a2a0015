"""Processes that die, or are killed, cost what they were working on and nothing else."""

import contextlib
import dataclasses
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from claimwire.processes import START_METHOD
from claimwire.rejecting import Subject
from claimwire.schemas.rejections import Stage
from claimwire.transforms.attempt import Attempt
from claimwire.transforms.process_pool import Failure, Processes, Salvage

pytestmark = pytest.mark.timeout(60)

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FORK = multiprocessing.get_context("fork")
BATCHES = [["a", "b", "c"], ["d"], ["e", "bad", "f"], ["g"], ["bad"], ["h", "i"]]


def subject(batch: list[str]) -> Subject:
    return Subject(NOW, "run", article_id=batch[0])


def alone(batch: list[str]) -> list[list[str]]:
    return [[each] for each in batch]


def give_up(batch: list[str], failure: Failure) -> list[Any]:
    return [(batch, failure)]


def salvage(limit_s: float = 600) -> Salvage:
    return Salvage(parts=alone, give_up=give_up, limit_s=limit_s)


@contextlib.contextmanager
def opened(work: Callable[[list[str]], Iterator[Any]], width: int = 2, **given: Any) -> Any:
    attempt = Attempt(work, Stage.ANNOTATE, subject)
    processes = Processes(attempt, width, **{"salvage": salvage(), **given})
    try:
        yield processes
    finally:
        processes.stop()


def results(processes: Processes, batches: list[list[str]]) -> list[Any]:
    tasks = [processes.submit(batch) for batch in batches]
    return [task.result() for task in tasks]


def upper(batch: list[str]) -> Iterator[str]:
    for each in batch:
        yield each.upper()


def die_of_bad(batch: list[str]) -> Iterator[str]:
    if "bad" in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    yield from upper(batch)


def hang_on_bad(batch: list[str]) -> Iterator[str]:
    if "bad" in batch:
        signal.pause()
    yield from upper(batch)


def leave(batch: list[str]) -> Iterator[str]:
    os._exit(3)
    yield "never"


@dataclasses.dataclass
class DieOnce:
    """Dies of the first batch that it is ever given, in whatever process."""

    folder: Path

    def __call__(self, batch: list[str]) -> Iterator[str]:
        with contextlib.suppress(FileExistsError):
            (self.folder / "died").mkdir()
            os.kill(os.getpid(), signal.SIGKILL)
        yield from upper(batch)


@pytest.mark.parametrize("width", [1, 2, 5])
def test_outputs_come_in_the_order_of_the_elements(width: int) -> None:
    with opened(upper, width) as processes:
        assert results(processes, BATCHES) == [list(upper(batch)) for batch in BATCHES]


@pytest.mark.parametrize("width", [1, 2])
def test_what_kills_its_process_every_time_is_given_up_alone(width: int) -> None:
    died = Failure(too_slow=False, detail="the process that read it was ended by signal 9")
    with opened(die_of_bad, width) as processes:
        assert results(processes, BATCHES) == [
            ["A", "B", "C"],
            ["D"],
            ["E", (["bad"], died), "F"],
            ["G"],
            [(["bad"], died)],
            ["H", "I"],
        ]


def test_what_kills_its_process_once_is_done_by_the_next(tmp_path: Path) -> None:
    with opened(DieOnce(tmp_path)) as processes:
        assert results(processes, BATCHES) == [list(upper(batch)) for batch in BATCHES]


def test_a_process_that_ends_is_no_better_than_one_that_is_killed() -> None:
    with opened(leave) as processes:
        ((((_, failure),),)) = results(processes, [["a"]])
        assert failure.detail == "the process that read it ended with status 3"


def test_what_takes_too_long_is_given_up_alone() -> None:
    # It is late once it has begun, however long that takes on this machine.
    begun = FORK.Value("i", 0)

    def hang(batch: list[str]) -> Iterator[str]:
        if "bad" in batch:
            begun.value += 1
            signal.pause()
        yield from upper(batch)

    with opened(hang, 1, salvage=salvage(0.1), clock=lambda: float(begun.value)) as processes:
        slow = Failure(too_slow=True, detail="not read within 0.1 seconds")
        assert results(processes, BATCHES) == [
            ["A", "B", "C"],
            ["D"],
            ["E", (["bad"], slow), "F"],
            ["G"],
            [(["bad"], slow)],
            ["H", "I"],
        ]
    # In a batch, then by itself; the other one by itself at once.
    assert begun.value == 3


def test_processes_killed_while_idle_cost_nothing() -> None:
    others = set(multiprocessing.active_children())
    with opened(upper) as processes:
        assert results(processes, BATCHES) == [list(upper(batch)) for batch in BATCHES]
        for process in set(multiprocessing.active_children()) - others:
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)
            process.join()
        assert results(processes, BATCHES) == [list(upper(batch)) for batch in BATCHES]


def test_a_process_is_only_started_when_there_is_work_for_it() -> None:
    others = set(multiprocessing.active_children())
    with opened(upper, 5) as processes:
        assert set(multiprocessing.active_children()) == others
        results(processes, [["a"]])
        assert len(set(multiprocessing.active_children()) - others) == 1


def test_processes_end_when_they_are_stopped_whatever_they_do() -> None:
    alive, end = FORK.Pipe(duplex=False)
    with opened(hang_on_bad) as processes:
        tasks = [processes.submit(["bad"]) for _ in range(3)]
        end.close()
        assert not alive.poll()
    # The processes hold the other end: it is closed once all of them are gone.
    with pytest.raises(EOFError):
        alive.recv()
    with pytest.raises(RuntimeError, match="stopped"):
        tasks[0].result()


def test_processes_end_when_their_owner_is_killed() -> None:
    alive, end = FORK.Pipe(duplex=False)

    def own() -> None:
        with opened(hang_on_bad) as processes:
            for _ in range(2):
                processes.submit(["bad"])
            os.kill(os.getpid(), signal.SIGKILL)

    owner = FORK.Process(target=own)
    owner.start()
    end.close()
    # The owner and its processes hold the other end: it is closed once all of them are gone.
    with pytest.raises(EOFError):
        alive.recv()
    owner.join()


def test_an_interruption_is_left_to_the_owner() -> None:
    def interrupt(batch: list[str]) -> Iterator[str]:
        os.kill(os.getpid(), signal.SIGINT)
        yield from upper(batch)

    with opened(interrupt) as processes:
        assert results(processes, BATCHES) == [list(upper(batch)) for batch in BATCHES]


class _Loads:
    """Loads what an element asks for, in the process that is told to."""

    def __init__(self) -> None:
        self.loaded: set[str] = set()

    def prepare(self, batch: list[str]) -> bool:
        new = set(batch) - self.loaded
        self.loaded |= new
        return bool(new)

    def __call__(self, batch: list[str]) -> Iterator[tuple[str, int]]:
        yield ",".join(sorted(self.loaded)), os.getpid()


def test_processes_share_what_is_loaded_when_it_is_first_needed() -> None:
    with opened(_Loads(), width=1) as processes:
        (first,), (same,), (other,) = (
            processes.submit(batch).result() for batch in (["en"], ["en"], ["fr"])
        )
    assert first == same
    # A process that was forked before would have to load it again.
    assert [first[0], other[0]] == ["en", "en,fr"]
    assert first[1] != other[1]


@pytest.mark.skipif(START_METHOD != "fork", reason="processes are forked on Linux alone")
def test_where_the_system_starts_no_process_elements_are_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuses() -> int:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(os, "fork", refuses)
    with opened(upper) as processes:
        found = results(processes, [["a", "b"], ["c"]])
    failure = Failure(too_slow=False, detail="the system started no process to read it")
    assert found == [[(["a"], failure), (["b"], failure)], [(["c"], failure)]]
