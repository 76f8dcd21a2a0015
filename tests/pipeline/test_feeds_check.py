"""``claimwire feeds check`` over the example site."""

from pathlib import Path

import pytest

from claimwire.pipeline.command_line import DONE, main
from examples.serve import serve


def test_every_feed_has_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feeds = tmp_path / "feeds.toml"
    with serve() as site:
        site.write_feed_list(feeds)
        words = ["feeds", "check", "--feeds", str(feeds), "--allow_private_addresses"]
        assert main([*words, "--gap_seconds", "0"]) == DONE
        lines = capsys.readouterr().out.splitlines()
        moved = next(line for line in lines if site.url("horn-ledger/old-feed.xml") in line)
        atom = next(line for line in lines if site.url("lakeside-monitor/atom.xml") in line)
    assert "moved" in moved
    assert "atom10" in atom
    assert "200" in atom
