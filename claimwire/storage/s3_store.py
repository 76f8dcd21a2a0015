"""Tables on Amazon S3, or on another storage that speaks as it does."""

import contextlib
import dataclasses
import functools
import io
import os
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

import boto3
from botocore import exceptions as aws
from botocore.config import Config

from claimwire.storage.buckets import bucket_and_folder
from claimwire.storage.store import (
    READS_FROM_AFAR,
    AlreadyExists,
    Conflict,
    NotFound,
    StoredObject,
    StoreError,
    Unavailable,
    check_path,
)

_READ_AHEAD = 1 << 20
"""Bytes fetched at least by a read; a projection of columns must not fetch the whole file."""

_ATTEMPTS = 10

_CONFIG = Config(
    retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
    connect_timeout=10,
    read_timeout=60,
    max_pool_connections=32,
)
"""Each request is sent up to ten times, after pauses that grow to 20 seconds, as long as it fails
in a way that may pass: throttling, status 500, 502, 503 or 504, or a broken connection."""

_STALE = '"00000000000000000000000000000000"'
"""An entity tag that no object has."""


@dataclasses.dataclass(frozen=True)
class S3Store:
    """Objects below ``s3://bucket/prefix``.

    A generation is an entity tag. That of equal contents may be equal; what depends on generations,
    the lease and the lists of files, never has an earlier content again.

    Conditional requests are sent again after a lost answer, like all others, so a caller may be
    told ``AlreadyExists`` or ``Conflict`` because of its own first attempt, and has to look
    whether the content is its own.

    Attributes:
        root: ``s3://bucket`` or ``s3://bucket/prefix``.
    """

    root: str

    @property
    def reads_at_once(self) -> int:
        """See ``Store.reads_at_once``."""
        return READS_FROM_AFAR

    def read(self, path: str) -> bytes:
        """See ``Store.read``."""
        where = self._where(path)
        with self._errors("read", path):
            return cast("bytes", _client().get_object(**where)["Body"].read())

    def open(self, path: str) -> BinaryIO:
        """See ``Store.open``."""
        found = self.stat(path)
        return cast("BinaryIO", io.BufferedReader(_Opened(self, found), _READ_AHEAD))

    def write(self, path: str, data: bytes) -> None:
        """See ``Store.write``."""
        self._put(path, data)

    def create(self, path: str, data: bytes) -> str:
        """See ``Store.create``."""
        try:
            return self._put(path, data, IfNoneMatch="*")
        except Conflict as conflict:
            raise AlreadyExists("exists already", self.root, path) from conflict

    def replace(self, path: str, data: bytes, generation: str) -> str:
        """See ``Store.replace``."""
        try:
            return self._put(path, data, IfMatch=generation)
        except NotFound as gone:
            raise Conflict("has been deleted meanwhile", self.root, path) from gone

    def stat(self, path: str) -> StoredObject:
        """See ``Store.stat``."""
        where = self._where(path)
        with self._errors("read", path):
            found = _client().head_object(**where)
        return StoredObject(path, found["ContentLength"], found["ETag"])

    def list(self, prefix: str) -> Iterator[StoredObject]:
        """See ``Store.list``."""
        bucket, folder = bucket_and_folder(self.root)
        with self._errors("list", prefix):
            pages = _client().get_paginator("list_objects_v2")
            # General purpose buckets list names in the order of their UTF-8 bytes.
            for page in pages.paginate(Bucket=bucket, Prefix=folder + prefix):
                for each in page.get("Contents", ()):
                    if not each["Key"].endswith("/"):
                        path = each["Key"].removeprefix(folder)
                        yield StoredObject(path, each["Size"], each["ETag"])

    def unfinished(self) -> Iterator[StoredObject]:
        """See ``Store.unfinished``: an object is not there before it is complete."""
        return iter(())

    def delete(self, path: str, generation: str | None = None) -> None:
        """See ``Store.delete``."""
        where = self._where(path)
        # Without a condition, deleting what is not there succeeds.
        expected = self.stat(path).generation if generation is None else generation
        with self._errors("delete", path):
            _client().delete_object(**where, IfMatch=expected)

    def check_writable(self) -> None:
        """See ``Store.check_writable``; also makes sure that the storage honours conditions.

        Some that speak as S3 does pass over them, and then two runs could hold one lease.
        """
        path = f".check-{os.getpid()}"
        self.write(path, b"")
        try:
            self._expect_refused("creation", lambda: self.create(path, b""))
            self._expect_refused("replacement", lambda: self.replace(path, b"", _STALE))
            self._expect_refused("deletion", lambda: self.delete(path, _STALE))
        finally:
            with contextlib.suppress(NotFound):
                self.delete(path)

    def fetch(self, found: StoredObject, start: int, end: int) -> bytes:
        """Return the bytes of an object from ``start`` to before ``end``.

        Raises:
            Conflict: if the object has been changed since it was described.
        """
        where = self._where(found.path)
        with self._errors("read", found.path):
            part = _client().get_object(
                **where, Range=f"bytes={start}-{end - 1}", IfMatch=found.generation
            )
            return cast("bytes", part["Body"].read())

    def _put(self, path: str, data: bytes, **condition: str) -> str:
        where = self._where(path)
        with self._errors("write", path):
            return cast("str", _client().put_object(**where, Body=data, **condition)["ETag"])

    def _expect_refused(self, act: str, attempt: Callable[[], object]) -> None:
        with contextlib.suppress(AlreadyExists, Conflict):
            attempt()
            raise StoreError(
                f"the storage passes over the condition of a {act}, so two runs could write at "
                "once",
                self.root,
                "",
                "Use Amazon S3, or another storage with conditional requests.",
            )

    def _where(self, path: str) -> dict[str, str]:
        bucket, folder = bucket_and_folder(self.root)
        return {"Bucket": bucket, "Key": folder + check_path(self.root, path)}

    @contextlib.contextmanager
    def _errors(self, act: str, path: str) -> Iterator[None]:
        try:
            yield
        except aws.ClientError as error:
            raise self._refusal(error, act, path) from error
        except _NO_CREDENTIALS as error:
            raise StoreError(f"cannot {act} it: {error}", self.root, path, _LOG_IN) from error
        except (aws.BotoCoreError, aws.HTTPClientError, OSError) as error:
            raise Unavailable(f"cannot {act} it: {error}", self.root, path, _AGAIN) from error

    def _refusal(self, error: aws.ClientError, act: str, path: str) -> StoreError:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        message = error.response.get("Error", {}).get("Message") or str(error)
        if status in _CHANGED:
            return Conflict("has been changed meanwhile", self.root, path)
        if status == _MISSING:
            return NotFound(f"there is no such object or bucket ({message})", self.root, path)
        if status in _REFUSED:
            return StoreError(f"cannot {act} it: {message}", self.root, path, _GRANT)
        return Unavailable(f"cannot {act} it: {message}", self.root, path, _AGAIN)


