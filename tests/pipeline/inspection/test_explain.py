"""``claimwire explain``: what led to a claim, from the tables alone."""

import dataclasses
import io
import json
import re
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from claimwire.errors import UsageError
from claimwire.language.claims.scores import whole_score
from claimwire.language.languages import read_toml
from claimwire.pipeline.command_line import BAD_USAGE, DONE, main
from claimwire.pipeline.inspection.explain import look_up
from claimwire.pipeline.inspection.explain_text import explanation_table, marked_passage
from claimwire.pipeline.inspection.meanings import meanings
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS, JointSpeaker, Span
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.keys import stable_id
from claimwire.schemas.statements import STATEMENTS
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import manifest_path
from claimwire.version import __version__
from tests.fakes.rows import URL, a_claim, a_statement, an_article, an_entity
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

ARTICLE = stable_id(URL)
LINK = {"entity_id": "ministry:TUR", "name": "Ministry of Defence", "country": "TUR", "score": 0.95}


def publish(claims, *, articles=(), entities=(), store=None):
    store = store or MemoryStore()
    tables = {ARTICLES: [an_article(), *articles], CLAIMS: claims, ENTITIES: entities}
    publish_rows(store, {table: rows for table, rows in tables.items() if rows})
    return store


def explained(store, claim_id: str) -> str:
    shown = io.StringIO()
    table = explanation_table(look_up(store, claim_id), colours=False)
    Console(file=shown, width=200).print(table)
    return shown.getvalue()


def row(shown: str, name: str) -> str:
    """What stands beside a name in the table, whose rows here take a line each."""
    (line,) = [each for each in shown.splitlines() if each.startswith(f"{name} ")]
    return line.removeprefix(name).strip()


def test_a_claim_is_shown_in_its_place_with_all_that_led_to_it() -> None:
    sure = whole_score(0.76, 0.96, "en")
    claim = a_claim(
        speaker_entity_id="ministry:TUR", speaker_country="TUR", speaker_score=0.96, score=sure
    )
    mention = an_entity(method="both", **LINK)
    elsewhere = an_entity(mention_id="x", start=42, end=43, text=".")
    text = explained(publish([claim], entities=[mention, elsewhere]), claim.claim_id)
    assert "[content: Talks resumed on Monday], [speaker: the ministry] [cue: said]." in text
    assert "parenthetical: a clause around the cue" in text
    assert "Right in 76% of the indirect claims" in text
    assert "and such a speaker in 96%" in text
    assert 'written: "the ministry"' in text
    assert "is: government, TUR" in text
    link = '"ministry" → ministry:TUR (Ministry of Defence, ministry, TUR): found by the language'
    assert text.count(link) == 2
    assert "knowledge, score 0.95" in text
    assert text.count("no link") == 0
    assert "Talks resume\n" in "\n".join(line.rstrip() for line in text.splitlines())
    assert URL in text
    assert "first seen 2024-05-01 12:00 UTC" in text
    assert "no other page has it" in text
    assert f"claimwire {__version__}, run run1" in text


def test_a_manifest_too_old_to_name_the_version_is_no_obstacle() -> None:
    store = publish([a_claim()])
    path = manifest_path("run1")
    store.write(path, json.dumps({**json.loads(store.read(path)), "version": None}).encode())
    assert "claimwire of an unknown version, run run1" in explained(store, a_claim().claim_id)


def test_a_pronoun_is_followed_to_the_name_before() -> None:
    text = "Ilse Aalto leads the talks. She said: go on."
    claim = a_claim(
        text="go on",
        spans=[Span(38, 43)],
        speaker_text="She",
        speaker_start=28,
        speaker_end=31,
        speaker_name="Ilse Aalto",
        cue_start=32,
        cue_end=36,
        score=None,
    )
    store = MemoryStore()
    publish_rows(store, {ARTICLES: [an_article(text=text)], CLAIMS: [claim]})
    shown = explained(store, claim.claim_id)
    assert 'means: Ilse Aalto, named before: "…Ilse Aalto leads the talks. She said:' in shown
    assert "linked: to no entity" in shown
    assert "was not measured" in shown


def test_a_claim_of_nobody() -> None:
    changes = dict.fromkeys(["speaker_text", "speaker_start", "speaker_end", "speaker_name"])
    claim = a_claim(**changes, rule="of_next_year")
    text = explained(publish([claim]), claim.claim_id)
    assert "no speaker named" in text
    assert "of_next_year: a rule of another version" in text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "statement, in indirect speech"),
        (
            {"act": "denial", "quote_type": "direct", "modality": "future", "negated": True},
            "denial, in direct speech, about the future, with a “not”",
        ),
        (
            {"quote_type": "mixed", "modality": "possible", "negated": True},
            "statement, partly in direct speech, as possible, with a “not”",
        ),
        ({"modality": "of_next_year"}, "statement, in indirect speech, of_next_year"),
        (
            {"parent_id": "f" * 32, "relation": "continues"},
            f"statement, in indirect speech; continues {'f' * 32}",
        ),
        (
            {"parent_id": "f" * 32, "relation": "nested"},
            f"statement, in indirect speech; nested in {'f' * 32}",
        ),
        (
            {"parent_id": "f" * 32},
            f"statement, in indirect speech; continues or nested in {'f' * 32}",
        ),
    ],
)
def test_the_kind_of_a_claim_is_said_in_words(changes: dict[str, Any], told: str) -> None:
    text = explained(publish([a_claim(**changes)]), a_claim().claim_id)
    assert row(text, "kind") == told


