"""A few entries of the example site, read by runs in processes of their own."""

import dataclasses
import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claimwire.clock import Clock, FixedClock
from examples.serve import SITE, Site, serve
from tests.faults.child import Command
from tests.faults.faults import Fault
from tests.faults.outputs import check

FIRST = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECOND = FIRST + timedelta(hours=1)
THIRD = FIRST + timedelta(hours=4)
"""When the lease of the second run has expired."""

DESK, BULLETIN = "meridian-wire/desk.json", "horn-ledger/bulletin.xml"

WORDS = (
    *("run", "--feeds", "feeds.toml", "--output", "out"),
    *("--allow_private_addresses", "--gap_seconds", "0"),
    *("--direct_running_mode", "in_memory", "--direct_num_workers", "1"),
    *("--processes", "0", "--lease_minutes", "120"),
)
"""A run in one process, which is the one that dies. Its lease lasts so long that it is not renewed
on the way, which would be one change more."""


@dataclasses.dataclass(frozen=True)
class Place:
    """A folder with a feed list and an output."""

    folder: Path

    @property
    def output(self) -> Path:
        return self.folder / "out"

    def copy(self, folder: Path) -> "Place":
        """Make another place that is in the same state."""
        shutil.copytree(self.folder, folder)
        return Place(folder)

    def command(
        self, clock: Clock | datetime, *faults: Fault, words: Sequence[str] = ()
    ) -> Command:
        """Prepare a run whose name only depends on the clock."""
        clock = FixedClock(clock) if isinstance(clock, datetime) else clock
        return Command(self.folder, (*WORDS, *words), clock, "0", faults)

    def run(self, clock: Clock | datetime) -> None:
        """Run once, without fault."""
        command = self.command(clock)
        assert command.run() == 0, command.told


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture(scope="session")
def empty(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place that no run has seen: two feeds, one of pages and one of texts."""
    folder = tmp_path_factory.mktemp("empty")
    feeds = (
        f'[[feed]]\nurl = "{site.url("meridian-wire/desk.json")}"\npoll_minutes = 0\n'
        f'[[feed]]\nurl = "{site.url("horn-ledger/bulletin.xml")}"\npoll_minutes = 0\n'
        "fetch_pages = false\n"
    )
    (folder / "feeds.toml").write_text(feeds, encoding="utf-8")
    return Place(folder)


@pytest.fixture(scope="session")
def begun(site: Site, empty: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place with one published run, whose feeds have since shown more."""
    place = empty.copy(tmp_path_factory.mktemp("begun") / "place")
    desk, bulletin = json.loads((SITE / DESK).read_text()), (SITE / BULLETIN).read_text()
    last = slice(bulletin.rindex("<item>"), bulletin.rindex("</channel>"))
    site.replace(DESK, json.dumps({**desk, "items": []}))
    site.replace(BULLETIN, bulletin.replace(bulletin[last], ""))
    place.run(FIRST)
    missing = {"id": "gone", "url": "{{meridian-wire}}/world/gone.html", "title": "Gone"}
    site.replace(DESK, json.dumps({**desk, "items": [*desk["items"], missing]}))
    site.replace(BULLETIN, bulletin)
    return place


@pytest.fixture(scope="session")
def ended(begun: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The place after a second run that nothing has happened to."""
    place = begun.copy(tmp_path_factory.mktemp("ended") / "place")
    place.run(SECOND)
    return place


@pytest.fixture(scope="session")
def unkilled(
    begun: Place, ended: Place, tmp_path_factory: pytest.TempPathFactory
) -> dict[bool, Place]:
    """Places after the run at THIRD, without and with a whole run at SECOND."""
    folder = tmp_path_factory.mktemp("unkilled")
    ends = {}
    for ran in (False, True):
        place = (ended if ran else begun).copy(folder / str(ran))
        place.run(THIRD)
        check(place.output)
        ends[ran] = place
    return ends
