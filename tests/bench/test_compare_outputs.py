"""Two outputs are equal, or it is said where they differ."""

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bench.compare_outputs import BAD_USAGE, DIFFERENT, EQUAL, main
from claimwire.clock import FixedClock
from claimwire.schemas import ARTICLES, CLAIMS, FEEDS, STATEMENTS
from claimwire.schemas.articles import Article
from claimwire.schemas.statements import Statement
from claimwire.storage.compaction import compact_day
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import RunInfo
from tests.fakes.rows import NOW, a_claim, a_poll, a_statement, an_article
from tests.fakes.runs import publish_rows

LATER = timedelta(days=1, seconds=7)


@pytest.fixture
def old(tmp_path: Path) -> LocalStore:
    store = LocalStore(str(tmp_path / "old"))
    publish_rows(store, {ARTICLES: [*articles()], CLAIMS: [a_claim()]}, run_id="run1")
    return store


@pytest.fixture
def new(tmp_path: Path) -> LocalStore:
    return LocalStore(str(tmp_path / "new"))


def articles(run_id: str = "run1") -> list[Article]:
    return [an_article(article_id=name, run_id=run_id) for name in "ab"]


def a_statement_seen(at: datetime, run_id: str) -> Statement:
    row = a_statement(first_seen_at=at, run_id=run_id)
    reports = [dataclasses.replace(each, seen_at=at) for each in row.reports]
    return dataclasses.replace(row, reports=reports)


def compared(old: LocalStore, new: LocalStore, *options: str) -> int:
    return main([old.root, new.root, *options])


