"""How many cores there are to use."""

import os
from pathlib import Path

_QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""What a container may use: microseconds of all cores, or "max", and the period they are for."""


def usable_cores(quota: Path = _QUOTA) -> int:
    """Count the cores that this process may use.

    Args:
        quota: the file of a container's quota (cgroup version 2); it may be absent.

    Returns:
        The cores that the system gives this process, or fewer if a container's quota is less. Part
        of a core is one.
    """
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    try:
        share, period = quota.read_text("ascii").split()
        return max(1, min(cores, -(-int(share) // int(period))))
    except (OSError, ValueError):
        return cores
