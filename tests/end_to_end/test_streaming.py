"""The example site as a stream: the rows of a scheduled run, published window by window."""

import dataclasses
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.transforms.window import TimestampedValue

from claimwire.pipeline import graph
from claimwire.pipeline.command_line import DONE
from claimwire.pipeline.head import Streaming, tick
from claimwire.schemas.flow import Tick
from claimwire.storage.cleaning import leftovers
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import RunInfo
from claimwire.storage.published_files import read_manifests
from claimwire.transforms.windows import in_windows
from examples.serve import serve
from tests.fakes.comparison import BY_INSTANT, BY_RUN, stable

CACHE = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser()
PRISM = CACHE / "claimwire" / "prism-2.77.0" / "prism"
ON_PRISM = ["--runner=PrismRunner", f"--prism_location={PRISM}"]
IF_PRISM = [
    pytest.mark.prism,
    pytest.mark.skipif(not PRISM.is_file(), reason=f"no {PRISM}: make prism builds it"),
]
RUNNERS = [
    pytest.param([], id="FnApiRunner"),
    pytest.param(ON_PRISM, id="Prism", marks=IF_PRISM),
]
TABLES = ("rejections", "articles", "sightings", "entities", "claims")
"""Those that tell why others lack rows come first."""

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def batch(after_first_run: Callable[[], Any]) -> Any:
    return after_first_run()


@pytest.mark.parametrize("runner", [pytest.param(ON_PRISM, id="Prism", marks=IF_PRISM)])
def test_a_scheduled_run_writes_the_same_rows_on_every_runner(
    batch: Any, start_runs: Callable[[], Any], runner: list[str]
) -> None:
    runs = start_runs()
    runs.run(*runner)
    for table in (*TABLES, "feeds"):
        assert stable(runs.rows(table)) == stable(batch.rows(table)), table


@pytest.mark.parametrize("runner", RUNNERS)
def test_a_stream_writes_the_rows_of_a_scheduled_run_once(
    batch: Any, start_runs: Callable[[], Any], runner: list[str]
) -> None:
    runs = start_runs()
    run = runs.run(*runner, "--streaming", "--poll_interval=1", "--window=2", "--stop_after=4")
    apart = BY_RUN | BY_INSTANT
    for table in TABLES:
        assert stable(runs.rows(table), apart) == stable(batch.rows(table), apart), table

    store = LocalStore(runs.output)
    manifests = read_manifests(store)
    assert len(manifests) in (2, 3)
    assert leftovers(store) == []
    assert not (Path(runs.output) / "_lease.json").exists()
    # A row names the manifest that published it, so that each can be told from the other.
    published = {each.run_id for each in manifests}
    assert {row["run_id"] for row in runs.rows("feeds")} == published
    assert {each.rpartition("-w")[0] for each in published} == {run.run_id}


@pytest.mark.parametrize("runner", RUNNERS[:1])
def test_every_tick_polls_and_asks_only_for_what_has_changed(
    batch: Any, start_runs: Callable[[], Any], runner: list[str]
) -> None:
    runs = start_runs()
    runs.run(*runner, "--streaming", "--poll_interval=1", "--window=1", "--stop_after=3")
    polls = runs.rows("feeds")
    outcomes: dict[str, list[str]] = {}
    for poll in sorted(polls, key=lambda each: each["polled_at"]):
        outcomes.setdefault(poll["feed_url"], []).append(poll["outcome"])
    assert set(map(tuple, outcomes.values())) == {("read", "not_modified", "not_modified")}
    apart = BY_RUN | BY_INSTANT
    read = [poll for poll in polls if poll["outcome"] == "read"]
    assert stable(read, apart) == stable(batch.rows("feeds"), apart)


@dataclasses.dataclass
class RepeatedTicks(beam.PTransform):
    """A head that delivers its ticks out of order and each twice."""

    run: RunInfo
    streaming: Streaming

    def expand(self, begin: Any) -> Any:
        start = self.run.started_at.timestamp()
        impulses = [TimestampedValue(0.0, start + minutes * 60) for minutes in (5, 0, 5, 20, 0, 20)]
        return (
            begin
            | beam.Create(impulses, reshuffle=False)
            | "At" >> beam.Map(lambda impulse: impulse)
            | in_windows(self.streaming.window)
            | beam.Map(tick, self.run.run_id).with_output_types(Tick)
        )


def test_ticks_that_come_twice_and_out_of_order_give_the_same_rows(
    batch: Any, start_runs: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph, "Ticks", RepeatedTicks)
    runs = start_runs()
    runs.run("--streaming", "--poll_interval=300", "--window=600", "--stop_after=1")
    apart = BY_RUN | BY_INSTANT
    for table in TABLES:
        assert stable(runs.rows(table), apart) == stable(batch.rows(table), apart), table
    polls = [(poll["feed_url"], poll["polled_at"]) for poll in runs.rows("feeds")]
    assert len(polls) == len(set(polls)) == 2 * len(batch.rows("feeds"))


@pytest.mark.parametrize("runner", [pytest.param(ON_PRISM, id="Prism", marks=IF_PRISM)])
def test_a_stream_that_is_stopped_keeps_its_windows_and_the_next_run_goes_on(
    batch: Any, runner: list[str], tmp_path: Path
) -> None:
    output = tmp_path / "out"
    with serve() as site:
        site.write_feed_list(tmp_path / "feeds.toml")
        words = ["--feeds", str(tmp_path / "feeds.toml"), "--output", str(output)]
        words += ["--allow_private_addresses", "--gap_seconds", "0"]
        rhythm = ["--streaming", "--poll_interval", "1", "--window", "2"]
        command = [sys.executable, "-m", "claimwire", "run", *words]
        stream = subprocess.Popen([*command, *rhythm, *runner], stdout=subprocess.DEVNULL)
        while not list(output.glob("_runs/*.json")):
            assert stream.poll() is None
            threading.Event().wait(0.1)
        stream.send_signal(signal.SIGTERM)
        assert stream.wait(timeout=60) == DONE
        assert not (output / "_lease.json").exists()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    store = LocalStore(str(output))
    rows = [
        file.rows
        for manifest in read_manifests(store)
        for file in manifest.files
        if file.table == "articles"
    ]
    assert sum(rows) == len(batch.rows("articles"))
