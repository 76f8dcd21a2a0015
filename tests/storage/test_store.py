import itertools
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from claimwire.storage.gcs_store import GcsStore
from claimwire.storage.local_store import LocalStore
from claimwire.storage.opening import open_store
from claimwire.storage.store import AlreadyExists, Conflict, NotFound, Store, StoreError


def test_a_file_is_read_as_written(store: Store) -> None:
    store.write("claims/dt=2024-05-01/part.parquet", b"first")
    store.write("claims/dt=2024-05-01/part.parquet", b"second")
    assert store.read("claims/dt=2024-05-01/part.parquet") == b"second"


def test_an_opened_file_can_be_read_in_parts(store: Store) -> None:
    store.write("file", bytes(range(200)))
    with store.open("file") as file:
        file.seek(-10, 2)
        assert file.read(3) == bytes([190, 191, 192])
        file.seek(5)
        assert file.read(2) == bytes([5, 6])


@pytest.mark.parametrize("method", ["read", "open", "stat", "delete"])
def test_what_is_not_there_is_not_found(store: Store, method: str) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        getattr(store, method)("nowhere")


def test_a_file_is_created_once(store: Store) -> None:
    generation = store.create("folder/lease", b"mine")
    with pytest.raises(AlreadyExists):
        store.create("folder/lease", b"yours")
    assert store.read("folder/lease") == b"mine"
    assert store.stat("folder/lease").generation == generation


def test_of_many_creators_one_succeeds(store: Store) -> None:
    def create(number: int) -> int | None:
        try:
            store.create("lease", str(number).encode())
        except AlreadyExists:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        winners = [each for each in pool.map(create, range(16)) if each is not None]
    assert [store.read("lease")] == [str(each).encode() for each in winners]


def test_only_the_expected_version_is_replaced(store: Store) -> None:
    first = store.create("lease", b"1")
    second = store.replace("lease", b"2", first)
    assert store.stat("lease").generation == second != first
    with pytest.raises(Conflict):
        store.replace("lease", b"3", first)
    assert store.read("lease") == b"2"


def test_what_is_gone_is_not_replaced(store: Store) -> None:
    generation = store.create("lease", b"1")
    store.delete("lease")
    with pytest.raises(Conflict):
        store.replace("lease", b"2", generation)


def test_of_many_replacers_one_succeeds(store: Store) -> None:
    generation = store.create("lease", b"0")

    def replace(number: int) -> bool:
        try:
            store.replace("lease", str(number).encode(), generation)
        except Conflict:
            return False
        return True

    # On S3 a content that was there before is of the same generation.
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(replace, range(1, 17))) == 1


# fake-gcs-server 1.56.1 passes over the precondition of a deletion.
@pytest.mark.parametrize(
    "store", ["memory", "local", "gcs", pytest.param("s3", marks=pytest.mark.s3)], indirect=True
)
def test_only_the_expected_version_is_deleted(store: Store) -> None:
    first = store.create("lease", b"1")
    second = store.replace("lease", b"2", first)
    with pytest.raises(Conflict):
        store.delete("lease", first)
    store.delete("lease", second)
    with pytest.raises(NotFound):
        store.delete("lease", second)


def test_files_are_listed_in_the_order_of_their_paths(store: Store) -> None:
    paths = ["a/b/c", "a.b", "a/b.c", "a/b0", "ab", "b/é", "b/z", "c"]
    for path in paths:
        store.write(path, path.encode())
    listed = list(store.list(""))
    assert [each.path for each in listed] == sorted(paths)
    assert [each.size for each in listed] == [len(path.encode()) for path in sorted(paths)]
    assert [store.stat(each.path) for each in listed] == listed


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("a/", ["a/b/c", "a/bc"]),
        ("a/b", ["a/b/c", "a/bc"]),
        ("a/b/", ["a/b/c"]),
        ("a", ["a/b/c", "a/bc", "ab"]),
        ("nothing/", []),
        ("ab/", []),
    ],
)
def test_files_are_listed_by_prefix(store: Store, prefix: str, found: list[str]) -> None:
    for path in ["a/b/c", "a/bc", "ab", "b"]:
        store.write(path, b"")
    assert [each.path for each in store.list(prefix)] == found


def test_nothing_is_listed_before_anything_is_written(store: Store) -> None:
    assert list(store.list("")) == list(store.unfinished()) == []


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a\\b"])
def test_a_path_out_of_the_store_is_refused(store: Store, path: str) -> None:
    for act in (store.read, store.open, store.stat, store.delete):
        with pytest.raises(StoreError, match="is not a path below"):
            act(path)
    for act in (store.write, store.create):
        with pytest.raises(StoreError, match="is not a path below"):
            act(path, b"x")


def test_checking_leaves_nothing_behind(store: Store) -> None:
    store.check_writable()
    assert list(itertools.chain(store.list(""), store.unfinished())) == []


def test_a_pickled_store_has_the_same_files(store: Store) -> None:
    pickle.loads(pickle.dumps(store)).write("file", b"content")
    assert store.read("file") == b"content"


def test_the_root_says_what_kind_of_store() -> None:
    assert open_store("gs://bucket/prefix") == GcsStore("gs://bucket/prefix")
    assert open_store("out/tables") == LocalStore("out/tables")
    with pytest.raises(StoreError, match="unknown kind of storage"):
        open_store("ftp://bucket")


def test_an_error_names_the_place_the_cause_and_the_way_out() -> None:
    error = StoreError("it is full", "gs://bucket/", "a/b", "Empty it.")
    assert str(error) == "gs://bucket/a/b: it is full. Empty it."
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