class _Opened(io.RawIOBase):
    """An object that is read in parts, all of one content."""

    def __init__(self, store: S3Store, found: StoredObject) -> None:
        self._store = store
        self._found = found
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._found.size}[whence]
        self._place = max(0, start + offset)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: Any) -> int:
        end = min(self._place + len(buffer), self._found.size)
        if end <= self._place:
            return 0
        data = self._store.fetch(self._found, self._place, end)
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)


_BUSY = 409
"""Another request for the object was not done yet; it may have failed in the end."""
_CHANGED = (_BUSY, 412)
_MISSING = 404
_REFUSED = (400, 401, 403)
_NO_CREDENTIALS = (
    aws.NoCredentialsError,
    aws.PartialCredentialsError,
    aws.CredentialRetrievalError,
    aws.SSOError,
    aws.NoRegionError,
    aws.ProfileNotFound,
)
_GRANT = "Grant s3:ListBucket on the bucket, and s3:GetObject, PutObject, DeleteObject in it."
_LOG_IN = "Give credentials in one of the ways of the AWS command line, such as: aws configure"
_AGAIN = "Check that the bucket exists and the network is up, then try again."


def _client() -> Any:
    # One client for each process, because connections do not survive a fork.
    return _client_of(os.getpid(), os.environ.get("AWS_ENDPOINT_URL_S3"))


@functools.lru_cache(maxsize=2)
def _client_of(_process: int, _endpoint: str | None) -> Any:
    # A session of its own: the shared one must not be used by several threads.
    client = boto3.session.Session().client("s3", config=_CONFIG)
    client.meta.events.register_first("needs-retry.s3", _pause_if_busy)
    return client


def _pause_if_busy(response: Any, attempts: int, **_: object) -> float | None:
    """Return after how many seconds a request is sent again that another was in the way of."""
    if response is None or response[0].status_code != _BUSY or attempts >= _ATTEMPTS:
        return None
    return 0.05 * float(2**attempts)
