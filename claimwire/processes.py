"""Processes of this machine that share the work of reading."""

import sys

from claimwire.errors import ClaimwireError

START_METHOD = "fork" if sys.platform == "linux" else "spawn"
"""A forked process shares what was loaded before; elsewhere than on Linux the system's own
libraries may not survive it, so each process loads everything for itself."""


class ProcessDied(ClaimwireError):
    """A process that worked on elements is gone."""
