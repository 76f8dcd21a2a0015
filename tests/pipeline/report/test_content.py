"""The rows of a report as the page is given them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.pipeline.report.coding import coded
from claimwire.pipeline.report.content import report_content, utf16_offsets, web_address
from claimwire.pipeline.report.rows import Choice, read_rows
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS, JointSpeaker, Span
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.statements import STATEMENTS, LinkedStatement
from tests.fakes.rows import a_claim, a_statement, an_article, an_entity
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

NAMES = {"TUR": "Turkey", "GRC": "Greece"}


def content(articles: list[Any], claims: list[Any], entities: list[Any]) -> dict[str, Any]:
    store = MemoryStore()
    publish_rows(store, {ARTICLES: articles, CLAIMS: claims, ENTITIES: entities})
    return report_content(read_rows(store, Choice()), Choice(), NAMES)


def cut(text: str, places: list[int]) -> list[str]:
    """Cut as JavaScript's slice does."""
    units = text.encode("utf-16-le")
    pairs = zip(places[::2], places[1::2], strict=True)
    return [units[start * 2 : end * 2].decode("utf-16-le") for start, end in pairs]


def test_a_column_is_coded_in_the_order_of_its_values() -> None:
    assert coded(["b", None, "a", "b"]) == {"values": ["a", "b"], "codes": [1, -1, 0, 1]}
    assert coded([]) == {"values": [], "codes": []}


