"""Runs that are killed at every step, around every change of the output and at random times."""

import dataclasses
import json
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from signal import SIGKILL

import pytest

from claimwire.clock import FixedClock
from claimwire.schemas import TABLES
from claimwire.storage.cleaning import clean
from claimwire.storage.file_lists import list_path
from claimwire.storage.lease import LEASE_PATH
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import manifest_path
from tests.faults.conftest import SECOND, THIRD, Place
from tests.faults.faults import AtStep, DieAtChange, Fault, NoteSteps
from tests.faults.outputs import check, everything, fences, findings, published

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]

SEED = 6
RANDOM_TIMES = 10
BY_CHANCE = "by chance"
AT_ONCE = 2

RUN = "20261123T130000Z-0"
RERUN = "20261123T160000Z-0"
"""What the run at SECOND and the one at THIRD are called."""

STEPS = (
    "Ticks",
    "ReadMemory",
    "PollFeeds",
    "RecogniseEntries",
    "FetchArticles",
    "ExtractText",
    "RecogniseArticles",
    "GroupStories",
    "Originals",
    "Annotate",
    "ExtractEntities",
    "ExtractClaims",
    "LearnActors",
    "GroupStatements",
    "CountNewEntries",
    "CompleteSightings",
    "DayOfPoll",
    "DayOfSighting",
    "DayOfArticle",
    "DayOfRejection",
    "Write_feeds",
    "Write_sightings",
    "Write_articles",
    "Write_entities",
    "Write_claims",
    "Write_rejections",
    "Write_actors",
    "Write_statements",
    "TallyRun",
    "PublishRun",
)
"""The named steps of ``claimwire.pipeline.graph.build``."""

MANIFEST = 11
"""Changes that the run makes up to its manifest: the lease taken, eight files, the lease renewed,
the manifest."""

CHANGES = MANIFEST + 8 + 1
"""All changes: then the lists of the eight tables, and the lease given back."""


@dataclasses.dataclass(frozen=True)
class Death:
    """A run that was killed: how, how that ended, and what it left."""

    how: str
    code: int
    place: Place
    left: dict[str, bytes]


@pytest.fixture(scope="module")
def deaths(begun: Place, tmp_path_factory: pytest.TempPathFactory) -> list[Death]:
    folder = tmp_path_factory.mktemp("killed")

    def kill(how: tuple[str, Fault]) -> Death:
        name, fault = how
        place = begun.copy(folder / name)
        code = place.command(SECOND, fault).run()
        return Death(name, code, place, everything(place.output))

    def kill_after(seconds: float) -> Death:
        name = f"{BY_CHANCE} after {seconds:.3f} s"
        place = begun.copy(folder / name)
        with place.command(SECOND).running() as process:
            process.join(seconds)
            process.kill()
            process.join()
        return Death(name, process.exitcode or 0, place, everything(place.output))

    faults: list[tuple[str, Fault]] = [(step, AtStep(step)) for step in STEPS]
    faults += [
        (f"{'after' if after else 'before'} change {number}", DieAtChange(number, after))
        for number in range(1, CHANGES + 1)
        for after in (False, True)
    ]
    chance = random.Random(SEED)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        began = time.monotonic()
        found = list(pool.map(kill, faults))
        # Most of these died late in their lives.
        age = (time.monotonic() - began) / len(faults) * AT_ONCE
        found += pool.map(kill_after, [chance.uniform(0, age) for _ in range(RANDOM_TIMES)])
    return found


@pytest.fixture(scope="module")
def rerun(deaths: Sequence[Death]) -> Callable[[Death], Place]:
    """Runs again at THIRD, once for all deaths that have left the very same files."""
    distinct = {_state(death): death.place for death in deaths}
    places = [place.copy(Path(f"{place.folder} again")) for place in distinct.values()]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda place: place.run(THIRD), places))
    again = dict(zip(distinct, places, strict=True))
    return lambda death: again[_state(death)]


def _state(death: Death) -> tuple[tuple[str, bytes], ...]:
    left = dict(death.left)
    if LEASE_PATH in left:
        # Which process it was makes no difference: all are gone.
        lease = json.loads(left[LEASE_PATH])
        left[LEASE_PATH] = json.dumps({**lease, "process": None}).encode()
    return tuple(left.items())


def test_the_kills_are_at_every_step_and_change(begun: Place, tmp_path: Path) -> None:
    place = begun.copy(tmp_path / "place")
    last_change = DieAtChange(CHANGES + 1, after=False)
    command = place.command(SECOND, NoteSteps(tmp_path / "steps"), last_change)
    assert command.run() == 0, command.told
    labels = (tmp_path / "steps").read_text(encoding="utf-8").splitlines()
    assert sorted({label.split("/")[0] for label in labels}) == sorted(STEPS)


