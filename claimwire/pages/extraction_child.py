"""The extraction process: reads pages from standard input, writes results to standard output.

It is a separate process so that a page that takes for ever, exhausts memory or crashes C code
affects that page alone. It imports as little as possible, because it is restarted after each such
page.
"""

import dataclasses
import logging
import os
import resource
import signal
import sys
from collections.abc import Callable
from datetime import date
from typing import Any, BinaryIO

from claimwire.pages import child_protocol
from claimwire.pages.extracted import Extracted, ExtractionFailed
from claimwire.pages.extraction import extract

Extract = Callable[..., Extracted]


def main(extract_page: Extract = extract) -> None:
    """Process requests until standard input ends.

    The command-line arguments are the time limit of a page in seconds, after which the process is
    killed, and the process's memory limit in bytes.
    """
    page_seconds, memory_bytes = float(sys.argv[1]), int(sys.argv[2])
    _limit_memory(memory_bytes)
    # Ctrl-C reaches every process of the terminal; this one ends when its owner closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)
    requests, answers = _claim_standard_streams()
    answers.write(child_protocol.pack({"ready": True}))
    while (request := child_protocol.read(requests)) is not None:
        answer = _answer(extract_page, *request, page_seconds)
        answers.write(child_protocol.pack(answer))
        if answer.get("last"):
            return


def _answer(
    extract_page: Extract, header: dict[str, Any], body: bytes, page_seconds: float
) -> dict[str, Any]:
    # The owner kills a process that overruns. If the owner itself is gone, the kernel does:
    # an alarm needs neither the owner nor the interpreter. (PR_SET_PDEATHSIG would not do: it
    # fires when the owner's thread ends, and runners retire idle threads.)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, page_seconds)
    try:
        extracted = extract_page(
            body,
            url=header["url"],
            content_type=header["content_type"],
            latest=date.fromisoformat(header["latest"]),
        )
        return {"extracted": dataclasses.asdict(extracted)}
    except ExtractionFailed as error:
        # After memory ran out, the process is in an unknown state.
        return {"failed": str(error), "last": isinstance(error.__cause__, MemoryError)}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _claim_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Reserve the two pipes for frames, so that a library's stray print cannot corrupt one."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def _limit_memory(memory_bytes: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (ValueError, OSError):
        # macOS has the limit but does not allow one below what is mapped already.
        logging.warning("the extraction process runs without a memory limit")


if __name__ == "__main__":
    main()