@given(st.text(), st.data())
def test_offsets_name_the_same_characters_in_utf16(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = utf16_offsets(text)
    units = text.encode("utf-16-le", "surrogatepass")
    assert (
        units[at(start) * 2 : at(end) * 2].decode("utf-16-le", "surrogatepass") == (text[start:end])
    )


def test_marks_stand_behind_characters_beyond_the_basic_plane() -> None:
    text = "🕊️🤝 Talks 😀 resumed at last, the ministry said."
    spans = [Span(text.index("Talks"), text.index(", the"))]
    speaker = text.index("the ministry")
    cue = text.index("said")
    claim = a_claim(
        spans=spans,
        speaker_start=speaker,
        speaker_end=speaker + len("the ministry"),
        cue_start=cue,
        cue_end=cue + len("said"),
    )
    claims = content([an_article(text=text)], [claim], [])["claims"]
    assert cut(text, claims["content_at"][0]) == ["Talks 😀 resumed at last"]
    assert cut(text, claims["speaker_at"][0]) == ["the ministry"]
    assert cut(text, claims["cue_at"][0]) == ["said"]


def test_a_claim_without_speaker_and_cue_has_no_marks_for_them() -> None:
    without = dict.fromkeys(("speaker", "cue"))
    changes = {f"{part}_{side}": None for part in without for side in ("start", "end")}
    claim = a_claim(speaker_text=None, speaker_name=None, cue=None, **changes)
    claims = content([an_article()], [claim], [])["claims"]
    assert (claims["speaker_at"], claims["cue_at"]) == ([[]], [[]])
    assert claims["speaker"] == {"values": [], "codes": [-1]}


def test_claims_that_are_part_of_another_come_last_and_name_it() -> None:
    claims = [
        a_claim(claim_id="1", parent_id="3", relation="continues"),
        a_claim(claim_id="2"),
        a_claim(claim_id="3"),
        a_claim(claim_id="4", parent_id="1", relation="nested"),
    ]
    found = content([an_article()], claims, [])["claims"]
    assert (found["id"], found["whole"], found["parent"]) == (["2", "3", "1", "4"], 2, [1, 2])
    assert found["relation"] == {"values": ["continues", "nested"], "codes": [-1, -1, 0, 1]}
    assert len(found["speaking"]["codes"]) == found["whole"]


def test_a_speaker_without_a_name_is_not_counted_as_one() -> None:
    claims = [
        a_claim(claim_id="1", speaker_name=None),
        a_claim(claim_id="2", speaker_name="Ilse Aalto"),
    ]
    found = content([an_article()], claims, [])["claims"]
    assert found["speaker"] == {"values": ["Ilse Aalto"], "codes": [-1, 0]}


def test_speakers_who_said_it_together_are_told_together() -> None:
    def joint(*names: str | None) -> list[JointSpeaker]:
        return [JointSpeaker(name, None, "person", None) for name in names]

    claims = [
        a_claim(claim_id="1", joint_speakers=joint("Chad", None, "Mali")),
        a_claim(claim_id="2", joint_speakers=joint("Chad")),
        a_claim(claim_id="3"),
    ]
    found = content([an_article()], claims, [])["claims"]["joint_speakers"]
    assert found["values"] == ["Chad", "Chad, an unnamed speaker and Mali"]
    assert found["codes"] == [1, 0, -1]


def test_the_place_of_an_utterance_is_an_entity() -> None:
    entities = [an_entity(entity_id="geonames:1", name="Ankara")]
    claims = [a_claim(claim_id="1", said_in="geonames:1"), a_claim(claim_id="2", said_in="lost:1")]
    found = content([an_article()], claims, entities)["claims"]
    assert found["said_in"] == {"values": [0], "codes": [0, -1]}


@pytest.mark.parametrize(
    ("url", "passes"),
    [
        ("https://news.example/story?a=1#b", True),
        ("http://news.example", True),
        ("HTTPS://news.example", True),
        ("javascript:alert(1)//http://x", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//news.example/story", False),
        ("https:story", False),
        ("http://[news", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_linked(url: str | None, passes: bool) -> None:
    assert web_address(url) == (url if passes else None)


def test_a_party_is_a_country_or_an_international_body() -> None:
    entities = [
        an_entity(mention_id="1", entity_id="country:TUR", name="Turkey", country="TUR"),
        an_entity(
            mention_id="2",
            entity_id="igo:eu",
            name="European Union",
            kind="international_organisation",
        ),
        an_entity(mention_id="3", entity_id="media:post", name="The Post", kind="media"),
    ]
    claims = [
        a_claim(claim_id="1", speaker_country="GRC", about=["country:TUR", "unknown:x"]),
        a_claim(claim_id="2", speaker_entity_id="igo:eu"),
        a_claim(claim_id="3", speaker_entity_id="media:post"),
    ]
    found = content([an_article()], claims, entities)
    assert found["entities"]["party"] == ["TUR", "European Union", None]
    speaking = found["claims"]["speaking"]
    assert [speaking["values"][code] for code in speaking["codes"][:2]] == ["GRC", "European Union"]
    assert speaking["codes"][2] == -1
    assert found["claims"]["about"] == [[0], [], []]
    assert found["country_names"] == NAMES


PLACES: list[tuple[dict[str, Any], str]] = [
    ({"kind": "city", "score": 0.9, "radius_km": 5.0}, ""),
    ({"kind": "facility", "score": 0.9, "radius_km": None}, ""),
    ({"kind": "city", "score": 0.5, "radius_km": 5.0}, "not sure which place is meant"),
    ({"kind": "city", "score": None, "radius_km": 5.0}, "not sure which place is meant"),
    ({"kind": "place", "score": 0.9, "radius_km": 800.0}, "known too roughly"),
    ({"kind": "region", "score": 1.0, "radius_km": 10.0}, "a region"),
    ({"kind": "city", "score": 0.9, "latitude": None}, "no coordinates"),
]


@pytest.mark.parametrize(("changes", "why"), PLACES)
def test_only_good_places_are_points(changes: dict[str, Any], why: str) -> None:
    place = {"latitude": 41.0, "longitude": 29.0, "country": "TUR", **changes}
    entity = an_entity(entity_id="geonames:1", name="Istanbul", **place)
    found = content([an_article()], [a_claim()], [entity])
    assert found["places"]["why"] == [why]
    assert found["places"]["drawn"] == [not why]
    assert found["places"]["latitude"] == [None if why else 41.0]
    assert found["articles"]["places"] == [[0]]


def test_a_country_is_an_area_and_a_place_once_in_an_article() -> None:
    point = {"latitude": 41.0, "longitude": 29.0, "country": "TUR", "score": 0.9}
    entities = [
        an_entity(mention_id="1", entity_id="country:TUR", name="Turkey", kind="country", **point),
        an_entity(mention_id="2", entity_id="geonames:1", name="Istanbul", kind="city", **point),
        an_entity(mention_id="3", entity_id="geonames:1", name="Istanbul", kind="city", **point),
    ]
    found = content([an_article()], [a_claim()], entities)
    assert found["places"]["id"] == ["geonames:1"]
    assert found["articles"]["places"] == [[0]]
    assert found["articles"]["countries"] == [["TUR"]]


def test_a_place_is_drawn_only_for_the_articles_where_it_is_sure() -> None:
    point = {"entity_id": "geonames:1", "kind": "city", "latitude": 41.0, "longitude": 29.0}
    articles = [an_article(), an_article(article_id="b")]
    entities = [
        an_entity(mention_id="1", score=0.9, **point),
        an_entity(mention_id="2", score=0.4, article_id="b", **point),
    ]
    claims = [a_claim(), a_claim(claim_id="2", article_id="b")]
    found = content(articles, claims, entities)
    drawn = found["places"]["drawn"]
    assert sorted(drawn[code] for each in found["articles"]["places"] for code in each) == [
        False,
        True,
    ]


def test_statements_come_with_those_that_contradict_them() -> None:
    store = MemoryStore()
    claims = [a_claim(claim_id="a", statement_id="a"), a_claim(claim_id="b", statement_id="a"),
              a_claim(claim_id="c", speaker_country="TUR", statement_id="c")]  # fmt: skip
    statements = [
        a_statement(statement_id="a", claim_id="b", text="Talks resumed on Monday"),
        a_statement(statement_id="c", claim_id="c", text="No talks took place",
                    contradicts=[LinkedStatement("a", 0.9)]),
    ]  # fmt: skip
    publish_rows(store, {ARTICLES: [an_article()], CLAIMS: claims, STATEMENTS: statements})
    found = report_content(read_rows(store, Choice()), Choice(), NAMES)
    assert sorted(found["claims"]["statement"]) == [0, 0, 1]
    told = found["statements"]
    assert (told["id"], told["contradicts"]) == (["a", "c"], [[1], [0]])
    assert told["text"] == [None, None]
    assert found["claims"]["id"][told["claim"][0]] == "b"
    # What contradicts a claim is told also where a choice leaves its claims out.
    choice = Choice(countries=("TUR",))
    told = report_content(read_rows(store, choice), choice, NAMES)["statements"]
    assert told["text"] == ["Talks resumed on Monday", None]
    assert told["claim"][0] == -1


def test_times_are_told_to_the_minute_and_days_as_days() -> None:
    published = datetime(2024, 4, 30, 8, 15, 30, 5, tzinfo=UTC)
    claim = a_claim(said_on=date(2024, 4, 29))
    found = content([an_article(published_at=published)], [claim], [])
    assert found["articles"]["published_at"] == ["2024-04-30T08:15"]
    assert found["claims"]["day"]["values"] == ["2024-04-30"]
    assert found["claims"]["said_on"]["values"] == ["2024-04-29"]


def test_nothing_published_is_an_empty_report() -> None:
    found = report_content(read_rows(MemoryStore(), Choice()), Choice(), {})
    assert found["claims"]["id"] == []
    assert found["articles"]["text"] == []
