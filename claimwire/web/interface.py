"""What the steps that fetch know of the web. The real one is ``claimwire.web.polite_client``."""

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
    """An HTTP answer, whatever its status, after redirects.

    Attributes:
        url: the address asked for.
        final_url: the address of the last hop.
        status: HTTP status of the last hop.
        headers: of the last hop, names in lower case; repeated ones joined with ", ".
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
    """There is no answer to be had.

    Attributes:
        reason: why, from the closed set.
        detail: what exactly happened, for a person.
        retryable: whether it may go better another time.
        retry_after: how long the host asked us to stay away, if it did.
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
    """One polite GET request."""

    async def __call__(
        self,
        url: str,
        *,
        max_bytes: int,
        headers: Mapping[str, str] | None = None,
        obey_robots: bool = False,
    ) -> Answer:
        """Ask for ``url``.

        Args:
            url: absolute http or https address.
            max_bytes: cap on the decoded body.
            headers: sent beside the usual ones.
            obey_robots: ask the host's robots.txt first.

        Raises:
            FetchError: if there is no answer to be had.
        """
        ...


class Web(Protocol):
    """Somewhere to fetch from. Implementations can be pickled."""

    def each(self, work: Callable[[Fetch, T], Awaitable[R]], items: Iterable[T]) -> Iterator[R]:
        """Do the work for all items, many at a time, and yield the results as they come.

        The order of results is not that of the items. An exception of ``work`` is raised here.
        """
        ...
