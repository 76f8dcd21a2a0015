"""Claims compared by other processes before they are placed, so that one process has less to do.

A forked process sees the statements that are known as it begins, and compares the claims of some
articles with them. Meanwhile earlier articles are placed; what they bring is compared later, by the
process that places. So every claim is compared with the same statements, whatever the processes.
"""

import dataclasses
import gc
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from claimwire.processes import START_METHOD
from claimwire.schemas.rejections import Stage
from claimwire.statements.article_claims import ArticleClaims
from claimwire.statements.grouping import Comparisons, KnownStatements
from claimwire.statements.report_comparison import Report
from claimwire.transforms.attempt import Attempt
from claimwire.transforms.process_pool import Processes, Salvage

ARTICLES = 100
"""Articles whose claims are compared at the same time: their contents are in memory together."""

FEWEST = 10
"""Articles that are worth starting processes."""

LIMIT_S = 600.0
"""Longest time for what one process compares, which news takes some seconds for."""

_SALVAGE = Salvage(parts=lambda share: [share], give_up=lambda _, __: [], limit_s=LIMIT_S)
"""What a process has failed to compare is compared as the claims are placed."""


class ReportsOf(NamedTuple):
    """An article with its claims, as they are compared.

    Attributes:
        article: the article.
        reports: its claims.
        error: why they cannot be compared, or None.
    """

    article: ArticleClaims
    reports: Sequence[Report]
    error: Exception | None = None


def compared_ahead(
    articles: Iterable[ReportsOf], statements: KnownStatements, processes: int
) -> Iterator[tuple[ReportsOf, Mapping[str, Comparisons]]]:
    """Yield articles in their order, with the comparisons that are made already.

    Args:
        articles: the articles. The claims of each are placed before the next is asked for.
        statements: where they are placed.
        processes: how many processes compare; with fewer than two, nothing is compared here.
    """
    if processes < 2 or START_METHOD != "fork":
        yield from ((each, {}) for each in articles)
        return
    collects = gc.isenabled()
    # Looking for garbage writes to every object, and so copies what the processes share.
    gc.disable()
    last = _Ahead([], statements, processes)
    try:
        for some in itertools.chain(_in_groups(articles), [[]]):
            placed, ahead = last.articles, last.comparisons()
            last = _Ahead(some, statements, processes)
            yield from ((each, ahead) for each in placed)
    finally:
        last.stop()
        if collects:
            gc.enable()


class _Ahead:
    """Articles whose claims are being compared."""

    def __init__(
        self, articles: list[ReportsOf], statements: KnownStatements, processes: int
    ) -> None:
        self.articles = articles
        work = _Share(articles, statements, processes)
        self._processes = Processes(Attempt(work, Stage.STATEMENTS, _nobody), processes, _SALVAGE)
        shares = range(processes) if len(articles) >= FEWEST and len(statements) else ()
        self._tasks = [self._processes.submit(share) for share in shares]

    def comparisons(self) -> dict[str, Comparisons]:
        """Wait for the comparisons, and end the processes, which hold memory."""
        try:
            return dict(pair for task in self._tasks for pair in task.result())
        finally:
            self.stop()

    def stop(self) -> None:
        """End the processes."""
        self._processes.stop()


@dataclasses.dataclass(frozen=True)
class _Share:
    """Compares the claims of one of several equal parts of the articles."""

    articles: list[ReportsOf]
    statements: KnownStatements
    processes: int

    def __call__(self, share: int) -> Iterator[tuple[str, Comparisons]]:
        for each in self.articles[share :: self.processes]:
            yield from self.statements.compared(each.reports)


def _nobody(_: Any) -> tuple[()]:
    return ()


def _in_groups(articles: Iterable[ReportsOf]) -> Iterator[list[ReportsOf]]:
    rest = iter(articles)
    while some := list(itertools.islice(rest, ARTICLES)):
        yield some
