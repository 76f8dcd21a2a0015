"""``claimwire verify``: an output is damaged in one way, and just that is told."""

import dataclasses
import io
import json
import random
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claimwire.clock import FixedClock
from claimwire.pipeline.command_line import DONE, FAILED, main
from claimwire.pipeline.inspection.verify import verify
from claimwire.schemas import TABLES
from claimwire.schemas.actors import ACTORS
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS, Span
from claimwire.schemas.entities import ENTITIES
from claimwire.schemas.feeds import FEEDS
from claimwire.schemas.rejections import REJECTIONS
from claimwire.schemas.sightings import SIGHTINGS
from claimwire.schemas.statements import STATEMENTS
from claimwire.schemas.table import SCHEMA_VERSION, Table
from claimwire.storage.compaction import compact_day
from claimwire.storage.local_store import LocalStore
from claimwire.storage.manifest import RunInfo, manifest_path
from claimwire.storage.store import Store
from tests.fakes.rows import (
    NOW,
    a_claim,
    a_poll,
    a_rejection,
    a_sighting,
    a_statement,
    an_actor,
    an_article,
    an_entity,
)
from tests.fakes.runs import publish_rows
from tests.fakes.store import MemoryStore

CLAIM = a_claim(about=["country:AFG"], speaker_entity_id="ministry:AFG")
ROWS: dict[Table, list[Any]] = {
    ARTICLES: [
        an_article(story_id=an_article().article_id),
        an_article(
            article_id="b", copy_of=an_article().article_id, story_id=an_article().article_id
        ),
    ],
    SIGHTINGS: [a_sighting(), a_sighting(article_id="rejected")],
    ENTITIES: [
        an_entity(entity_id="ministry:AFG"),
        an_entity(mention_id="m", entity_id="country:AFG"),
    ],
    CLAIMS: [CLAIM, a_claim(claim_id="c2", parent_id=CLAIM.claim_id)],
    FEEDS: [a_poll()],
    REJECTIONS: [a_rejection(article_id="rejected")],
    ACTORS: [an_actor()],
    STATEMENTS: [a_statement()],
}


def publish(store: Store, changed: Mapping[Table, list[Any]] | None = None) -> None:
    publish_rows(store, {**ROWS, **(changed or {})})


def causes(store: Store) -> list[str]:
    return [str(problem) for problem in verify(store).problems]


def path(table: Table, run_id: str = "run1") -> str:
    return f"{table.name}/dt=2024-05-01/part-{run_id}-p0-s0.parquet"


def test_a_sound_output_has_no_problems_also_once_it_is_compacted(store: Store) -> None:
    publish(store)
    publish_rows(store, {FEEDS: [a_poll(polled_at=NOW + timedelta(hours=1))]}, run_id="run2")
    assert causes(store) == []
    compact_day(store, RunInfo("compact-1", NOW), "2024-05-01", clock=FixedClock(NOW))
    found = verify(store)
    assert (found.problems, found.files, found.rows) == ([], len(TABLES), 13)
    assert found.rows_compared


