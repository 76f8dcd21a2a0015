"""The interface of fetching. ``claimwire.web.polite_client`` implements it."""

import dataclasses
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Protocol, TypeVar

from claimwire.errors import ClaimwireError
from claimwire.schemas.rejections import Reason

T = TypeVar("T")
R = TypeVar("R")


@dataclasses.dataclass(frozen=True)
class Answer:
    """An HTTP response of any status, after redirects.

    Attributes:
        url: the requested address.
        final_url: the address of the last hop.
        status: HTTP status of the last hop.
        headers: headers of the last hop, names in lower case; repeated ones joined with ", ".
        body: decoded (decompressed) bytes.
        moved_to: the last address reached by permanent redirects (301, 308) alone, counted
            from the first hop; None if the first hop was no permanent redirect.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    moved_to: str | None = None


class FetchError(ClaimwireError):
    """A request failed without a usable response.

    Attributes:
        reason: the cause, from the closed set.
        detail: what happened, in words for a person.
        retryable: whether a later request may succeed.
        retry_after: the pause that the host asked for, if any.
    """

    def __init__(
        self,
        reason: Reason,
        detail: str,
        retryable: bool,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(reason, detail, retryable, retry_after)
        self.reason = reason
        self.detail = detail
        self.retryable = retryable
        self.retry_after = retry_after

    def __str__(self) -> str:
        return self.detail


class Fetch(Protocol):
    """Sends one polite GET request."""

    async def __call__(
        self,
        url: str,
        *,
        max_bytes: int,
        headers: Mapping[str, str] | None = None,
        private_headers: Mapping[str, str] | None = None,
        obey_robots: bool = False,
    ) -> Answer:
        """Request ``url``, following redirects.

        Args:
            url: absolute http or https address.
            max_bytes: limit on the decoded body, in bytes.
            headers: additional headers.
            private_headers: additional headers that are sent only to the scheme, host and port of
                ``url``.
            obey_robots: whether to check the host's robots.txt first.

        Returns:
            The response of the last hop.

        Raises:
            FetchError: if the request fails, a limit is exceeded or robots.txt forbids it.
        """
        ...


class Web(Protocol):
    """A source of responses. Implementations can be pickled."""

    def each(self, work: Callable[[Fetch, T], Awaitable[R]], items: Iterable[T]) -> Iterator[R]:
        """Run ``work`` on all items concurrently and yield the results as they complete.

        The order of results is not that of the items. An exception of ``work`` is raised here.
        """
        ...