def test_the_same_rows_in_another_order_and_run_are_equal(
    old: LocalStore, new: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = articles("run2")[::-1]
    publish_rows(new, {ARTICLES: rows, CLAIMS: [a_claim(run_id="run2")]}, run_id="run2")
    assert compared(old, new) == EQUAL
    assert "articles: 2 rows, equal\n" in capsys.readouterr().out


def test_the_same_rows_in_other_files_are_equal(old: LocalStore, new: LocalStore) -> None:
    first, second = articles()[0], articles("run2")[1]
    publish_rows(new, {ARTICLES: [first], CLAIMS: [a_claim()]}, run_id="run1")
    publish_rows(new, {ARTICLES: [second]}, run_id="run2")
    compact_day(new, RunInfo("compact-1", NOW), "2024-05-01", clock=FixedClock(NOW))
    assert compared(old, new) == EQUAL


def test_the_clocks_of_runs_at_other_times_are_no_difference(
    old: LocalStore, new: LocalStore
) -> None:
    for store, start, run_id in ((old, NOW, "run3"), (new, NOW + LATER, "run4")):
        seen = {"first_seen_at": start, "fetched_at": start + timedelta(seconds=len(run_id))}
        rows = {
            ARTICLES: [an_article(article_id="c", run_id=run_id, **seen)],
            FEEDS: [a_poll(polled_at=start, next_due_at=start + timedelta(hours=1), run_id=run_id)],
            STATEMENTS: [a_statement_seen(start, run_id)],
        }
        publish_rows(store, rows, run_id=run_id, at=start)
    publish_rows(new, {ARTICLES: articles(), CLAIMS: [a_claim()]}, run_id="run1")
    assert compared(old, new) == EQUAL


def test_another_wait_or_no_fetch_is_a_difference(
    old: LocalStore, new: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    poll = a_poll(next_due_at=NOW + timedelta(hours=1))
    publish_rows(old, {FEEDS: [a_poll(run_id="run5")]}, run_id="run5")
    rows = [articles()[0], an_article(article_id="b", fetched_at=None)]
    publish_rows(new, {ARTICLES: rows, CLAIMS: [a_claim()], FEEDS: [poll]}, run_id="run1")
    assert compared(old, new) == DIFFERENT
    told = capsys.readouterr().out
    assert "    next_due_at: 'start + 0:00:00' -> 'start + 1:00:00'\n" in told
    assert "    fetched_at: True -> False\n" in told


def test_a_changed_cell_is_shown_with_its_row(
    old: LocalStore, new: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = a_claim(act="denial")
    publish_rows(new, {ARTICLES: articles(), CLAIMS: [claim]}, run_id="run1")
    assert compared(old, new) == DIFFERENT
    told = capsys.readouterr().out
    assert "claims: 1 rows before, 1 after; 1 changed, 0 removed, 0 added\n" in told
    assert claim.claim_id in told
    assert "    act: 'statement' -> 'denial'\n" in told
    assert compared(old, new, "--without", "claims.act") == EQUAL


def test_a_long_value_is_shown_from_where_it_changes(
    old: LocalStore, new: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Talks resumed. " * 200
    for store, end in ((old, "Monday"), (new, "Tuesday")):
        rows = [an_article(article_id="c", text=text + end, run_id="run6")]
        publish_rows(store, {ARTICLES: rows}, run_id="run6")
    publish_rows(new, {ARTICLES: articles(), CLAIMS: [a_claim()]}, run_id="run1")
    assert compared(old, new) == DIFFERENT
    (line,) = (each for each in capsys.readouterr().out.splitlines() if " text: " in each)
    assert "Monday" in line
    assert "Tuesday" in line
    assert len(line) < 250


def test_rows_that_one_of_them_lacks_are_named(
    old: LocalStore, new: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [articles()[0], an_article(article_id="c")]
    publish_rows(new, {ARTICLES: rows}, run_id="run1")
    assert compared(old, new) == DIFFERENT
    told = capsys.readouterr().out
    assert "  removed article_id='b'\n" in told
    assert "  added article_id='c'\n" in told
    assert "claims: 1 rows before, 0 after; 0 changed, 1 removed, 0 added\n" in told


def test_a_row_more_often_is_a_difference(
    old: LocalStore, new: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_rows(new, {ARTICLES: articles(), CLAIMS: [a_claim()]}, run_id="run1")
    publish_rows(new, {CLAIMS: [a_claim(run_id="run2")]}, run_id="run2")
    assert compared(old, new) == DIFFERENT
    assert "0 changed, 0 removed, 1 added" in capsys.readouterr().out
    assert compared(new, old) == DIFFERENT
    assert "0 changed, 1 removed, 0 added" in capsys.readouterr().out


def test_few_of_many_differences_are_printed(
    old: LocalStore, new: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_rows(new, {ARTICLES: articles(), CLAIMS: [a_claim()]}, run_id="run1")
    more = [an_article(article_id=f"c{number}", run_id="run2") for number in range(20)]
    publish_rows(new, {ARTICLES: more}, run_id="run2")
    assert compared(old, new, "--most", "3") == DIFFERENT
    told = capsys.readouterr().out
    assert "20 added" in told
    assert told.count("  added ") == 3


def test_outputs_of_other_addresses_are_told_apart(
    old: LocalStore, new: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [an_article(article_id=name, site="127.0.0.1:9000") for name in "cd"]
    publish_rows(new, {ARTICLES: rows}, run_id="run1")
    assert compared(old, new) == DIFFERENT
    assert "were they served at other addresses?" in capsys.readouterr().out


def test_what_is_no_output_is_bad_usage(
    old: LocalStore, new: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compared(old, new) == BAD_USAGE
    assert f"{new.root} holds no published run" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        compared(old, old, "--without", "claims.nothing")
    assert ended.value.code == BAD_USAGE


def test_a_damaged_output_is_not_equal_to_itself(
    old: LocalStore, capsys: pytest.CaptureFixture[str]
) -> None:
    old.write("_runs/run1.json", b"{")
    assert compared(old, old) == BAD_USAGE
    assert "_runs/run1.json cannot be read" in capsys.readouterr().err


def test_a_damaged_file_is_named(old: LocalStore, capsys: pytest.CaptureFixture[str]) -> None:
    old.write("articles/dt=2024-05-01/part-run1-p0-s0.parquet", b"PAR1")
    assert compared(old, old) == BAD_USAGE
    assert "articles/dt=2024-05-01/part-run1-p0-s0.parquet" in capsys.readouterr().err
