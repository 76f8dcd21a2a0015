"""Offices whose holder is due for a look."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from claimwire.language.mentions.terms_of_office import Term
from claimwire.language.mentions.user_knowledge import read_user_knowledge
from claimwire.pipeline.command_line import DONE, main
from claimwire.pipeline.inspection.due import Due, Holder, as_toml, due
from claimwire.schemas.actors import ACTORS, ActorRole
from claimwire.storage.local_store import LocalStore
from tests.fakes.rows import an_actor
from tests.fakes.runs import publish_rows

BEGAN, ENDED, TODAY = date(2020, 1, 1), date(2026, 1, 1), date(2026, 5, 1)
LISTED = Term("person:ana-ruiz", "Ana Ruiz", "PER", "president", "GOV", BEGAN, None)
PAST = Term("person:ana-ruiz", "Ana Ruiz", "PER", "president", "GOV", BEGAN, ENDED)
NEW = Holder("president", "PER", "person:bo-lang", "Bo Lang", 3, ENDED, TODAY)


@pytest.mark.parametrize(
    ("holders", "terms", "found"),
    [
        ([], [LISTED], []),
        ([NEW], [LISTED], [Due("president", "PER", LISTED, NEW)]),
        ([NEW], [PAST], [Due("president", "PER", PAST, NEW)]),
        ([], [PAST], [Due("president", "PER", PAST)]),
        (
            [Holder("president", "PER", "person:ana-ruiz", "Ana Ruiz", 1, BEGAN, TODAY)],
            [LISTED],
            [],
        ),
        ([Holder("envoy", "PER", "person:bo-lang", "Bo Lang", 1, ENDED, TODAY)], [LISTED], []),
    ],
    ids=["held", "named otherwise", "ended and named", "ended", "as listed", "another office"],
)
def test_what_is_due(holders: list[Holder], terms: list[Term], found: list[Due]) -> None:
    assert list(due(holders, terms, TODAY)) == found


def test_the_toml_is_knowledge() -> None:
    text = as_toml([Due("president", "PER", PAST, NEW), Due("king", "PER", PAST)])
    (entity,) = tomllib.loads(text)["entity"]
    assert (entity["entity_id"], entity["roles"]) == ("person:bo-lang", "GOV 2026-01-01..")
    read_user_knowledge(text.encode(), "due.toml")


def test_the_command_prints_whom_the_articles_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = LocalStore(str(tmp_path))
    role = ActorRole("president", None, "FRA", TODAY, TODAY)
    actor = an_actor(actor_id="person:bo-lang", kind="person", name="Bo Lang", roles=[role])
    publish_rows(store, {ACTORS: [actor]})
    assert main(["entities", "due", "--output", store.root]) == DONE
    printed = capsys.readouterr().out
    assert "# president, FRA: listed is " in printed
    assert "Bo Lang" in {each["name"] for each in tomllib.loads(printed)["entity"]}
