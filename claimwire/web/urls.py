"""URLs: resolved to absolute ones, made safe to send, and reduced to a canonical key."""

import functools
import ipaddress
import re
from typing import NamedTuple
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

import tldextract
from w3lib.url import canonicalize_url, safe_url_string
from yarl import URL

from claimwire.errors import ClaimwireError
from claimwire.web.renderings import plain_host, plain_path, plain_query, route
from claimwire.web.wrappers import unwrapped

MAX_LENGTH = 2048
"""Maximum length of a URL, in characters after percent-encoding; beyond it servers differ."""

_MAX_RAW_LENGTH = 16_384
_DEFAULT_PORTS = {"http": 80, "https": 443}
# What the URL Standard removes: C0 controls and space at both ends, tab and newlines anywhere.
# https://url.spec.whatwg.org/#concept-basic-url-parser
_AROUND = "".join(map(chr, range(0x21))) + "\u00a0\u2028\u2029\ufeff"
_BREAKS = re.compile(r"[\t\r\n]")
_USERINFO = re.compile(r"(?<=[a-zA-Z0-9]):[/\\]{2}[^/\\?#\s@]*(?:@[^/\\?#\s@]*)*@")
_UP_TO_AT = re.compile(r":[/\\]{2}.*@", re.DOTALL)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_HOST = re.compile(r"(?!.{254})[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")

# Use only the copy of the public suffix list inside the package: no network, no cache files. Its
# private part counts, so that every blog on a shared domain is a site of its own, as in browsers.
_SUFFIXES = tldextract.TLDExtract(
    cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True
)


class BadUrl(ClaimwireError, ValueError):
    """An address that cannot be fetched: not an http(s) URL, malformed, or too long."""


class _Address(NamedTuple):
    scheme: str
    userinfo: str
    host: str
    port: int | None
    path: str
    query: str


def absolute(base: str, link: str) -> str:
    """Resolve a link against the address of its document (RFC 3986 section 5).

    Args:
        base: absolute URL of the document.
        link: the link as written; surrounding white space and line breaks are ignored.

    Returns:
        The absolute http or https URL, otherwise as written.

    Raises:
        BadUrl: if the result is not an http or https URL.
    """
    try:
        url = urljoin(_clean(base), _clean(link))
    except ValueError as error:
        raise BadUrl(f"{_shown(link)}: {error}") from error
    _address(url)
    return url


def request_url(url: str) -> str:
    """Return a URL in the form that is sent: ASCII, host in lower case and IDNA, no fragment.

    Existing percent-encoding is kept.

    Raises:
        BadUrl: if it is not an http or https URL, or is too long.
    """
    return _bounded(_text(_address(url)))


@functools.lru_cache(maxsize=8192)
def canonical_url(url: str) -> str:
    """Return the canonical URL of a page. Idempotent.

    Two addresses that can only mean the same page get the same canonical URL. Services that wrap
    another address are unwrapped (``wrappers.toml``). Scheme and host are in lower case, in
    IDNA (UTS 46); default port, user name, fragment, tracking parameters (``tracking.toml``) and
    what chooses a rendering or a session (``renderings.toml``: ``www.``, ``m.``, AMP) are dropped,
    and so are repeated slashes and slashes at the end; dot segments are resolved,
    percent-encoding normalised, parameters sorted. http and https count as one and are written
    https, except with a non-default port, which can serve only one of the two. A fragment that a
    script resolves to a page ("#!/story/1") is kept; so is the case of the path.

    Raises:
        BadUrl: if it is not an http or https URL, or is too long.
    """
    url = unwrapped(_clean(url))
    address = _address(url)
    port = address.port
    site = _site(address.host, port)
    plain = address._replace(
        scheme="https" if port is None else address.scheme,
        userinfo="",
        host=plain_host(address.host, _domain(address.host) or _last_labels(address.host)),
        path=plain_path(address.path, site),
        query=plain_query(address.query, site),
    )
    fragment = route(_fragment(url), site)
    written = f"{_text(plain)}#{fragment}" if fragment else _text(plain)
    return _bounded(str(canonicalize_url(written, keep_fragments=True)))


def without_userinfo(url: str) -> str:
    """Return a text with the names and passwords in its addresses left out."""
    return _USERINFO.sub("://", url)


def credentials(url: str) -> tuple[str, str] | None:
    """Return the name and the password in an address; None if it has neither.

    Raises:
        BadUrl: if it is not an http or https URL.
    """
    name, colon, password = _address(url).userinfo.partition(":")
    return (unquote(name), unquote(password)) if name or colon else None


