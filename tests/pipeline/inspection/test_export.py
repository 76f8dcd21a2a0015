"""``claimwire export``: claims as events, articles as references."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from claimwire.pipeline.command_line import BAD_USAGE, DONE, main
from claimwire.pipeline.inspection.export import write_events, write_references
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS, Claim
from claimwire.storage.local_store import LocalStore
from claimwire.storage.store import Store
from tests.fakes.rows import a_claim, an_article
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

DIRECTED: dict[str, Any] = {
    "speaker_entity_id": "country:SDN",
    "speaker_actor_code": "SDN",
    "target_entity_id": "country:TCD",
    "target_actor_code": "TCD",
    "score": 0.8,
}


def store_of(*claims: Claim) -> Store:
    """An output with one article and its claims."""
    store = MemoryStore()
    publish_rows(store, {ARTICLES: [an_article()], CLAIMS: list(claims)})
    return store


def events(
    store: Store, form: str = "plover", score: float = 0.0, since: date | None = None
) -> list[dict[str, str]]:
    to = io.BytesIO()
    write_events(store, form, to, least_score=score, since=since)
    return list(csv.DictReader(io.StringIO(to.getvalue().decode())))


def references(form: str, **changes: Any) -> str:
    store = MemoryStore()
    publish_rows(store, {ARTICLES: [an_article(**changes)]})
    to = io.BytesIO()
    write_references(store, form, to, since=None)
    return to.getvalue().decode()


def test_an_event_has_both_sides_and_its_class() -> None:
    claim = a_claim(act="accusation", said_on=date(2024, 4, 30), said_in="geonames:1", **DIRECTED)
    (event,) = events(store_of(claim))
    assert event["day"] == "2024-04-30"
    assert (event["source"], event["source_code"]) == ("country:SDN", "SDN")
    assert (event["target"], event["target_code"]) == ("country:TCD", "TCD")
    assert (event["event"], event["mode"]) == ("ACCUSE", "allege")
    assert (event["place"], event["score"]) == ("geonames:1", "0.8")
    assert (event["claim_id"], event["article_id"]) == (claim.claim_id, claim.article_id)
    assert event["url"] == an_article().url


def test_without_a_day_of_utterance_it_is_the_day_of_the_article() -> None:
    (event,) = events(store_of(a_claim(act="demand", **DIRECTED)))
    assert event["day"] == "2024-05-01"


@pytest.mark.parametrize(
    ("changes", "plover", "cameo"),
    [
        ({"act": "threat"}, "THREATEN", "130"),
        ({"act": "statement", "addressee": "Chad"}, "CONSULT", "010"),
        ({"act": "statement"}, None, "010"),
        ({"act": "demand", "target_entity_id": None}, None, None),
        ({"act": "demand", "speaker_entity_id": None}, None, None),
        ({"act": "demand", "parent_id": "p", "relation": "continues"}, None, None),
        ({"act": "demand", "score": 0.4}, None, None),
    ],
)
def test_which_claims_are_events(
    changes: dict[str, Any], plover: str | None, cameo: str | None
) -> None:
    store = store_of(a_claim(**{**DIRECTED, **changes}))
    for form, expected in (("plover", plover), ("cameo", cameo)):
        found = [event["event"] for event in events(store, form, score=0.5)]
        assert found == ([] if expected is None else [expected])


def test_only_events_since_a_day() -> None:
    store = store_of(a_claim(act="demand", **DIRECTED))
    assert len(events(store, since=date(2024, 5, 1))) == 1
    assert events(store, since=date(2024, 5, 2)) == []


def test_ris_is_a_tag_and_a_value_a_line() -> None:
    text = references(
        "ris",
        article_id="a",
        title="Talks\r\nER  - resume",
        authors=["A. Writer", "B. Writer"],
        site="example.org",
        language="en",
        published_at=datetime(2024, 5, 1, tzinfo=UTC),
        url="https://example.org/a",
        fetched_at=None,
    )
    assert text.split("\r\n") == [
        "TY  - NEWS",
        "ID  - a",
        "TI  - Talks  ER  - resume",
        "AU  - A. Writer",
        "AU  - B. Writer",
        "T2  - example.org",
        "DA  - 2024/05/01",
        "PY  - 2024",
        "LA  - en",
        "UR  - https://example.org/a",
        "ER  - ",
        "",
        "",
    ]


def test_csl_is_an_array_of_references() -> None:
    (reference,) = json.loads(
        references("csl", authors=["A. Writer"], published_at=datetime(2024, 5, 1, tzinfo=UTC))
    )
    assert reference["type"] == "article-newspaper"
    assert reference["author"] == [{"literal": "A. Writer"}]
    assert reference["issued"] == {"date-parts": [[2024, 5, 1]]}


def test_copies_are_no_references() -> None:
    assert references("ris", copy_of="b") == ""
    assert json.loads(references("csl", copy_of="b")) == []


def test_the_command_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish_rows(LocalStore(str(tmp_path / "out")), {ARTICLES: [an_article()]})
    to = tmp_path / "events.csv"
    command = ["export", "--output", str(tmp_path / "out")]
    assert main([*command, "--format", "plover", "--to", str(to)]) == DONE
    assert to.read_text().startswith("day,source,source_code,")
    assert main([*command, "--format", "ris"]) == DONE
    assert capsys.readouterr().out.startswith("TY  - NEWS")
    with pytest.raises(SystemExit) as caught:
        main([*command, "--format", "plover", "--min_score", "2"])
    assert caught.value.code == BAD_USAGE
