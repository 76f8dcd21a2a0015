"""Disks that are full, read-only or gone, and an output that is no folder."""

import functools
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimwire.storage.lease import LEASE_PATH
from claimwire.storage.store import StoreError
from tests.faults.child import Command
from tests.faults.conftest import FIRST, SECOND, THIRD, Place
from tests.faults.faults import AtStep
from tests.faults.life import live
from tests.faults.outputs import check, published

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

PAGE = os.sysconf("SC_PAGE_SIZE")
"""A disk in memory gives out whole pages."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if mount(folder, "-t", "tmpfs", "-o", "size=4m", "tmpfs"):
        pytest.skip("mounting a small disk needs root and the capability to mount")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def mount(folder: Path, *options: str) -> int:
    return subprocess.run(["mount", *options, folder], capture_output=True, check=False).returncode


def fill(disk: Path, leave: int) -> Path:
    """Fill a disk but for some pages."""
    ballast = disk / "ballast"
    pages = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize // PAGE - leave
    ballast.write_bytes(bytes(pages * PAGE))
    return ballast


def on_disk(begun: Place, disk: Path, folder: Path) -> Place:
    """A place with a published run whose output is on a disk of its own."""
    folder.mkdir()
    shutil.copy(begun.folder / "feeds.toml", folder)
    shutil.copytree(begun.output, disk, dirs_exist_ok=True)
    (folder / "out").symlink_to(disk)
    return Place(folder)


def failure(output: Path) -> str:
    """Live a second run, and answer what it fails with; nothing if it does not."""
    try:
        live(output, "second", SECOND)
    except StoreError as error:
        return str(error)
    return ""


def complaint(command: Command, code: int = 1) -> str:
    """Run a command that must fail, and answer the one thing that it says."""
    before = published(command.folder / "out")
    assert command.run() == code, command.told
    assert published(command.folder / "out") == before
    assert "Traceback" not in command.told
    lines = [line for line in command.told.splitlines() if line.startswith("claimwire: ")]
    (told,) = [line for line in lines if not line.startswith("claimwire: progress ")]
    return told


def test_a_disk_that_is_full_at_any_moment_costs_the_run_and_nothing_else(disk: Path) -> None:
    failures = 0
    for pages in range(20):
        output = disk / f"out{pages}"
        live(output, "first", FIRST)
        before = published(output)
        ballast = fill(disk, pages)
        if told := failure(output):
            failures += 1
            assert told.endswith("No space left on device. Free some space and run again.")
            assert published(output) == before
        ballast.unlink()
        check(output)
        live(output, "third", THIRD)
        check(output)
    assert 4 < failures < 20


def test_a_run_on_a_disk_that_fills_up_fails_and_the_next_goes_on(
    begun: Place, disk: Path, tmp_path: Path
) -> None:
    place = on_disk(begun, disk, tmp_path / "place")
    ballast = fill(disk, leave=6)
    told = complaint(place.command(SECOND))
    assert told.startswith("claimwire: the run failed, nothing was published: out/")
    assert told.endswith("cannot write it: No space left on device. Free some space and run again.")
    assert not (place.output / LEASE_PATH).exists()
    ballast.unlink()
    place.run(SECOND)
    check(place.output)


def test_a_disk_that_becomes_read_only_fails_the_run(
    begun: Place, disk: Path, tmp_path: Path
) -> None:
    place = on_disk(begun, disk, tmp_path / "place")
    seal = functools.partial(mount, disk, "-o", "remount,ro")
    told = complaint(place.command(SECOND, AtStep("Write_articles", seal)))
    assert told.startswith("claimwire: the run failed, nothing was published: out/articles/")
    assert "Read-only file system. Mount it for writing, or name another folder." in told
    # Now the next run is refused before it starts, which is bad usage rather than a failed run.
    told = complaint(place.command(THIRD), code=2)
    assert told.endswith("Read-only file system. Mount it for writing, or name another folder.")


def test_an_output_that_vanishes_fails_the_run(begun: Place, tmp_path: Path) -> None:
    place = begun.copy(tmp_path / "place")
    remove = functools.partial(shutil.rmtree, "out")
    command = place.command(SECOND, AtStep("PublishRun/Publish", remove))
    assert command.run() == 1
    assert "nothing was published: the lease of run 20261123T130000Z-0 on out is gone" in (
        command.told
    )
    assert "Traceback" not in command.told
    assert not place.output.exists() or published(place.output) == {}


def test_an_output_that_is_a_file_is_refused(empty: Place, tmp_path: Path) -> None:
    place = empty.copy(tmp_path / "place")
    place.output.write_text("mine")
    command = place.command(FIRST)
    assert command.run() == 2
    assert command.told == (
        "claimwire: out: cannot write it: File exists. A file is in the way: move it, or name "
        "another folder.\n"
    )
    assert place.output.read_text() == "mine"
