"""The part of the Cloud Storage JSON API that the tables need, on loopback.

It keeps generations and honours ``ifGenerationMatch``, in deletions too, which no emulator does.
That it behaves like one otherwise is tested by holding both to the same promises.
"""

import email.parser
import email.policy
import itertools
import json
import re
import threading
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.fakes.loopback import LoopbackServer, Quiet

BUCKET = "tables"

_OBJECT = re.compile(r"(?:/download)?/storage/v1/b/([^/]+)/o/(.+)")
_OBJECTS = re.compile(r"(?:/upload)?/storage/v1/b/([^/]+)/o")
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


class GcsServer(LoopbackServer):
    """One bucket named ``BUCKET``.

    Attributes:
        objects: content and generation by name.
        lose_answers: how many of the next uploads and deletions are done but answered with 503.
        fetched: bytes of content sent so far.
    """

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.objects: dict[str, tuple[bytes, int]] = {}
        self.generations = itertools.count(1_700_000_000_000_000)
        self.lock = threading.Lock()
        self.lose_answers = 0
        self.fetched = 0


class _Handler(Quiet, BaseHTTPRequestHandler):
    server: GcsServer

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if found := _OBJECT.fullmatch(url.path):
            name = unquote(found[2])
            if found[1] != BUCKET or name not in self.server.objects:
                self._answer(404, _error(f"No such object: {found[1]}/{name}"))
            elif query.get("alt") == "media":
                self._send_content(self.server.objects[name][0])
            else:
                self._answer(200, self._metadata(name))
        elif found := _OBJECTS.fullmatch(url.path):
            names = sorted(n for n in self.server.objects if n.startswith(query.get("prefix", "")))
            self._answer(200, {"items": [self._metadata(name) for name in names]})
        else:
            self._answer(404, _error("not played"))

    def do_POST(self) -> None:
        found = _OBJECTS.fullmatch(urlsplit(self.path).path)
        body = self.rfile.read(int(self.headers["content-length"]))
        if not found or found[1] != BUCKET:
            self._answer(404, _error("The specified bucket does not exist."))
            return
        head = b"Content-Type: " + self.headers["content-type"].encode() + b"\r\n\r\n"
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
        metadata, content = message.iter_parts()
        name = json.loads(metadata.get_payload(decode=True))["name"]
        with self.server.lock:
            if not self._allowed(name):
                self._answer(412, _error("conditionNotMet"))
                return
            data = content.get_payload(decode=True)
            self.server.objects[name] = (data, next(self.server.generations))
            self._answer_unless_lost(200, self._metadata(name))

    def do_DELETE(self) -> None:
        found = _OBJECT.fullmatch(urlsplit(self.path).path)
        name = unquote(found[2]) if found else ""
        with self.server.lock:
            if name not in self.server.objects:
                self._answer(404, _error(f"No such object: {name}"))
            elif not self._allowed(name):
                self._answer(412, _error("conditionNotMet"))
            else:
                del self.server.objects[name]
                self._answer_unless_lost(204, None)

    def _allowed(self, name: str) -> bool:
        wanted = parse_qs(urlsplit(self.path).query).get("ifGenerationMatch")
        generation = self.server.objects[name][1] if name in self.server.objects else 0
        return wanted is None or int(wanted[0]) == generation

    def _metadata(self, name: str) -> dict[str, Any]:
        data, generation = self.server.objects[name]
        return {
            "kind": "storage#object",
            "bucket": BUCKET,
            "name": name,
            "size": str(len(data)),
            "generation": str(generation),
        }

    def _send_content(self, data: bytes) -> None:
        found = _RANGE.fullmatch(self.headers.get("range", ""))
        if not found:
            self._answer(200, data)
            return
        first = int(found[1])
        last = min(int(found[2] or len(data) - 1), len(data) - 1)
        if first > last:
            self._answer(416, _error("range not satisfiable"))
        else:
            part = data[first : last + 1]
            self._answer(206, part, {"Content-Range": f"bytes {first}-{last}/{len(data)}"})

    def _answer_unless_lost(self, status: int, body: Any) -> None:
        if self.server.lose_answers:
            self.server.lose_answers -= 1
            self._answer(503, _error("backend error"))
        else:
            self._answer(status, body)

    def _answer(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        content = body if isinstance(body, bytes) else b"" if body is None else _json(body)
        if isinstance(body, bytes):
            self.server.fetched += len(body)
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def _error(message: str) -> dict[str, Any]:
    return {"error": {"code": 0, "message": message}}


def _json(body: Any) -> bytes:
    return json.dumps(body).encode()
