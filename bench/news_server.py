"""A process that serves made-up news on loopback, so that benchmarks need no outside network."""

import asyncio
import contextlib
import functools
import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

from bench import news, stories_templates

PER_FEED = 100
"""Articles in a feed."""

PER_LOAD_FEED = 20
"""Articles in a feed of the load test."""

_TAG = '"unchanged"'


@contextlib.contextmanager
def serve() -> Iterator[str]:
    """Serve made-up articles of any number; yield the address of the site.

    ``/article/N.html`` is an article, ``/feed/N.xml`` is the feed of a hundred of them, and
    ``/load/N.xml`` a feed of twenty, each second of which is a report made from a template, and
    ``/small/N.xml`` a feed of two, which answers 304 to clients that have it. The process takes
    part of the machine, as it does for whatever is compared.
    """
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_run, args=(there,), daemon=True)
    process.start()
    there.close()
    try:
        yield f"http://127.0.0.1:{here.recv()}"
    finally:
        process.kill()
        process.join()


def _run(parent: Connection) -> None:
    asyncio.run(_serve(parent))


async def _serve(parent: Connection) -> None:
    server = await asyncio.start_server(_answer_all, "127.0.0.1", 0, backlog=1024)
    parent.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def _answer_all(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
        while head := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
            writer.write(_answer(head))
            await writer.drain()
    writer.close()


def _answer(head: str) -> bytes:
    path = head.split(" ", 2)[1]
    base = "http://" + head.lower().partition("\r\nhost:")[2].partition("\r\n")[0].strip()
    if path.startswith("/small/") and _TAG in head:
        return f"HTTP/1.1 304 Not Modified\r\nETag: {_TAG}\r\n\r\n".encode()
    found = _body(path, base)
    if found is None:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    media_type, body = found
    lines = ("HTTP/1.1 200 OK", f"Content-Type: {media_type}", f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, f"ETag: {_TAG}", "", "")).encode() + body


_PAGE, _FEED = "text/html; charset=utf-8", "application/rss+xml"


@functools.lru_cache(maxsize=10_000)
def _body(path: str, base: str) -> tuple[str, bytes] | None:
    folder, _, name = path.strip("/").partition("/")
    number = name.partition(".")[0]
    if folder not in _WRITE or not number.isdecimal():
        return None
    media_type, write = _WRITE[folder]
    return media_type, write(int(number), base)


def _report(number: int, base: str) -> bytes:
    return news.page(number, base, written=stories_templates.report(number))


def _large_feed(number: int, base: str) -> bytes:
    return news.feed(range(number * PER_FEED, (number + 1) * PER_FEED), base)


def _load_feed(number: int, base: str) -> bytes:
    articles = range(number * PER_LOAD_FEED, (number + 1) * PER_LOAD_FEED)
    return news.feed(articles, base, folders=("article", "report"))


def _small_feed(number: int, base: str) -> bytes:
    return news.feed(range(number, number + 2), base)


_WRITE: dict[str, tuple[str, Callable[[int, str], bytes]]] = {
    "article": (_PAGE, news.page),
    "report": (_PAGE, _report),
    "feed": (_FEED, _large_feed),
    "load": (_FEED, _load_feed),
    "small": (_FEED, _small_feed),
}
