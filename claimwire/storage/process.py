"""Which process holds a lease, and whether it is still there."""

import contextlib
import dataclasses
import os
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_NAMESPACE = Path("/proc/self/ns/pid")
_STATE, _STARTED = 0, 19
"""Places of a process's state and start in ``/proc/PID/stat``, counted from behind its name; see
proc(5)."""

_DEAD = frozenset("ZX")
"""States of a process that has ended and of which only the exit code is left."""


@dataclasses.dataclass(frozen=True)
class Process:
    """A process, told from all others.

    Attributes:
        machine: the boot of the machine, and the container on it: in another one the same number
            means another process.
        pid: its number.
        started: when it started, in ticks since the boot; a number is given out again.
    """

    machine: str
    pid: int
    started: int


def this_process() -> Process | None:
    """Describe the process that asks; None where the system does not tell (it needs Linux)."""
    machine, stat = _machine(), _stat(os.getpid())
    if machine is None or stat is None:
        return None
    return Process(machine, os.getpid(), int(stat[_STARTED]))


def is_gone(process: Process) -> bool:
    """Whether a process has ended for certain. Of another machine's nothing is certain."""
    if process.machine != _machine():
        return False
    try:
        # No signal is sent: this only asks.
        os.kill(process.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    stat = _stat(process.pid)
    if stat is None:
        return False
    return stat[_STATE] in _DEAD or int(stat[_STARTED]) != process.started


def _machine() -> str | None:
    try:
        return f"{_BOOT.read_text().strip()} {_NAMESPACE.readlink()}"
    except OSError:
        return None


def _stat(pid: int) -> list[str] | None:
    with contextlib.suppress(OSError):
        # The name, in parentheses, may have spaces and parentheses in it.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return None
