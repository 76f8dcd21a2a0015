import dataclasses
import io
from datetime import date, timedelta

import pytest
from rich.console import Console

from claimwire.errors import UsageError
from claimwire.pipeline.command_line import main
from claimwire.pipeline.inspection.said import Asked, said_table, widest_reported
from claimwire.pipeline.inspection.standing_question import as_atom, as_lines, matching
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.statements import STATEMENTS, LinkedStatement
from claimwire.storage.local_store import LocalStore
from claimwire.storage.store import Store
from tests.fakes.rows import NOW, a_claim, a_statement, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

FIRST = a_statement()
DENIED = a_statement(
    statement_id="d" * 32,
    text="Talks did not resume",
    speaker_name="Anna Berg",
    first_seen_at=NOW + timedelta(hours=1),
    reports=[dataclasses.replace(FIRST.reports[0], text="Talks did not resume", site="b.example")],
    contradicts=[LinkedStatement(FIRST.statement_id, 0.8)],
)
ALONE = a_statement(
    statement_id="e" * 32,
    text="Ships left <the> bay",
    reports=[dataclasses.replace(FIRST.reports[0], text="Ships left <the> bay")],
)


def publish(store: Store) -> Store:
    claim = a_claim(statement_id=FIRST.statement_id, about=["country:AFG"])
    rows = {STATEMENTS: [FIRST, DENIED, ALONE], ARTICLES: [an_article()], CLAIMS: [claim]}
    publish_rows(store, rows)
    return store


@pytest.fixture(name="output")
def _output() -> Store:
    return publish(MemoryStore())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), [FIRST, DENIED, ALONE]),
        (Asked(about="SHIPS"), [ALONE]),
        (Asked(about="country:AFG"), [FIRST]),
        (Asked(by="berg"), [DENIED]),
        (Asked(by="the ministry"), [FIRST, DENIED, ALONE]),
        (Asked(since=NOW.date()), [FIRST, DENIED, ALONE]),
        (Asked(since=date(2100, 1, 1)), []),
        (Asked(contradicted=True), [FIRST, DENIED]),
    ],
)
def test_what_is_asked_for_is_found(asked, found, output) -> None:
    rows = widest_reported(output, asked)
    assert {row["statement_id"] for row in rows} == {each.statement_id for each in found}


def test_who_contradicts_is_shown(output) -> None:
    (row,) = widest_reported(output, Asked(about="resumed"))
    assert row["contradicted_by"] == [{"speaker": "Anna Berg", "text": "Talks did not resume"}]
    assert said_table([row]).row_count == 1


@pytest.mark.parametrize(
    ("act", "heading"), [("statement", "ministry"), ("rejection", "ministry (rejection)")]
)
def test_an_act_other_than_saying_is_told(act, heading, output) -> None:
    (row,) = widest_reported(output, Asked(about="ships"))
    shown = io.StringIO()
    Console(width=80, file=shown).print(said_table([row | {"act": act}]))
    assert shown.getvalue().splitlines()[0].split("│")[1].strip() == heading


def test_a_feed_has_an_entry_for_each_statement_and_stays_the_same(output) -> None:
    condition = "act = 'statement'"
    feed = as_atom(matching(output, condition, 9), condition, "What <is> said")
    assert feed == as_atom(matching(output, condition, 9), condition, "What <is> said")
    for each in (FIRST, DENIED, ALONE):
        assert feed.count(f"urn:claimwire:statement:{each.statement_id}".encode()) == 1
    assert b"Ships left &lt;the&gt; bay" in feed


def test_a_feed_without_entries_is_a_feed(output) -> None:
    assert b"1970-01-01T00:00:00Z" in as_atom(matching(output, "false", 9), "false", "nothing")


def test_lines_are_objects(output) -> None:
    assert as_lines(matching(output, "speaker_name = 'Anna Berg'", 9)).count(b"\n") == 1


@pytest.mark.parametrize("condition", ["no_such_column = 1", "true) ; drop table x; (", "true))"])
def test_a_wrong_condition_is_bad_usage(condition, output) -> None:
    with pytest.raises(UsageError):
        matching(output, condition, 9)


@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_the_commands_work(extra, tmp_path, capsys) -> None:
    publish(LocalStore(str(tmp_path / "out")))
    to = tmp_path / "feed.xml"
    where = ["--where", "act = 'statement'", "--to", str(to)]
    assert main(["watch", "--output", str(tmp_path / "out"), *where, *extra]) == 0
    assert b"Ships left" in to.read_bytes()
    assert main(["statements", "--output", str(tmp_path / "out"), "--by", "berg"]) == 0
    assert "Anna Berg" in capsys.readouterr().out
    assert main(["statements", "--output", str(tmp_path / "out"), "--by", "nobody"]) == 0
    assert "No statement" in capsys.readouterr().out
