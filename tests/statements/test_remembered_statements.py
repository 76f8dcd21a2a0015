import dataclasses
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.schemas.flow import TableFile
from claimwire.schemas.keys import stable_id
from claimwire.schemas.statements import KEYS_LENGTH, STATEMENTS
from claimwire.statements.article_claims import ArticleClaims, reports_of
from claimwire.statements.grouping import FAN_OUT, resolve
from claimwire.statements.remembered_statements import (
    SCANNED,
    Sieve,
    SoughtStatements,
    match,
    scan,
    sought,
)
from claimwire.statements.report_comparison import Report
from claimwire.statements.statement_keys import keys_looked_for, packed
from claimwire.statements.statement_rows import Told, statement_row
from claimwire.storage.arrow import to_parquet
from tests.fakes.rows import NOW, a_claim, an_article
from tests.fakes.runs import write_rows
from tests.fakes.store import MemoryStore

_KEY = st.integers(1, 2**32 - 1) | st.integers(1, 40)
_REPORT = st.lists(_KEY, max_size=16, unique=True)
_ROWS = st.lists(st.none() | st.lists(_REPORT, min_size=1, max_size=3), max_size=40)


def column(rows) -> pa.Table:
    """The keys of rows, each with the keys of one or more reports, or None."""
    values = [None if reports is None else b"".join(map(packed, reports)) for reports in rows]
    return pa.table({SCANNED[0]: pa.array(values, pa.binary())})


def looked_for(report: Report) -> dict[int, list[int]]:
    return keys_looked_for(report.content, report.language, report.seen_at)


def sieve(keys) -> Sieve:
    return Sieve.of(np.unique(np.array(list(keys), "<u4")))


def found(table: pa.Table, keys) -> list[tuple[int, int]]:
    hits = match(table, sieve(keys))
    return list(zip(hits.rows.tolist(), hits.places.tolist(), strict=True))


@given(_ROWS, st.sets(_KEY, min_size=1, max_size=40), st.integers(0, 5))
def test_reports_with_a_sought_key_are_found(rows, keys, skipped) -> None:
    expected = [
        (number, place)
        for number, reports in enumerate(rows[skipped:])
        for place, report in enumerate(reports or [])
        if not keys.isdisjoint(report)
    ]
    assert found(column(rows).slice(skipped), keys) == expected


def test_keys_of_another_version_are_passed_over() -> None:
    other = [b"1234", packed([7]), b"", b"x" * (KEYS_LENGTH + 4)]
    assert found(pa.table({SCANNED[0]: pa.array(other)}), [7]) == [(1, 0)]


@pytest.mark.parametrize("number", [2 * FAN_OUT, 40_000])
def test_a_key_of_many_rows_finds_the_first_of_them(number) -> None:
    earliest = [(row, 0) for row in range(2 * FAN_OUT)]
    assert found(column([[[7]]] * number), [7, 8]) == earliest


def test_a_key_of_many_reports_of_one_row_finds_the_first_of_them() -> None:
    earliest = [(row, place) for row in range(3) for place in range(FAN_OUT)]
    assert found(column([[[7]] * 2 * FAN_OUT] * 3), [7]) == earliest


def test_what_represents_statements_is_read_as_it_was_compared() -> None:
    said = {
        "the defence minister Anna Berg": "Talks on the northern harbour resumed on Monday",
        "Berg": "Talks resumed on Monday on the harbour, and twelve envoys came to Geneva",
        "a spokesman": "Twelve ships left the bay",
    }
    articles = [
        ArticleClaims.of(
            an_article(article_id=stable_id(who), first_seen_at=NOW + timedelta(minutes=number))
        ).with_claims([a_claim(article_id=stable_id(who), speaker_text=who, text=text)])
        for number, (who, text) in enumerate(said.items())
    ]
    reports = [each for article in articles for each in reports_of(article)]
    placed = resolve(reports)
    told = {}
    for article, each in zip(articles, placed, strict=True):
        described = dataclasses.replace(article, claims=())
        told.setdefault(each.statement_id, []).append(Told(described, article.claims[0], each))
    rows = [statement_row(statement_id, each) for statement_id, each in told.items()]
    assert [len(row.represented_by or ()) for row in rows] == [2, 1]

    store = MemoryStore()
    file = write_rows(store, STATEMENTS, rows)
    known = scan(store, [file], SoughtStatements.of([sought(map(looked_for, reports))]))
    expected = zip(reports, (each.statement_id for each in placed), strict=True)
    assert sorted(known, key=lambda each: each.report.seen_at) == list(map(tuple, expected))


def test_in_older_files_the_first_report_represents_a_statement() -> None:
    article = ArticleClaims.of(an_article(first_seen_at=NOW)).with_claims([a_claim()])
    (report,) = reports_of(article)
    (placed,) = resolve([report])
    row = statement_row(placed.statement_id, [Told(article, article.claims[0], placed)])
    store = MemoryStore()
    file = write_rows(store, STATEMENTS, [row])
    with store.open(file.path) as opened:
        rows = pq.read_table(opened).drop_columns(["represented_by"])
    store.write(file.path, to_parquet(rows))
    known = scan(store, [file], SoughtStatements.of([sought([looked_for(report)])]))
    assert list(known) == [(report, placed.statement_id)]


@pytest.mark.parametrize("days", [-14, 7])
def test_files_of_days_that_nothing_may_report_are_not_opened(days) -> None:
    article = ArticleClaims.of(an_article(first_seen_at=NOW)).with_claims([a_claim()])
    wanted = SoughtStatements.of([sought(map(looked_for, reports_of(article)))])
    day = (NOW + timedelta(days=days)).date().isoformat()
    assert not list(scan(MemoryStore(), [TableFile("statements", "missing", day, 1, 1)], wanted))


def test_keys_are_packed_by_the_period_of_the_statements() -> None:
    packed = [{1: b"bbbbaaaa", 2: b"cccc"}, {}, {1: b"aaaa"}]
    assert SoughtStatements.of(packed) == SoughtStatements({1: b"aaaabbbb", 2: b"cccc"})
    assert SoughtStatements.of([]) == SoughtStatements({})
