"""The step: the statements of a run depend neither on order, runs nor windows."""

import dataclasses
from datetime import timedelta

import apache_beam as beam
import pyarrow.parquet as pq
import pytest
from apache_beam.pvalue import TaggedOutput
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.transforms.window import TimestampedValue

from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.flow import TableFile, Tick
from claimwire.schemas.keys import stable_id
from claimwire.schemas.rejections import Rejection
from claimwire.schemas.statements import (
    STATEMENTS,
    LinkedStatement,
    RepresentingReport,
    Statement,
    StatementReport,
)
from claimwire.schemas.table import day_of
from claimwire.statements import claim_content, statement_rows
from claimwire.statements.article_claims import ArticleClaims
from claimwire.storage.output import Output
from claimwire.storage.published_files import StateError
from claimwire.transforms import group_statements
from claimwire.transforms.group_statements import GroupStatements, OfWindow
from claimwire.transforms.recall_articles import RecallArticles
from claimwire.transforms.windows import AcrossWindows, in_windows
from tests.fakes.rows import NOW, a_claim, an_article
from tests.fakes.runs import publish_rows, write_rows
from tests.fakes.store import MemoryStore

HOUR = timedelta(hours=1)
TEXTS = (
    "Talks on the northern harbour resumed on Monday",
    "Talks on the northern harbour resumed on Monday in Geneva",
    "Talks on the northern harbour did not resume on Monday",
    "Twelve ships left the bay",
)


def article_and_claim(number: int):
    """The article of an hour, with its claim."""
    url = f"https://site{number}.example/"
    article = an_article(
        article_id=stable_id(url), url=url, site=f"site{number}.example",
        first_seen_at=NOW + number * HOUR, language="en",
    )  # fmt: skip
    return article, a_claim(article_id=article.article_id, text=TEXTS[number])


def group(numbers, store: MemoryStore, files=()) -> MemoryStore:
    """Run the step over articles; its output is written to a store of its own."""
    pairs = [article_and_claim(number) for number in numbers]
    with TestPipeline(runner="FnApiRunner") as pipeline:
        claims = [(day_of(article.first_seen_at), claim) for article, claim in pairs]
        inputs = {
            "articles": pipeline | "A" >> beam.Create([a for a, _ in pairs], reshuffle=False),
            "claims": pipeline | "C" >> beam.Create(claims, reshuffle=False),
            "files": pipeline | "F" >> beam.Create(list(files), reshuffle=False),
            "ticks": pipeline | "T" >> beam.Create([Tick(NOW, "run1")], reshuffle=False),
        }
        return keep(inputs | GroupStatements(store, RecallArticles(timedelta(0)), buckets=2))


def group_in_windows(numbers) -> MemoryStore:
    """Run the step over windows of an hour, none of which is published before the end."""
    pairs = [article_and_claim(number) for number in numbers]
    with TestPipeline(runner="FnApiRunner") as pipeline:
        timed = [TimestampedValue(pair, pair[0].first_seen_at.timestamp()) for pair in pairs]
        windows = (
            pipeline
            | beam.Create(timed, reshuffle=False)
            | "At" >> beam.Map(lambda each: each)
            | in_windows(HOUR)
        )
        inputs = {
            "articles": windows | "A" >> beam.Map(lambda pair: pair[0]),
            "claims": windows | "C" >> beam.Map(lambda p: (day_of(p[0].first_seen_at), p[1])),
            "files": windows | "F" >> beam.FlatMap(lambda _: []),
            "ticks": windows | "T" >> beam.Map(lambda pair: Tick(pair[0].first_seen_at, "run1")),
        }
        grouped = inputs | GroupStatements(MemoryStore(), RecallArticles(6 * HOUR), buckets=2)
        return keep(
            grouped._replace(
                claims=grouped.claims | "AllClaims" >> AcrossWindows(),
                statements=grouped.statements | "AllStatements" >> AcrossWindows(),
            )
        )


def keep(grouped) -> MemoryStore:
    sink = MemoryStore()
    for table, keyed in ((CLAIMS, grouped.claims), (STATEMENTS, grouped.statements)):
        rows = keyed | f"Rows_{table.name}" >> beam.Values()
        gathered = rows | f"Gather_{table.name}" >> beam.combiners.ToList()
        _ = gathered | f"Keep_{table.name}" >> beam.Map(
            lambda rows, table=table: write_rows(sink, table, rows)
        )
    return sink


