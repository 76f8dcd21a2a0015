"""The number of usable cores."""

import os
from pathlib import Path

_QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""A container's quota: microseconds of CPU time, or "max", per period in microseconds."""


def usable_cores(quota: Path = _QUOTA) -> int:
    """Return the number of cores that this process may use.

    Args:
        quota: the file of a container's quota (cgroup version 2); it may be absent.

    Returns:
        The number of cores that the system gives this process, or a container's quota if that is
        less, rounded up.
    """
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    try:
        share, period = quota.read_text("ascii").split()
        return max(1, min(cores, -(-int(share) // int(period))))
    except (OSError, ValueError):
        return cores
