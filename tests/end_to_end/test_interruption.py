"""A run that is stopped from outside publishes nothing and gives the output back."""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from claimwire.pipeline.command_line import FAILED
from examples.serve import serve


@pytest.mark.timeout(300)
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_stopped_run_publishes_nothing_and_releases_its_lease(how: int, tmp_path: Path) -> None:
    output = tmp_path / "out"
    with serve() as site:
        site.write_feed_list(tmp_path / "feeds.toml")
        words = ["--feeds", str(tmp_path / "feeds.toml"), "--output", str(output)]
        words += ["--allow_private_addresses", "--gap_seconds", "5"]
        run = subprocess.Popen(
            [sys.executable, "-m", "claimwire", "run", *words],
            stderr=subprocess.PIPE,
            text=True,
            # What starts the tests in the background may have them ignore the signal.
            preexec_fn=lambda: signal.signal(how, signal.SIG_DFL),  # noqa: PLW1509
        )
        while not site.requests:
            assert run.poll() is None
            threading.Event().wait(0.05)
        assert json.loads((output / "_lease.json").read_text())["process"]["pid"] == run.pid
        run.send_signal(how)
        _, told = run.communicate(timeout=240)
    assert run.returncode == FAILED
    assert "interrupted; nothing was published" in told
    assert not (output / "_lease.json").exists()
    assert not list(output.rglob("*.parquet"))