@pytest.fixture(name="whole")
def _whole() -> dict[str, str]:
    return statement_of(group([0, 1, 2, 3], MemoryStore()))


def statement_of(*sinks: MemoryStore) -> dict[str, str]:
    return {row["claim_id"]: row["statement_id"] for sink in sinks for row in rows_of(sink, CLAIMS)}


def rows_of(sink: MemoryStore, table):
    (path,) = (each.path for each in sink.list(f"{table.name}/"))
    with sink.open(path) as opened:
        return pq.read_table(opened).to_pylist()


def test_reports_are_rows_of_their_statement(whole) -> None:
    claims = [article_and_claim(number)[1].claim_id for number in range(4)]
    assert whole == {
        claims[0]: claims[0], claims[1]: claims[0], claims[2]: claims[2], claims[3]: claims[3]
    }  # fmt: skip


def test_another_run_finds_the_statements_of_an_earlier_one(whole) -> None:
    first = group([0], MemoryStore())
    files = [write_from(first)]
    second = group([1, 2, 3], first, files)
    assert statement_of(first, second) == whole
    (told,) = (row for row in rows_of(second, STATEMENTS) if row["contradicts"])
    assert told["text"] == TEXTS[2]
    gained = [row for row in rows_of(second, STATEMENTS) if row["statement_keys"] is None]
    assert [[each["text"] for each in row["reports"]] for row in gained] == [[TEXTS[1]]]


def write_from(sink: MemoryStore):
    """The file of statements that a run has left."""
    (path,) = (each.path for each in sink.list(f"{STATEMENTS.name}/"))
    return TableFile(STATEMENTS.name, path, NOW.date().isoformat(), 1, 1)


def test_windows_that_are_not_published_yet_are_compared_too(whole) -> None:
    assert statement_of(group_in_windows([0, 1, 2, 3])) == whole


def test_a_damaged_table_ends_the_run() -> None:
    first = group([0], MemoryStore())
    file = write_from(first)
    first.write(file.path, b"damaged")
    with pytest.raises(Exception, match="cannot be read") as raised:
        group([1], first, [file])
    assert StateError.__name__ in repr(raised.value)


def test_the_view_adds_up_runs_and_near_copies() -> None:
    store = MemoryStore()
    first = group([0], MemoryStore())
    second = group([1, 2, 3], first, [write_from(first)])
    article = article_and_claim(0)[0]
    copy = dataclasses.replace(
        article, article_id="c" * 32, site="copy.example", copy_of=article.article_id,
        first_seen_at=NOW + 9 * HOUR,
    )  # fmt: skip
    statements = [row for sink in (first, second) for row in records(sink)]
    publish_rows(store, {STATEMENTS: statements})
    publish_rows(store, {ARTICLES: [article, copy]}, run_id="run2")
    with Output(store) as output:
        shown = output.sql(
            "select text, report_count, outlets, first_site, len(contradicts), len(wordings) "
            "from statements order by first_seen_at"
        ).fetchall()
    sites = ["copy.example", "site0.example", "site1.example"]
    assert shown == [
        (TEXTS[1], 3, sites, "site0.example", 1, 2),
        (TEXTS[2], 1, ["site2.example"], "site2.example", 1, 1),
        (TEXTS[3], 1, ["site3.example"], "site3.example", 0, 1),
    ]


def records(sink: MemoryStore):
    for row in rows_of(sink, STATEMENTS):
        row["reports"] = [StatementReport(**each) for each in row["reports"]]
        row["represented_by"] = [RepresentingReport(**each) for each in row["represented_by"]]
        for name in ("contradicts", "answers"):
            row[name] = [LinkedStatement(**each) for each in row[name]]
        yield Statement(**row)


