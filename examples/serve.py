"""A small news web on loopback: the outlets of ``examples/site``, each on its own port.

Or each under its name, such as ``http://horn-ledger.example``, for clients of a proxy: the site
itself is that proxy, so that no name has to be known to the machine.

The standard library is all it needs. On the command line::

    python -m examples.serve --feeds-out feeds.toml
    python -m examples.serve --feeds-out feeds.toml -- claimwire run --feeds feeds.toml ...

The second form serves the site under names while the command runs, and ends as the command ended.
In tests::

    with serve() as site:
        site.write_feed_list(tmp_path / "feeds.toml")
        ...
        site.replace("horn-ledger/feed.xml", changed_text)
        assert ("horn-ledger", "GET", "/feed.xml", 200) in site.requests
"""

import argparse
import contextlib
import email.utils
import gzip
import hashlib
import os
import re
import signal
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

HERE = Path(__file__).resolve().parent
SITE = HERE / "site"
FEED_LIST = HERE / "feeds.toml"
FIRST_PORT = 8460
DOMAIN = ".example"
"""Ends the names of outlets; reserved for examples (RFC 2606)."""

_NEVER_PROXIED = "localhost,127.0.0.1,169.254.169.254,metadata.google.internal"
"""Hosts that a command may ask beside the site: emulators, and the metadata service of a cloud."""

CONTENT_TYPES = {
    "atom.xml": "application/atom+xml",
    "bulletin.xml": "text/xml",
    "feed.xml": "application/rss+xml",
    "rdf.xml": "application/rdf+xml",
    ".css": "text/css",
    ".htm": "text/html",
    ".html": "text/html",
    ".json": "application/feed+json",
    ".rss": "application/rss+xml",
    ".txt": "text/plain",
}
"""Media types by file name, else by suffix."""


class Request(NamedTuple):
    """A request with its response's status. ``path`` is as requested, with its query."""

    outlet: str
    method: str
    path: str
    status: int


@dataclass(frozen=True)
class Outlet:
    """One table of ``site.toml``, which says what the fields mean."""

    name: str
    folder: Path
    charset: str = "utf-8"
    gzip: tuple[str, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)


class Content(NamedTuple):
    """A file as it is stored, or what stands in for it. ``modified``: UTC, whole seconds."""

    body: bytes
    modified: datetime


class Representation(NamedTuple):
    """A body as it is sent to one client, and the headers that describe it."""

    body: bytes
    headers: Mapping[str, str]


@dataclass
class Site:
    """A site that is being served.

    Attributes:
        bases: the address of each outlet, without a slash at the end.
        proxy: the address of the proxy that knows the outlets by name; "" if they have ports.
        requests: the requests so far, in order.
    """

    outlets: Mapping[str, Outlet]
    bases: dict[str, str] = field(default_factory=dict)
    proxy: str = ""
    requests: list[Request] = field(default_factory=list)
    _replaced: dict[Path, Content] = field(default_factory=dict)

    def replace(self, path: str, content: str | bytes) -> None:
        """Serve ``content`` in place of a file from now on; the file itself stays as it is.

        Args:
            path: outlet and file, such as ``horn-ledger/feed.xml``; the file need not exist.
            content: tokens such as ``{{horn-ledger}}`` are filled in. A ``str`` is encoded in
                the outlet's charset.

        Raises:
            KeyError: if there is no such outlet.
        """
        outlet = self.outlets[path.split("/", 1)[0]]
        body = content.encode(outlet.charset) if isinstance(content, str) else content
        file = (outlet.folder.parent / path).resolve()
        modified = datetime.now(UTC).replace(microsecond=0)
        with contextlib.suppress(FileNotFoundError):
            # The header has whole seconds: a quick change would look like no change.
            modified = max(modified, self._read(file).modified + timedelta(seconds=1))
        self._replaced[file] = Content(body, modified)

    def url(self, path: str) -> str:
        """The address of an outlet's path, such as ``horn-ledger/feed.xml``."""
        outlet, _, rest = path.partition("/")
        return f"{self.bases[outlet]}/{rest}"

    def restore(self) -> None:
        """Serve all files as they are on disk again."""
        self._replaced.clear()

    def environment(self) -> dict[str, str]:
        """Return the variables by which a client finds the proxy; none if there is no proxy."""
        if not self.proxy:
            return {}
        given = os.environ.get("no_proxy") or os.environ.get("NO_PROXY", "")
        unproxied = f"{given},{_NEVER_PROXIED}" if given else _NEVER_PROXIED
        return {"http_proxy": self.proxy, "no_proxy": unproxied}

    def write_feed_list(self, path: Path | str) -> None:
        """Write the feed list for this site to ``path``."""
        Path(path).write_text(render_feed_list(self.bases), encoding="utf-8")

    def represent(self, outlet: Outlet, path: str, accept_encoding: str) -> Representation:
        """Return the body and headers that a client gets for the path of a URL, without query.

        Raises:
            FileNotFoundError: if there is no such file.
        """
        file = self._locate(outlet, path)
        content = self._read(file)
        body = fill_in(content.body, self.bases)
        tag = hashlib.sha256(body).hexdigest()[:20]
        media_type = CONTENT_TYPES.get(file.name) or CONTENT_TYPES.get(file.suffix, "text/html")
        headers = {
            "Content-Type": f"{media_type}; charset={outlet.charset}",
            "Last-Modified": email.utils.format_datetime(content.modified, usegmt=True),
            # Caches have to revalidate.
            "Cache-Control": "no-cache",
        }
        if path in outlet.gzip:
            headers["Vary"] = "Accept-Encoding"
            if accepts_gzip(accept_encoding):
                headers["Content-Encoding"] = "gzip"
                # A strong validator names bytes: each encoding has its own (RFC 9110, 8.8.3.3).
                body, tag = gzip.compress(body, mtime=0), f"{tag}-gzip"
        return Representation(body, {**headers, "ETag": f'"{tag}"'})

    def _locate(self, outlet: Outlet, path: str) -> Path:
        name = unquote(path).lstrip("/")
        if "\0" in name:
            raise FileNotFoundError(path)
        endings = ("index.html", "index.htm") if name.endswith("/") or not name else ("", ".html")
        for ending in endings:
            file = (outlet.folder / (name + ending)).resolve()
            if file.is_relative_to(outlet.folder) and (file in self._replaced or file.is_file()):
                return file
        raise FileNotFoundError(path)

    def _read(self, file: Path) -> Content:
        if file in self._replaced:
            return self._replaced[file]
        modified = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
        return Content(file.read_bytes(), modified)


