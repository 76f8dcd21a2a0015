"""The knowledge is sound: codes exist, names are told apart, every state is there."""

import collections

import pycountry
import pytest
from spacy.language import Language

from claimwire.language.mentions.actor_codes import read_periods, role_codes
from claimwire.language.mentions.context import Context
from claimwire.language.mentions.gazetteer import find_names
from claimwire.language.mentions.knowledge_files import FOLDER, rows
from claimwire.language.mentions.known_entities import load_knowledge, spelled_otherwise
from claimwire.language.mentions.known_entity import Knowledge
from claimwire.language.mentions.listed_bodies import ORGANISATION_FILES, type_of
from claimwire.language.mentions.tokens import Tokens
from claimwire.schemas.entities import KINDS

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
COUNTRY_FILES = ["country_names.csv", "country_aliases.csv", "demonyms.csv", "capitals.csv"]
FILES = [*COUNTRY_FILES, "leaders.csv", *ORGANISATION_FILES]
ALL_FILES = sorted(path.name for path in FOLDER.glob("*.csv"))


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


def test_the_countries_of_peoples_exist() -> None:
    codes = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
    for row in rows("peoples.csv"):
        assert set(filter(None, row["countries"].split("|"))) <= codes, row


@pytest.mark.parametrize("file_name", ALL_FILES)
def test_every_fact_has_a_source(file_name: str) -> None:
    assert all(row["source"] for row in rows(file_name))


def test_no_form_stands_for_two_things() -> None:
    meanings: dict[str, set[str]] = {}
    for file_name in ("country_names.csv", "country_aliases.csv"):
        for row in rows(file_name):
            meanings.setdefault(row["alias"], set()).add(row["code"])
    for row in rows("demonyms.csv"):
        for form in filter(None, row["forms"].split("|")):
            meanings.setdefault(form, set()).add(f"of {row['code']}")
    listed = [row for file_name in ORGANISATION_FILES for row in rows(file_name)]
    for row in [*listed, *rows("leaders.csv")]:
        for form in (row["name"], *filter(None, row["aliases"].split("|"))):
            meanings.setdefault(form, set()).add(row["entity_id"])
    for row in rows("peoples.csv"):
        for form in row["forms"].split("|"):
            meanings.setdefault(form, set()).add(row["entity_id"])
    assert {form: ids for form, ids in meanings.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("World Health Organization", "World Health Organisation"),
        ("Organisations of Mobilisation", "Organizations of Mobilization"),
        ("ORGANISATION", "ORGANIZATION"),
        ("Civilisation", "Civilization"),
        ("Paris", "Paris"),
        ("Nisation", "Nisation"),
    ],
)
def test_names_are_spelled_both_ways(name: str, other: str) -> None:
    assert (spelled_otherwise(name), spelled_otherwise(other)) == (other, name)


def test_a_name_is_known_in_either_spelling(knowledge: Knowledge) -> None:
    for name in ("World Trade Organi{}ation", "Organi{}ation of American States"):
        assert knowledge.names[name.format("s")] == knowledge.names[name.format("z")]


def test_roles_are_made_of_codes_that_exist() -> None:
    for file_name in ["leaders.csv", *ORGANISATION_FILES]:
        for row in rows(file_name):
            for period in read_periods(row.get("roles") or row.get("role") or ""):
                parts = {period.role[at : at + 3] for at in range(0, len(period.role), 3)}
                assert parts <= set(role_codes()), row
                assert not (period.begins and period.ends) or period.begins < period.ends, row


def test_types_are_of_kinds_of_the_table(knowledge: Knowledge) -> None:
    assert set(knowledge.kinds.values()) <= set(KINDS)
    assert {kind: type_of(kind) for kind in ("city", "person", "party")} == {
        "city": "GPE",
        "person": "PERSON",
        "party": "ORG",
    }


@pytest.mark.parametrize(
    ("site", "home"),
    [
        ("guardian.co.uk", "GBR"),
        ("lemonde.fr", "FRA"),
        ("visir.is", "ISL"),
        ("news.tv", None),
        ("news.example", None),
        (None, None),
    ],
)
def test_a_domain_tells_the_country_of_a_publisher(site: str | None, home: str | None) -> None:
    assert Context(site=site).home == home


def test_exceptional_domains_are_of_countries_or_none() -> None:
    codes = {country.alpha_3 for country in pycountry.countries}
    for row in rows("country_domains.csv"):
        assert row["domain"] == row["domain"].lower(), row
        assert row["country"] in codes | {""}, row


def test_organisations_are_of_known_kinds_and_ids_are_unique() -> None:
    listed = [row for file_name in ORGANISATION_FILES for row in rows(file_name)]
    assert {row["kind"] for row in listed} <= ORGANISATION_KINDS
    ids = [row["entity_id"] for row in listed]
    assert [one for one, count in collections.Counter(ids).items() if count > 1] == []


def test_the_knowledge_is_as_wide_as_it_says() -> None:
    aliases: dict[str, set[str]] = {}
    for file_name in ("country_names.csv", "country_aliases.csv"):
        for row in rows(file_name):
            aliases.setdefault(row["code"], set()).add(row["alias"])
    states = {code for code in aliases if code not in NOT_UN_MEMBERS - {"TWN", "VAT", "PSE"}}
    assert sum(len(aliases[code]) >= 3 for code in states) >= 190
    groups = [*rows("groups.csv"), *rows("parties.csv")]
    assert len(list(rows("organisations.csv"))) >= 250
    assert len(groups) >= 250
    assert len({row["entity_id"] for row in rows("leaders.csv")}) >= 300


def test_terms_of_office_are_in_order() -> None:
    begins: dict[str, str] = {}
    for row in rows("leaders.csv"):
        assert not row["ends"] or row["begins"] < row["ends"], row
        assert begins.get(row["entity_id"], "") <= row["begins"], row
        begins[row["entity_id"]] = row["begins"]


def test_ambiguous_names_are_known_and_have_a_rule(knowledge: Knowledge) -> None:
    assert set(knowledge.ambiguous) <= set(knowledge.names)
    for name, ambiguity in knowledge.ambiguous.items():
        assert ambiguity.rule in {"model", "tagged", "state", "evidence"}, name
        if ambiguity.rule == "state":
            assert knowledge.state_names[knowledge.names[name].country or ""], name
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


def test_the_outlets_of_datelines_are_media(knowledge: Knowledge) -> None:
    assert {entity.kind for entity in knowledge.outlets.values()} == {"media"}


def test_inverted_forms_of_iso_are_no_names(knowledge: Knowledge) -> None:
    countries = [name for name, entity in knowledge.names.items() if entity.kind == "country"]
    assert not [name for name in countries if "," in name or "(" in name]


@pytest.mark.parametrize("text", ["the Korean People's Army", "the Korean People 's Army"])
def test_spaces_between_the_parts_of_a_word_make_no_difference(nlp: Language, text: str) -> None:
    tokens = Tokens.of(nlp.make_doc(text))
    names = {tokens.name(*stretch) for stretch, _ in find_names(tokens)}
    assert text.removeprefix("the ") in names
