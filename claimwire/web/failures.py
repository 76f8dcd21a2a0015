"""Translation of network exceptions into this project's fetch errors."""

import ssl
from collections.abc import Iterator

import aiohttp
from aiohttp import http_exceptions

from claimwire.errors import ClaimwireError
from claimwire.schemas.rejections import Reason
from claimwire.web.interface import FetchError

_DETAIL_LENGTH = 300


class PrivateAddressError(ClaimwireError, OSError):
    """We refused to connect to an address outside the public internet.

    The text is the same for every address, so that connection attempts to several addresses of
    one host are reported as one error.

    Attributes:
        address: the refused address.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address

    def __str__(self) -> str:
        return "not a public address"


# The first match counts: aiohttp's exceptions derive from each other and from OSError.
_MEANINGS: tuple[tuple[type[Exception], Reason, str], ...] = (
    (TimeoutError, Reason.TIMEOUT, "no complete answer in time"),
    (aiohttp.ClientConnectorDNSError, Reason.DNS, "name not resolved"),
    (aiohttp.ClientConnectorCertificateError, Reason.TLS, "certificate not valid"),
    (aiohttp.ClientSSLError, Reason.TLS, "no secure connection"),
    (ssl.SSLError, Reason.TLS, "no secure connection"),
    (aiohttp.ClientConnectorError, Reason.CONNECT, "no connection"),
    (aiohttp.ClientResponseError, Reason.HTTP_OTHER, "not a valid HTTP answer"),
    (http_exceptions.HttpProcessingError, Reason.HTTP_OTHER, "not a valid HTTP answer"),
    (aiohttp.InvalidURL, Reason.BAD_URL, "address not usable"),
    (aiohttp.ClientError, Reason.DISCONNECTED, "connection lost"),
    (OSError, Reason.DISCONNECTED, "connection lost"),
    (ValueError, Reason.BAD_URL, "request not possible"),
)

NETWORK_ERRORS = tuple(kind for kind, _, _ in _MEANINGS)
"""The exceptions that ``fetch_error`` translates; any other is a bug."""


def fetch_error(error: Exception) -> FetchError:
    """Translate an exception of the HTTP library, one of ``NETWORK_ERRORS``."""
    if any(isinstance(cause, http_exceptions.LineTooLong) for cause in _causes(error)):
        return FetchError(Reason.TOO_LARGE, _text("headers too long", error), retryable=False)
    cause = getattr(error, "os_error", None)
    if isinstance(cause, PrivateAddressError):
        return private_address(cause.address)
    for kind, reason, meaning in _MEANINGS:
        if isinstance(error, kind):
            return FetchError(reason, _text(meaning, error), retryable=reason is not Reason.BAD_URL)
    raise error


def private_address(address: str) -> FetchError:
    """Return the error for an address outside the public internet."""
    return FetchError(
        Reason.PRIVATE_ADDRESS,
        f"{address} is not a public address; --allow_private_addresses permits it",
        retryable=False,
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _text(meaning: str, error: Exception) -> str:
    # The text of aiohttp's exception would show a status that the host never sent.
    raw = error.message if isinstance(error, aiohttp.ClientResponseError) else str(error)
    said = " ".join(raw.split())
    text = f"{meaning}: {said or type(error).__name__}"
    return text[:_DETAIL_LENGTH].encode("utf-8", "backslashreplace").decode()
