"""A web server on loopback that plays whatever a test writes down, byte by byte."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import NamedTuple

import pytest

from claimwire.web import politeness, robots
from claimwire.web.fetch_options import WebOptions
from claimwire.web.interface import Answer, FetchError
from claimwire.web.polite_client import PoliteWeb
from tests.fakes.virtual_time import VirtualTime, make_virtual

Play = Callable[[asyncio.StreamWriter], Awaitable[None]]


class Seen(NamedTuple):
    path: str
    headers: dict[str, str]


class Site:
    """The server; ``requests`` and ``connections`` tell what happened to it.

    ``greeting`` is sent as a connection opens, before any request.
    """

    def __init__(self) -> None:
        self.requests: list[Seen] = []
        self.connections = 0
        self.greeting = b""
        self._plays: dict[str, list[bytes | Play]] = {}
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        starting = asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(starting, self._loop).result(5)
        self.port = self._server.sockets[0].getsockname()[1]

    def play(self, path: str, *answers: bytes | Play) -> str:
        """Give these answers to requests of a path, the last one for ever. Answers the URL."""
        self._plays[path] = list(answers)
        return self.url(path)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self) -> list[str]:
        return [request.path for request in self.requests]

    def stop(self) -> None:
        async def close() -> None:
            self._server.close()
            current = asyncio.current_task()
            tasks = [task for task in asyncio.all_tasks() if task is not current]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for writer in self._writers:
                writer.close()

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        writer.write(self.greeting)
        try:
            while not writer.is_closing():
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                first, *lines = head.strip().split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in lines)
                path = first.split(" ")[1]
                self.requests.append(Seen(path, headers))
                await self._answer(path, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            self._writers.discard(writer)

    async def _answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        answers = self._plays.get(path, [http(404)])
        play = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(play, bytes):
            writer.write(play)
            await writer.drain()
        else:
            await play(writer)
            writer.close()


def http(status: int = 200, body: bytes = b"", *headers: str) -> bytes:
    """Write an answer of HTTP/1.1; a Content-Length is added unless given."""
    lines = [f"HTTP/1.1 {status} Whatever", *headers]
    if not any(line.lower().startswith("content-length") for line in lines):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def redirect(status: int, location: str) -> bytes:
    return http(status, b"elsewhere", f"Location: {location}")


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    yield server
    server.stop()


@pytest.fixture
def other_site() -> Iterator[Site]:
    server = Site()
    yield server
    server.stop()


@pytest.fixture(name="http")
def http_fixture() -> Callable[..., bytes]:
    return http


@pytest.fixture(name="redirect")
def redirect_fixture() -> Callable[[int, str], bytes]:
    return redirect


@pytest.fixture
def virtual_time(monkeypatch: pytest.MonkeyPatch) -> VirtualTime:
    """A clock of which pauses, gaps and time-outs are seconds that pass at once."""
    return make_virtual(monkeypatch)


@pytest.fixture(autouse=True)
def fresh_process_state() -> Iterator[None]:
    politeness.SHARED.clear()
    robots.SHARED.clear()
    yield
    politeness.SHARED.clear()
    robots.SHARED.clear()


LOOPBACK = WebOptions(allow_private_addresses=True, gap_s=0, total_timeout_s=5)


@pytest.fixture
def loopback() -> WebOptions:
    """Options that suit a server on loopback."""
    return LOOPBACK


@pytest.fixture
def fetch() -> Callable[..., Answer]:
    """Fetch one URL; the errors are raised."""

    def fetch_one(
        url: str, options: WebOptions = LOOPBACK, max_bytes: int = 100_000, **arguments: object
    ) -> Answer:
        async def work(ask, item):
            return await ask(item, max_bytes=max_bytes, **arguments)

        [answer] = PoliteWeb(options).each(work, [url])
        return answer

    return fetch_one


@pytest.fixture
def failure(fetch) -> Callable[..., FetchError]:
    """Fetch one URL that has no answer."""

    def fail(*arguments: object, **named: object) -> FetchError:
        with pytest.raises(FetchError) as raised:
            fetch(*arguments, **named)
        return raised.value

    return fail
