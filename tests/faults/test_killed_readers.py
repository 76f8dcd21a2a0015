"""Reader processes that are killed in mid-article: it is read again, and no row differs."""

import contextlib
import dataclasses
import functools
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from apache_beam.pvalue import TaggedOutput

from bench import news
from claimwire.counters import Counted
from claimwire.schemas.articles import Article
from claimwire.schemas.rejections import Reason, Rejection
from claimwire.transforms.annotate import Annotate
from claimwire.transforms.attempt import Attempt
from claimwire.transforms.extract_claims import ExtractClaims
from claimwire.transforms.extract_entities import ExtractEntities
from claimwire.transforms.process_pool import Processes, Salvage
from claimwire.transforms.read_in_processes import ReadInProcesses, each_alone, give_up

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]

KILLS = 50
SALVAGE = Salvage(parts=each_alone, give_up=give_up, limit_s=600)


@dataclasses.dataclass
class KilledAtLine:
    """Reads, and dies before a line of Python.

    Attributes:
        read: what is done.
        line: the line that is never run, counted from the beginning of a batch.
        folder: where a kill is noted, so that there is one; None kills every time.
    """

    read: Attempt
    line: int
    folder: Path | None

    def __call__(self, articles: list[Article]) -> Iterator[Any]:
        left = self.line

        def trace(frame: FrameType, event: str, arg: object) -> Callable[..., Any]:
            nonlocal left
            left -= event == "line"
            if left == 0:
                self.die()
            return trace

        sys.settrace(trace)
        try:
            yield from list(self.read(articles))
        finally:
            sys.settrace(None)

    def die(self) -> None:
        with contextlib.suppress(FileExistsError):
            if self.folder is not None:
                (self.folder / "killed").mkdir()
            os.kill(os.getpid(), signal.SIGKILL)


@functools.cache
def reading() -> Attempt:
    attempt = ReadInProcesses(Annotate(), ExtractEntities(), ExtractClaims(), processes=1).attempt()
    attempt.setup()
    return attempt


@pytest.fixture(scope="module")
def batches(article: Callable[..., Article]) -> list[list[Article]]:
    texts = [text.partition("\n")[0] for text in news.texts(6)]
    articles = [article(text, article_id=f"{n:032x}") for n, text in enumerate(texts)]
    return [articles[:2], articles[2:4], articles[4:]]


def read_all(work: Callable[..., Iterator[Any]], batches: list[list[Article]]) -> list[list[Any]]:
    attempt = Attempt(work, reading()._stage, reading()._subject)
    processes = Processes(attempt, 2, SALVAGE)
    try:
        tasks = [processes.submit(batch) for batch in batches]
        return [task.result() for task in tasks]
    finally:
        processes.stop()


def rows_of(outputs: list[Any]) -> list[str]:
    """The rows alone, since a batch that is read again in parts is counted in parts."""
    rows = (each for each in outputs if not isinstance(each, Counted))
    return sorted(
        repr((each.tag, each.value) if isinstance(each, TaggedOutput) else each) for each in rows
    )


@pytest.fixture(scope="module")
def expected(batches: list[list[Article]]) -> list[list[str]]:
    return [rows_of(list(reading()(batch))) for batch in batches]


@pytest.fixture(scope="module")
def lines(batches: list[list[Article]], lines_run: Callable[..., int]) -> int:
    """Lines of Python that the reading of any batch runs at least."""
    return min(lines_run(lambda each=each: list(reading()(each))) for each in batches)


@pytest.mark.parametrize("seed", range(KILLS))
def test_an_article_whose_reader_is_killed_once_is_read_again(
    seed: int,
    batches: list[list[Article]],
    expected: list[list[str]],
    lines: int,
    tmp_path: Path,
) -> None:
    line = random.Random(seed).randint(1, lines)
    made = read_all(KilledAtLine(reading(), line, tmp_path), batches)
    assert (tmp_path / "killed").exists()
    assert [rows_of(each) for each in made] == expected


def test_articles_whose_readers_are_killed_every_time_are_rejected_and_no_others(
    batches: list[list[Article]],
) -> None:
    made = read_all(KilledAtLine(reading(), 1, None), batches)
    assert [
        [type(each) for each in outputs if isinstance(each, Rejection)] for outputs in made
    ] == [[Rejection] * len(batch) for batch in batches]
    rejected = [each for outputs in made for each in outputs if isinstance(each, Rejection)]
    assert {each.reason for each in rejected} == {Reason.READER_DIED.value}
    assert [each.article_id for each in rejected] == [
        each.article_id for batch in batches for each in batch
    ]
