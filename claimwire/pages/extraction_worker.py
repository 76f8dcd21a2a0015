"""The parent's side of the extraction process: sends pages, receives results, kills on time-out."""

import contextlib
import os
import selectors
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from claimwire.pages import child_protocol
from claimwire.pages.extracted import Extracted, ExtractionFailed, ExtractionTimeout

TIMEOUT_S = 20.0
"""Default time limit for one page, in seconds."""

PAGES_PER_PROCESS = 500
"""Default number of pages after which the process is replaced."""

_ROOT = Path(__file__).resolve().parents[2]
_CHUNK = 1 << 16
_LARGEST_ANSWER = 1 << 28
_GRACE_S = 5.0


class ExtractionWorker:
    """Extracts pages in a process that can be killed; restarts it when needed.

    Thread-safe: threads take turns. The process does not inherit the memory of this one: it is
    spawned, not forked, with the same interpreter.

    Args:
        timeout_s: time limit for one page, in seconds.
        start_timeout_s: time limit for the start of the process, in seconds.
        pages_per_process: number of pages after which the process is replaced, as the libraries
            leak about a megabyte per page (adbar/trafilatura issue 216).
        memory_bytes: limit on the process's address space, in bytes.
        module: the module that the process runs; tests replace it.
    """

    def __init__(
        self,
        *,
        timeout_s: float = TIMEOUT_S,
        start_timeout_s: float = 120.0,
        pages_per_process: int = PAGES_PER_PROCESS,
        memory_bytes: int = 2 << 30,
        module: str = "claimwire.pages.extraction_child",
    ) -> None:
        self._timeout_s = timeout_s
        self._start_timeout_s = start_timeout_s
        self._pages_per_process = pages_per_process
        self._memory_bytes = memory_bytes
        self._module = module
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._pages = 0

    def extract(
        self, body: bytes, *, url: str, content_type: str | None, latest: date
    ) -> Extracted:
        """Extract the article of a page. The arguments are those of ``extraction.extract``.

        Raises:
            ExtractionTimeout: if the page takes too long.
            ExtractionFailed: if the process fails on the page, or dies.
        """
        header = {"url": url, "content_type": content_type, "latest": latest.isoformat()}
        with self._lock:
            process = self._running()
            answer = self._exchange(process, child_protocol.pack(header, body), self._timeout_s)
            self._pages += 1
            if answer.get("last") or self._pages >= self._pages_per_process:
                self._stop()
        if "failed" in answer:
            raise ExtractionFailed(answer["failed"])
        return Extracted.from_fields(answer["extracted"])

    def close(self) -> None:
        """End the process. The worker can be used again afterwards."""
        with self._lock:
            self._stop()

    def __enter__(self) -> "ExtractionWorker":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._stop()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by _stop
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, this code
            # -P: nothing is imported from the current folder.
            [sys.executable, "-P", "-m", self._module, *self._limits()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            bufsize=0,
            env=_environment(),
        )
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            os.set_blocking(pipe.fileno(), False)
        self._exchange(self._process, b"", self._start_timeout_s)
        return self._process

    def _limits(self) -> tuple[str, str]:
        return str(self._timeout_s + _GRACE_S), str(self._memory_bytes)

    def _stop(self) -> None:
        if self._process is not None:
            # It has nothing to save, and it may not react to a request to end.
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
        if self._errors is not None:
            self._errors.close()
        self._process, self._errors, self._pages = None, None, 0

    def _exchange(
        self, process: "subprocess.Popen[bytes]", request: bytes, timeout_s: float
    ) -> dict[str, Any]:
        """Send a request and return the response; any failure ends the process."""
        try:
            answer, _ = child_protocol.unpack(_converse(process, request, timeout_s))
        except TimeoutError:
            self._stop()
            raise ExtractionTimeout(f"no answer within {timeout_s:g} seconds") from None
        except (OSError, EOFError, ValueError) as error:
            reason = self._reason_of_death(process, error)
            self._stop()
            raise ExtractionFailed(reason) from error
        return answer

    def _reason_of_death(self, process: "subprocess.Popen[bytes]", error: Exception) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_S)
        said = b""
        if self._errors is not None:
            self._errors.seek(0)
            said = self._errors.read()[-300:]
        words = said.decode("utf-8", "replace").strip().splitlines()[-1:] or [str(error)]
        return f"the extraction process ended with status {process.returncode}: {words[0]}"


def _converse(process: "subprocess.Popen[bytes]", request: bytes, timeout_s: float) -> bytes:
    """Write a request and read the response at the same time, since either pipe may be full.

    Raises:
        TimeoutError: if the response is not complete in time.
        EOFError: if the process closes its end.
        OSError: if a pipe breaks.
        ValueError: if the response declares an absurd length.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    deadline = time.monotonic() + timeout_s
    unsent, answer, size = memoryview(request), bytearray(), child_protocol.LENGTHS_SIZE
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        if unsent:
            selector.register(process.stdin, selectors.EVENT_WRITE)
        while len(answer) < size:
            remaining = deadline - time.monotonic()
            ready = selector.select(remaining) if remaining > 0 else []
            if not ready:
                raise TimeoutError
            for key, events in ready:
                if events & selectors.EVENT_WRITE:
                    unsent = unsent[os.write(key.fd, unsent[:_CHUNK]) :]
                    if not unsent:
                        selector.unregister(process.stdin)
                    continue
                received = os.read(key.fd, _CHUNK)
                if not received:
                    raise EOFError("it closed its output")
                answer += received
            if len(answer) >= child_protocol.LENGTHS_SIZE:
                size = child_protocol.frame_size(answer)
                if size > _LARGEST_ANSWER:
                    raise ValueError(f"its answer claims {size} bytes")
    return bytes(answer)


def _environment() -> dict[str, str]:
    """Return the environment of the process: this code's path, one thread, no randomness."""
    path = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(_ROOT), *([path] if path else [])]),
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
