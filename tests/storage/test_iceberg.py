"""The tables in an Iceberg catalog, as PyIceberg and DuckDB read them."""

import dataclasses
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from claimwire.clock import FixedClock
from claimwire.pipeline.command_line import DONE, FAILED, main
from claimwire.schemas import TABLES
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import REJECTIONS
from claimwire.storage.cleaning import clean
from claimwire.storage.compaction import compact_day
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import RunInfo
from claimwire.storage.published_files import published_files, read_columns
from tests.fakes.rows import NOW, a_poll, a_rejection, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

pytest.importorskip("pyiceberg", reason="needs claimwire[iceberg]")

from pyiceberg.exceptions import CommitFailedException

from claimwire.storage import iceberg
from claimwire.storage.iceberg import RUN, CatalogFailed, bring_up_to_date, open_catalog

DAY = "2024-05-01"
LATER = NOW + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(str(tmp_path / "an output"))


def publish(store: LocalStore, number: int) -> None:
    url = f"https://{number}.example/"
    article = an_article(article_id=stable_id(url), url=url, canonical_url=url)
    tables = {ARTICLES: [article], FEEDS: [a_poll()], REJECTIONS: [a_rejection(article_id=None)]}
    publish_rows(store, tables, run_id=f"run{number}", at=NOW + timedelta(hours=number))


def published(store: LocalStore, table: Any = ARTICLES) -> Counter[str]:
    ids = read_columns(store, table, published_files(store), ["run_id", table.sort_by[0]])
    return Counter(map(str, ids.to_pylist()))


def in_catalog(store: LocalStore, table: Any = ARTICLES, snapshot: int | None = None) -> Any:
    """What PyIceberg's reader finds."""
    known = open_catalog("news", store).load_table(f"claimwire.{table.name}")
    columns = ("run_id", table.sort_by[0])
    found = known.scan(selected_fields=columns, snapshot_id=snapshot).to_arrow()
    return Counter(map(str, found.select(columns).to_pylist()))


def snapshots(store: LocalStore, table: Any = ARTICLES) -> list[tuple[str, str]]:
    known = open_catalog("news", store).load_table(f"claimwire.{table.name}")
    return [
        (each.summary.operation.value, each.summary[RUN])
        for each in known.snapshots()
        if each.summary
    ]


def test_each_run_is_a_snapshot_and_can_be_read_as_it_was(store: LocalStore) -> None:
    looks = []
    for number in range(3):
        publish(store, number)
        done = bring_up_to_date(store, open_catalog("news", store))
        assert [(each.table, each.added) for each in done] == [
            ("articles", 1),
            ("feeds", 1),
            ("rejections", 1),
        ]
        looks.append(published(store))
    assert snapshots(store) == [("append", f"run{number}") for number in range(3)]
    known = open_catalog("news", store).load_table("claimwire.articles")
    travelled = [in_catalog(store, snapshot=each.snapshot_id) for each in known.snapshots()]
    assert travelled == looks
    for table in TABLES:
        assert in_catalog(store, table) == published(store, table)


def test_duckdb_reads_the_same_rows(store: LocalStore) -> None:
    for number in range(2):
        publish(store, number)
    bring_up_to_date(store, open_catalog("news", store))
    known = open_catalog("news", store).load_table("claimwire.articles")
    connection = known.scan().to_duckdb("articles")
    asked = "select article_id, first_seen_at, authors from articles order by article_id"
    expected = read_columns(
        store, ARTICLES, published_files(store), ["article_id", "first_seen_at", "authors"]
    )
    rows = connection.execute("set TimeZone = 'UTC'").execute(asked).fetchall()
    assert [row[0] for row in rows] == sorted(expected["article_id"].to_pylist())
    assert {row[1].timestamp() for row in rows} == {NOW.timestamp()}


def test_what_a_compaction_replaces_is_replaced_at_once(store: LocalStore) -> None:
    for number in range(3):
        publish(store, number)
    bring_up_to_date(store, open_catalog("news", store))
    run = RunInfo("compact-1", LATER)
    compact_day(store, run, DAY, clock=FixedClock(LATER))
    bring_up_to_date(store, open_catalog("news", store))
    assert snapshots(store)[-1] == ("overwrite", "compact-1")
    clean(store, "clean-1", FixedClock(LATER + timedelta(days=1)))
    assert in_catalog(store) == published(store)
    assert bring_up_to_date(store, open_catalog("news", store)) == []


