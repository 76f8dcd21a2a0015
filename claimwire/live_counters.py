"""Live counters, sent from workers to the launcher on the same machine.

Beam reports a bundle's counters when the bundle ends, and the longest bundles of a scheduled run
last as long as the reading of all its articles. So each count is also written to a named pipe,
whose path the workers inherit in their environment. Sending never blocks a worker and never fails
it, whether or not the launcher reads the pipe.
"""

import contextlib
import os
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

PIPE = "CLAIMWIRE_COUNTS"
"""The environment variable that holds the pipe's path; if it is unset, no counts are sent."""

_END = b"\n"


def send_count(name: str, amount: int) -> None:
    """Send an increment of a counter to the launcher, if it collects counts.

    Args:
        name: name of the counter, without white space.
        amount: the increment.
    """
    path = os.environ.get(PIPE)
    if not path:
        return
    # Without a reader, or with the pipe full, the count is lost for the display, not for the run.
    with contextlib.suppress(OSError):
        pipe = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        try:
            # A write this short is atomic, however many processes write (POSIX: PIPE_BUF).
            os.write(pipe, f"{name} {amount}\n".encode())
        finally:
            os.close(pipe)


@contextlib.contextmanager
def collect_counts(counts: Counter[str]) -> Iterator[None]:
    """Collect the counts that this process and the processes it starts meanwhile send.

    Args:
        counts: a background thread adds the counts to it, so copy it before reading it. After
            this context it holds all counts that were sent.

    Raises:
        OSError: if the named pipe cannot be made.
    """
    with tempfile.TemporaryDirectory(prefix="claimwire-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, "counts")
        os.mkfifo(path, 0o600)
        # Open for writing as well, or reading would end whenever no worker has the pipe open.
        pipe = os.open(path, os.O_RDWR)
        with open(pipe, "rb") as lines:  # noqa: PTH123 - a descriptor is no path
            reader = threading.Thread(target=_add_counts, args=(lines, counts), daemon=True)
            reader.start()
            os.environ[PIPE] = str(path)
            try:
                yield
            finally:
                os.environ.pop(PIPE, None)
                if reader.is_alive():
                    os.write(pipe, _END)
                reader.join()


def _add_counts(lines: Iterable[bytes], counts: Counter[str]) -> None:
    for line in lines:
        if line == _END:
            return
        name, _, amount = line.decode().partition(" ")
        counts[name] += int(amount)
