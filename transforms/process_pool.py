"""Processes that work on elements and may die, or be killed, without harm to the others.

The owner is one thread: it hands each process one element at a time, and waits for all of them
together. So it knows what each is working on, and for how long. What a process died of, or took too
long over, is taken apart and tried once more, each part by itself in a new process; a part that
fails again is given up.
"""

import collections
import dataclasses
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

from claimwire.processes import START_METHOD
from claimwire.transforms.attempt import Attempt

_GRACE_S = 5.0
"""For a process that has closed its end to be gone."""


@dataclasses.dataclass(frozen=True)
class Failure:
    """How a process failed on an element.

    Attributes:
        too_slow: whether it was killed for taking too long; otherwise it died.
        detail: what exactly happened, for a person.
    """

    too_slow: bool
    detail: str


@dataclasses.dataclass(frozen=True)
class Salvage:
    """What becomes of an element on which a process failed.

    Attributes:
        parts: takes an element apart; an element that cannot be is its only part.
        give_up: answers the outputs of a part on which a process failed again.
        limit_s: longest time for one element, or part.
    """

    parts: Callable[[Any], Sequence[Any]]
    give_up: Callable[[Any, Failure], list[Any]]
    limit_s: float


class Task:
    """An element on its way, and its outputs once they are there."""

    def __init__(self, element: Any, processes: "Processes") -> None:
        self.parts: list[_Part] = [_Part(element)]
        self._processes = processes

    def result(self) -> list[Any]:
        """Return the outputs; wait for them if necessary."""
        while any(part.outputs is None for part in self.parts):
            self._processes.work()
        return [output for part in self.parts for output in part.outputs or ()]


@dataclasses.dataclass(eq=False)
class _Part:
    element: Any
    last_try: bool = False
    outputs: list[Any] | None = None


class Processes:
    """So many processes, each started when there is work for it.

    Args:
        attempt: what is done; forked processes share what it has loaded.
        width: most processes.
        salvage: what is done where one of them fails.
        clock: answers seconds.
    """

    def __init__(
        self,
        attempt: Attempt,
        width: int,
        salvage: Salvage,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._salvage = salvage
        self._clock = clock
        self._waiting: collections.deque[tuple[Task, _Part]] = collections.deque()
        self._processes = [_Process(attempt) for _ in range(width)]
        self._attempt = attempt
        self._loaded = 0
        self._stopped = False

    def submit(self, element: Any) -> Task:
        """Hand in an element; load first what it needs, where processes can share that."""
        if START_METHOD == "fork" and self._attempt.prepare(element):
            self._loaded += 1
        task = Task(element, self)
        self._waiting.append((task, task.parts[0]))
        self.work(block=False)
        return task

    def stop(self) -> None:
        """End all, whatever they do."""
        self._stopped = True
        for process in self._processes:
            process.end()

    def work(self, *, block: bool = True) -> None:
        """Hand out what waits, then take in what is done, or was not done in time.

        Raises:
            RuntimeError: if all was stopped, by another thread perhaps.
        """
        self._hand_out()
        busy = {each.connection: each for each in self._processes if each.connection and each.work}
        latest = min((each.begun for each in busy.values()), default=0) + self._salvage.limit_s
        patience = max(0, latest - self._clock()) if block else 0
        for connection in wait(list(busy), patience):
            assert isinstance(connection, Connection)
            self._take_in(busy[connection])
        for process in busy.values():
            if process.work and self._clock() - process.begun > self._salvage.limit_s:
                limit = f"not read within {self._salvage.limit_s:g} seconds"
                self._failed(process, Failure(too_slow=True, detail=limit))
        self._hand_out()

    def _hand_out(self) -> None:
        if self._stopped:
            raise RuntimeError("the processes were stopped")
        for process in self._processes:
            while self._waiting and process.work is None:
                task, part = self._waiting.popleft()
                try:
                    process.begin(task, part, self._clock(), self._loaded)
                except OSError:
                    self._died(process)

    def _take_in(self, process: "_Process") -> None:
        assert process.connection is not None
        assert process.work is not None
        try:
            outputs = process.connection.recv()
        except (EOFError, OSError):
            self._died(process)
            return
        process.work[1].outputs, process.work = outputs, None

    def _died(self, process: "_Process") -> None:
        self._failed(process, Failure(too_slow=False, detail=process.told_of_death()))

    def _failed(self, process: "_Process", failure: Failure) -> None:
        assert process.work is not None
        task, part = process.work
        process.end()
        parts = [part.element] if part.last_try else self._salvage.parts(part.element)
        if part.last_try or (failure.too_slow and len(parts) == 1):
            part.outputs = self._salvage.give_up(part.element, failure)
            return
        # Before anything else, as others wait for the outputs in their order.
        task.parts = [_Part(each, last_try=True) for each in parts]
        self._waiting.extendleft((task, each) for each in reversed(task.parts))


class _Process:
    """One process, or the place of one."""

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._process: multiprocessing.process.BaseProcess | None = None
        self.connection: Connection | None = None
        self.work: tuple[Task, _Part] | None = None
        self.begun = 0.0
        self._loaded = 0

    def begin(self, task: Task, part: _Part, now: float, loaded: int) -> None:
        """Work on a part.

        Args:
            task: that to which the part belongs.
            part: what to work on.
            now: seconds, of the owner's clock.
            loaded: how often the owner has loaded something. A process that was forked before the
                last time would have to load it once more for itself, so a new one takes its place.

        Raises:
            OSError: if the process is gone, or cannot be started.
        """
        if self._process is not None and not (self._process.is_alive() and self._loaded == loaded):
            # It had nothing to do when it died, so no element is to blame.
            self.end()
        self._loaded = loaded
        self.work, self.begun = (task, part), now
        if self._process is None:
            self._start()
        assert self.connection is not None
        self.connection.send(part.element)

    def told_of_death(self) -> str:
        """Say how it ended."""
        if self._process is None:
            return "the system started no process to read it"
        self._process.join(_GRACE_S)
        code = self._process.exitcode
        if code is not None and code < 0:
            return f"the process that read it was ended by signal {-code}"
        return f"the process that read it ended with status {code}"

    def end(self) -> None:
        """End it, whatever it does."""
        self.work = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _start(self) -> None:
        context: Any = multiprocessing.get_context(START_METHOD)
        self.connection, theirs = context.Pipe()
        with theirs:
            process = context.Process(
                target=_serve, args=(self._attempt, theirs), name="worker", daemon=True
            )
            process.start()
        self._process = process


def _serve(attempt: Attempt, owner: Connection) -> None:
    _begin(attempt)
    while True:
        owner.send(list(attempt(owner.recv())))


def _begin(attempt: Attempt) -> None:
    # A display of the owner may hold a lock on what stands in their place.
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    # An interruption of the run is its owner's affair, who ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_owner, daemon=True).start()
    if START_METHOD == "fork":
        # Collecting what is shared would copy it.
        gc.freeze()
    else:
        attempt.setup()


def _end_with_owner() -> None:
    owner = multiprocessing.parent_process()
    if owner is not None:
        owner.join()
    os._exit(1)