def test_a_catalog_that_is_behind_is_brought_up_to_date_run_by_run(store: LocalStore) -> None:
    publish(store, 0)
    bring_up_to_date(store, open_catalog("news", store))
    # The next two were killed after their manifest.
    publish(store, 1)
    publish(store, 2)
    assert in_catalog(store) != published(store)
    bring_up_to_date(store, open_catalog("news", store))
    assert in_catalog(store) == published(store)
    assert snapshots(store) == [("append", f"run{number}") for number in range(3)]


def test_one_that_was_killed_between_two_tables_goes_on_with_the_rest(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(store, 0)
    commit, done = iceberg._commit, []

    def commit_once(*arguments: Any) -> Any:
        if done:
            raise KeyboardInterrupt
        done.append(True)
        return commit(*arguments)

    monkeypatch.setattr(iceberg, "_commit", commit_once)
    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(store, open_catalog("news", store))
    monkeypatch.undo()
    again = bring_up_to_date(store, open_catalog("news", store))
    assert [each.table for each in again] == ["feeds", "rejections"]
    assert in_catalog(store, FEEDS) == published(store, FEEDS)


def test_of_two_that_commit_at_once_neither_adds_a_row_twice(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(store, 0)
    look, looked = iceberg._table_in, []

    def look_and_be_overtaken(catalog: Any, table: Any) -> Any:
        found = look(catalog, table)
        if table is ARTICLES and not looked:
            looked.append(True)
            bring_up_to_date(store, open_catalog("news", store))
        return found

    monkeypatch.setattr(iceberg, "_table_in", look_and_be_overtaken)
    assert bring_up_to_date(store, open_catalog("news", store)) == []
    for table in (ARTICLES, FEEDS, REJECTIONS):
        assert in_catalog(store, table) == published(store, table)
    assert snapshots(store) == [("append", "run0")]


def test_others_that_never_stop_committing_are_told(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> Any:
        raise CommitFailedException("changed")

    publish(store, 0)
    monkeypatch.setattr(iceberg, "_commit", refuse)
    with pytest.raises(CatalogFailed, match="keep committing"):
        bring_up_to_date(store, open_catalog("news", store))


def test_columns_are_added_where_the_catalog_has_a_table_of_an_older_version(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = FEEDS.schema.names.index("title")
    older = dataclasses.replace(FEEDS, schema=FEEDS.schema.remove(place))
    publish_rows(store, {older: [a_poll()]}, run_id="run0")
    with monkeypatch.context() as patch:
        patch.setattr(iceberg, "TABLES", (older,))
        bring_up_to_date(store, open_catalog("news", store))
    publish_rows(store, {FEEDS: [a_poll(title="News")]}, run_id="run1")
    bring_up_to_date(store, open_catalog("news", store))
    known = open_catalog("news", store).load_table("claimwire.feeds")
    titles = known.scan(selected_fields=("title",)).to_arrow()["title"].to_pylist()
    assert sorted(titles, key=str) == [None, "News"] or sorted(titles, key=str) == ["News", None]


def test_an_embedded_catalog_needs_a_disk() -> None:
    with pytest.raises(CatalogFailed, match=r"Describe it in \.pyiceberg\.yaml"):
        open_catalog("news", MemoryStore())


def test_a_configured_catalog_is_taken_and_a_bad_one_told(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(store, 0)
    words = ["catalog", "--output", store.root, "--catalog"]
    monkeypatch.setenv("PYICEBERG_CATALOG__OTHER__URI", f"sqlite:///{store.root}/other.db")
    monkeypatch.setenv("PYICEBERG_CATALOG__OTHER__WAREHOUSE", f"file://{store.root}/warehouse")
    assert main([*words, "other"]) == DONE
    assert capsys.readouterr().out.endswith("Tables committed to other: 3.\n")
    assert Path(store.root, "other.db").exists()
    monkeypatch.setenv("PYICEBERG_CATALOG__OTHER__URI", "nonsense://")
    assert main([*words, "other"]) == FAILED
    assert "the catalog 'other' cannot be opened" in capsys.readouterr().err


def test_compact_commits_too(store: LocalStore, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(2):
        publish(store, number)
    assert main(["compact", "--output", store.root, "--catalog", "news"]) == DONE
    assert capsys.readouterr().out.endswith("Tables committed to news: 3.\n")
    assert in_catalog(store) == published(store)
