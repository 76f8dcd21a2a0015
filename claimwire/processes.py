"""Processes of this machine that share the work of reading."""

import gc
import sys

from claimwire.errors import ClaimwireError

START_METHOD = "fork" if sys.platform == "linux" else "spawn"
"""A forked process shares what was loaded before; elsewhere than on Linux the system's own
libraries may not survive it, so each process loads everything for itself."""

_OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""New objects after which Python looks for garbage; it would look after 700."""


def collect_rarely() -> None:
    """Let Python look for garbage after more objects; forked processes do the same.

    It otherwise looks through all that imports and rows have left again and again: a tenth of the
    processor time of the main process. Memory does not grow, as hardly any object is in a cycle.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


class ProcessDied(ClaimwireError):
    """A process that worked on elements is gone."""
