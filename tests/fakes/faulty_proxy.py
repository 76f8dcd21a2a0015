"""A reverse proxy on loopback that fails as told, to stand in front of a server."""

import contextlib
import dataclasses
import enum
import http.client
import itertools
import socket
import struct
import threading
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler

from tests.fakes.loopback import LoopbackServer, Quiet

_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Fault(enum.Enum):
    """What can go wrong between a client and a server."""

    TOO_MANY_REQUESTS = "429, and the server never saw the request"
    UNAVAILABLE = "503, and the server never saw the request"
    RESET = "the connection is reset before the server saw the request"
    CUT_REQUEST = "the connection is reset while the body is sent; the server saw half of it"
    LOST_ANSWER = "the server did as asked, and its answer is lost"
    CUT_ANSWER = "the connection is reset while the answer is sent"


_STATUS = {Fault.TOO_MANY_REQUESTS: 429, Fault.UNAVAILABLE: 503}


@dataclasses.dataclass(frozen=True)
class Answered:
    """A request that was passed on whole. ``sent`` counts the bytes of the answer's body."""

    method: str
    path: str
    status: int
    sent: int


class FaultyProxy(LoopbackServer):
    """Passes requests on to a server on this machine, unless a fault is due.

    Attributes:
        upstream: port of the server; set before the first request.
        answered: the requests that were passed on, in the order of their answers.
        injected: the faults so far.
    """

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.upstream = 0
        self.answered: list[Answered] = []
        self.injected: list[Fault] = []
        self._lock = threading.Lock()
        self._due: dict[str, Iterator[Fault | None]] = {}

    def fail(self, **schedule: Iterable[Fault | None]) -> None:
        """Set what happens to the next requests, by method; without any, all is well again.

        Args:
            schedule: for each method the faults of its requests from now on, in the order of
                their arrival; None passes a request on. After the last one all is well.
        """
        with self._lock:
            self._due = {method: iter(faults) for method, faults in schedule.items()}
            self.injected.clear()

    def next_fault(self, method: str) -> Fault | None:
        with self._lock:
            fault = next(self._due.get(method, iter(())), None)
            if fault:
                self.injected.append(fault)
            return fault


def every(step: int, *faults: Fault) -> Iterator[Fault | None]:
    """One request in ``step`` fails, each time with the next fault, for ever."""
    for fault in itertools.cycle(faults):
        yield fault
        yield from [None] * (step - 1)


class _Handler(Quiet, BaseHTTPRequestHandler):
    server: FaultyProxy

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        fault = self.server.next_fault(self.command)
        if fault in _STATUS:
            self._send(_STATUS[fault], [("Content-Length", "0")], b"")
        elif fault is Fault.RESET:
            self._reset()
        elif fault is Fault.CUT_REQUEST:
            self._send_half_upstream(body)
            self._reset()
        else:
            status, headers, content = self._ask(body)
            if fault is Fault.LOST_ANSWER:
                self._reset()
            elif fault is Fault.CUT_ANSWER:
                self._send(status, headers, content[: len(content) // 2])
                self._reset()
            else:
                self.server.answered.append(Answered(self.command, self.path, status, len(content)))
                self._send(status, headers, content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _pass_on  # noqa: N815

    def _ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        server = http.client.HTTPConnection("127.0.0.1", self.server.upstream, timeout=30)
        with contextlib.closing(server):
            server.request(self.command, self.path, body, dict(self.headers.items()))
            answer = server.getresponse()
            content = answer.read()
        headers = [each for each in answer.getheaders() if each[0].lower() not in _HOP_BY_HOP]
        return answer.status, [*headers, ("Content-Length", str(len(content)))], content

    def _send_half_upstream(self, body: bytes) -> None:
        with socket.create_connection(("127.0.0.1", self.server.upstream)) as server:
            head = f"{self.command} {self.path} HTTP/1.1\r\n{self.headers}".encode()
            server.sendall(head + body[: len(body) // 2])

    def _send(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _reset(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.flush()
            # Closing a socket that lingers for no time sends a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