def test_claims_that_cannot_be_compared_stay_without_a_statement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    articles = [
        ArticleClaims.of(article).with_claims([claim])
        for article, claim in map(article_and_claim, range(2))
    ]
    work = group_statements.reports_of

    def fails(article):
        if article.article_id == articles[0].article_id:
            raise ValueError("a fault")
        return work(article)

    monkeypatch.setattr(group_statements, "reports_of", fails)
    outputs = list(group_statements.resolve_language(("en", articles)))
    (rejection,) = (each for each in outputs if isinstance(each, Rejection))
    assert rejection.article_id == articles[0].article_id
    (decided,) = (each for each in outputs if not isinstance(each, Rejection))
    made = group_statements.rows_and_claims(OfWindow(new=decided, recalled=[]))
    stated = {each[1].article_id: each[1].statement_id for each in made if isinstance(each, tuple)}
    second = articles[1].claims[0].claim_id
    assert stated == {articles[0].article_id: None, articles[1].article_id: second}


def test_claims_name_a_statement_only_if_it_has_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [article_and_claim(number) for number in range(4)]
    articles = [ArticleClaims.of(article).with_claims([claim]) for article, claim in pairs]
    (decided,) = group_statements.resolve_language(("en", [*articles, *articles]))
    first, second, _, fourth = (claim.claim_id for _, claim in pairs)

    made = list(group_statements.rows_and_claims(OfWindow(decided, [])))
    rows = [each.value for each in made if isinstance(each, TaggedOutput)]
    assert {day for day, _ in rows} == {day_of(NOW)}
    statements = {row.statement_id for _, row in rows}
    claims = [each[1] for each in made if not isinstance(each, TaggedOutput)]
    assert len(claims) == 4
    assert {claim.statement_id for claim in claims} == statements

    cannot_be_made(monkeypatch, {first})
    made = list(group_statements.rows_and_claims(OfWindow(decided, [])))
    rejected = [each.article_id for each in made if isinstance(each, Rejection)]
    assert rejected == [articles[0].article_id, articles[1].article_id]
    claims = [each[1] for each in made if not isinstance(each, (Rejection, TaggedOutput))]
    unstated = {claim.claim_id for claim in claims if claim.statement_id is None}
    assert unstated == {first, second}
    assert fourth in {claim.statement_id for claim in claims}


@pytest.mark.parametrize(
    "grouped", [lambda numbers: group(numbers, MemoryStore()), group_in_windows]
)
def test_links_lead_only_to_statements_that_have_a_row(grouped, monkeypatch) -> None:
    contradicting = article_and_claim(2)[1].claim_id
    linked = {
        row["statement_id"]: row["contradicts"] for row in rows_of(grouped([0, 2, 3]), STATEMENTS)
    }
    assert [each["statement_id"] for each in linked[contradicting]] == [
        article_and_claim(0)[1].claim_id
    ]

    cannot_be_made(monkeypatch, {article_and_claim(0)[1].claim_id})
    linked = {
        row["statement_id"]: row["contradicts"] for row in rows_of(grouped([0, 2, 3]), STATEMENTS)
    }
    assert linked == {contradicting: [], article_and_claim(3)[1].claim_id: []}


def test_a_link_to_a_published_statement_stays_if_it_gains_a_report_that_has_no_row(
    monkeypatch,
) -> None:
    first = group([0], MemoryStore())
    published = article_and_claim(0)[1].claim_id
    cannot_be_made(monkeypatch, {published})
    second = group([1, 2], first, [write_from(first)])
    (row,) = rows_of(second, STATEMENTS)
    assert [each["statement_id"] for each in row["contradicts"]] == [published]


def cannot_be_made(monkeypatch: pytest.MonkeyPatch, statements: set[str]) -> None:
    """Let the rows of some statements fail."""
    work = statement_rows.statement_row

    def fails(statement_id, told):
        if statement_id in statements:
            raise ValueError("a fault")
        return work(statement_id, told)

    monkeypatch.setattr(statement_rows, "statement_row", fails)


def test_a_claim_is_read_once_to_look_for_others_and_once_to_be_decided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    content_of = claim_content.content_of

    def counted(text, language, speaker=None):
        read.append(text)
        return content_of(text, language, speaker)

    monkeypatch.setattr(claim_content, "content_of", counted)
    store = group(range(4), MemoryStore())
    assert sum(len(row.represented_by or ()) for row in records(store)) > 1
    assert sorted(read) == sorted(2 * TEXTS)