@contextlib.contextmanager
def serve(folder: Path | str = SITE, ports: Sequence[int] | None = None) -> Iterator[Site]:
    """Serve a site on 127.0.0.1 for as long as the context lasts.

    Args:
        folder: has ``site.toml`` and a folder for each outlet.
        ports: one for each outlet, in the order of ``site.toml``; any free ones if None.

    Raises:
        ValueError: if the number of ports is not that of the outlets.
        OSError: if a port is taken.
    """
    outlets = read_outlets(Path(folder))
    ports = [0] * len(outlets) if ports is None else ports
    site = Site({outlet.name: outlet for outlet in outlets})
    with contextlib.ExitStack() as running:
        servers = []
        for outlet, port in zip(outlets, ports, strict=True):
            server = running.enter_context(_Server(("127.0.0.1", port), _Handler))
            server.site, server.outlet = site, outlet
            site.bases[outlet.name] = f"http://127.0.0.1:{server.server_port}"
            servers.append(server)
        # Pages link to other outlets, so all addresses must be known before the first response.
        for server in servers:
            _start(server, running)
        yield site


@contextlib.contextmanager
def serve_by_name(folder: Path | str = SITE) -> Iterator[Site]:
    """Serve a site under the names of its outlets, for as long as the context lasts.

    Args:
        folder: as for ``serve``.
    """
    outlets = read_outlets(Path(folder))
    site = Site({outlet.name: outlet for outlet in outlets})
    site.bases = {outlet.name: f"http://{outlet.name}{DOMAIN}" for outlet in outlets}
    with contextlib.ExitStack() as running:
        server = running.enter_context(_Server(("127.0.0.1", 0), _Handler))
        server.site, server.outlet = site, None
        site.proxy = f"http://127.0.0.1:{server.server_port}"
        _start(server, running)
        yield site


def _start(server: "_Server", running: contextlib.ExitStack) -> None:
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    )
    thread.start()
    running.callback(thread.join)
    running.callback(server.shutdown)


def read_outlets(folder: Path) -> list[Outlet]:
    """Read ``site.toml``."""
    folder = folder.resolve()
    tables = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
    return [
        Outlet(
            name=name,
            folder=folder / name,
            charset=table.get("charset", "utf-8"),
            gzip=tuple(table.get("gzip", ())),
            redirects=table.get("redirects", {}),
        )
        for name, table in tables.items()
    ]


def render_feed_list(bases: Mapping[str, str]) -> str:
    """Return the demonstration's feed list (TOML) for outlets at these addresses."""
    return fill_in(FEED_LIST.read_bytes(), bases).decode()


def fill_in(content: bytes, bases: Mapping[str, str]) -> bytes:
    """Replace ``{{outlet}}`` by the outlet's address. Any charset that extends ASCII will do.

    Raises:
        KeyError: if there is no such outlet.
    """
    return re.sub(rb"\{\{([a-z-]+)\}\}", lambda found: bases[found[1].decode()].encode(), content)


def accepts_gzip(accept_encoding: str) -> bool:
    """Return whether the header's value allows gzip (RFC 9110, 12.5.3)."""
    weights = {}
    for part in accept_encoding.lower().split(","):
        coding, _, weight = part.partition(";")
        weights[coding.strip()] = weight.replace(" ", "")
    weight = weights.get("gzip", weights.get("*", "q=0"))
    return re.fullmatch(r"q=0(\.0*)?", weight) is None


