"""Claims and entities are linked alike: one result for one article and its circumstances."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from spacy.language import Language

from claimwire.language.claims.find_claims import find_claims
from claimwire.language.mentions.context import Context, context_of
from claimwire.language.mentions.user_knowledge import read_user_knowledge
from claimwire.language.parsing.models import DEFAULT_MODEL
from claimwire.language.reading import reading_of
from claimwire.schemas.articles import Article
from claimwire.schemas.claims import Claim
from claimwire.transforms.annotated import Annotated
from claimwire.transforms.attempt import Counted
from claimwire.transforms.extract_claims import _Finder
from claimwire.transforms.extract_entities import _entities_of

TEXT = (
    "The Taliban said on Monday that Iran would host talks. "
    "Taliban spokesman Zabihullah Mujahid told Russian Foreign Minister Sergei Lavrov that "
    "Kabul was calm. Mujahid said Russia would attend."
)
FRONT = b"""
[[entity]]
entity_id = "group:x"
kind = "armed_group"
name = "Front X"
country = "MLI"
"""


@pytest.fixture
def annotated(nlp: Language, article: Callable[..., Article]) -> Annotated:
    published = datetime(2021, 7, 6, tzinfo=UTC)
    read = article(TEXT, published_at=published)
    return Annotated(read, reading_of(nlp(TEXT), context_of(read)), DEFAULT_MODEL)


def claims_of(annotated: Annotated) -> list[Claim]:
    found = _Finder(None)(annotated)
    return [each[1] for each in found if not isinstance(each, Counted)]


def test_the_same_words_have_the_same_id_in_both_tables(annotated: Annotated) -> None:
    rows = [row for _, row in _entities_of(annotated)]
    ids = {(row.start, row.end): row.entity_id for row in rows}
    claims = claims_of(annotated)
    named = [claim for claim in claims if (claim.speaker_start, claim.speaker_end) in ids]
    assert [claim.speaker_text for claim in named] == ["Mujahid"]
    for claim in named:
        assert claim.speaker_entity_id == ids[claim.speaker_start, claim.speaker_end] is not None
    assert {claim.speaker_entity_id for claim in claims} <= {*ids.values()}
    assert {one for claim in claims for one in claim.about} <= {*ids.values()}


@pytest.mark.parametrize(
    ("day", "kind"), [(date(2021, 7, 6), "group"), (date(2022, 7, 6), "government")]
)
def test_a_role_counts_on_the_day_of_the_article(nlp: Language, day: date, kind: str) -> None:
    (claim,) = find_claims(
        reading_of(nlp("The Taliban said talks failed."), Context(day)), article_id="a", run_id="r"
    )
    assert (claim.speaker_entity_id, claim.speaker_kind) == ("group:taliban", kind)


@pytest.mark.parametrize(
    ("day", "kind"), [(date(2015, 7, 6), "official"), (date(2025, 7, 6), "person")]
)
def test_who_holds_an_office_is_an_official(nlp: Language, day: date, kind: str) -> None:
    reading = reading_of(nlp("Angela Merkel said talks failed."), Context(day))
    (claim,) = find_claims(reading, article_id="a", run_id="r")
    assert (claim.speaker_name, claim.speaker_kind) == ("Angela Merkel", kind)


def test_a_users_entities_reach_the_claims(nlp: Language) -> None:
    knowledge = read_user_knowledge(FRONT, "my.toml")
    doc = nlp("Front X told Reuters that Front X had won.")
    reading = reading_of(doc, Context(knowledge=knowledge))
    (claim,) = find_claims(reading, article_id="a", run_id="r")
    assert (claim.speaker_entity_id, claim.speaker_country) == ("group:x", "MLI")
    assert claim.about == ["group:x"]


@pytest.mark.parametrize(
    ("addressee", "name"),
    [
        ("the United Nations", "United Nations"),
        ("NATO", "North Atlantic Treaty Organization"),
        ("Lavrov", "Sergei Lavrov"),
        ("Russians", "Russians"),
    ],
)
def test_an_addressee_has_its_canonical_name(nlp: Language, addressee: str, name: str) -> None:
    text = f"Sergei Lavrov left. Iran told {addressee} that talks failed."
    (claim,) = find_claims(reading_of(nlp(text)), article_id="a", run_id="r")
    assert claim.addressee == name
