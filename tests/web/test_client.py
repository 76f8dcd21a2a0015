import gzip
import socket
import zlib
from dataclasses import replace

import pytest

from claimwire.schemas.rejections import Reason
from claimwire.web import client

BODY = b"<rss>some news</rss>" * 10


def test_the_request_is_honest_and_the_answer_complete(site, http, fetch, loopback) -> None:
    url = site.play("/a?b=%2F", http(200, BODY, 'ETag: W/"x"', "Vary: a", "vary: b"))
    options = replace(loopback, contact_url="https://example.org/bot")
    answer = fetch(url + "#part", options, headers={"If-None-Match": '"y"'})
    assert (answer.status, answer.body) == (200, BODY)
    assert (answer.url, answer.final_url, answer.moved_to) == (url + "#part", url, None)
    assert answer.headers["etag"] == 'W/"x"'
    assert answer.headers["vary"] == "a, b"
    [seen] = site.requests
    assert seen.path == "/a?b=%2F"
    assert seen.headers["user-agent"] == "claimwire/0.1 (+https://example.org/bot)"
    assert seen.headers["accept-encoding"] == "gzip, deflate"
    assert seen.headers["if-none-match"] == '"y"'


@pytest.mark.parametrize(
    ("encoding", "encoded"),
    [("gzip", gzip.compress(BODY, mtime=0)), ("deflate", zlib.compress(BODY)), ("gzip", BODY)],
)
def test_bodies_are_decoded(site, http, fetch, encoding, encoded) -> None:
    url = site.play("/", http(200, encoded, f"Content-Encoding: {encoding}"))
    assert fetch(url).body == BODY


def test_an_answer_of_any_status_is_an_answer_without_the_error_page(site, http, fetch) -> None:
    for status in [304, 400, 403, 410, 500, 503]:
        body = b"" if status == 304 else b"broken" * 100_000
        url = site.play(f"/{status}", http(status, body, "Content-Encoding: nonsense"))
        answer = fetch(url, max_bytes=10)
        assert (answer.status, answer.body) == (status, b"")


def test_connections_are_kept_and_cookies_are_not(site, http, loopback, monkeypatch) -> None:
    from claimwire.web.polite_client import PoliteWeb

    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    url = site.play("/", http(200, BODY, "Set-Cookie: a=b"))

    async def work(ask, item):
        return (await ask(item, max_bytes=1000)).status

    one_at_a_time = replace(loopback, in_flight=1)
    assert list(PoliteWeb(one_at_a_time).each(work, [url] * 3)) == [200] * 3
    assert site.connections == 1
    assert not any("cookie" in seen.headers for seen in site.requests)


@pytest.mark.parametrize(
    "head", [["Content-Encoding: gzip"], ["Content-Encoding: gzip", "Content-Length: 99999999"]]
)
def test_a_bomb_ends_at_the_cap(site, http, failure, head) -> None:
    url = site.play("/", http(200, gzip.compress(bytes(20_000_000)), *head))
    assert failure(url).reason is Reason.TOO_LARGE


def test_a_body_is_refused_for_its_announced_length(site, http, failure) -> None:
    url = site.play("/", http(200, b"", "Content-Length: 100001"))
    error = failure(url)
    assert (error.reason, error.retryable) == (Reason.TOO_LARGE, False)


def test_an_endless_body_ends_at_the_cap(site, failure) -> None:
    async def endless(writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 10_000)
            await writer.drain()

    assert failure(site.play("/", endless)).reason is Reason.TOO_LARGE


@pytest.mark.timeout(60)
@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_dripping_answer_ends_at_the_time_out(
    site, failure, loopback, virtual_time, start
) -> None:
    async def drip(writer) -> None:
        writer.write(start)
        while True:
            writer.write(b"x" if start else b"")
            await writer.drain()
            await virtual_time.sleep(0.02)

    error = failure(site.play("/", drip), replace(loopback, total_timeout_s=0.3))
    assert (error.reason, error.retryable) == (Reason.TIMEOUT, True)


def test_redirects_share_one_time_out(site, failure, loopback, virtual_time) -> None:
    def slow(target: str):
        async def answer(writer) -> None:
            await virtual_time.sleep(2.5)
            writer.write(f"HTTP/1.1 302 Found\r\nLocation: {target}\r\n\r\n".encode())
            await writer.drain()

        return answer

    for i in range(5):
        site.play(f"/{i}", slow(f"/{i + 1}"))
    error = failure(site.url("/0"), replace(loopback, total_timeout_s=6))
    assert error.reason is Reason.TIMEOUT
    assert len(site.requests) <= 3


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", Reason.DISCONNECTED),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", Reason.DISCONNECTED),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha", Reason.DISCONNECTED),
        (b"SSH-2.0-OpenSSH_9.6\r\n", Reason.HTTP_OTHER),
        (b"HTTP/1.1 abc OK\r\n\r\n", Reason.HTTP_OTHER),
        (b"HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n", Reason.HTTP_OTHER),
        (b"HTTP/1.1 200 OK\r\nBad\x00Header: a\r\n\r\n", Reason.HTTP_OTHER),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n", Reason.TOO_LARGE),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000 + b"\r\n\r\n", Reason.HTTP_OTHER),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nx", Reason.BAD_ENCODING),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8bx", Reason.BAD_ENCODING),
    ],
)
def test_broken_answers_have_their_reason(site, failure, raw, reason) -> None:
    async def play(writer) -> None:
        writer.write(raw)
        await writer.drain()

    error = failure(site.play("/", play))
    assert error.reason is reason, error.detail
    assert 0 < len(error.detail) <= 300
    error.detail.encode()


