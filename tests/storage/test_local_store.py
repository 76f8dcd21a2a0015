import os
from pathlib import Path

import pytest

from claimwire.storage.local_store import LocalStore
from claimwire.storage.store import StoreError


def files_below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = LocalStore(str(tmp_path))
    store.write("file", b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        store.write("file", b"new")
    assert (store.read("file"), files_below(tmp_path)) == (b"old", ["file"])


def test_half_written_files_are_not_listed_but_found(tmp_path: Path) -> None:
    store = LocalStore(str(tmp_path))
    store.write("claims/dt=2024-05-01/part-1.parquet", b"x")
    (tmp_path / "claims/dt=2024-05-01/.tmp-77-0-part-2.parquet").write_bytes(b"half")
    assert [each.path for each in store.list("")] == ["claims/dt=2024-05-01/part-1.parquet"]
    (half,) = store.unfinished()
    store.delete(half.path, half.generation)
    assert list(store.unfinished()) == []


def test_files_of_others_are_neither_listed_nor_found(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("")
    (tmp_path / ".DS_Store").write_text("")
    store = LocalStore(str(tmp_path))
    assert [*store.list(""), *store.unfinished()] == []


def test_no_folder_out_of_the_store_is_listed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("")
    (tmp_path / "out").mkdir()
    with pytest.raises(StoreError, match="is not a path below"):
        list(LocalStore(str(tmp_path / "out")).list("../"))


def test_a_root_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(StoreError, match=r"out: cannot write it: File exists\. A file is in the w"):
        LocalStore(str(tmp_path / "out")).check_writable()


def test_checking_creates_the_root(tmp_path: Path) -> None:
    LocalStore(str(tmp_path / "new" / "out")).check_writable()
    assert (tmp_path / "new" / "out").is_dir()


def test_a_folder_in_the_place_of_a_file_is_an_error(tmp_path: Path) -> None:
    store = LocalStore(str(tmp_path))
    store.write("folder/file", b"x")
    with pytest.raises(StoreError, match="cannot write it"):
        store.write("folder", b"x")
    with pytest.raises(StoreError, match="cannot read it"):
        store.read("folder")
    assert files_below(tmp_path) == ["file"]


def test_a_file_and_its_folders_are_on_the_disk_before_the_write_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: list[tuple[str, str]] = []
    sync, replace = os.fsync, Path.replace

    def note_sync(descriptor: int) -> None:
        acts.append(("sync", str(Path(f"/proc/self/fd/{descriptor}").readlink())))
        sync(descriptor)

    def note_rename(place: Path, target: Path) -> Path:
        acts.append(("rename", str(place)))
        return replace(place, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_rename)
    LocalStore(str(tmp_path / "out")).write("claims/dt=2024-05-01/part-1.parquet", b"x")
    renamed = next(place for act, place in acts if act == "rename")
    folders = [tmp_path, tmp_path / "out", tmp_path / "out/claims"]
    assert acts == [
        *(("sync", str(folder)) for folder in folders),
        ("sync", renamed),
        ("rename", renamed),
        ("sync", str(tmp_path / "out/claims/dt=2024-05-01")),
    ]


@pytest.mark.parametrize(
    ("links", "named"),
    [
        ({"a/loop": ".."}, "a/loop"),
        ({"a/loop": "."}, "a/loop"),
        ({"a/to_b": "../b", "b/to_a": "../a"}, "a/to_b/to_a"),
        ({"self": "self"}, "self"),
    ],
)
def test_a_symbolic_link_that_leads_back_is_named(
    tmp_path: Path, links: dict[str, str], named: str
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    for link, target in links.items():
        (tmp_path / link).symlink_to(target)
    store = LocalStore(str(tmp_path))
    for look in (lambda: store.list(""), store.unfinished):
        with pytest.raises(StoreError, match=rf"/{named}: .*symbolic link.* Remove the link\."):
            list(look())


def test_a_folder_that_is_linked_twice_is_listed_twice(tmp_path: Path) -> None:
    store = LocalStore(str(tmp_path))
    store.write("a/file", b"x")
    (tmp_path / "b").symlink_to("a")
    assert [each.path for each in store.list("")] == ["a/file", "b/file"]
