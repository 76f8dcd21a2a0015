from datetime import timedelta

import pytest

from claimwire.clock import FixedClock
from claimwire.storage import gcs_store, lease
from claimwire.storage.gcs_store import GcsStore
from claimwire.storage.store import AlreadyExists, NotFound, StoreError, Unavailable
from tests.fakes.gcs_server import BUCKET, GcsServer
from tests.fakes.rows import NOW

HOUR = timedelta(hours=1)


def test_objects_are_below_the_prefix(gcs_server: GcsServer) -> None:
    GcsStore(f"gs://{BUCKET}").write("a", b"")
    GcsStore(f"gs://{BUCKET}/").write("b", b"")
    GcsStore(f"gs://{BUCKET}/some/prefix/").write("c/d", b"")
    assert sorted(gcs_server.objects) == ["a", "b", "some/prefix/c/d"]


def test_only_the_parts_that_are_needed_are_fetched(gcs_server: GcsServer) -> None:
    store = GcsStore(f"gs://{BUCKET}")
    store.write("big", bytes(6 << 20))
    before = gcs_server.fetched
    with store.open("big") as file:
        file.seek(-4, 2)
        file.read(4)
        file.seek(100)
        file.read(10)
    assert gcs_server.fetched - before < 2 << 20


def test_a_lost_answer_does_not_lose_the_lease(gcs_server: GcsServer) -> None:
    store = GcsStore(f"gs://{BUCKET}")
    gcs_server.lose_answers = 1
    taken = lease.acquire(store, "run1", FixedClock(NOW), HOUR)
    assert gcs_server.lose_answers == 0
    assert lease.verify(store, "run1") == taken


def test_a_lost_answer_to_a_creation_is_not_hidden(gcs_server: GcsServer) -> None:
    gcs_server.lose_answers = 1
    with pytest.raises(AlreadyExists):
        GcsStore(f"gs://{BUCKET}").create("file", b"x")


def test_a_missing_bucket_is_named(gcs_server: GcsServer) -> None:
    with pytest.raises(NotFound, match=r"gs://elsewhere/.*bucket does not exist"):
        GcsStore("gs://elsewhere").check_writable()


def test_a_server_that_is_not_there_is_told_from_a_wrong_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:1")
    monkeypatch.setattr(gcs_store, "_RETRY", gcs_store._RETRY.with_timeout(0.1))
    with pytest.raises(Unavailable, match=r"gs://tables/file: cannot read it.* then try again"):
        GcsStore("gs://tables").read("file")


@pytest.mark.parametrize("root", ["gs://", "gs:///prefix", "gs://bucket/../x"])
def test_a_root_without_bucket_is_refused(root: str) -> None:
    with pytest.raises(StoreError):
        GcsStore(root).check_writable()
