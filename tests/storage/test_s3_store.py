from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from claimwire.clock import FixedClock
from claimwire.storage import lease
from claimwire.storage.opening import open_store
from claimwire.storage.store import (
    AlreadyExists,
    Conflict,
    NotFound,
    Store,
    StoreError,
    Unavailable,
)
from tests.fakes.rows import NOW

if TYPE_CHECKING:
    from tests.fakes.s3_server import S3Server

HOUR = timedelta(hours=1)


@pytest.fixture
def bucket(s3_server: "S3Server") -> Store:
    return open_store("s3://tables")


def test_objects_are_below_the_prefix(bucket: Store) -> None:
    open_store("s3://tables/").write("b", b"")
    open_store("s3://tables/some/prefix/").write("c/d", b"")
    assert [each.path for each in bucket.list("")] == ["b", "some/prefix/c/d"]


def test_only_the_parts_that_are_needed_are_fetched(s3_server: "S3Server", bucket: Store) -> None:
    bucket.write("big", bytes(6 << 20))
    before = s3_server.fetched
    with bucket.open("big") as file:
        file.seek(-4, 2)
        file.read(4)
        file.seek(100)
        file.read(10)
    assert 0 < s3_server.fetched - before <= (1 << 20) + 4


def test_what_is_read_in_parts_is_of_one_content(bucket: Store) -> None:
    bucket.write("big", bytes(3 << 20))
    with bucket.open("big") as file:
        file.read(10)
        bucket.write("big", bytes(4 << 20))
        file.seek(2 << 20)
        with pytest.raises(Conflict):
            file.read(10)


def test_a_lost_answer_does_not_lose_the_lease(s3_server: "S3Server", bucket: Store) -> None:
    s3_server.lose_answers = 1
    taken = lease.acquire(bucket, "run1", FixedClock(NOW), HOUR)
    assert s3_server.lose_answers == 0
    assert lease.verify(bucket, "run1") == taken


def test_a_lost_answer_to_a_creation_is_not_hidden(s3_server: "S3Server", bucket: Store) -> None:
    s3_server.lose_answers = 1
    with pytest.raises(AlreadyExists):
        bucket.create("file", b"x")


def test_a_request_that_another_is_in_the_way_of_is_sent_again(
    s3_server: "S3Server", bucket: Store
) -> None:
    s3_server.busy = 3
    generation = bucket.create("file", b"x")
    s3_server.busy = 3
    bucket.delete("file", generation)
    s3_server.busy = 1000
    with pytest.raises(AlreadyExists):
        bucket.create("file", b"x")
    assert s3_server.busy == 1000 - 10


def test_only_ones_own_lease_is_given_back(bucket: Store) -> None:
    # The holder is suspended between its look at the lease and the deletion.
    mine = lease.acquire(bucket, "run1", FixedClock(NOW), HOUR)
    seen = bucket.stat(lease.LEASE_PATH).generation
    theirs = lease.acquire(bucket, "run2", FixedClock(NOW + 2 * HOUR), HOUR)
    with pytest.raises(Conflict):
        bucket.delete(lease.LEASE_PATH, seen)
    assert lease.verify(bucket, "run2") == theirs != mine


@pytest.mark.parametrize(("method", "act"), [("PUT", "creation"), ("DELETE", "deletion")])
def test_a_storage_that_passes_over_conditions_is_refused(
    s3_server: "S3Server", bucket: Store, method: str, act: str
) -> None:
    s3_server.careless = {method}
    with pytest.raises(StoreError, match=f"passes over the condition of a {act}.*Use Amazon S3"):
        bucket.check_writable()
    s3_server.careless = set()
    assert list(bucket.list("")) == []


def test_a_missing_bucket_is_named(s3_server: "S3Server") -> None:
    with pytest.raises(NotFound, match=r"s3://elsewhere/.*bucket does not exist"):
        open_store("s3://elsewhere").check_writable()


@pytest.mark.parametrize("root", ["s3://", "s3:///prefix", "s3://bucket/../x"])
def test_a_root_without_bucket_is_refused(s3_server: "S3Server", root: str) -> None:
    with pytest.raises(StoreError, match=r"no bucket is named|is not a path below"):
        open_store(root).check_writable()


def _refused(status: int, code: str) -> Any:
    from botocore import exceptions as aws

    error = {"Code": code, "Message": "because"}
    response = {"Error": error, "ResponseMetadata": {"HTTPStatusCode": status}}
    return aws.ClientError(response, "PutObject")


@pytest.mark.parametrize(
    ("failure", "kind", "told"),
    [
        (lambda aws: _refused(403, "AccessDenied"), StoreError, "because. Grant s3:ListBucket"),
        (lambda aws: _refused(500, "InternalError"), Unavailable, "because. Check that the bucket"),
        (lambda aws: aws.NoCredentialsError(), StoreError, "credentials. Give credentials in"),
        (
            lambda aws: aws.EndpointConnectionError(endpoint_url="http://127.0.0.1:1"),
            Unavailable,
            "Could not connect.* then try again",
        ),
    ],
)
def test_a_failure_is_told_with_its_way_out(
    bucket: Store,
    monkeypatch: pytest.MonkeyPatch,
    failure: Callable[[Any], Exception],
    kind: type[StoreError],
    told: str,
) -> None:
    from botocore import exceptions as aws

    from claimwire.storage import s3_store

    class Failing:
        def put_object(self, **_: object) -> None:
            raise failure(aws)

    monkeypatch.setattr(s3_store, "_client", Failing)
    with pytest.raises(kind, match=told) as raised:
        bucket.write("file", b"")
    assert type(raised.value) is kind


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "boto3", None)
    monkeypatch.delitem(__import__("sys").modules, "claimwire.storage.s3_store", raising=False)
    with pytest.raises(StoreError, match=r"boto3 is not installed.*claimwire\[s3\]"):
        open_store("s3://tables")
