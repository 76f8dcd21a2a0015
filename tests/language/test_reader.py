"""Mentions and claims of texts without feeds: records, in order, offsets untouched."""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language import reader
from claimwire.language.mentions.context import Context
from claimwire.language.parsing.models import LanguageNotRead, ModelNotInstalled, Models
from claimwire.language.reader import RUN_ID, Findings, Reader, Text, TextNotRead, read, read_many
from claimwire.language.reading import Reading
from claimwire.schemas import CLAIMS, ENTITIES
from claimwire.schemas.keys import stable_id
from claimwire.user_files.toml_file import UserFileError

DAY = date(2024, 5, 15)
TEXT = "\ufeff\r\nIran said on Monday that talks\r\nresume. “We will meet next week,” it added.\r\n"


def readable(found: Findings | TextNotRead) -> Findings:
    assert isinstance(found, Findings)
    return found


def test_records_are_those_of_the_tables_and_fit_json() -> None:
    found = read(TEXT, published=DAY)
    record = json.loads(json.dumps(found.to_dict()))
    assert list(record) == ["language", "mentions", "claims"]
    assert list(record["mentions"][0]) == ENTITIES.schema.names
    assert list(record["claims"][0]) == CLAIMS.schema.names
    rows = record["mentions"] + record["claims"]
    assert {each["article_id"] for each in rows} == {stable_id(TEXT)}
    first, last = record["claims"][0], record["claims"][-1]
    assert first["run_id"] == RUN_ID
    assert first["said_on"] == "2024-05-13"
    assert last["cue"] == "added"
    assert last["times"] == [{"text": "next week", "start": "2024-05-20", "end": "2024-05-26"}]


def test_offsets_are_those_of_the_text_as_given() -> None:
    found = read(TEXT)
    assert found.text == TEXT
    for mention in found.mentions:
        assert TEXT[mention.start : mention.end] == mention.text
    assert len(found.claims) == 2
    for claim in found.claims:
        assert " ".join(TEXT[span.start : span.end] for span in claim.spans) == claim.text
        assert TEXT[claim.cue_start : claim.cue_end] == claim.cue


def test_a_claim_that_goes_on_has_spans_of_its_own() -> None:
    text = "“We will win,” the minister, who did not go, had also said. “It is over for them.”"
    first, second = read(text).claims
    assert second.parent_id == first.claim_id
    assert [text[span.start : span.end] for span in second.spans] == ["It is over for them."]


@pytest.mark.parametrize(
    "published",
    [DAY, datetime(2024, 5, 15, 9), datetime(2024, 5, 15, 9, tzinfo=UTC)],  # noqa: DTZ001
)
def test_a_day_or_an_instant_dates_a_text(published: date) -> None:
    assert read(TEXT, published=published).claims[0].said_on == date(2024, 5, 13)


def test_bytes_are_read_as_utf_8_with_nothing_changed() -> None:
    assert read(TEXT.encode()) == read(TEXT)


@pytest.fixture
def short(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlp, "max_length", 100)


def test_what_cannot_be_read_says_why_and_harms_no_other(short: None) -> None:
    texts = [
        b"caf\xe9",
        "x" * 101,
        "half a pair: \ud83d",
        Text("Les pourparlers.", language="xx"),
        "Iran agreed.",
        "",
    ]
    *errors, good, empty = read_many(texts)
    assert [str(error) for error in errors] == [
        "the text is not UTF-8 (byte 3); convert it first",
        "the text has 101 characters; the model takes 100",
        "the text has half a surrogate pair; it is no valid Unicode",
        (
            "the text is in 'xx', for which there is no language model; install a spaCy pipeline "
            "and name it: --model xx=NAME"
        ),
    ]
    assert [mention.text for mention in readable(good).mentions] == ["Iran"]
    assert empty == Findings("", [], [], "en")


def test_a_text_alone_that_cannot_be_read_raises(short: None) -> None:
    with pytest.raises(TextNotRead, match="takes 100"):
        read("x" * 101)


def test_an_error_nobody_foresaw_costs_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    find = reader.find_claims

    def failing(reading: object, **options: object) -> object:
        if "Iraq" in reading.doc.text:  # type: ignore[attr-defined]
            raise ValueError("odd")
        return find(reading, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "find_claims", failing)
    failed, good = read_many(["Iraq agreed.", "Iran agreed."])
    assert isinstance(failed, TextNotRead)
    assert "ValueError: odd" in str(failed)
    assert readable(good).mentions


def test_texts_are_taken_as_they_are_needed() -> None:
    taken = 0

    def texts() -> Iterator[str]:
        nonlocal taken
        for _ in range(1000):
            taken += 1
            yield "Iran agreed."

    assert readable(next(read_many(texts()))).mentions
    assert taken < 200


def test_results_depend_neither_on_the_batch_nor_on_the_processes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [TEXT, "“Talks failed,” Smith said.", "Rain fell.", "Syria denied it."]
    alone = [read(text) for text in texts]
    assert list(read_many(texts)) == alone
    monkeypatch.setattr(reader, "_BATCH_TEXTS", 1)
    assert list(read_many(texts * 3, processes=2)) == alone * 3


def test_each_text_of_many_may_have_a_day_of_its_own() -> None:
    texts = [Text(TEXT, day) for day in (date(2024, 5, 15), date(2024, 5, 3), None)]
    days = [readable(found).claims[0].said_on for found in read_many(texts)]
    assert days == [date(2024, 5, 13), date(2024, 4, 29), None]


def test_the_publishers_country_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    sites = []
    find = reader.reading_of

    def noted(doc: Doc, context: Context) -> Reading:
        sites.append(context.site)
        return find(doc, context)

    monkeypatch.setattr(reader, "reading_of", noted)
    read("A fire broke out in Perth.", site="news.example.co.uk")
    assert sites == ["news.example.co.uk"]


def test_a_reader_knows_what_its_user_knows(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text('[[entity]]\nentity_id = "group:x"\nkind = "armed_group"\nname = "Front X"\n')
    (claim,) = Reader(knowledge=file).read("Front X said talks failed.").claims
    assert claim.speaker_entity_id == "group:x"
    file.write_text("[[entity]]\n")
    with pytest.raises(UserFileError, match="line 1"):
        Reader(knowledge=file)


def test_a_model_that_is_not_installed_is_refused() -> None:
    with pytest.raises(ModelNotInstalled, match="no_such_model"):
        Reader("no_such_model")


def test_the_language_of_a_text_is_found_out_unless_it_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def noted(texts: Sequence[tuple[str, str | None]], models: Models) -> list[Exception]:
        asked.extend(language for _, language in texts)
        return [LanguageNotRead("") for _ in texts]

    monkeypatch.setattr(reader, "read_languages", noted)
    french = "Le ministre a déclaré lundi que les pourparlers reprendraient la semaine prochaine."
    texts = [french, Text(french, language="en"), "Iran agreed.", "Ja.", "1914-1918", ""]
    list(read_many(texts))
    # A few words are taken to be in the first language of the models.
    assert asked == ["fr", "en", "en", "en", "en", "en"]


def test_the_findings_tell_the_language() -> None:
    assert read("Iran agreed.").language == "en"


def test_a_record_says_what_the_json_says() -> None:
    found = read("Iran agreed.")
    assert found.to_dict()["mentions"] == [dataclasses.asdict(each) for each in found.mentions]
