"""States and divisions have their items in Wikidata."""

import re

import pytest

from claimwire.language.mentions.knowledge_files import rows
from claimwire.language.mentions.known_entities import load_knowledge
from claimwire.language.mentions.wikidata import wikidata_id_of
from claimwire.language.reader import Reader


def test_items_have_their_form_and_each_entity_one() -> None:
    listed = list(rows("wikidata_ids.csv"))
    assert all(re.fullmatch(r"Q[1-9]\d*", row["wikidata_id"]) for row in listed)
    assert all(re.fullmatch(r"country:[A-Z]{3}|geonames:\d+", row["entity_id"]) for row in listed)
    assert len({row["entity_id"] for row in listed}) == len(listed)


def test_every_state_has_an_item() -> None:
    states = {f"country:{code}" for code in load_knowledge().country_names}
    assert {state for state in states if wikidata_id_of(state) is None} <= {"country:XKX"}


@pytest.mark.parametrize("entity_id", [None, "person:nobody"])
def test_what_has_no_item_has_none(entity_id: str | None) -> None:
    assert wikidata_id_of(entity_id) is None


def test_the_mentions_of_a_state_have_its_item() -> None:
    france, french, california = Reader().read("France sent French aid to California.").mentions
    assert [each.wikidata_id for each in (france, french, california)] == ["Q142", "Q142", "Q99"]
