"""The gazetteer: names levelled, points of GeoNames; and the codes of actors."""

from datetime import date

import pytest

from claimwire.language.mentions.actor_codes import Period, actor_code, read_periods
from claimwire.language.mentions.knowledge_files import parts, rows
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.place_names import may_be_name, name_key
from claimwire.language.mentions.places import load_places


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("São Paulo", "sao paulo"),
        ("St. Louis", "saint louis"),
        ("Port-au-Prince", "port au prince"),
    ],
)
def test_names_are_levelled(name: str, key: str) -> None:
    assert name_key(name) == key


def test_codes_and_other_scripts_are_no_alternate_names() -> None:
    assert [name for name in ("LON", "Londres", "Лондон", "londen") if may_be_name(name)] == [
        "Londres"
    ]


def test_a_country_has_the_point_of_geonames() -> None:
    place = load_places().countries["USA"]
    assert (place.geonames_id, place.latitude, place.longitude) == (6252001, 39.76, -98.5)
    assert len(load_places().countries) >= 200


def test_places_of_a_name_come_by_population() -> None:
    named = load_places().named("Paris")
    assert [place.population for place in named] == sorted(
        (place.population for place in named), reverse=True
    )
    assert {"FRA.11", "USA.TX"} <= {place.admin1 for place in named if place.kind == "city"}
    assert load_places().named("Nosuchplaceatall") == []
    assert load_places().named("half a character: \ud800") == []


def test_roles_hold_for_their_days() -> None:
    periods = read_periods("REB ..2021-08-15|GOV 2021-08-15..")
    assert periods[0] == Period("REB", None, date(2021, 8, 15))
    assert actor_code("AFG", periods, date(2021, 8, 14)) == "AFGREB"
    assert actor_code("AFG", periods, date(2021, 8, 15)) == "AFGGOV"
    assert actor_code(None, (Period("IGOUNO"),), None) == "IGOUNO"
    assert actor_code(None, (), None) is None


def test_days_without_dots_are_refused() -> None:
    with pytest.raises(ValueError, match=r"from\.\.until"):
        read_periods("REB 2021-08-15")


def test_features_are_complete_and_in_the_gazetteer() -> None:
    countries = load_knowledge().country_names
    names: list[str] = []
    for row in rows("features.csv"):
        assert row["source"]
        assert row["type"]
        assert -90 <= float(row["latitude"]) <= 90
        assert -180 <= float(row["longitude"]) <= 180
        assert float(row["radius_km"]) > 0
        assert set(parts(row["countries"])) <= countries.keys()
        forms = (row["name"], *parts(row["aliases"]))
        assert all(load_places().named(form) for form in forms), row["name"]
        names += forms
    assert len({*names}) == len(names)


def test_every_place_has_a_radius_and_features_no_number_of_geonames() -> None:
    (sea,) = load_places().named("Black Sea")
    (town,) = (place for place in load_places().named("Geneva") if place.country == "CHE"
               and place.kind == "city")  # fmt: skip
    assert (sea.geonames_id, sea.kind) == (0, "feature")
    assert sea.radius_km > town.radius_km > 0


def test_every_country_has_a_point() -> None:
    missing = load_knowledge().country_names.keys() - load_places().countries.keys()
    # Neither has a town of the gazetteer's, or a code that GeoNames uses.
    assert missing <= {"ATA", "BVT", "HMD", "IOT", "ATF", "UMI", "SGS", "ANT"}
