"""``claimwire feeds check`` over the example site."""

from pathlib import Path

import pytest

from claimwire.pipeline.command_line import DONE, FAILED, main
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


def test_a_list_without_one_feed_that_can_be_read_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[[feed]]\nurl = "http://127.0.0.1:9/feed.xml"\n', encoding="utf-8")
    assert main(["feeds", "check", "--feeds", str(feeds)]) == FAILED
    printed = capsys.readouterr()
    assert "127.0.0.1" in printed.out
    assert "the commonest cause is private_address (1)" in printed.err
