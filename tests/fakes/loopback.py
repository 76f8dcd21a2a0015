"""What the HTTP servers of tests have in common."""

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class LoopbackServer(ThreadingHTTPServer):
    """Serves on a free port of this machine until the end of the ``with`` block."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):  # the client has gone
            super().handle_error(request, client_address)


class Quiet:
    """What a handler of requests needs to keep its connections open, and to tell nobody."""

    protocol_version = "HTTP/1.1"
    # Headers and body are two writes; without this the second waits for the client's ACK.
    disable_nagle_algorithm = True

    def log_message(self, *_: Any) -> None:
        pass
