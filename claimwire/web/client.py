"""A single GET request to a public address, with limits on size and time."""

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from claimwire.printable import clean_line
from claimwire.web.addresses import is_public
from claimwire.web.decompression import ACCEPT_ENCODING, decoder, too_large
from claimwire.web.environment import Proxies, certificates
from claimwire.web.failures import (
    NETWORK_ERRORS,
    PrivateAddressError,
    fetch_error,
    private_address,
)
from claimwire.web.fetch_options import WebOptions
from claimwire.web.interface import FetchError
from claimwire.web.redirects import Hop

_CHUNK = 65_536
# aiohttp's default of 8190 rejects news sites with long Link and Set-Cookie headers.
_MAX_HEADER_BYTES = 65_536
_DNS_CACHE_S = 300
_PROXIED_DNS_S = 2


class Client:
    """The connection pool of one event loop; an async context manager.

    Cookies are not kept here, and netrc files are not read. The address is checked when a socket is
    made, so the check covers names, literal addresses and names that resolve differently the second
    time (DNS rebinding).

    Through a proxy of the environment, the proxy resolves names and connects. Then an address is
    refused if it is written as a private one, or if its name means one on this machine; what only
    the proxy knows is left to its rules.

    Args:
        options: the client's identity, limits and time-outs.
    """

    def __init__(self, options: WebOptions) -> None:
        self._options = options
        self._session: aiohttp.ClientSession | None = None
        self._proxied: aiohttp.ClientSession | None = None
        self._proxies = Proxies()

    async def __aenter__(self) -> Self:
        checked = None if self._options.allow_private_addresses else _public_socket
        self._session = self._open(checked)
        if self._proxies:
            # Proxies have private addresses, as a rule.
            self._proxied = self._open(None)
        return self

    def _open(self, socket_factory: aiohttp.SocketFactoryType | None) -> aiohttp.ClientSession:
        options = self._options
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                # The limiter caps the connections, before any time-out starts to run.
                limit=0,
                ttl_dns_cache=_DNS_CACHE_S,
                socket_factory=socket_factory,
                ssl=certificates() or True,
            ),
            headers={"User-Agent": options.user_agent, "Accept-Encoding": ACCEPT_ENCODING},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=options.connect_timeout_s),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            max_line_size=_MAX_HEADER_BYTES,
            max_field_size=_MAX_HEADER_BYTES,
        )

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._session is not None
        await self._session.close()
        if self._proxied is not None:
            await self._proxied.close()

    async def get(
        self,
        url: str,
        headers: Mapping[str, str],
        *,
        max_bytes: int,
        timeout_s: float,
        cut: bool = False,
    ) -> Hop:
        """Send one request; redirects are not followed.

        The body is read only if the status is 2xx: the bodies of error pages are not used.

        Args:
            url: address as ``urls.request_url`` writes it.
            headers: additional headers; those that cannot be sent are left out.
            max_bytes: limit on the decoded body, in bytes.
            timeout_s: limit on the time until the last byte, in seconds.
            cut: whether a longer body is cut near the limit instead of refused.

        Returns:
            The response.

        Raises:
            FetchError: if the request fails or a limit is exceeded.
        """
        proxy = self._proxies.of(url)
        session = self._session if proxy is None else self._proxied
        assert session is not None
        if proxy is not None and not self._options.allow_private_addresses:
            await _check_public(url)
        try:
            async with (
                asyncio.timeout(timeout_s),
                session.get(
                    URL(url, encoded=True),
                    headers=_sendable(headers),
                    allow_redirects=False,
                    proxy=proxy,
                ) as response,
            ):
                body = b""
                if 200 <= response.status < 300:
                    body = await _read(response, max_bytes, cut=cut)
                return Hop(
                    status=response.status,
                    headers=_joined(response),
                    body=body,
                    location=_opaque(response.headers.get("Location", "")) or None,
                    cookies=tuple(map(_opaque, response.headers.getall("Set-Cookie", []))),
                )
        except NETWORK_ERRORS as error:
            raise fetch_error(error) from error


def _public_socket(info: aiohttp.AddrInfoType) -> socket.socket:
    family, kind, protocol, _, address = info
    if not is_public(str(address[0])):
        raise PrivateAddressError(str(address[0]))
    return socket.socket(family, kind, protocol)


async def _check_public(url: str) -> None:
    """Check the host of an address that a proxy will connect to, as far as this machine knows it.

    Raises:
        FetchError: with PRIVATE_ADDRESS if the host has an address that is not public.
    """
    host = URL(url, encoded=True).host or ""
    try:
        addresses = [str(ipaddress.ip_address(host))]
    except ValueError:
        try:
            async with asyncio.timeout(_PROXIED_DNS_S):
                found = await asyncio.get_running_loop().getaddrinfo(host, None)
        except (OSError, UnicodeError, TimeoutError):
            return  # only the proxy knows the name
        addresses = [str(each[4][0]) for each in found]
    for address in addresses:
        if not is_public(address):
            raise private_address(address)


async def _read(response: aiohttp.ClientResponse, max_bytes: int, *, cut: bool) -> bytes:
    encoding = ", ".join(response.headers.getall("Content-Encoding", []))
    undo = decoder(encoding, max_bytes)
    body = bytearray()
    try:
        # Do not download a body whose declared length is too long.
        if not encoding and not cut and (response.content_length or 0) > max_bytes:
            raise too_large(max_bytes)
        async for chunk in response.content.iter_chunked(_CHUNK):
            body += undo.feed(chunk)
        body += undo.finish()
    except FetchError:
        if not cut:
            raise
    return bytes(body)


def _joined(response: aiohttp.ClientResponse) -> dict[str, str]:
    return {
        name.lower(): clean_line(_opaque(", ".join(response.headers.getall(name))))
        for name in response.headers
    }


def _opaque(value: str) -> str:
    # aiohttp decodes non-ASCII bytes that are not UTF-8 as lone surrogates, which no table can
    # hold; RFC 9110 section 5.5 has them read as Latin-1.
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogateescape").decode("latin-1")
    return value


def _sendable(headers: Mapping[str, str]) -> dict[str, str]:
    # Leave out an invalid validator that a broken server made up, rather than fail.
    return {
        name: value
        for name, value in headers.items()
        if all(" " <= char != "\x7f" or char == "\t" for char in value)
        and not any("\ud800" <= char <= "\udfff" for char in value)
    }
