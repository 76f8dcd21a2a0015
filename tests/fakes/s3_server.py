"""Amazon S3 as moto plays it, on loopback."""

import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self

from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.moto_server.werkzeug_app import create_backend_app
from werkzeug.serving import make_server

BUCKET = "tables"

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def _backend() -> Any:
    return get_backend("s3")[DEFAULT_ACCOUNT_ID]["aws"]


class S3Server:
    """A server with one bucket.

    moto checks a condition and then acts; S3 does both in one step. So one request is served at a
    time.

    Attributes:
        careless: the methods whose conditions it passes over, as some storages do that speak as S3.
        busy: how many requests still are answered with status 409 and not done.
        lose_answers: how many requests still are done and then answered with status 503.
        fetched: bytes of the answers to GET.
    """

    def __init__(self) -> None:
        self._application: Application = create_backend_app("s3")
        self._lock = threading.Lock()
        self.careless: set[str] = set()
        self.busy = 0
        self.lose_answers = 0
        self.fetched = 0
        self._server = make_server("127.0.0.1", 0, self._serve, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.port}"

    def __enter__(self) -> Self:
        _backend().reset()
        self._thread.start()
        _backend().create_bucket(BUCKET, "us-east-1")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _serve(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method in self.careless:
            environ.pop("HTTP_IF_MATCH", None)
            environ.pop("HTTP_IF_NONE_MATCH", None)
        with self._lock:
            if self.busy:
                self.busy -= 1
                start_response("409 Conflict", [("Content-Length", "0")])
                return []
            body = list(self._application(environ, start_response))
            if self.lose_answers:
                self.lose_answers -= 1
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return []
        if method == "GET":
            self.fetched += sum(map(len, body))
        return body
