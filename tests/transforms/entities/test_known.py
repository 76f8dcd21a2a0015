"""The knowledge is sound: codes exist, names are told apart, every state is there."""

import collections

import pycountry
import pytest

from transforms.entities.known import ORGANISATION_FILES, Knowledge, load_knowledge, rows

# ISO 3166-1 lists these beside the 193 member states of the United Nations.
_NOT_UN_MEMBERS = """
    ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY
    GIB GLP GRL GUF GUM HKG HMD IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU
    PCN PRI PSE PYF REU SGS SHN SJM SPM SXM TCA TKL TWN UMI VAT VGB VIR WLF
"""
NOT_UN_MEMBERS = frozenset(_NOT_UN_MEMBERS.split())
ORGANISATION_KINDS = frozenset(
    [
        "armed_group",
        "facility",
        "government",
        "international_organisation",
        "media",
        "military",
        "ministry",
        "organisation",
        "party",
    ]
)
FILES = ["demonyms.csv", "country_aliases.csv", "capitals.csv", "leaders.csv", *ORGANISATION_FILES]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def test_every_un_member_has_a_name_and_a_row_of_demonyms(knowledge: Knowledge) -> None:
    members = {country.alpha_3 for country in pycountry.countries} - NOT_UN_MEMBERS
    assert len(members) == 193
    assert members <= {row["code"] for row in rows("demonyms.csv")}
    assert members <= {e.country for e in knowledge.names.values() if e.kind == "country"}


@pytest.mark.parametrize("file_name", FILES)
def test_country_codes_exist(file_name: str) -> None:
    codes = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
    for row in rows(file_name):
        code = row.get("code", row.get("country"))
        assert code in codes or ("country" in row and code == ""), row


@pytest.mark.parametrize("file_name", ["leaders.csv", *ORGANISATION_FILES, "capitals.csv"])
def test_every_fact_has_a_source(file_name: str) -> None:
    assert all(row["source"] for row in rows(file_name))


def test_no_form_stands_for_two_things() -> None:
    forms = collections.Counter(
        form for row in rows("demonyms.csv") for form in row["forms"].split("|") if form
    )
    forms.update(row["alias"] for row in rows("country_aliases.csv"))
    persons = {row["entity_id"]: row for row in rows("leaders.csv")}
    listed = [row for file_name in ORGANISATION_FILES for row in rows(file_name)]
    for row in [*listed, *persons.values()]:
        forms.update({row["name"], *filter(None, row["aliases"].split("|"))})
    assert [form for form, count in forms.items() if count > 1] == []


def test_organisations_are_of_known_kinds_and_ids_are_unique() -> None:
    listed = [row for file_name in ORGANISATION_FILES for row in rows(file_name)]
    assert {row["kind"] for row in listed} <= ORGANISATION_KINDS
    ids = [row["entity_id"] for row in listed]
    assert [one for one, count in collections.Counter(ids).items() if count > 1] == []


def test_the_knowledge_is_as_wide_as_it_says() -> None:
    groups = [*rows("groups.csv"), *rows("parties.csv")]
    assert len(list(rows("organisations.csv"))) >= 250
    assert len(groups) >= 250
    assert len({row["entity_id"] for row in rows("leaders.csv")}) >= 300
    assert len(list(rows("state_patterns.csv"))) >= 60


def test_terms_of_office_begin_before_they_end() -> None:
    for row in rows("leaders.csv"):
        assert not row["ends"] or row["begins"] < row["ends"], row


def test_ambiguous_names_are_known_and_have_a_rule(knowledge: Knowledge) -> None:
    assert set(knowledge.ambiguous) <= set(knowledge.names)
    for name, ambiguity in knowledge.ambiguous.items():
        assert ambiguity.rule in {"model", "tagged", "evidence"}, name
        if ambiguity.rule != "model":
            assert (ambiguity.rule == "evidence") == bool(ambiguity.evidence), name


@pytest.mark.parametrize(
    ("form", "entity_id", "kind", "name"),
    [
        ("Russia", "country:RUS", "country", "Russia"),
        ("Russian Federation", "country:RUS", "country", "Russia"),
        ("Islamic Republic of Iran", "country:IRN", "country", "Iran"),
        ("South Korea", "country:KOR", "country", "South Korea"),
        ("U.S.", "country:USA", "country", "United States"),
        ("Afghan", "country:AFG", "nationality", "Afghanistan"),
        ("Kosovar", "country:XKX", "nationality", "Kosovo"),
        ("UN", "igo:un", "international_organisation", "United Nations"),
        ("Taleban", "group:taliban", "armed_group", "Taliban"),
    ],
)
def test_forms_lead_to_what_they_name(
    knowledge: Knowledge, form: str, entity_id: str, kind: str, name: str
) -> None:
    entity = knowledge.names[form]
    assert (entity.entity_id, entity.kind, entity.name) == (entity_id, kind, name)


def test_inverted_forms_of_iso_are_no_names(knowledge: Knowledge) -> None:
    countries = [name for name, entity in knowledge.names.items() if entity.kind == "country"]
    assert not [name for name in countries if "," in name or "(" in name]