def test_at_least_fifty_runs_were_killed(deaths: Sequence[Death]) -> None:
    # By chance a run is over before it is killed.
    meant = [death for death in deaths if not death.how.startswith(BY_CHANCE)]
    assert [death.how for death in meant if death.code != -SIGKILL] == []
    assert len([death for death in deaths if death.code == -SIGKILL]) >= 50


def test_all_that_a_reader_finds_after_a_kill_is_whole(
    begun: Place, unkilled: dict[bool, Place], deaths: Sequence[Death]
) -> None:
    before = published(begun.output)
    ran = published(unkilled[True].output)
    whole = {path: content for path, content in ran.items() if RUN in path}
    for death in deaths:
        check(death.place.output)
        visible = published(death.place.output)
        added = {path: content for path, content in visible.items() if path not in before}
        assert added in ({}, whole), death.how


def test_the_next_run_publishes_what_it_would_have_published_after_no_kill(
    unkilled: dict[bool, Place],
    deaths: Sequence[Death],
    rerun: Callable[[Death], Place],
) -> None:
    expected = {ran: published(place.output) for ran, place in unkilled.items()}
    for death in deaths:
        check(rerun(death).output)
        ran = manifest_path(RUN) in death.left
        assert published(rerun(death).output) == expected[ran], death.how


@pytest.mark.parametrize("table", ["articles", "entities", "claims", "rejections"])
def test_what_a_killed_run_would_have_found_is_found_by_the_next(
    begun: Place, unkilled: dict[bool, Place], table: str
) -> None:
    found = findings(unkilled[True].output, table)
    assert len(found) > len(findings(begun.output, table))
    assert findings(unkilled[False].output, table) == found


def test_clean_removes_what_the_killed_run_left_and_nothing_else(
    deaths: Sequence[Death], rerun: Callable[[Death], Place]
) -> None:
    for death in deaths:
        output = rerun(death).output
        before, visible = everything(output), published(output)
        removed = clean(LocalStore(str(output)), "clean", FixedClock(THIRD))
        kept = {".lock", *fences(output), *(list_path(table.name) for table in TABLES)}
        assert {each.path for each in removed} == set(before) - set(visible) - kept
        assert published(output) == visible
        assert set(everything(output)) == set(visible) | kept


def test_a_fence_is_left_where_a_run_was_killed_just_before_its_manifest(
    deaths: Sequence[Death], rerun: Callable[[Death], Place]
) -> None:
    fenced = {death.how: fences(rerun(death).output) for death in deaths}
    expected = dict.fromkeys((f"after change {MANIFEST - 1}", f"before change {MANIFEST}"))
    for how, found in fenced.items():
        if not how.startswith(BY_CHANCE):
            assert found == ({manifest_path(RUN)} if how in expected else set()), how


def as_of_elsewhere(lease: Path) -> None:
    """Change a lease into one of a process on another machine."""
    fields = json.loads(lease.read_text(encoding="utf-8"))
    fields["process"]["machine"] = "another"
    lease.write_text(json.dumps(fields), encoding="utf-8")


def test_a_killed_run_of_this_machine_is_followed_at_once(
    begun: Place, ended: Place, tmp_path: Path
) -> None:
    place = begun.copy(tmp_path / "place")
    assert place.command(SECOND, AtStep("PollFeeds")).run() == -SIGKILL
    assert (place.output / LEASE_PATH).exists()
    place.run(SECOND)
    assert published(place.output) == published(ended.output)


def test_the_lease_of_a_killed_run_expires_or_is_deleted_as_the_message_says(
    begun: Place, unkilled: dict[bool, Place], tmp_path: Path
) -> None:
    place = begun.copy(tmp_path / "place")
    killed = place.command(SECOND, AtStep("PollFeeds"), words=("--lease_minutes", "600"))
    assert killed.run() == -SIGKILL
    as_of_elsewhere(place.output / LEASE_PATH)
    refused = place.command(THIRD)
    assert refused.run() == 1
    assert f"in use by run {RUN}" in refused.told
    assert "until 2026-11-23 23:00:00 UTC" in refused.told
    assert f"delete out/{LEASE_PATH}" in refused.told
    (place.output / LEASE_PATH).unlink()
    place.run(THIRD)
    assert published(place.output) == published(unkilled[False].output)
