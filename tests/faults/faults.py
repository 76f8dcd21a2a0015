"""What can go wrong around a run, done to it from outside: nothing in the pipeline knows of it."""

import dataclasses
import functools
import itertools
import os
import random
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

import apache_beam as beam
from apache_beam.pipeline import AppliedPTransform, PipelineVisitor

import claimwire.pipeline.run
from claimwire.storage.local_store import LocalStore

Process = Callable[..., Any]


class Fault(Protocol):
    """Something that is wrong with a process's world."""

    def install(self) -> None:
        """Make it so, in this process and for good."""
        ...


def die() -> None:
    """End the process as a power cut does, with no chance to tidy up."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_together() -> None:
    """End all processes of the run like that."""
    os.killpg(os.getpgrp(), signal.SIGKILL)


@dataclasses.dataclass(frozen=True)
class AtStep:
    """Do something when an element reaches a step of the graph, by default die.

    Attributes:
        step: name of the step, or of one that it is part of.
        act: what to do.
    """

    step: str
    act: Callable[[], object] = die

    def install(self) -> None:
        _wrap_steps(self._wrap)

    def _wrap(self, step: str, process: Process) -> Process:
        if not f"{step}/".startswith(f"{self.step}/"):
            return process
        act = self.act

        @functools.wraps(process)
        def acting(*arguments: Any, **named: Any) -> Any:
            act()
            return process(*arguments, **named)

        return acting


@dataclasses.dataclass(frozen=True)
class NoteSteps:
    """Append the name of each step to a file whenever an element reaches it."""

    path: Path

    def install(self) -> None:
        _wrap_steps(self._wrap)

    def _wrap(self, step: str, process: Process) -> Process:
        path = self.path

        @functools.wraps(process)
        def noting(*arguments: Any, **named: Any) -> Any:
            with path.open("a", encoding="utf-8") as file:
                file.write(f"{step}\n")
            return process(*arguments, **named)

        return noting


@dataclasses.dataclass(frozen=True)
class RepeatOutputs:
    """Deliver what steps emit twice and in another order.

    Attributes:
        steps: how the labels of these steps begin.
        seed: of the order.
    """

    steps: Sequence[str]
    seed: int = 0

    def install(self) -> None:
        _wrap_steps(self._wrap)

    def _wrap(self, step: str, process: Process) -> Process:
        if not step.startswith(tuple(self.steps)):
            return process
        seed = self.seed

        @functools.wraps(process)
        def repeating(*arguments: Any, **named: Any) -> list[Any]:
            outputs = list(process(*arguments, **named) or ()) * 2
            random.Random(seed).shuffle(outputs)
            return outputs

        return repeating


def _wrap_steps(wrap: Callable[[str, Process], Process]) -> None:
    build = claimwire.pipeline.run.build

    class Wrapping(PipelineVisitor):
        def visit_transform(self, transform_node: AppliedPTransform) -> None:
            if isinstance(transform_node.transform, beam.ParDo):
                fn = transform_node.transform.fn
                # Beam looks for a step's states in the arguments of methods only. What wraps one
                # is a function; so the method has to stay there too.
                fn.unwrapped = fn.process
                fn.process = wrap(transform_node.full_label, fn.process)

    def build_and_wrap(graph: beam.Pipeline, settings: Any) -> Any:
        outputs = build(graph, settings)
        graph.visit(Wrapping())
        return outputs

    claimwire.pipeline.run.build = build_and_wrap


@dataclasses.dataclass(frozen=True)
class DieAtChange:
    """Die around one of the changes that the process makes to stores on the local disk.

    Attributes:
        number: of the change, from 1.
        after: whether the change is still made.
    """

    number: int
    after: bool

    def install(self) -> None:
        # Not a store around the store: the graph's steps get copies, and each would count anew.
        numbers = itertools.count(1)
        for name in ("write", "create", "replace", "delete"):
            setattr(LocalStore, name, self._wrap(getattr(LocalStore, name), numbers))

    def _wrap(self, change: Callable[..., Any], numbers: Iterator[int]) -> Callable[..., Any]:
        @functools.wraps(change)
        def changing(*arguments: Any, **named: Any) -> Any:
            dies = next(numbers) == self.number
            if dies and not self.after:
                die()
            result = change(*arguments, **named)
            if dies:
                die()
            return result

        return changing


@dataclasses.dataclass(frozen=True)
class DieAtLine:
    """Die before the n-th line of Python that is run in some source files.

    Attributes:
        number: of the line, from 1, in the order in which lines are run.
        files: the sources.
    """

    number: int
    files: frozenset[str]

    def install(self) -> None:
        lines = itertools.count(1)

        def trace(frame: FrameType, event: str, _argument: object) -> Any:
            if frame.f_code.co_filename not in self.files:
                return None
            if event == "line" and next(lines) == self.number:
                die()
            return trace

        sys.settrace(trace)
        threading.settrace(trace)


@dataclasses.dataclass(frozen=True)
class SteppingClock:
    """A clock that jumps when it has been asked a number of times.

    Attributes:
        instant: what it says at first.
        jump: how far it jumps; backwards if negative.
        after: how many answers come before the jump.
    """

    instant: datetime
    jump: timedelta
    after: int

    def __call__(self) -> datetime:
        return self.instant + (self.jump if next(_asked) > self.after else timedelta(0))


_asked = itertools.count(1)
