"""What whole runs cost, in requests and in acts on the output, whatever the machine.

The counts of acts are upper bounds. One that is exceeded, or an act that is not listed, says that
runs have become dearer; if that is worth it, raise the bound and say why. To lower the bounds
after runs have become cheaper, run ``pytest -rP`` on this file, which prints what was counted. The
first run reads the example site, the second comes an hour later and finds nothing new.
"""

import dataclasses
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from claimwire.schemas import TABLES
from claimwire.storage import published_files
from claimwire.storage.local_store import LocalStore
from examples.serve import Request

NOT_DUE = ("horn-ledger", "/bulletin.xml")
DUE = [
    ("harbour-post", "/rdf.xml"),
    ("horn-ledger", "/feed.xml"),
    # It has moved to the one above, which is believed after days only.
    ("horn-ledger", "/old-feed.xml"),
    ("lakeside-monitor", "/atom.xml"),
    ("meridian-wire", "/desk.json"),
    ("meridian-wire", "/feed.xml"),
    ("pacific-courier", "/news.rss"),
]

OUTLETS = 5
PAGES = 37
"""Every page that an entry leads to, also a missing one; not the one that robots.txt forbids, nor
those of the bulletin, whose entries have their text with them."""

ACTS = (
    *("open", "stat", "list", "unfinished"),  # "read" opens
    *("write", "create", "replace", "delete", "check_writable"),
)

EVERY_RUN = {
    ("check_writable", ""): 1,  # before anything is fetched
    ("create", "_lease.json"): 1,  # taken
    ("replace", "_lease.json"): 1,  # renewed, so that it is still held when the manifest appears
    ("delete", "_lease.json"): 1,  # given back
    ("open", "_lease.json"): 2,  # for renewing it and for giving it back
    ("stat", "_lease.json"): 3,  # the same two, and at the end: has it been given back?
    # Is the run published already, by an attempt whose answer was lost? And when the lease is given
    # back: is what was announced there?
    ("stat", "_runs"): 2,
    ("create", "_runs"): 1,  # its manifest
    ("list", "_files"): 1,  # which lists of published files are there
}


@dataclasses.dataclass(frozen=True)
class Work:
    """What a run has done: its requests, and how often it did what to which part of the output."""

    requests: list[Request]
    acts: Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def both(start_runs: Callable[[], Any]) -> list[Work]:
    runs = start_runs()
    feeds = runs.folder / "chosen.toml"
    runs.site.write_feed_list(feeds)
    head, last_feed, tail = feeds.read_text(encoding="utf-8").rpartition("[[feed]]")
    assert NOT_DUE[1] in tail
    tail = tail.replace("poll_minutes = 0", "poll_minutes = 120")
    feeds.write_text(head + last_feed + tail, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        acts = record_acts(patch)
        # No run lasts so long that its lease is renewed on the way.
        words = ("--feeds", str(feeds), "--processes", "0", "--lease_minutes", "600")
        return [work_of(runs, acts, *words) for _ in range(2)]


def work_of(runs: Any, acts: list[tuple[str, str]], *options: str) -> Work:
    # As in a process of its own, which has seen none of the manifests.
    published_files._read_manifest.cache_clear()
    runs.site.requests.clear()
    acts.clear()
    runs.run(*options)
    return Work(list(runs.site.requests), Counter(acts))


def record_acts(patch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Note each act on a local store and the folder, or the file of the root, that it is for."""
    acts: list[tuple[str, str]] = []

    def recorded(name: str) -> Callable[..., Any]:
        act = getattr(LocalStore, name)

        def perform(store: LocalStore, *arguments: Any) -> Any:
            path = arguments[0] if arguments else ""
            acts.append((name, path.partition("/")[0]))
            return act(store, *arguments)

        return perform

    for name in ACTS:
        patch.setattr(LocalStore, name, recorded(name))
    return acts


def assert_no_dearer(work: Work, bounds: dict[tuple[str, str], int]) -> None:
    """Check that no act is done more often than the bound says; one without a bound not at all."""
    dearer = {}
    for act, times in sorted(work.acts.items()):
        bound = bounds.get(act, 0)
        sys.stdout.write(f"{act}: {times}, the bound is {bound}\n")
        if times > bound:
            dearer[act] = f"{times} times, the bound is {bound}"
    assert dearer == {}, "raise a bound only with a reason"


def kind_of(request: Request) -> str:
    if request.path == "/robots.txt":
        return "robots.txt"
    return "feed" if (request.outlet, request.path) in (NOT_DUE, *DUE) else "page"


def test_a_first_run_asks_for_each_address_once(both: list[Work]) -> None:
    requests = both[0].requests
    # A page that two outlets link to, one of them with a query for its statistics, is one page.
    asked = Counter((each.outlet, each.method, each.path.partition("?")[0]) for each in requests)
    assert [address for address, times in asked.items() if times > 1] == []
    kinds = Counter(map(kind_of, requests))
    assert kinds.pop("robots.txt") <= OUTLETS
    assert kinds == {"feed": len(DUE) + 1, "page": PAGES}


def test_a_run_without_news_asks_for_the_feeds_that_are_due(both: list[Work]) -> None:
    requests = both[1].requests
    # Without pages no robots.txt is needed: it was the user who named the feeds.
    assert sorted((each.outlet, each.path) for each in requests) == DUE
    assert {each.status for each in requests} == {304, 301}


def test_a_first_run_writes_one_file_a_table_and_its_manifest(both: list[Work]) -> None:
    bounds = EVERY_RUN | {
        **{("write", table.name): 1 for table in TABLES},  # all rows are of one day
        # What earlier runs did; before each file, whether it is published already; the lists of
        # published files; the run itself.
        ("list", "_runs"): 1 + len(TABLES) + 1 + 1,
        ("create", "_files"): len(TABLES),
        ("open", "_runs"): 1,  # its manifest, of which the summary is made
    }
    assert_no_dearer(both[0], bounds)
    written = {table for act, table in both[0].acts if act == "write"}
    assert written == {table.name for table in TABLES}
    assert ("create", "_runs") in both[0].acts


def test_a_run_without_news_writes_its_polls_and_reads_what_tells_of_feeds(
    both: list[Work],
) -> None:
    bounds = EVERY_RUN | {
        ("write", "feeds"): 1,
        # As above, with one file; and which tables have no file yet, since this run fills but one.
        ("list", "_runs"): 1 + 1 + 1 + 1 + 1,
        ("replace", "_files"): 1,  # the list of the table that has a new file
        ("open", "_runs"): 2,  # the manifests of the run before and of this one
        # When which feed is due; no sightings, since nothing waits to be tried again, and neither
        # articles nor claims nor entities, since there is no entry to compare with them.
        ("open", "feeds"): 1,
        ("open", "rejections"): 1,
    }
    assert_no_dearer(both[1], bounds)
    assert {table for act, table in both[1].acts if act == "write"} == {"feeds"}
    assert ("create", "_runs") in both[1].acts