def is_unchanged(asked: Message | Mapping[str, str], current: Mapping[str, str]) -> bool:
    """Return whether a request with these headers may get a 304 response.

    Args:
        asked: the request's headers; If-None-Match, where given, decides alone
            (RFC 9110, 13.2.2).
        current: the headers that a full response would have.
    """
    if "If-None-Match" in asked:
        known = {tag.strip().removeprefix("W/") for tag in asked["If-None-Match"].split(",")}
        return current["ETag"] in known or "*" in known
    read = email.utils.parsedate_to_datetime
    try:
        return read(current["Last-Modified"]) <= read(asked.get("If-Modified-Since", ""))
    except (TypeError, ValueError):  # a malformed date, or one without a time zone
        return False


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    site: Site
    outlet: Outlet | None

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):  # the client has gone
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds that an idle connection is kept
    server_version = "claimwire-example"
    # Headers and body are two writes; without this the second waits for the client's ACK.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        site, outlet = self.server.site, self._outlet()
        if outlet is None:
            self._answer(HTTPStatus.BAD_GATEWAY, {"Content-Type": "text/plain"}, b"no such outlet")
            return
        path = self._target().partition("?")[0]
        if path in outlet.redirects:
            target = site.bases[outlet.name] + outlet.redirects[path]
            self._answer(HTTPStatus.MOVED_PERMANENTLY, {"Location": target})
            return
        try:
            body, headers = site.represent(outlet, path, self.headers.get("Accept-Encoding", ""))
        except FileNotFoundError:
            text = {"Content-Type": "text/html; charset=utf-8"}
            self._answer(HTTPStatus.NOT_FOUND, text, b"<title>Not found</title><h1>Not found</h1>")
            return
        if is_unchanged(self.headers, headers):
            kept = ("ETag", "Last-Modified", "Cache-Control", "Vary")
            self._answer(
                HTTPStatus.NOT_MODIFIED, {name: headers[name] for name in kept if name in headers}
            )
            return
        self._answer(HTTPStatus.OK, headers, body)

    def _outlet(self) -> Outlet | None:
        """Return the outlet of this port, or of the name in the address (RFC 9112, 3.2.2)."""
        if self.server.outlet is not None:
            return self.server.outlet
        host = urlsplit(self.path).hostname or ""
        return self.server.site.outlets.get(host.removesuffix(DOMAIN))

    def _target(self) -> str:
        """Return path and query; a proxy is asked for whole addresses."""
        parts = urlsplit(self.path)
        return (
            urlunsplit(("", "", parts.path or "/", parts.query, "")) if parts.scheme else self.path
        )

    do_HEAD = do_GET  # noqa: N815  (named after the method)

    def _answer(self, status: HTTPStatus, headers: Mapping[str, str], body: bytes = b"") -> None:
        # Recorded first, so that a client that has read the response also finds the record.
        outlet = self._outlet()
        name = "" if outlet is None else outlet.name
        record = Request(name, self.command, self._target(), int(status))
        self.server.site.requests.append(record)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (inherited)
        pass


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the site until interrupted, or while a command runs.

    Returns:
        The command's exit status; 0 when interrupted; 2 if the site cannot be served.
    """
    parser = argparse.ArgumentParser(
        prog="python -m examples.serve", description="Serve the example news site on loopback."
    )
    parser.add_argument(
        "--port",
        type=int,
        default=FIRST_PORT,
        help="port of the first outlet, the others follow; 0 takes any free ones (%(default)s)",
    )
    parser.add_argument("--feeds-out", type=Path, metavar="FILE", help="write the feed list here")
    parser.add_argument(
        "command",
        nargs=argparse.REMAINDER,
        metavar="-- COMMAND",
        help="serve only while this command runs",
    )
    options = parser.parse_args(arguments)
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    count = len(read_outlets(SITE))
    ports = [options.port + nth if options.port else 0 for nth in range(count)]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.ExitStack() as running:
        try:
            site = running.enter_context(serve_by_name() if command else serve(SITE, ports))
        except (OSError, OverflowError) as error:
            asked = f"{options.port} to {ports[-1]}" if options.port else "any"
            print(f"Cannot listen on ports {asked}: {error}. Try another --port.", file=sys.stderr)
            return 2
        try:
            if options.feeds_out:
                site.write_feed_list(options.feeds_out)
            if command:
                environment = os.environ | site.environment()
                return subprocess.run(command, check=False, env=environment).returncode  # noqa: S603
        except OSError as error:
            print(f"The site is served, but: {error}.", file=sys.stderr)
            return 2
        except KeyboardInterrupt:
            return 128 + signal.SIGINT
        for outlet, base in site.bases.items():
            print(f"{outlet:<18} {base}/", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
