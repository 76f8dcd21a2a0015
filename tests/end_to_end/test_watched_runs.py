"""Runs over the example site that are watched: what they log while they go on."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from claimwire.pipeline.command_line import DONE, main
from claimwire.storage.opening import open_store
from claimwire.storage.published_files import read_manifests
from claimwire.web import politeness, robots
from tests.end_to_end.test_streaming import IF_PRISM, ON_PRISM

IN_PROCESSES = ["--direct_running_mode=multi_processing", "--direct_num_workers=2"]
AS_STREAM = [*ON_PRISM, "--streaming", "--poll_interval=1", "--window=2", "--stop_after=4"]


def counted(output: str) -> dict[str, int]:
    """Count the rows, and the rejections by reason, that the manifests name."""
    counts: dict[str, int] = {}
    for manifest in read_manifests(open_store(output)):
        rows = {file.table: file.rows for file in manifest.files}
        for name, count in [*rows.items(), *manifest.tallies.items()]:
            counts[name] = counts.get(name, 0) + count
    return counts


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "options",
    [
        pytest.param([], id="in this process"),
        pytest.param(IN_PROCESSES, id="in worker processes"),
        pytest.param(AS_STREAM, id="as a stream", marks=IF_PRISM),
    ],
)
def test_the_last_line_has_the_numbers_of_what_was_published(
    start_runs: Callable[[], Any], capfd: pytest.CaptureFixture[str], options: list[str]
) -> None:
    runs = start_runs()
    politeness.SHARED.clear()
    robots.SHARED.clear()
    assert main(["run", *runs.words(*options), "--log_format=json"]) == DONE
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    last = [line for line in lines if line["message"] == "progress"][-1]
    rows = counted(runs.output)
    assert last["feeds"] == rows["feeds"]
    assert last["claims"] == rows["claims"] > 500
    rejected = {name: count for name, count in rows.items() if name.startswith("rejected_")}
    assert {name: last[name] for name in rejected} == rejected
    assert last["rejected"] == rows["rejections"] == sum(rejected.values())
    assert last["published"] == len(read_manifests(open_store(runs.output)))
    if options is not AS_STREAM:
        assert (last["phase"], last["left_s"]) == ("published", 0)
        for step in ("feeds", "pages", "texts", "articles"):
            assert last[step] == last[f"{step}_known"] > 0, step


def test_a_quiet_run_says_nothing(
    start_runs: Callable[[], Any], capfd: pytest.CaptureFixture[str]
) -> None:
    runs = start_runs()
    one = runs.one_feed("pacific-courier/news.rss")
    assert main(["run", *runs.words("--quiet", "--feeds", one)]) == DONE
    assert capfd.readouterr() == ("", "")