def test_a_broken_chunk_is_no_answer(site, failure) -> None:
    url = site.play("/", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
    # Which one depends on whether head and chunk arrive together.
    assert failure(url).reason in (Reason.HTTP_OTHER, Reason.DISCONNECTED)


def test_a_reset_connection_is_lost(site, failure) -> None:
    async def reset(writer) -> None:
        writer.transport.abort()

    assert failure(site.play("/", reset)).reason is Reason.DISCONNECTED


def test_long_headers_within_reason_are_read(site, http, fetch) -> None:
    link = "x" * 40_000
    assert fetch(site.play("/", http(200, BODY, f"Link: {link}"))).headers["link"] == link


def test_headers_of_any_bytes_can_be_kept_and_echoed(site, http, fetch) -> None:
    url = site.play("/", http(200, BODY, 'ETag: "caf\xe9"'))
    etag = fetch(url).headers["etag"]
    assert etag == '"caf\xe9"'
    fetch(url, headers={"If-None-Match": etag, "X-Bad": "a\r\nb", "X-Lone": "\udce9"})
    names = site.requests[-1].headers
    assert "if-none-match" in names
    assert not {"x-bad", "x-lone"} & set(names)


def test_nobody_there(failure) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        error = failure(f"http://127.0.0.1:{unused.getsockname()[1]}/")
    assert (error.reason, error.retryable) == (Reason.CONNECT, True)


def test_a_name_that_does_not_exist(failure, monkeypatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = failure("http://nowhere.example/")
    assert (error.reason, error.retryable) == (Reason.DNS, True)


def test_no_tls_where_https_is_asked_for(site, http, failure) -> None:
    site.greeting = http(400)
    assert failure(f"https://127.0.0.1:{site.port}/").reason is Reason.TLS


@pytest.mark.parametrize("url", ["", "ftp://a.org/", "http://", "http://a..b/", "file:///etc"])
def test_bad_urls_are_refused(failure, url) -> None:
    error = failure(url)
    assert (error.reason, error.retryable) == (Reason.BAD_URL, False)


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "localhost", "[::1]", "[::ffff:7f00:1]"])
def test_private_addresses_are_refused_however_they_are_spelled(
    site, failure, loopback, host
) -> None:
    error = failure(site.url("/", host), replace(loopback, allow_private_addresses=False))
    assert error.reason is Reason.PRIVATE_ADDRESS, error.detail
    assert not error.retryable
    assert "--allow_private_addresses" in error.detail
    assert site.connections == 0


@pytest.fixture
def public_127_0_0_1(monkeypatch, loopback):
    """Options under which 127.0.0.1 counts as the only public address."""
    monkeypatch.setattr(client, "is_public", lambda address: address == "127.0.0.1")
    return replace(loopback, allow_private_addresses=False)


@pytest.mark.parametrize("host", ["127.0.0.2", "0.0.0.0", "[::1]"])
def test_a_redirect_to_a_private_address_is_refused(
    site, redirect, failure, public_127_0_0_1, host
) -> None:
    url = site.play("/a", redirect(301, site.url("/b", host)))
    error = failure(url, public_127_0_0_1)
    assert error.reason is Reason.PRIVATE_ADDRESS
    assert error.detail.startswith("redirected to ")
    assert site.asked() == ["/a"]


def _resolving_to(monkeypatch, *addresses: str) -> None:
    def resolve(host, port, *_: object, **__: object):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port))
            for address in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def test_of_several_addresses_only_public_ones_are_used(
    site, http, fetch, public_127_0_0_1, monkeypatch
) -> None:
    _resolving_to(monkeypatch, "127.0.0.3", "127.0.0.1", "127.0.0.2")
    site.play("/", http(200, BODY))
    assert fetch(site.url("/", "mixed.example"), public_127_0_0_1).body == BODY


def test_several_private_addresses_are_refused_as_such(
    site, failure, public_127_0_0_1, monkeypatch
) -> None:
    _resolving_to(monkeypatch, "127.0.0.2", "127.0.0.3")
    error = failure(site.url("/", "private.example"), public_127_0_0_1)
    assert error.reason is Reason.PRIVATE_ADDRESS
    assert site.connections == 0