@pytest.fixture
def store() -> Store:
    return MemoryStore()


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        (ARTICLES, an_article(url="again"), f"{an_article().article_id}: the article is there"),
        (CLAIMS, a_claim(cue_lemma="x"), f"{CLAIM.claim_id}: the claim is there more than once"),
        (ENTITIES, an_entity(method="x"), "the mention is there more than once"),
        (FEEDS, a_poll(title="x"), "the poll is there more than once"),
        (
            ARTICLES,
            an_article(article_id="c", first_seen_at=NOW - timedelta(days=1)),
            "c: first seen on 2024-04-30",
        ),
        (SIGHTINGS, a_sighting(seen_at=NOW + timedelta(days=1)), "seen on 2024-05-02"),
        (FEEDS, a_poll(polled_at=NOW + timedelta(days=1)), "polled on 2024-05-02"),
        (REJECTIONS, a_rejection(occurred_at=NOW - timedelta(days=1)), "rejected on 2024-04-30"),
        (CLAIMS, a_claim(claim_id="x", article_id="no"), "x: its article no is missing"),
        (ENTITIES, an_entity(mention_id="x", article_id="no"), "x: its article no is missing"),
        (SIGHTINGS, a_sighting(article_id="no"), "there is neither an article nor a rejection"),
        (ARTICLES, an_article(article_id="c", copy_of="no"), "c: its original no is missing"),
        (ARTICLES, an_article(article_id="c", story_id="no"), "c: its story no has no first"),
        (CLAIMS, a_claim(claim_id="x", parent_id="no"), "x: its parent no is missing"),
        (CLAIMS, a_claim(claim_id="x", about=["no"]), "x: its article names no no"),
        (CLAIMS, a_claim(claim_id="x", speaker_entity_id="no"), "x: its article names no no"),
        (ENTITIES, an_entity(mention_id="x", end=36), "x: its text does not stand at its offsets"),
        (CLAIMS, a_claim(claim_id="x", spans=[Span(1, 23)]), "x: its text does not stand at its"),
        (CLAIMS, a_claim(claim_id="x", cue_end=41), "x: its cue does not stand at its offsets"),
        (CLAIMS, a_claim(claim_id="x", speaker_start=24), "x: its speaker does not stand at its"),
    ],
)
def test_a_wrong_row_is_named_with_its_file(
    table: Table, row: Any, told: str, store: Store
) -> None:
    publish(store)
    publish_rows(store, {table: [row]}, run_id="run2")
    found = [each for each in causes(store) if each.startswith(path(table, "run2"))]
    assert len(found) == 1
    assert told in found[0]


def test_a_row_on_another_day_than_its_article_is_named(store: Store) -> None:
    publish(store, {CLAIMS: [], ENTITIES: []})
    publish_rows(store, {CLAIMS: [a_claim()]}, run_id="run2", day="2024-05-02")
    (found,) = causes(store)
    assert found.endswith(f"{CLAIM.claim_id}: its article is of 2024-05-01")


def test_offsets_count_code_points(store: Store) -> None:
    text = "\U0001f1e6\U0001f1eb, e\u0301: \U0001f42balks"
    claim = a_claim(
        text="\U0001f42balks",
        spans=[Span(8, 13)],
        cue=":",
        cue_start=6,
        cue_end=7,
        speaker_text="\U0001f1e6\U0001f1eb",
        speaker_start=0,
        speaker_end=2,
    )
    publish_rows(store, {ARTICLES: [an_article(text=text)], CLAIMS: [claim]})
    assert text[8:13] == claim.text
    assert causes(store) == []


def test_of_many_wrong_rows_some_are_named(store: Store) -> None:
    publish(store, {SIGHTINGS: [a_sighting(article_id=f"no{n:03}") for n in range(500)]})
    found = causes(store)
    assert len(found) == 21
    assert found[-1].endswith("and more of that kind")


def rewrite_manifest(store: Store, change: Callable[[dict[str, Any]], Any]) -> None:
    fields = json.loads(store.read(manifest_path("run1")))
    change(fields)
    store.write(manifest_path("run1"), json.dumps(fields).encode())


def test_a_missing_file(store: Store) -> None:
    publish(store)
    store.delete(path(CLAIMS))
    assert causes(store) == [f"{path(CLAIMS)}: the file is missing"]


def test_a_damaged_file_even_if_its_end_is_whole(store: Store) -> None:
    publish(store)
    content = store.read(path(ARTICLES))
    store.write(path(ARTICLES), content[:40] + bytes(200) + content[240:])
    store.write(path(CLAIMS), b"no Parquet at all")
    found = causes(store)
    assert [each.split(": ")[:2] for each in found] == [
        [path(ARTICLES), "the file cannot be read"],
        [path(CLAIMS), "the file cannot be read"],
    ]
    assert not verify(store).rows_compared


def test_every_single_flipped_bit_is_found(store: Store) -> None:
    publish(store)
    files = sorted(each.path for each in store.list("") if each.path.endswith(".parquet"))
    chance = random.Random(15)
    for _ in range(80):
        damaged = chance.choice(files)
        whole = store.read(damaged)
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        store.write(damaged, bytes(content))
        assert {each.path for each in verify(store).problems} == {damaged}
        store.write(damaged, whole)
    assert causes(store) == []


