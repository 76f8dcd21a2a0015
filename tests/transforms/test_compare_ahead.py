"""Processes that compare ahead change nothing but who does the work."""

import os
import signal
from collections.abc import Iterator
from datetime import timedelta

import pytest

from claimwire.processes import START_METHOD
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import Rejection
from claimwire.statements import grouping
from claimwire.statements.article_claims import ArticleClaims
from claimwire.statements.grouping import KnownStatements
from claimwire.transforms import compare_ahead
from claimwire.transforms.group_statements import Decided, resolve_language
from tests.fakes.rows import NOW, a_claim, an_article

pytestmark = [
    pytest.mark.timeout(60),
    pytest.mark.skipif(START_METHOD != "fork", reason="processes are forked on Linux alone"),
]

SAID = (
    "Talks on the northern harbour resumed on Monday",
    "Twelve ships left the bay before the storm",
    "Talks on the northern harbour did not resume on Monday",
    "Talks on the northern harbour resumed on Monday in Geneva",
)


def article(number: int) -> ArticleClaims:
    url = f"https://site{number}.example/"
    row = an_article(
        article_id=stable_id(url), url=url, language="en",
        first_seen_at=NOW + number * timedelta(hours=1),
    )  # fmt: skip
    texts = SAID[number % 4], f"{SAID[number % 3]}, said the mayor of town {number}"
    claims = [
        a_claim(claim_id=stable_id(f"{url}{text}"), article_id=row.article_id, text=text)
        for text in texts
    ]
    return ArticleClaims.of(row).with_claims(claims)


ARTICLES = [article(number) for number in range(12)]


@pytest.fixture(autouse=True)
def _small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_ahead, "ARTICLES", 3)
    monkeypatch.setattr(compare_ahead, "FEWEST", 1)


def decided(processes: int) -> list[Decided]:
    (all_of_them,) = resolve_language(("en", ARTICLES), processes)
    assert not isinstance(all_of_them, Rejection)
    return all_of_them


def test_statements_are_those_of_one_process() -> None:
    assert decided(processes=2) == decided(processes=0)


def test_most_comparisons_are_made_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getpid()
    made = []
    work = grouping.compare

    def noted(*reports: object) -> object:
        if os.getpid() == here:
            made.append(reports)
        return work(*reports)

    monkeypatch.setattr(grouping, "compare", noted)
    decided(processes=0)
    alone = len(made)
    made.clear()
    decided(processes=2)
    assert 0 < len(made) < alone


def test_processes_that_die_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = decided(processes=0)
    here = os.getpid()

    def dies(*_: object) -> Iterator[object]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        yield from ()

    monkeypatch.setattr(KnownStatements, "compared", dies)
    assert decided(processes=2) == expected


def test_a_system_that_starts_no_process_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = decided(processes=0)

    def refuses() -> int:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(os, "fork", refuses)
    assert decided(processes=2) == expected


def test_what_cannot_be_compared_is_compared_as_it_is_placed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = decided(processes=0)

    def fails(*_: object) -> Iterator[object]:
        raise ValueError("a fault")

    monkeypatch.setattr(KnownStatements, "compared", fails)
    assert decided(processes=2) == expected
