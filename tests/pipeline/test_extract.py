"""Entities and claims of texts without feeds: rows that JSON can hold, offsets untouched."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from spacy.language import Language

from claimwire.language.parsing.loading import load_model
from claimwire.pipeline.extract import RUN_ID, extract_texts, render_text
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.keys import stable_id

PUBLISHED = datetime(2024, 5, 15, 9, tzinfo=UTC)
TEXT = "\ufeff\r\nIran said on Monday that talks\r\nresume. “We will meet next week,” it added.\r\n"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()


def test_rows_have_the_columns_of_the_tables_and_fit_json(nlp: Language) -> None:
    (result,) = extract_texts(nlp, [("a.txt", TEXT)], PUBLISHED)
    result = json.loads(json.dumps(result))
    assert list(result) == ["file", "entities", "claims"]
    assert result["file"] == "a.txt"
    assert list(result["entities"][0]) == ENTITIES.schema.names
    assert list(result["claims"][0]) == [*CLAIMS.schema.names, "cue_text", "source", "content"]
    assert {row["article_id"] for row in result["entities"] + result["claims"]} == {stable_id(TEXT)}
    assert result["claims"][0]["run_id"] == RUN_ID
    assert result["claims"][0]["said_on"] == "2024-05-13"
    assert result["claims"][-1]["times"] == [["next week", "2024-05-20", "2024-05-26"]]


def test_offsets_are_those_of_the_text_as_given(nlp: Language) -> None:
    (result,) = extract_texts(nlp, [("a.txt", TEXT)], None)
    for entity in result["entities"]:
        assert TEXT[entity["start"] : entity["end"]] == entity["text"]
    assert len(result["claims"]) == 2
    for claim in result["claims"]:
        assert " ".join(TEXT[start:end] for start, end in claim["spans"]) == claim["text"]
        assert TEXT[claim["cue_start"] : claim["cue_end"]] == claim["cue_text"]


def test_each_attribution_is_worded_once_and_whole(nlp: Language) -> None:
    text = "“We will win,” the minister, who did not go, had also said. “It is over for them.”"
    (result,) = extract_texts(nlp, [("a.txt", text)], None)
    worded, continued = result["claims"]

    def words(part: str) -> list[str]:
        return [text[start:end] for start, end in worded[part]]

    assert words("source") == ["the minister, who did not go"]
    assert words("cue") == ["had also said"]
    assert words("content") == ["“We will win,”", "“It is over for them.”"]
    assert continued["parent_id"] == worded["claim_id"]
    assert [continued[part] for part in ("source", "cue", "content")] == [[], [], []]


def test_bytes_are_read_as_utf_8_with_nothing_changed(nlp: Language) -> None:
    as_bytes, as_text = extract_texts(nlp, [("a", TEXT.encode()), ("a", TEXT)], PUBLISHED)
    assert as_bytes == as_text


def test_what_cannot_be_read_says_why_and_harms_no_other(
    nlp: Language,
) -> None:
    documents: list[tuple[str, str | bytes]] = [
        ("latin", b"caf\xe9"),
        ("half", "half a pair: \ud83d"),
        ("good", "Iran agreed."),
        ("empty", ""),
    ]
    results = list(extract_texts(nlp, documents, None))
    assert [result["file"] for result in results] == [name for name, _ in documents]
    assert [result.get("error", "") for result in results[:2]] == [
        "the file is not UTF-8 text (byte 3); convert it first",
        "the text has half a surrogate pair; it is no valid Unicode",
    ]
    assert [entity["text"] for entity in results[2]["entities"]] == ["Iran"]
    assert results[3] == {"file": "empty", "entities": [], "claims": []}


def test_documents_are_taken_as_they_are_needed(nlp: Language) -> None:
    taken = 0

    def documents() -> Iterator[tuple[str, str]]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield str(number), "Iran agreed."

    results = extract_texts(nlp, documents(), None)
    assert next(results)["file"] == "0"
    assert taken < 200


def test_results_do_not_depend_on_the_batch(nlp: Language) -> None:
    texts = [("one", TEXT), ("two", "“Talks failed,” Smith said."), ("three", "Rain fell.")]
    together = list(extract_texts(nlp, texts, PUBLISHED))
    alone = [next(extract_texts(nlp, [text], PUBLISHED)) for text in texts]
    assert together == alone


def test_the_rendering_is_for_a_person(nlp: Language) -> None:
    text = "Talks.\nIranian spokesman Ali Reza told Reuters on Monday that talks would not fail."
    (result,) = extract_texts(nlp, [("a.txt", text)], PUBLISHED)
    shown = render_text(result, text)
    assert "    Ali Reza (spokesman, IRN) — told (to Reuters):\n" in shown
    assert "      talks would not fail\n" in shown
    assert "[statement, indirect, future, negated, said on 2024-05-13; line 2, offsets" in shown
    assert "    media: Reuters" in shown


def test_the_rendering_of_a_text_that_could_not_be_read(nlp: Language) -> None:
    assert render_text({"file": "x", "error": "it is broken"}, "") == "x\n  not read: it is broken"


def test_a_text_cannot_steer_the_terminal(nlp: Language) -> None:
    text = "Iran said \x1b[2J talks had \x1b]0;failed\x07 badly."
    (result,) = extract_texts(nlp, [("a", text)], None)
    assert result["claims"]
    assert "\x1b" not in render_text(result, text)
    assert "\x07" not in render_text(result, text)
