"""Rereadings that are killed around every change of the output."""

from pathlib import Path
from signal import SIGKILL

import pytest

from claimwire.clock import FixedClock
from claimwire.pipeline.inspection.verify import verify
from claimwire.schemas.claims import CLAIMS
from claimwire.storage.cleaning import clean
from claimwire.storage.local_store import LocalStore
from claimwire.storage.published_files import published_files, read_columns
from tests.faults.child import Command
from tests.faults.conftest import THIRD, Place
from tests.faults.faults import DieAtChange, Fault

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]

WORDS = ("reread", "--output", "out", "--processes", "0")
RUN = "reread-20261123T160000Z-0"

MANIFEST = 8
"""Changes up to the manifest: the lease taken, five files, the lease renewed, the manifest."""

CHANGES = MANIFEST + 5 + 1
"""All changes: then the lists of the five tables, and the lease given back."""


def rereading(place: Place, *faults: Fault) -> Command:
    return Command(place.folder, WORDS, FixedClock(THIRD), "0", faults)


def claims_of(store: LocalStore) -> dict[str, str]:
    """Answer the run that wrote each published claim."""
    rows = read_columns(store, CLAIMS, published_files(store), ("claim_id", "run_id")).to_pylist()
    found = {row["claim_id"]: row["run_id"] for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.mark.parametrize("number", range(1, CHANGES + 1))
def test_a_killed_rereading_has_replaced_all_or_nothing(
    number: int, ended: Place, tmp_path: Path
) -> None:
    before = claims_of(LocalStore(str(ended.output)))
    after = dict.fromkeys(before, RUN)
    for dies_after in (False, True):
        place = ended.copy(tmp_path / str(dies_after))
        assert rereading(place, DieAtChange(number, dies_after)).run() == -SIGKILL
        store = LocalStore(str(place.output))
        done = number > MANIFEST or (number == MANIFEST and dies_after)
        assert claims_of(store) == (after if done else before)
        assert verify(store).problems == []
        clean(store, "clean", FixedClock(THIRD))
        assert verify(store).problems == []


def test_after_a_kill_it_is_done_by_doing_it_again(ended: Place, tmp_path: Path) -> None:
    place = ended.copy(tmp_path / "place")
    assert rereading(place, DieAtChange(MANIFEST - 2, after=True)).run() == -SIGKILL
    again = rereading(place)
    assert again.run() == 0, again.told
    store = LocalStore(str(place.output))
    assert set(claims_of(store).values()) == {RUN}
    assert verify(store).problems == []
    # What the dead one has left has the same names, and was written over.
    assert [each.path for each in clean(store, "clean", FixedClock(THIRD))] == []


def test_there_are_no_more_changes(ended: Place, tmp_path: Path) -> None:
    place = ended.copy(tmp_path / "place")
    command = rereading(place, DieAtChange(CHANGES + 1, after=False))
    assert command.run() == 0, command.told
