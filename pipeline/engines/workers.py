"""Worker processes of the local runner: a run ends when one of them dies."""

import threading
from typing import Any

from apache_beam.portability import python_urns
from apache_beam.runners.portability.fn_api_runner.worker_handlers import (
    SubprocessSdkWorkerHandler,
    WorkerHandler,
)

from claimwire.errors import ClaimwireError

CHANNEL_CLOSED = "Channel closed prematurely."
"""What Beam says if a worker is gone before all that a step yields has come from it."""


class WorkerDied(ClaimwireError):
    """A worker process is gone."""


def worker_died() -> WorkerDied:
    """Say why a worker may be gone, and what helps."""
    return WorkerDied(
        "a worker process died. If the system killed it for lack of memory (see the system log), "
        "run with fewer: --direct_num_workers."
    )


@WorkerHandler.register_environment(python_urns.SUBPROCESS_SDK, bytes)
class Worker(SubprocessSdkWorkerHandler):
    """Beam's handle on a worker process, whose death fails what was asked of it.

    Beam waits for ever for the answer of a worker that has died after, or without, yielding all
    elements of a bundle.
    """

    def start_worker(self) -> None:
        """Start the process, and watch it."""
        super().start_worker()
        threading.Thread(target=self._fail_with_it, name="watch_worker", daemon=True).start()

    def _fail_with_it(self) -> None:
        self.worker_thread.join()
        connection, died = self.control_conn, worker_died()
        push = connection.push

        def push_in_vain(request: Any) -> Any:
            answer = push(request)
            connection.abort(died)
            return answer

        # First what is asked from now on: nothing may come between. At the end of a run nothing
        # is asked any more, and nothing waits for an answer.
        connection.push = push_in_vain
        connection.abort(died)
