"""``claimwire forget``: articles go with all their rows, whole or not at all, and stay away."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from claimwire.clock import FixedClock
from claimwire.pipeline.command_line import BAD_USAGE, DONE, main
from claimwire.pipeline.forgetting.forget_articles import Forgotten, forget_articles
from claimwire.pipeline.inspection.verify import verify
from claimwire.recognition.known_candidates import Candidates, look_up
from claimwire.recognition.standing import Standing, judge
from claimwire.schemas import TABLES
from claimwire.schemas.actors import ACTORS
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import REJECTIONS, Reason
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.schemas.statements import STATEMENTS, StatementReport
from claimwire.storage.cleaning import clean
from claimwire.storage.compaction import compact_day
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import RunInfo, manifest_path
from claimwire.storage.published_files import published_files, read_columns
from claimwire.storage.records import from_arrow
from claimwire.storage.repair import repair
from claimwire.storage.store import Store
from claimwire.stories.signature import sign
from claimwire.transforms.read_memory import remembered_files
from tests.fakes.rows import (
    NOW,
    a_claim,
    a_poll,
    a_sighting,
    a_statement,
    a_tick,
    an_actor,
    an_article,
    an_entity,
)
from tests.fakes.runs import publish_rows
from tests.fakes.stopping_store import Killed, StoppingStore
from tests.fakes.store import MemoryStore

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = NOW + 30 * DAY
CLOCK = FixedClock(LATER)
FORGETTING = RunInfo("forget-1", LATER)
NAMES = ("first", "second", "third")


@pytest.fixture
def store() -> Store:
    return MemoryStore()


def url_of(name: str) -> str:
    return f"https://{name}.example/story"


def id_of(name: str) -> str:
    return stable_id(url_of(name))


def publish_three_days(store: Store) -> None:
    """Three articles of three days whose claims report one statement."""
    first_claim = a_claim(article_id=id_of("first"))
    for number, name in enumerate(NAMES):
        at = NOW + number * DAY
        article = an_article(
            article_id=id_of(name),
            url=url_of(name),
            canonical_url=url_of(name),
            first_seen_at=at,
            run_id=f"run{number}",
        )
        claim = a_claim(article_id=article.article_id, statement_id=first_claim.claim_id)
        entity = an_entity(article_id=article.article_id, entity_id="ministry:AFG", name="Ministry")
        report = StatementReport(
            claim.claim_id, article.article_id, article.site, at, None, 0, claim.text, 1.0
        )
        statement = a_statement(
            claim_id=claim.claim_id,
            article_id=article.article_id,
            statement_id=first_claim.claim_id,
            first_seen_at=at,
            reports=[report],
            run_id=f"run{number}",
        )
        tables = {
            ARTICLES: [article],
            SIGHTINGS: [
                a_sighting(article_id=article.article_id, url=article.url, seen_at=at),
                a_sighting(article_id=article.article_id, url=f"{article.url}?from=b", seen_at=at),
            ],
            ENTITIES: [entity],
            CLAIMS: [claim],
            STATEMENTS: [statement],
            ACTORS: [an_actor(first_day=at.date(), last_day=at.date())],
            FEEDS: [a_poll(polled_at=at)],
        }
        publish_rows(store, tables, run_id=f"run{number}", day=at.date().isoformat(), at=at)


def rows_of(store: Store, *tables: Any) -> Counter[str]:
    seen: Counter[str] = Counter()
    for table in tables or TABLES:
        found = read_columns(store, table, published_files(store), table.schema.names)
        seen.update(f"{table.name} {row}" for row in from_arrow(table, found))
    return seen


def forget(store: Store, *names: str, before: date | None = None) -> Forgotten:
    return forget_articles(store, FORGETTING, [id_of(each) for each in names], before, clock=CLOCK)


def column(store: Store, table: Any, name: str) -> list[Any]:
    values: list[Any] = read_columns(store, table, published_files(store), [name])[name].to_pylist()
    return values


def test_an_article_goes_with_all_its_rows(store: Store) -> None:
    publish_three_days(store)
    assert verify(store).problems == []
    assert forget(store, "first") == Forgotten(1, 7, [])
    assert verify(store).problems == []
    assert not any(id_of("first") in row for row in rows_of(store, ARTICLES, SIGHTINGS, CLAIMS))
    # The next report leads the statement, in the tables of claims and of statements.
    leads = a_claim(article_id=id_of("second")).claim_id
    assert column(store, CLAIMS, "statement_id") == [leads, leads]
    assert column(store, STATEMENTS, "statement_id") == [leads, leads]
    assert len(column(store, ACTORS, "actor_id")) == 2
    assert len(column(store, FEEDS, "feed_url")) == 3


def test_all_articles_before_a_day_go(store: Store) -> None:
    publish_three_days(store)
    done = forget(store, before=(NOW + 2 * DAY).date())
    assert done.articles == 2
    assert verify(store).problems == []
    assert column(store, ARTICLES, "article_id") == [id_of("third")]
    assert set(column(store, REJECTIONS, "article_id")) == {id_of("first"), id_of("second")} | {
        stable_id(f"{url_of(name)}?from=b") for name in NAMES[:2]
    }


@pytest.mark.parametrize("days", [31, 4000], ids=["soon", "beyond the look-back"])
@pytest.mark.parametrize("address", ["", "?from=b"], ids=["its address", "another address"])
@pytest.mark.parametrize("compacted", [False, True])
def test_a_removed_article_is_not_fetched_again(days: int, address: str, compacted: bool) -> None:
    store = MemoryStore()
    publish_three_days(store)
    forget(store, "first")
    if compacted:
        day = LATER.date().isoformat()
        publish_rows(store, {REJECTIONS: []}, run_id="run9", day=day, at=LATER)
        compact_day(store, RunInfo("compact-1", LATER), day, clock=CLOCK)
        clean(store, "clean-1", FixedClock(LATER + DAY))
    tick = a_tick(at=NOW + days * DAY)
    known: list[tuple[str, Any]] = []
    for ignoring in ("", "run77"):
        files = remembered_files(tick, store, DAY, ignoring).files
        url = url_of("first") + address
        sought = Candidates.of([(stable_id(url), url)])
        known = look_up(store, [each for each in files if each.table == REJECTIONS.name], sought)
        traces = [trace for _, trace in known]
        assert judge(stable_id(url), traces).standing is Standing.FORGOTTEN


def test_a_copy_of_a_removed_original_becomes_an_original() -> None:
    store = MemoryStore()
    text = " ".join(f"word{number}" for number in range(80))
    pages = [
        an_article(
            article_id=id_of(name),
            url=url_of(name),
            canonical_url=url_of(name),
            first_seen_at=NOW + number * HOUR,
            text=text,
            near_copy_signature=sign(text),
            story_id=id_of("first"),
            copy_of=id_of("first") if number else None,
            copy_score=1.0 if number else None,
        )
        for number, name in enumerate(NAMES)
    ]
    publish_rows(store, {ARTICLES: pages})
    done = forget(store, "first")
    assert [each.article_id for each in done.unread] == [id_of("second")]
    found = from_arrow(
        ARTICLES, read_columns(store, ARTICLES, published_files(store), ARTICLES.schema.names)
    )
    assert {each.article_id: each.copy_of for each in found} == {
        id_of("second"): None,
        id_of("third"): id_of("second"),
    }
    assert verify(store).problems == []


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_a_removal_killed_at_any_change_is_whole_or_has_not_been(done: bool) -> None:
    began, ended = MemoryStore(), MemoryStore()
    publish_three_days(began)
    ended.files.update(began.files)
    counting = StoppingStore(ended, changes_only=True)
    forget(counting, "first")
    before, after = rows_of(began), rows_of(ended)
    outcomes = Counter[bool]()
    for last in range(1, counting.operations + 1):
        store = MemoryStore()
        store.files.update(began.files)
        with pytest.raises(Killed):
            forget(StoppingStore(store, last, done, changes_only=True), "first")
        found = rows_of(store)
        assert found in (before, after)
        outcomes[found == after] += 1
        if found == before:
            # The next one begins when the lease of the dead one has run out.
            again = FixedClock(LATER + HOUR)
            run = RunInfo("forget-2", LATER)
            forget_articles(store, run, [id_of("first")], None, clock=again)
        clean(store, "clean-1", FixedClock(LATER + 9 * HOUR))
        stored = {each.path for each in store.list("") if each.path.endswith(".parquet")}
        assert stored == {file.path for file in published_files(store)}
        # The rows of the second attempt say who wrote them.
        assert len(rows_of(store)) == len(after)
        assert id_of("first") not in column(store, ARTICLES, "article_id")
    assert min(outcomes.values()) > 5


@pytest.mark.parametrize("cleaned", [False, True])
def test_a_damaged_manifest_of_a_removal_is_rebuilt(cleaned: bool) -> None:
    store = MemoryStore()
    publish_three_days(store)
    forget(store, "first")
    after = rows_of(store)
    if cleaned:
        clean(store, "clean-1", FixedClock(LATER + DAY))
    store.write(manifest_path("forget-1"), b"{")
    repair(store, "repair-1", FixedClock(LATER + DAY))
    assert rows_of(store) == after
    assert verify(store).problems == []


def test_what_cannot_be_removed_is_told(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    store = LocalStore(str(tmp_path / "out"))
    publish_three_days(store)
    words = ["forget", "--output", store.root]
    assert main(words) == BAD_USAGE
    assert "name what to remove" in capsys.readouterr().err
    assert main([*words, "--article", "f00"]) == BAD_USAGE
    assert "there is no article f00" in capsys.readouterr().err
    assert main([*words, "--before", "2999-01-01"]) == BAD_USAGE
    assert "later than today" in capsys.readouterr().err
    assert main([*words, "--article", id_of("first")]) == DONE
    assert capsys.readouterr().out == "Articles removed: 1, rows: 7.\n"
    assert main([*words, "--article", id_of("first")]) == BAD_USAGE
    assert "has been removed already" in capsys.readouterr().err
    assert Reason.FORGOTTEN.value in column(store, REJECTIONS, "reason")
    assert main([*words, "--before", "2024-01-01"]) == DONE
    assert capsys.readouterr().out == "Articles removed: 0, rows: 0.\n"
