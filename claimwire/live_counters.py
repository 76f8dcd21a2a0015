"""Counts that leave the workers while they work, for whoever watches a run on this machine.

Beam tells a bundle's counters when the bundle is over, and the longest bundles of a scheduled run
last as long as the reading of all its articles. So each count is also written to a named pipe,
whose path the workers inherit with their environment. A worker neither waits for who listens nor
fails for want of it.
"""

import contextlib
import os
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

PIPE = "CLAIMWIRE_COUNTS"
"""The environment variable that holds the pipe's path; counts go nowhere without it."""

_END = b"\n"


def tell(name: str, amount: int) -> None:
    """Write a count to the pipe, if there is one.

    Args:
        name: of the counter; without white space.
        amount: what is added to it.
    """
    path = os.environ.get(PIPE)
    if not path:
        return
    # Nobody listens, or not fast enough: the count is lost for who watches, not for the run.
    with contextlib.suppress(OSError):
        pipe = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        try:
            # So short a write is whole or not at all, whoever else writes (POSIX: PIPE_BUF).
            os.write(pipe, f"{name} {amount}\n".encode())
        finally:
            os.close(pipe)


@contextlib.contextmanager
def listening(heard: Counter[str]) -> Iterator[None]:
    """Hear what is told by this process and by those that it starts meanwhile.

    Args:
        heard: is added to, by a thread, so copy it to look at it; after this context it has all
            that was told.

    Raises:
        OSError: if there can be no named pipe.
    """
    with tempfile.TemporaryDirectory(prefix="claimwire-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, "counts")
        os.mkfifo(path, 0o600)
        # Open for writing as well, or it would end whenever no worker has it open.
        pipe = os.open(path, os.O_RDWR)
        with open(pipe, "rb") as lines:  # noqa: PTH123 - a descriptor is no path
            listener = threading.Thread(target=_hear, args=(lines, heard), daemon=True)
            listener.start()
            os.environ[PIPE] = str(path)
            try:
                yield
            finally:
                os.environ.pop(PIPE, None)
                if listener.is_alive():
                    os.write(pipe, _END)
                listener.join()


def _hear(lines: Iterable[bytes], heard: Counter[str]) -> None:
    for line in lines:
        if line == _END:
            return
        name, _, amount = line.decode().partition(" ")
        heard[name] += int(amount)
