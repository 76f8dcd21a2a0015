"""Redirects, followed one by one so that every hop passes the same checks as the first."""

import dataclasses
from collections.abc import Awaitable, Callable, Mapping

import aiohttp
from yarl import URL

from claimwire.schemas.rejections import Reason
from claimwire.web.interface import Answer, FetchError
from claimwire.web.urls import BadUrl, absolute, origin, request_url, without_userinfo

_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
# These are meant for the first host alone. Validators are kept: they belong to the document, and
# its last address issued them.
_PRIVATE_HEADERS = ("authorization", "cookie", "proxy-authorization")


@dataclasses.dataclass(frozen=True)
class Hop:
    """The response to a single request.

    Attributes:
        status: HTTP status.
        headers: headers, names in lower case; repeated ones joined with ", ".
        body: decoded bytes.
        location: the Location header, if there is one.
        cookies: the Set-Cookie headers.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    location: str | None = None
    cookies: tuple[str, ...] = ()


Get = Callable[[str, Mapping[str, str]], Awaitable[Hop]]
"""Sends one GET request to an address with the given headers."""


async def follow(
    get: Get,
    url: str,
    headers: Mapping[str, str],
    max_redirects: int,
    private: Mapping[str, str] | None = None,
) -> Answer:
    """Request a URL and follow its redirects (RFC 9110 section 15.4).

    A redirect without a Location header is a response like any other. Cookies that are set on the
    way are sent back on the way, and forgotten at its end: some servers redirect until they see
    theirs.

    Args:
        get: sends one request.
        url: absolute address.
        headers: sent with every request; credentials only while scheme, host and port stay the
            same.
        max_redirects: maximum number of hops after the first request.
        private: further headers that are sent only while scheme, host and port stay the same.

    Returns:
        The response of the last hop.

    Raises:
        FetchError: from ``get``; with BAD_URL for an address that is not http or https; with
            TOO_MANY_REDIRECTS for too many redirects or a loop.
    """
    at = _checked(url)
    jar = aiohttp.CookieJar(unsafe=True)
    visited = [(at, "")]
    moved_to: str | None = None
    all_permanent = True
    while True:
        sent = _with_cookies({**headers, **(private or {})}, visited[-1][1])
        hop = await _get(get, at, sent, is_first=len(visited) == 1)
        jar.update_cookies_from_headers(hop.cookies, URL(at))
        if hop.status not in _REDIRECTS or not hop.location:
            return Answer(url, at, hop.status, hop.headers, hop.body, moved_to)
        target = _target(at, hop.location)
        cookies = _cookies_for(jar, target)
        if (target, cookies) in visited:
            raise _too_many(f"redirects in a circle to {target}")
        if len(visited) > max_redirects:
            raise _too_many(f"more than {max_redirects} redirects; the next one is to {target}")
        all_permanent = all_permanent and hop.status in _PERMANENT
        if all_permanent:
            moved_to = target
        if origin(target) != origin(at):
            headers, private = _public(headers), None
        visited.append((target, cookies))
        at = target


async def _get(get: Get, at: str, headers: Mapping[str, str], *, is_first: bool) -> Hop:
    try:
        return await get(at, headers)
    except FetchError as error:
        if is_first:
            raise
        raise FetchError(
            error.reason,
            f"redirected to {at}: {error.detail}",
            retryable=error.retryable,
            retry_after=error.retry_after,
        ) from error


def _cookies_for(jar: aiohttp.CookieJar, url: str) -> str:
    cookies = jar.filter_cookies(URL(url))
    return "; ".join(f"{name}={cookies[name].value}" for name in sorted(cookies))


def _with_cookies(headers: Mapping[str, str], cookies: str) -> Mapping[str, str]:
    if not cookies:
        return headers
    name = next((each for each in headers if each.lower() == "cookie"), "Cookie")
    return {**headers, name: "; ".join(filter(None, (headers.get(name), cookies)))}


def _checked(url: str) -> str:
    try:
        return request_url(without_userinfo(url))
    except BadUrl as error:
        raise FetchError(Reason.BAD_URL, str(error), retryable=False) from error


def _target(at: str, location: str) -> str:
    try:
        return request_url(without_userinfo(absolute(at, location)))
    except BadUrl as error:
        raise FetchError(Reason.BAD_URL, f"redirects to {error}", retryable=False) from error


def _too_many(detail: str) -> FetchError:
    return FetchError(Reason.TOO_MANY_REDIRECTS, detail, retryable=True)


def _public(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in _PRIVATE_HEADERS}