def registrable_domain(url: str) -> str:
    """Return the registrable domain of a URL: one label below its public suffix.

    It is ``example.co.uk`` for ``https://news.example.co.uk/a``, and ``a.github.io`` for
    ``https://a.github.io``. IP addresses and names without a public suffix, such as
    ``localhost``, are returned themselves, with the port unless it is the default one.

    Raises:
        BadUrl: if it is not an http or https URL.
    """
    address = _address(url)
    return _site(address.host, address.port)


def origin(url: str) -> str:
    """Return scheme, host and port, written as a URL without path (RFC 6454).

    Raises:
        BadUrl: if it is not an http or https URL.
    """
    address = _address(url)
    return f"{address.scheme}://{_netloc(address._replace(userinfo=''))}"


def _fragment(url: str) -> str:
    return quote(unquote(_slashed(url).partition("#")[2]), errors="replace", safe="!/=&?:@,;.-_~+")


def _clean(url: str) -> str:
    return _BREAKS.sub("", url.strip(_AROUND))


def _shown(url: str) -> str:
    url = _UP_TO_AT.sub("://", url)  # also where a password is not encoded as it has to be
    return repr(url if len(url) <= 100 else url[:100] + "...")


@functools.lru_cache(maxsize=4096)
def _address(url: str) -> _Address:
    if len(url) > _MAX_RAW_LENGTH:
        raise BadUrl(f"{_shown(url)}: longer than {_MAX_RAW_LENGTH} characters")
    try:
        parts = urlsplit(_slashed(_clean(url)))
        if parts.scheme not in _DEFAULT_PORTS:
            raise BadUrl(f"{_shown(url)}: not an http or https address")
        port = parts.port
        if port == 0:
            raise BadUrl(f"{_shown(url)}: there is no port 0")
        host = _ascii_host(parts.hostname or "")
        safe = _safe(parts)
    except BadUrl:
        raise
    except ValueError as error:
        # Python's text would quote part of a password.
        cause = "malformed; encode the name and the password" if "@" in url else str(error)
        raise BadUrl(f"{_shown(url)}: {cause}") from None
    return _Address(
        scheme=parts.scheme,
        userinfo=safe.netloc.rpartition("@")[0],
        host=host,
        port=None if port == _DEFAULT_PORTS[parts.scheme] else port,
        path=safe.path or "/",
        query=safe.query,
    )


def _slashed(url: str) -> str:
    # Browsers read a backslash before the query as a slash. Any other reading of
    # "http://a\@b/" would check another address than the one shown.
    end = min((i for i in (url.find("?"), url.find("#")) if i >= 0), default=len(url))
    return url[:end].replace("\\", "/") + url[end:]


def _ascii_host(host: str) -> str:
    if ":" in host:
        return str(ipaddress.IPv6Address(host.partition("%")[0]))
    raw = (URL.build(scheme="http", host=host).raw_host or "") if host else ""
    name = raw.lower().removesuffix(".")
    if not _HOST.fullmatch(name):
        raise BadUrl(f"{_shown(host)}: not a host name")
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        # An IPv4 address; spellings other than 127.0.0.1's, such as 0177.1, only serve to deceive.
        return str(ipaddress.IPv4Address(name))
    return name


def _safe(parts: SplitResult) -> SplitResult:
    # With a placeholder host, because w3lib would convert the real one by IDNA 2003, and with an
    # empty fragment, because it would strip spaces from the end.
    user = "".join(parts.netloc.rpartition("@")[:2])
    return urlsplit(safe_url_string(f"http://{user}host{parts.path}?{parts.query}#"))


def _netloc(address: _Address) -> str:
    host = f"[{address.host}]" if ":" in address.host else address.host
    user = f"{address.userinfo}@" if address.userinfo else ""
    return f"{user}{host}" if address.port is None else f"{user}{host}:{address.port}"


def _text(address: _Address) -> str:
    return urlunsplit((address.scheme, _netloc(address), address.path, address.query, ""))


def _bounded(url: str) -> str:
    if len(url) > MAX_LENGTH:
        raise BadUrl(f"{_shown(url)}: longer than {MAX_LENGTH} characters")
    return url


@functools.lru_cache(maxsize=4096)
def _domain(host: str) -> str:
    return str(_SUFFIXES.extract_str(host).top_domain_under_public_suffix)


def _last_labels(host: str) -> str:
    """Return the registrable domain under a top-level domain that the list does not know."""
    return ".".join(host.split(".")[-2:])


def _site(host: str, port: int | None) -> str:
    if ":" in host:
        own = f"[{host}]"
    elif domain := _domain(host):
        return domain
    else:
        own = host
    return own if port is None else f"{own}:{port}"
