"""What the environment says about the way to the web: proxies and certificates."""

import functools
import ipaddress
import os
import ssl
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import (  # type: ignore[attr-defined]
    getproxies_environment,
    proxy_bypass_environment,
)

from claimwire.errors import UsageError
from claimwire.web.urls import without_userinfo

_CERTIFICATES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


class Proxies:
    """The proxies of HTTP_PROXY, HTTPS_PROXY and ALL_PROXY, with the exceptions of NO_PROXY.

    Raises:
        UsageError: if a variable names a proxy of an unknown kind, such as SOCKS.
    """

    def __init__(self) -> None:
        self._proxies = {
            scheme: proxy if "://" in proxy else f"http://{proxy}"
            for scheme, proxy in getproxies_environment().items()
            if scheme in {"http", "https", "all"}
        } | {"no": getproxies_environment().get("no", "")}
        for scheme, proxy in self._proxies.items():
            if scheme != "no" and not proxy.lower().startswith(("http://", "https://")):
                raise UsageError(
                    f"{scheme.upper()}_PROXY is {without_userinfo(proxy)}; only http and https "
                    "proxies can be used: unset the variable, or name another proxy"
                )

    def __bool__(self) -> bool:
        return any(scheme != "no" for scheme in self._proxies)

    def of(self, url: str) -> str | None:
        """Return the proxy for an address; None if it is asked directly, like this machine."""
        parts = urlsplit(url)
        if _is_this_machine(parts.hostname or ""):
            return None
        proxy = self._proxies.get(parts.scheme) or self._proxies.get("all")
        if proxy is None or proxy_bypass_environment(parts.netloc, self._proxies):
            return None
        return proxy


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def certificates(environment: Mapping[str, str] = os.environ) -> ssl.SSLContext | None:
    """Return the certificates of REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE, beside the usual ones.

    SSL_CERT_FILE and SSL_CERT_DIR need no code: OpenSSL reads them.

    Returns:
        The context; None if no variable is set.

    Raises:
        UsageError: if the variable names no file or folder of certificates.
    """
    name = next((each for each in _CERTIFICATES if environment.get(each)), None)
    if name is None:
        return None
    return _context(name, environment[name])


@functools.lru_cache(maxsize=4)
def _context(name: str, location: str) -> ssl.SSLContext:
    path = Path(location)
    context = ssl.create_default_context()
    try:
        if path.is_dir():
            context.load_verify_locations(capath=path)
        else:
            context.load_verify_locations(cafile=path)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(f"{name} is {path}, which cannot be read: {error}") from error
    return context
