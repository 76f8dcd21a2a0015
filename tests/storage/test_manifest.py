import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.schemas.flow import TableFile
from claimwire.schemas.table import SCHEMA_VERSION
from claimwire.storage.manifest import RunInfo, build_manifest, from_json, manifest_path, to_json
from claimwire.version import __version__
from tests.fakes.rows import NOW

RUN = RunInfo("20240501T120000Z-3f9a2c", NOW, {"feeds": "feeds.toml", "shards": 1})
FILES = [
    TableFile("claims", "claims/dt=2024-05-01/part-b.parquet", "2024-05-01", 3, 100, "ab"),
    TableFile("articles", "articles/dt=2024-05-01/part-a.parquet", "2024-05-01", 1, 50),
]


def test_a_manifest_comes_back_from_json() -> None:
    manifest = build_manifest(RUN, NOW, FILES, {"rejected_dns": 2, "polls_read": 1})
    assert from_json(to_json(manifest)) == manifest
    assert manifest.schema_version == SCHEMA_VERSION
    assert list(manifest.tallies) == ["polls_read", "rejected_dns"]


def test_a_manifest_from_before_there_were_compactions_replaces_nothing() -> None:
    manifest = build_manifest(RUN, NOW, FILES, {}, replaces=["b", "a"])
    assert from_json(to_json(manifest)).replaces == ["a", "b"]
    fields = json.loads(to_json(manifest))
    del fields["replaces"]
    assert from_json(json.dumps(fields).encode()).replaces == []


def test_a_manifest_names_the_version_unless_it_is_too_old() -> None:
    content = to_json(build_manifest(RUN, NOW, FILES, {}))
    assert from_json(content).version == __version__
    fields = json.loads(content)
    del fields["version"]
    assert from_json(json.dumps(fields).encode()).version is None


def test_a_manifest_does_not_depend_on_the_order_of_files_or_on_repetitions() -> None:
    first = build_manifest(RUN, NOW, FILES, {"a": 1, "b": 2})
    second = build_manifest(RUN, NOW, [*FILES[::-1], FILES[0]], {"b": 2, "a": 1})
    assert to_json(first) == to_json(second)


def test_fields_of_later_versions_are_passed_over() -> None:
    fields = json.loads(to_json(build_manifest(RUN, NOW, FILES, {})))
    fields["invented"] = 1
    fields["files"][0]["invented"] = 1
    assert from_json(json.dumps(fields).encode()) == build_manifest(RUN, NOW, FILES, {})


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("run_id", None, "'run_id' is missing"),
        ("started_at", "yesterday", "yesterday"),
        ("started_at", "2024-05-01T12:00:00", "no time zone"),
        ("schema_version", True, "'schema_version'"),
        ("files", {}, "'files'"),
        ("files", ["a"], "'files'"),
        ("files", [{"table": "claims"}], "'path'"),
        ("files", [{**dataclasses.asdict(FILES[0]), "sha256": 1}], "'sha256'"),
        ("tallies", {"a": "1"}, "'a'"),
        ("replaces", None, "'replaces'"),
        ("version", 1, "'version'"),
        ("replaces", [1], "'replaces' is not text"),
    ],
)
def test_damage_is_named(field: str, value: Any, complaint: str) -> None:
    fields = json.loads(to_json(build_manifest(RUN, NOW, FILES, {"a": 1})))
    fields[field] = value
    with pytest.raises(ValueError, match=complaint):
        from_json(json.dumps(fields).encode())


@settings(max_examples=100)
@given(st.data())
def test_no_damage_goes_unnoticed_or_raises_anything_else(data: st.DataObject) -> None:
    content = bytearray(to_json(build_manifest(RUN, NOW, FILES, {"a": 1})))
    place = data.draw(st.integers(0, len(content) - 2))  # the last byte is a line break
    damaged = data.draw(
        st.sampled_from([bytes(content[:place]), bytes(content[:place]) + b"\xff", b"[]", b"null"])
    )
    with pytest.raises(ValueError, match=r".+"):
        from_json(damaged)


@pytest.mark.parametrize("run_id", ["", "a/b", "..", ".a", "-a", "a b", "é", "a.json"])
def test_a_run_id_must_be_fit_for_a_file_name(run_id: str) -> None:
    with pytest.raises(ValueError, match="is no run_id"):
        RunInfo(run_id, NOW)


def test_manifests_are_in_a_folder_of_their_own() -> None:
    assert manifest_path("run1") == "_runs/run1.json"
