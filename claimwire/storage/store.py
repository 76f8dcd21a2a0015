"""Somewhere to keep files, as the tables need it: whole writes and two conditional ones."""

import dataclasses
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from claimwire.errors import ClaimwireError

READS_FROM_AFAR = 16
"""Files read at a time over a network, where most of the time is waiting."""


class StoreError(ClaimwireError):
    """A file could not be read or written.

    Attributes:
        cause: what happened. First, because Beam adds the step's name to the first argument.
        root: where the store is.
        path: the file, relative to the root; "" if the store as a whole is meant.
        way_out: what the user can do.
    """

    def __init__(self, cause: str, root: str, path: str = "", way_out: str = "") -> None:
        super().__init__(cause, root, path, way_out)
        self.cause = cause
        self.root = root
        self.path = path
        self.way_out = way_out

    def __str__(self) -> str:
        place = f"{self.root.rstrip('/')}/{self.path}" if self.path else self.root
        return f"{place}: {self.cause}." + (f" {self.way_out}" if self.way_out else "")


class NotFound(StoreError):
    """There is no such file."""


class AlreadyExists(StoreError):
    """A file that was to be created is there already."""


class Conflict(StoreError):
    """A file is not, or no longer, the version that was to be replaced or deleted."""


class Unavailable(StoreError):
    """The storage does not answer, however often it is asked; later it may."""


@dataclasses.dataclass(frozen=True)
class StoredObject:
    """A file in a store.

    Attributes:
        path: relative to the root, with forward slashes.
        size: in bytes.
        generation: differs between any two contents the path has had.
    """

    path: str
    size: int
    generation: str


class Store(Protocol):
    """A tree of files. Implementations are immutable and can be pickled.

    All paths are relative to the root, with forward slashes. Every method raises
    ``StoreError`` if the storage does not answer or refuses.
    """

    @property
    def root(self) -> str:
        """Where the store is, as the user wrote it."""
        ...

    @property
    def reads_at_once(self) -> int:
        """So many files are read at a time where there are many."""
        ...

    def read(self, path: str) -> bytes:
        """Return the content of a file.

        Raises:
            NotFound: if there is no such file.
        """
        ...

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading; it can seek, so that parts of it can be read.

        Raises:
            NotFound: if there is no such file.
        """
        ...

    def write(self, path: str, data: bytes) -> None:
        """Write a file whole or not at all, in place of what was there."""
        ...

    def create(self, path: str, data: bytes) -> str:
        """Write a file that must not exist yet; of several writers exactly one succeeds.

        Returns:
            The generation of the new file.

        Raises:
            AlreadyExists: if there is such a file.
        """
        ...

    def replace(self, path: str, data: bytes, generation: str) -> str:
        """Overwrite a file if it still is of the given generation.

        Returns:
            The generation of the new content.

        Raises:
            Conflict: if the file is of another generation or gone.
        """
        ...

    def stat(self, path: str) -> StoredObject:
        """Describe one file.

        Raises:
            NotFound: if there is no such file.
        """
        ...

    def list(self, prefix: str) -> Iterator[StoredObject]:
        """Describe all files whose paths start with ``prefix``, in the order of their paths.

        Unfinished files are left out.
        """
        ...

    def unfinished(self) -> Iterator[StoredObject]:
        """Describe what writers that died left half-written, in the order of the paths."""
        ...

    def delete(self, path: str, generation: str | None = None) -> None:
        """Remove a file; if a generation is given, only while the file is of that generation.

        Raises:
            NotFound: if there is no such file.
            Conflict: if the file is of another generation.
        """
        ...

    def check_writable(self) -> None:
        """Make sure that files can be written and deleted here, creating the root if need be."""
        ...


def exists(store: Store, path: str) -> bool:
    """Whether there is a file.

    Raises:
        StoreError: if the storage does not answer or refuses.
    """
    try:
        store.stat(path)
    except NotFound:
        return False
    return True


def check_path(root: str, path: str) -> str:
    """Refuse a path that could lead out of the store.

    Returns:
        The path as it is.

    Raises:
        StoreError: if the path is empty or absolute, or has empty, ``.`` or ``..`` parts.
    """
    parts = path.split("/")
    if "\\" in path or "\0" in path or any(part in ("", ".", "..") for part in parts):
        raise StoreError(f"{path!r} is not a path below this root", root, "")
    return path
