"""The lists of parties, groups, media and organs of states have no faults of quick work."""

import itertools
import re
import unicodedata
from collections.abc import Iterator

import pytest
from spacy.language import Language

from claimwire.language.languages import read_rows
from claimwire.language.mentions.actor_codes import read_periods
from claimwire.language.mentions.context import Context
from claimwire.language.mentions.find_mentions import find_mentions
from claimwire.language.mentions.knowledge_files import parts, rows
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.listed_bodies import ORGANISATION_FILES
from claimwire.language.mentions.listed_organs import listed_organs

# Known wherever there is news, or of nothing else.
WORLD_KNOWN = frozenset({"AKP", "BJP", "GOP", "M23", "M5S", "NDP", "PKK", "PLO", "RUF"})
# "Hong Kong's chief executive" governs, chief executives lead companies; a state's emergency
# service is one of its organs, emergency services are ambulances and fire engines.
OF_TWO_ROLES = frozenset({"chief executives", "emergency services"})


def _listed() -> Iterator[dict[str, str]]:
    for file_name in ORGANISATION_FILES:
        yield from rows(file_name)


def _names(row: dict[str, str]) -> tuple[str, ...]:
    return row["name"], *parts(row["aliases"])


def _bare(name: str) -> str:
    """A name without accents, article, case and marks."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()
    return re.sub(r"\W+", " ", plain.removeprefix("the ")).strip()


def test_no_body_is_listed_twice() -> None:
    shared = {_bare(row["name"]) for row in rows("shared_bodies.csv")}
    bodies: dict[str, set[str]] = {}
    for row in _listed():
        for name in _names(row):
            bodies.setdefault(_bare(name), set()).add(row["entity_id"])
    twice = {name: ids for name, ids in bodies.items() if len(ids) > 1 and name not in shared}
    assert twice == {}


def test_namesakes_are_listed_and_of_different_states() -> None:
    countries = {row["entity_id"]: row["country"] for row in _listed()}
    for row in rows("shared_bodies.csv"):
        of = [countries[entity_id] for entity_id in parts(row["entities"])]
        assert len(of) > 1, row
        assert all(of), row
        assert len(set(of)) == len(of), row


def test_the_organ_that_a_noun_means_has_the_role_of_the_noun() -> None:
    """A listed secret service would be all of a state's "intelligence"."""
    patterns = {row["pattern"]: row["role"] for row in read_rows("en", "actor_patterns.csv")}
    for (_, _, pattern), organ in listed_organs("en").items():
        roles = {period.role for period in organ.periods} or {"GOV"}
        assert roles == {patterns[pattern]}, organ


def test_armed_forces_are_called_military() -> None:
    forces = [
        row["entity_id"]
        for row in rows("state.csv")
        if row["roles"] == "MIL" and row["kind"] != "military"
    ]
    assert forces == []


def test_short_acronyms_of_parties_and_groups_need_more_than_a_match() -> None:
    ambiguous = load_knowledge().ambiguous
    acronyms = {
        name
        for file_name in ("groups.csv", "parties.csv")
        for row in rows(file_name)
        for name in _names(row)
        if len(name) < 4 and name.isascii() and name.isupper()
    }
    assert acronyms - ambiguous.keys() - WORLD_KNOWN == set()


def test_common_words_need_more_than_a_match() -> None:
    knowledge = load_knowledge()
    common = {row["stem"] for row in read_rows("en", "rarities.csv") if float(row["rarity"]) < 5}
    names = {
        name
        for file_name in ("groups.csv", "media.csv", "parties.csv", "state.csv")
        for row in rows(file_name)
        for name in _names(row)
    }
    plain = {name for name in names if name.lower() in common and not name.isupper()}
    assert plain - knowledge.ambiguous.keys() == set()


def test_roles_follow_one_another() -> None:
    for row in _listed():
        periods = read_periods(row["roles"])
        for before, after in itertools.pairwise(periods):
            assert before.ends == after.begins, row
            assert before.ends, row


def _singulars(form: str) -> Iterator[str]:
    for plural, singular in (("men", "man"), ("ies", "y"), ("s", "")):
        if form.endswith(plural):
            yield form.removesuffix(plural) + singular


def test_one_and_many_have_one_role() -> None:
    roles = {
        form: row["role"]
        for row in read_rows("en", "actor_patterns.csv")
        for form in row["forms"].split("|")
    }
    apart = {
        (form, one)
        for form in roles.keys() - OF_TWO_ROLES
        for one in _singulars(form)
        if roles.get(one, roles[form]) != roles[form]
    }
    assert apart == set()


BODIES = [
    ("Iraq's army seized the offices of the Baath Party.", "Baath Party", "IRQ"),
    ("Syria's president leads the Baath Party.", "Baath Party", "SYR"),
    ("The Bundesrat in Vienna, Austria, rejected the law.", "Bundesrat", "AUT"),
    ("The Bundesrat in Berlin rejected the law.", "Bundesrat", "DEU"),
    ("Jamaat-e-Islami called for a strike in Bangladesh.", "Jamaat-e-Islami", "BGD"),
    ("The IRA laid down its arms in Northern Ireland.", "IRA", "GBR"),
    ("Germany's chancellor asked the CSU for help.", "CSU", "DEU"),
    ("The U.S. Navy sent two ships.", "U.S. Navy", "USA"),
]
NO_BODIES = [
    "Students of CSU in Fort Collins, Colorado, went home.",
    "His RBI single won the game in Ohio.",
    "She put the money into an IRA before the crash in Ohio.",
    "Mayor Michael Bloomberg spoke. Bloomberg left early.",
    "The plaintiffs signed a Civil Contract in Ohio.",
    "New Ideas for the Broad Front of the house are sold in Ohio.",
]


@pytest.mark.parametrize(("text", "name", "country"), BODIES, ids=str)
def test_a_body_is_that_of_its_state(nlp: Language, text: str, name: str, country: str) -> None:
    found = {each.text: each.country for each in find_mentions(nlp(text))}
    assert found.get(name) == country


def test_the_publisher_may_stand_for_the_state(nlp: Language) -> None:
    mentions = find_mentions(nlp("The CSU met on Monday."), Context(site="zeitung.de"))
    assert {each.entity_id for each in mentions} == {"party:christian-social-union@DEU"}


@pytest.mark.parametrize("text", NO_BODIES, ids=str)
def test_another_of_that_name_is_not_the_listed_body(nlp: Language, text: str) -> None:
    listed = {row["entity_id"] for row in _listed()}
    assert {each.entity_id for each in find_mentions(nlp(text))} & listed == set()
