"""Processes that run ``claimwire`` and are meant to die: forked from one that has all it needs.

Importing Beam and spaCy and loading a model takes longer than a run. The fork server of
``multiprocessing`` imports ``tests.faults.warm`` once, before Beam has started a thread; each run
is a fork of it, with the model and the knowledge in memory and nothing else.
"""

import contextlib
import dataclasses
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import claimwire.clock
import claimwire.pipeline.command_line
import claimwire.pipeline.run
import claimwire.pipeline.settings
import claimwire.pipeline.user_inputs
from claimwire.clock import Clock
from tests.faults.faults import Fault

_PATIENCE_S = 600
_ROOT = Path(__file__).resolve().parents[2]
_WARM = "tests.faults.warm"
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([_WARM])


@dataclasses.dataclass(frozen=True)
class Command:
    """One ``claimwire`` command in a process of its own.

    Attributes:
        folder: where it runs; paths among the words are relative to it, so that the manifests of
            runs in different folders can be equal.
        words: what follows ``claimwire``.
        clock: what it takes for the time of day.
        token: the random end of its run's name.
        faults: what is wrong with the process's world.
    """

    folder: Path
    words: Sequence[str]
    clock: Clock
    token: str
    faults: Sequence[Fault] = ()

    @property
    def told(self) -> str:
        """What it printed."""
        return (self.folder / "told.txt").read_text(encoding="utf-8")

    def run(self) -> int:
        """Run it to its end; see ``forked``."""
        return forked(_execute, self)

    @contextlib.contextmanager
    def running(self) -> Iterator[ForkServerProcess]:
        """Start it; kill it if it is still there at the end."""
        with _started(_execute, self) as process:
            yield process


def forked(work: Callable[..., object], *arguments: Any) -> int:
    """Call a function in a fork of its own.

    Returns:
        The exit code, or minus the number of the signal that killed it.
    """
    with _started(work, *arguments) as process:
        process.join(_PATIENCE_S)
        # Asked before the process is killed for being late, which is no death that was meant.
        code = process.exitcode
    assert code is not None, f"still running after {_PATIENCE_S} s"
    return code


@contextlib.contextmanager
def _started(work: Callable[..., object], *arguments: Any) -> Iterator[ForkServerProcess]:
    process = _forks.Process(target=work, args=arguments)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def _execute(command: Command) -> None:
    assert _WARM in sys.modules, "the fork server could not import it: start pytest in the root"
    # Its workers belong to its group, and find what faults are made of.
    os.setpgid(0, 0)
    os.environ["PYTHONPATH"] = str(_ROOT)
    os.chdir(command.folder)
    with Path("told.txt").open("wb") as told:
        os.dup2(told.fileno(), 1)
        os.dup2(told.fileno(), 2)
    name = claimwire.pipeline.user_inputs.run_id
    for module in (claimwire.pipeline.user_inputs, claimwire.pipeline.settings):
        module.run_id = lambda now, _token: name(now, command.token)
    claimwire.clock.system_clock = command.clock
    for fault in command.faults:
        fault.install()
    sys.exit(claimwire.pipeline.command_line.main(command.words))
