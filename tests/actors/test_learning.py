"""What articles tell of an actor, and what the rows of several runs tell together."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.actors.learning import Told, learnt, told_by_claim, told_by_mention
from claimwire.language.languages import single_offices
from claimwire.schemas.actors import ACTORS, Actor
from tests.fakes.rows import a_claim, an_entity

MONDAY = date(2024, 5, 13)
NOBODY = frozenset[str]()
LAHTI = "person:aino-lahti"


def a_mention(**changes: Any) -> Told:
    told = Told("article", "run", kind="person", name="Aino Lahti", written="Aino Lahti")
    return dataclasses.replace(told, **changes)


def an_actor(*told: Told, actor_id: str = LAHTI, day: date = MONDAY) -> Actor:
    actor = learnt(actor_id, day, told)
    assert actor is not None
    return actor


def test_a_mention_of_a_person_tells_its_name_and_country() -> None:
    entity = an_entity(
        entity_id=LAHTI, kind="person", name="Aino Lahti", text="Lahti", country="FIN"
    )
    assert told_by_mention(entity) == (
        LAHTI,
        a_mention(
            article_id=entity.article_id, run_id=entity.run_id, written="Lahti", country="FIN"
        ),
    )


@pytest.mark.parametrize(
    "changes", [{"entity_id": None}, {"entity_id": "geonames:1", "kind": "city"}]
)
def test_what_is_no_actor_tells_nothing(changes: dict[str, Any]) -> None:
    assert told_by_mention(an_entity(**changes)) is None


def test_a_claim_tells_the_role_of_its_speaker() -> None:
    claim = a_claim(speaker_entity_id=LAHTI, speaker_role="foreign minister", speaker_country="FIN")
    found = told_by_claim(claim, single_offices())
    assert found is not None
    assert (found[0], found[1].role, found[1].holds_alone) == (LAHTI, "foreign minister", True)
    assert told_by_claim(a_claim(speaker_entity_id=None), NOBODY) is None


def test_roles_countries_and_articles_are_gathered() -> None:
    actor = an_actor(
        a_mention(),
        a_mention(article_id="b", written="Lahti", country="FIN"),
        Told("b", "run", role="foreign minister", country="FIN", holds_alone=True),
        Told("b", "run", role="envoy", affiliation="United Nations"),
    )
    assert (actor.name, actor.names, actor.articles) == ("Aino Lahti", ["Aino Lahti", "Lahti"], 2)
    assert (actor.country, actor.countries) == ("FIN", ["FIN"])
    assert [(role.role, role.country) for role in actor.roles] == [
        ("envoy", None),
        ("foreign minister", "FIN"),
    ]
    assert actor.office_keys == ["a.lahti:foreign minister:FIN"]


def test_two_countries_leave_the_country_open() -> None:
    actor = an_actor(a_mention(country="FIN"), a_mention(country="SWE"))
    assert (actor.country, actor.countries) == (None, ["FIN", "SWE"])


def test_what_is_delivered_twice_counts_once() -> None:
    told = [a_mention(name="Aino Lahti"), a_mention(article_id="b", name="Lahti of Turku")]
    assert an_actor(*told, told[1], told[1]) == an_actor(*told)


def test_without_a_mention_there_is_no_actor() -> None:
    assert learnt(LAHTI, MONDAY, [Told("a", "run", role="envoy")]) is None


def together(rows: Sequence[Actor]) -> list[dict[str, Any]]:
    """All rows as the view of actors shows them."""
    table = pa.Table.from_pylist([dataclasses.asdict(row) for row in rows], schema=ACTORS.schema)
    with duckdb.connect() as connection:
        connection.register("all_actors", table)
        return (
            connection.sql(f"from ({ACTORS.view}) order by actor_id").to_arrow_table().to_pylist()
        )


def a_minister(actor_id: str, day: date, country: str = "FIN") -> Actor:
    office = Told("a", "run", role="foreign minister", country=country, holds_alone=True)
    return an_actor(a_mention(), office, actor_id=actor_id, day=day)


def same_as(rows: Sequence[Actor]) -> dict[str, list[str]]:
    return {row["actor_id"]: row["same_as"] for row in together(rows)}


def test_two_spellings_of_one_minister_are_the_same() -> None:
    rows = [a_minister(LAHTI, MONDAY), a_minister("person:aino-maria-lahti", date(2024, 9, 1))]
    assert same_as(rows) == {
        LAHTI: ["person:aino-maria-lahti"],
        "person:aino-maria-lahti": [LAHTI],
    }


@pytest.mark.parametrize(
    "other",
    [
        a_minister("person:aino-maria-lahti", MONDAY, country="SWE"),
        a_minister("person:aino-maria-lahti", date(2020, 5, 13)),
        a_minister("person:pekka-lahti", MONDAY),
        an_actor(a_mention(country="FIN"), actor_id="person:aino-maria-lahti"),
    ],
    ids=["another country", "another time", "another initial", "no office"],
)
def test_others_stay_apart(other: Actor) -> None:
    assert same_as([a_minister(LAHTI, MONDAY), other])[LAHTI] == []


def a_body(actor_id: str, *names: str, kind: str = "organisation") -> Actor:
    told = [a_mention(kind=kind, name=names[0], written=name) for name in names]
    return an_actor(*told, actor_id=actor_id)


def test_an_acronym_is_the_only_body_that_is_called_so() -> None:
    acronym = a_body("organisation:nfa", "NFA")
    fish, farms = "organisation:northern-fishing-authority", "organisation:national-farms-agency"
    rows = [acronym, a_body(fish, "Northern Fishing Authority", "NFA")]
    assert same_as(rows) == {"organisation:nfa": [fish], fish: ["organisation:nfa"]}
    others = [*rows, a_body(farms, "National Farms Agency", "NFA")]
    assert not any(same_as(others).values())
    person = a_body("person:nils-falk-aas", "Nils Falk Aas", "NFA", kind="person")
    assert not any(same_as([acronym, person]).values())


def test_the_rows_of_an_actor_add_up() -> None:
    later = date(2024, 6, 1)
    (actor,) = together([a_minister(LAHTI, MONDAY), a_minister(LAHTI, later)])
    assert (actor["articles"], actor["first_day"], actor["last_day"]) == (2, MONDAY, later)
    (role,) = actor["roles"]
    assert (role["first_day"], role["last_day"], actor["country"]) == (MONDAY, later, "FIN")


_TOLD = st.tuples(
    st.sampled_from([LAHTI, "person:aino-maria-lahti", "person:a-lahti", "person:pekka-lahti"]),
    st.sampled_from([MONDAY, date(2024, 6, 1), date(2025, 9, 1)]),
    st.sampled_from(["FIN", "SWE", None]),
)


@settings(max_examples=40)
@given(st.lists(_TOLD, max_size=8), st.data())
def test_any_split_into_runs_gives_the_same_actors(
    articles: list[tuple[str, date, str | None]], data: st.DataObject
) -> None:
    whole: dict[tuple[str, date], list[Told]] = {}
    split: dict[tuple[int, str, date], list[Told]] = {}
    for number, (actor_id, day, country) in enumerate(articles):
        run = data.draw(st.integers(0, 2))
        told = [
            a_mention(article_id=str(number)),
            Told(str(number), "run", role="president", country=country, holds_alone=True),
        ]
        whole.setdefault((actor_id, day), []).extend(told)
        split.setdefault((run, actor_id, day), []).extend(told)
    in_one = [an_actor(*told, actor_id=key[0], day=key[1]) for key, told in whole.items()]
    in_many = [an_actor(*told, actor_id=key[1], day=key[2]) for key, told in split.items()]
    assert together(in_one) == together(in_many)
