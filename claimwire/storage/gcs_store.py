"""Tables on Google Cloud Storage."""

import contextlib
import dataclasses
import functools
import os
from collections.abc import Iterator
from typing import BinaryIO, cast

import requests
from google.api_core import exceptions as api
from google.auth import exceptions as auth
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage
from google.cloud.storage.retry import DEFAULT_RETRY

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

_EMULATOR = "STORAGE_EMULATOR_HOST"

_READ_AHEAD = 1 << 20
"""Bytes fetched at least by a read; a projection of columns must not fetch the whole file."""

_RETRY = DEFAULT_RETRY.with_timeout(120)
"""For so many seconds each request is sent again, after growing pauses, as long as it fails in a
way that may pass: status 408, 429, 500, 502, 503 or 504, or a broken connection."""


@dataclasses.dataclass(frozen=True)
class GcsStore:
    """Objects below ``gs://bucket/prefix``.

    Conditional requests are sent again after a lost answer, like all others, so a caller may be
    told ``AlreadyExists`` or ``Conflict`` because of its own first attempt, and has to look
    whether the content is its own.

    Attributes:
        root: ``gs://bucket`` or ``gs://bucket/prefix``.
    """

    root: str

    @property
    def reads_at_once(self) -> int:
        """See ``Store.reads_at_once``."""
        return READS_FROM_AFAR

    def read(self, path: str) -> bytes:
        """See ``Store.read``."""
        with self._errors("read", path):
            return cast("bytes", self._blob(path).download_as_bytes(retry=_RETRY))

    def open(self, path: str) -> BinaryIO:
        """See ``Store.open``."""
        with self._errors("read", path):
            blob = self._blob(path)
            # The reader asks for nothing before the first read; a missing object must show here.
            blob.reload(retry=_RETRY)
            return cast("BinaryIO", blob.open("rb", chunk_size=_READ_AHEAD, retry=_RETRY))

    def write(self, path: str, data: bytes) -> None:
        """See ``Store.write``."""
        with self._errors("write", path):
            self._blob(path).upload_from_string(data, _CONTENT_TYPE, retry=_RETRY)

    def create(self, path: str, data: bytes) -> str:
        """See ``Store.create``."""
        try:
            return self._upload_if(path, data, 0)
        except Conflict as conflict:
            raise AlreadyExists("exists already", self.root, path) from conflict

    def replace(self, path: str, data: bytes, generation: str) -> str:
        """See ``Store.replace``."""
        return self._upload_if(path, data, int(generation))

    def stat(self, path: str) -> StoredObject:
        """See ``Store.stat``."""
        with self._errors("read", path):
            blob = self._blob(path)
            blob.reload(retry=_RETRY)
            return StoredObject(path, blob.size, str(blob.generation))

    def list(self, prefix: str) -> Iterator[StoredObject]:
        """See ``Store.list``."""
        bucket, folder = bucket_and_folder(self.root)
        with self._errors("list", prefix):
            # Cloud Storage lists names in the order of their UTF-8 bytes.
            for blob in _client().list_blobs(bucket, prefix=folder + prefix, retry=_RETRY):
                if not blob.name.endswith("/"):
                    yield StoredObject(
                        blob.name.removeprefix(folder), blob.size, str(blob.generation)
                    )

    def unfinished(self) -> Iterator[StoredObject]:
        """See ``Store.unfinished``: an object is not there before it is complete."""
        return iter(())

    def delete(self, path: str, generation: str | None = None) -> None:
        """See ``Store.delete``."""
        condition = None if generation is None else int(generation)
        with self._errors("delete", path):
            self._blob(path).delete(if_generation_match=condition, retry=_RETRY)

    def check_writable(self) -> None:
        """See ``Store.check_writable``."""
        path = f".check-{os.getpid()}"
        self.write(path, b"")
        with contextlib.suppress(NotFound):
            self.delete(path)

    def _upload_if(self, path: str, data: bytes, generation: int) -> str:
        with self._errors("write", path):
            blob = self._blob(path)
            blob.upload_from_string(
                data, _CONTENT_TYPE, if_generation_match=generation, retry=_RETRY
            )
            return str(blob.generation)

    def _blob(self, path: str) -> storage.Blob:
        bucket, folder = bucket_and_folder(self.root)
        return _client().bucket(bucket).blob(folder + check_path(self.root, path))

    @contextlib.contextmanager
    def _errors(self, act: str, path: str) -> Iterator[None]:
        try:
            yield
        except api.PreconditionFailed as error:
            raise Conflict("has been changed meanwhile", self.root, path) from error
        except api.NotFound as error:
            cause = f"there is no such object or bucket ({error.message})"
            raise NotFound(cause, self.root, path) from error
        except api.Forbidden as error:
            raise StoreError(
                f"cannot {act} it: {error.message}", self.root, path, _GRANT
            ) from error
        except auth.GoogleAuthError as error:
            raise StoreError(f"cannot {act} it: {error}", self.root, path, _LOG_IN) from error
        except (api.GoogleAPIError, requests.RequestException, OSError) as error:
            raise Unavailable(f"cannot {act} it: {error}", self.root, path, _AGAIN) from error


_CONTENT_TYPE = "application/octet-stream"
_GRANT = "Grant the account the role roles/storage.objectAdmin on the bucket."
_LOG_IN = "Log in with: gcloud auth application-default login"
_AGAIN = "Check that the bucket exists and the network is up, then try again."


def _client() -> storage.Client:
    # One client for each process, because connections do not survive a fork.
    return _client_of(os.getpid(), os.environ.get(_EMULATOR))


@functools.lru_cache(maxsize=2)
def _client_of(_process: int, emulator: str | None) -> storage.Client:
    if emulator:
        return storage.Client(project="emulator", credentials=AnonymousCredentials())  # type: ignore[no-untyped-call]
    return storage.Client()