def test_where_and_when_it_was_said_and_what_it_means_is_told() -> None:
    claim = a_claim(
        said_in="geonames:1", said_on=date(2024, 4, 29), text_resolved="The peace talks resumed"
    )
    named = an_entity(entity_id="geonames:1", name="Ankara")
    text = explained(publish([claim], entities=[named]), claim.claim_id)
    assert row(text, "said in") == "Ankara (geonames:1)"
    assert row(text, "said on") == "2024-04-29"
    assert row(text, "means") == "The peace talks resumed"
    unnamed = explained(publish([claim]), claim.claim_id)
    assert row(unnamed, "said in") == "geonames:1"
    plain = explained(publish([a_claim()]), claim.claim_id)
    assert not re.search("^(said in|said on|means) ", plain, re.MULTILINE)


def test_all_who_said_it_together_are_told() -> None:
    joint = [
        JointSpeaker("France", "country:FRA", "government", "FRA"),
        JointSpeaker("two envoys", None, "official", None),
        JointSpeaker(None, None, "unknown", None),
    ]
    text = explained(publish([a_claim(joint_speakers=joint)]), a_claim().claim_id)
    assert (
        "said together by: France (government, FRA, country:FRA), two envoys (official), "
        "unknown (unknown)"
    ) in text


def test_the_other_pages_of_the_story_are_told() -> None:
    copy = an_article(
        article_id="c", url="https://x.example/c", site="x.example", story_id="s", copy_of="s",
        copy_score=0.98, title=None,
    )  # fmt: skip
    store = MemoryStore()
    claim = a_claim()
    publish_rows(store, {ARTICLES: [an_article(story_id="s"), copy], CLAIMS: [claim]})
    told = "copy, 98% the same: x.example, (no title) https://x.example/c"
    assert told in explained(store, claim.claim_id)


def test_the_beginning_of_an_identifier_is_enough_if_no_other_begins_so() -> None:
    first, second = "ab" + "0" * 30, "ac" + "0" * 30
    store = publish([a_claim(claim_id=first), a_claim(claim_id=second)])
    assert look_up(store, "ab").claim["claim_id"] == first
    with pytest.raises(UsageError, match=f"several claims begin with a: {first}, {second}"):
        look_up(store, "a")
    with pytest.raises(UsageError, match="no claim whose claim_id begins with ad"):
        look_up(store, "ad")


@pytest.mark.parametrize("wrong", ["", "ABC", "'; drop", "a" * 33])
def test_what_is_no_identifier_is_said(wrong: str) -> None:
    with pytest.raises(UsageError, match="is not a claim_id"):
        look_up(MemoryStore(), wrong)


def test_a_long_paragraph_is_cut_and_others_are_left_out() -> None:
    before, behind = "Before. " * 100, " Behind." * 100
    text = f"Headline\n{before}Talks resumed on Monday, the ministry said.{behind}\nEnd"
    at = text.index("Talks")
    claim = {
        "spans": [{"start": at, "end": at + 23}],
        "cue_start": at + 38,
        "cue_end": at + 42,
        "speaker_start": None,
    }
    passage = marked_passage(claim, text, colours=True)
    assert passage.plain.startswith("…")
    assert passage.plain.endswith("…")
    assert len(passage.plain) < 700
    assert [passage.plain[span.start : span.end] for span in passage.spans] == [
        "Talks resumed on Monday",
        "said",
    ]


def test_every_rule_that_was_measured_is_explained() -> None:
    measured = read_toml("en", "precision.toml")
    assert set(measured) <= set(meanings()["rule"])


def test_the_command(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    store = LocalStore(str(tmp_path))
    publish([a_claim()], store=store)
    claim_id = a_claim().claim_id
    assert main(["explain", claim_id[:8], "--output", store.root]) == DONE
    assert "[content: Talks resumed" in capsys.readouterr().out
    assert main(["explain", "no", "--output", store.root]) == BAD_USAGE
    assert "is not a claim_id" in capsys.readouterr().err


def test_other_reports_of_the_statement_are_shown() -> None:
    store = MemoryStore()
    first = a_statement()
    later = dataclasses.replace(
        first.reports[0], claim_id="b" * 32, site="b.example", text="Talks resumed", score=0.7
    )
    claim = a_claim(statement_id=first.statement_id)
    statement = dataclasses.replace(first, reports=[first.reports[0], later])
    publish_rows(store, {ARTICLES: [an_article()], CLAIMS: [claim], STATEMENTS: [statement]})
    shown = explained(store, claim.claim_id)
    assert row(shown, "statement") == f"b.example, {later.claim_id}: Talks resumed"
    assert "70% like the first report; both have: resum, talk" in shown
