"""A web in memory. ``from tests.fakes.web import FakeWeb, answer``.

What was asked of a ``FakeWeb`` can be read from it even after Beam has pickled it and worked
with the copy, as long as that happened in the same process.
"""

import asyncio
import copyreg
import dataclasses
import uuid
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from claimwire.schemas.rejections import Reason
from claimwire.web.interface import Answer, Fetch, FetchError

T = TypeVar("T")
R = TypeVar("R")

Outcome = Answer | FetchError


@dataclasses.dataclass(frozen=True)
class Request:
    """One request a ``FakeWeb`` was asked for."""

    url: str
    headers: Mapping[str, str]
    max_bytes: int
    obey_robots: bool


def answer(
    url: str,
    body: bytes | str = b"",
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    content_type: str = "text/html; charset=utf-8",
    final_url: str | None = None,
    moved_to: str | None = None,
) -> Answer:
    """Build an answer with the usual parts filled in."""
    lower = {name.lower(): value for name, value in (headers or {}).items()}
    return Answer(
        url=url,
        final_url=final_url or url,
        status=status,
        headers={"content-type": content_type, **lower},
        body=body.encode() if isinstance(body, str) else body,
        moved_to=moved_to,
    )


class FakeWeb:
    """Answers from a mapping; implements ``claimwire.web.interface.Web``.

    Args:
        answers: by URL, what is answered or raised. Of a sequence, each request takes the next
            and the last is repeated for ever. A URL that is not there is answered 404.

    Attributes:
        requests: what was asked, in order.
    """

    def __init__(self, answers: Mapping[str, Outcome | Sequence[Outcome]]) -> None:
        self._token = uuid.uuid4().hex
        self._answers: dict[str, tuple[Outcome, ...]] = {
            url: (outcome,) if isinstance(outcome, Answer | FetchError) else tuple(outcome)
            for url, outcome in answers.items()
        }
        self.requests: list[Request] = []
        _REQUESTS[self._token] = self.requests

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (self._token, self._answers)

    async def fetch(
        self,
        url: str,
        *,
        max_bytes: int,
        headers: Mapping[str, str] | None = None,
        private_headers: Mapping[str, str] | None = None,
        obey_robots: bool = False,
    ) -> Answer:
        """Answer one request; see ``claimwire.web.interface.Fetch``."""
        asked_before = sum(request.url == url for request in self.requests)
        sent = {**(headers or {}), **(private_headers or {})}
        self.requests.append(Request(url, sent, max_bytes, obey_robots))
        outcomes = self._answers.get(url, (answer(url, status=404),))
        outcome = outcomes[min(asked_before, len(outcomes) - 1)]
        if isinstance(outcome, FetchError):
            raise outcome
        if len(outcome.body) > max_bytes:
            raise FetchError(
                Reason.TOO_LARGE, f"{url}: more than {max_bytes} bytes", retryable=False
            )
        return outcome

    def each(self, work: Callable[[Fetch, T], Awaitable[R]], items: Iterable[T]) -> Iterator[R]:
        """Do the work item by item."""

        async def one(item: T) -> R:
            return await work(self.fetch, item)

        for item in items:
            yield asyncio.run(one(item))

    def asked(self) -> list[str]:
        """Answer the URLs asked for, in order."""
        return [request.url for request in self.requests]


_REQUESTS: dict[str, list[Request]] = {}


def _restore(token: str, answers: dict[str, tuple[Outcome, ...]]) -> FakeWeb:
    web = FakeWeb(answers)
    del _REQUESTS[web._token]
    web._token = token
    web.requests = _REQUESTS.setdefault(token, [])
    return web


def _rebuild_error(fields: dict[str, Any]) -> FetchError:
    return FetchError(**fields)


def _reduce_error(error: FetchError) -> tuple[Any, ...]:
    names = ("reason", "detail", "retryable", "retry_after")
    return _rebuild_error, ({name: getattr(error, name) for name in names},)


# An exception with keyword-only arguments does not pickle by itself.
copyreg.pickle(FetchError, _reduce_error)
