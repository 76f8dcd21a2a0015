"""A run in a bucket is the run it would have been on disk."""

from typing import Any

import pytest

from claimwire.pipeline.command_line import DONE, main
from claimwire.schemas import CLAIMS, TABLES
from claimwire.storage.manifest import from_json, manifest_path
from claimwire.storage.opening import open_store
from tests.fakes.comparison import stable
from tests.fakes.gcs_emulator import BUCKET, Emulator
from tests.fakes.rows import a_claim
from tests.fakes.runs import write_rows
from tests.fakes.site_runs import Runs


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_the_rows_are_those_of_a_run_on_disk(on_disk: Runs, published: Runs, table: str) -> None:
    assert published.rows(table, 0)
    assert stable(published.rows(table, 0)) == stable(on_disk.rows(table, 0))


def test_the_manifest_names_all_that_is_there(on_disk: Runs, published: Runs) -> None:
    manifest, store = published.manifests[0], open_store(published.output)
    assert from_json(store.read(manifest_path(manifest.run_id))) == manifest
    assert manifest.tallies == on_disk.manifests[0].tallies
    sizes = {each.path: each.size for each in store.list("") if manifest.run_id in each.path}
    del sizes[manifest_path(manifest.run_id)]
    assert sizes == {file.path: file.bytes for file in manifest.files}
    assert "_lease.json" not in {each.path for each in store.list("")}


def test_a_second_run_remembers_and_takes_its_feed_list_from_the_bucket(
    published: Runs, emulator: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    words = published.words()
    feeds = (published.folder / "feeds.toml").read_bytes()
    open_store(f"gs://{BUCKET}/lists").write("feeds.toml", feeds)
    words[words.index("--feeds") + 1] = f"gs://{BUCKET}/lists/feeds.toml"
    published.site.requests.clear()
    assert main(["run", *words]) == DONE
    printed = capsys.readouterr().out
    assert "Nothing new: no article was written." in printed
    assert published.output in printed
    fetched = [each for each in published.site.requests if each.status == 200]
    assert [each.path for each in fetched if each.path != "/robots.txt"] == []


def test_stories_are_read_from_the_bucket(
    published: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stories", "--output", published.output, "--top", "1"]) == DONE
    assert "corridor" in " ".join(capsys.readouterr().out.split())


def test_what_a_dead_run_left_is_cleaned_away(
    published: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(published.output)
    before = list(store.list(""))
    dead = "20261123T110000Z-dead00"
    left = write_rows(store, CLAIMS, [a_claim()], run_id=dead, day="2026-11-23").path
    content = store.read(left)
    words: list[Any] = ["clean", "--output", published.output]
    assert main([*words, "--dry_run"]) == DONE
    assert store.read(left) == content
    assert main(words) == DONE
    assert f"{left}\n1 files removed." in capsys.readouterr().out
    assert list(store.list("")) == before