def test_a_file_whose_bytes_are_others_is_told_by_its_checksum(store: Store) -> None:
    publish(store)
    rewrite_manifest(store, lambda fields: fields["files"][0].update(sha256="0" * 64))
    (found,) = causes(store)
    assert found.startswith(f"{path(ACTORS)}: its SHA-256 is ")
    assert found.endswith(f", its manifest says {'0' * 64}")


def test_files_of_versions_without_checksums_are_read_whole(store: Store) -> None:
    publish(store)
    rewrite_manifest(store, lambda fields: [file.pop("sha256") for file in fields["files"]])
    assert causes(store) == []
    content = store.read(path(ARTICLES))
    store.write(path(ARTICLES), content[:40] + bytes(200) + content[240:])
    (found,) = causes(store)
    assert found.startswith(f"{path(ARTICLES)}: the file cannot be read")


def test_a_damaged_manifest(store: Store) -> None:
    publish(store)
    store.write(manifest_path("run1"), b"{")
    (found,) = causes(store)
    assert found.startswith("_runs/run1.json: ")


@pytest.mark.parametrize("name", ["rows", "bytes"])
def test_counts_that_differ(name: str, store: Store) -> None:
    publish(store)
    rewrite_manifest(store, lambda fields: fields["files"][0].update({name: 7}))
    (found,) = causes(store)
    assert f"{name}, its manifest says 7" in found


def test_columns_that_are_missing_or_of_another_type(store: Store) -> None:
    at = FEEDS.schema.names.index("title")
    older = dataclasses.replace(FEEDS, schema=FEEDS.schema.remove(at))
    publish_rows(store, {older: [a_poll()]})
    assert causes(store) == [f"{path(FEEDS)}: column title is missing"]
    rewrite_manifest(store, lambda fields: fields.update(schema_version=SCHEMA_VERSION - 1))
    assert causes(store) == []
    other = FEEDS.schema.set(at, pa.field("headline", pa.string()))
    other = other.set(other.names.index("entries"), pa.field("entries", pa.int64()))
    buffer = io.BytesIO()
    pq.write_table(other.empty_table(), buffer)
    store.write(path(FEEDS), buffer.getvalue())
    found = "\n".join(causes(store))
    assert "column entries is pyarrow.Field<entries: int64>, not" in found
    assert "column headline is none of the table's" in found
    assert "it has 0 rows, its manifest says 1" in found


def test_a_file_in_the_wrong_place_or_twice(store: Store) -> None:
    publish(store)
    rewrite_manifest(store, lambda fields: fields["files"][0].update(day="2024-05-02"))
    assert "is not where actors of 2024-05-02 are" in causes(store)[0]
    rewrite_manifest(store, lambda fields: fields["files"][0].update(table="letters"))
    assert "is of an unknown table, 'letters'" in causes(store)[0]


def test_a_file_that_two_manifests_name_or_replace(store: Store) -> None:
    publish(store)
    content = json.loads(store.read(manifest_path("run1")))
    content["run_id"] = "run2"
    store.write(manifest_path("run2"), json.dumps(content).encode())
    assert f"{path(ACTORS)} is also a file of run1" in causes(store)[0]
    content["files"], content["replaces"] = [], [path(ARTICLES), path(ARTICLES), "elsewhere"]
    store.write(manifest_path("run2"), json.dumps(content).encode())
    found = causes(store)
    assert f"{path(ARTICLES)} was replaced before, by run2" in found[0]
    assert "it replaces elsewhere, which was never published" in found[1]


def test_the_command_ends_with_1_if_anything_is_wrong(
    tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    store = LocalStore(str(tmp_path))
    publish(store)
    assert main(["verify", "--output", store.root]) == DONE
    assert capsys.readouterr().out == "All is well: 8 files, 12 rows.\n"
    store.delete(path(CLAIMS))
    assert main(["verify", "--output", store.root]) == FAILED
    printed = capsys.readouterr()
    assert printed.out == f"{path(CLAIMS)}: the file is missing\n"
    assert printed.err.endswith(": 1. The rows were not compared.\n")
