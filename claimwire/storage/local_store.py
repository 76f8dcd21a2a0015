"""Tables on a local disk."""

import contextlib
import dataclasses
import errno
import fcntl
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from claimwire.storage.store import (
    AlreadyExists,
    Conflict,
    NotFound,
    StoredObject,
    StoreError,
    check_path,
)

_TEMPORARY = ".tmp-"
_LOCK = ".lock"
_counter = itertools.count()

_IN_THE_WAY = "A file is in the way: move it, or name another folder."
_UNLINK = "Remove the link."
_WAYS_OUT = {
    errno.ELOOP: _UNLINK,
    errno.ENOSPC: "Free some space and run again.",
    errno.EDQUOT: "Free some space and run again.",
    errno.EROFS: "Mount it for writing, or name another folder.",
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
}


@dataclasses.dataclass(frozen=True)
class LocalStore:
    """Files below a folder.

    A file appears under its name only when it is complete and on the disk. Conditional changes
    are serialised by a lock on ``<root>/.lock``, so all writers must be on one machine, or on a
    network file system that has locks.

    Attributes:
        root: the folder; created when something is written.
    """

    root: str

    @property
    def reads_at_once(self) -> int:
        """See ``Store.reads_at_once``: unpacking takes longer than the disk does."""
        return 2 * (os.cpu_count() or 1)

    def read(self, path: str) -> bytes:
        """See ``Store.read``."""
        with self.open(path) as file:
            return file.read()

    def open(self, path: str) -> BinaryIO:
        """See ``Store.open``."""
        place = self._place(path)
        with self._errors("read", path):
            return place.open("rb")

    def write(self, path: str, data: bytes) -> None:
        """See ``Store.write``."""
        place = self._place(path)
        with self._errors("write", path), _finished(place, data) as temporary:
            temporary.replace(place)
            _sync_folder(place.parent)

    def create(self, path: str, data: bytes) -> str:
        """See ``Store.create``."""
        place = self._place(path)
        # Linking fails if the name is taken, which makes it the one atomic way to create a file
        # that has its content from the first moment.
        with self._errors("write", path), _finished(place, data) as temporary:
            generation = _generation(temporary.stat())
            try:
                os.link(temporary, place)
            except FileExistsError:
                raise AlreadyExists("exists already", self.root, path) from None
            _sync_folder(place.parent)
            return generation

    def replace(self, path: str, data: bytes, generation: str) -> str:
        """See ``Store.replace``."""
        place = self._place(path)
        with self._errors("write", path), self._locked(), _finished(place, data) as temporary:
            self._expect(path, generation)
            written = _generation(temporary.stat())
            temporary.replace(place)
            _sync_folder(place.parent)
            return written

    def stat(self, path: str) -> StoredObject:
        """See ``Store.stat``."""
        place = self._place(path)
        with self._errors("read", path):
            return _describe(path, place.stat())

    def list(self, prefix: str) -> Iterator[StoredObject]:
        """See ``Store.list``."""
        folder = prefix.rpartition("/")[0]
        if folder:
            check_path(self.root, folder)
        for path, entry in self._walk(folder):
            if path.startswith(prefix) and not entry.name.startswith("."):
                yield from _existing(path, entry)

    def unfinished(self) -> Iterator[StoredObject]:
        """See ``Store.unfinished``."""
        for path, entry in self._walk(""):
            if entry.name.startswith(_TEMPORARY):
                yield from _existing(path, entry)

    def delete(self, path: str, generation: str | None = None) -> None:
        """See ``Store.delete``."""
        place = self._place(path)
        with self._errors("delete", path):
            if generation is None:
                place.unlink()
                return
            with self._locked():
                if not place.exists():
                    raise NotFound("there is no such file", self.root, path)
                self._expect(path, generation)
                place.unlink()

    def check_writable(self) -> None:
        """See ``Store.check_writable``."""
        with self._errors("write", ""), _finished(Path(self.root) / "check", b""):
            pass

    def _place(self, path: str) -> Path:
        return Path(self.root) / check_path(self.root, path)

    def _expect(self, path: str, generation: str) -> None:
        try:
            found = _generation(self._place(path).stat())
        except FileNotFoundError:
            raise Conflict("has been deleted meanwhile", self.root, path) from None
        if found != generation:
            raise Conflict("has been changed meanwhile", self.root, path)

    def _walk(
        self, folder: str, above: frozenset[tuple[int, int]] = frozenset()
    ) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Yield the files below a folder in the order of their whole paths.

        Args:
            folder: relative to the root.
            above: devices and numbers of the folders that it is in.
        """
        with self._errors("list", folder):
            try:
                status = (Path(self.root) / folder).stat()
                with os.scandir(Path(self.root) / folder) as scan:
                    entries = list(scan)
            except (FileNotFoundError, NotADirectoryError):
                return
        this = (status.st_dev, status.st_ino)
        if this in above:
            cause = "it is a symbolic link to a folder that it is in"
            raise StoreError(cause, self.root, folder, _UNLINK)
        folders = {entry.name for entry in entries if self._is_folder(folder, entry)}
        # With its slash a folder sorts where the paths of its files do: "a.b" < "a/b" < "a0".
        for entry in sorted(entries, key=lambda e: e.name + "/" * (e.name in folders)):
            if entry.name not in folders:
                yield _below(folder, entry), entry
            elif not entry.name.startswith("."):
                yield from self._walk(_below(folder, entry), above | {this})

    def _is_folder(self, folder: str, entry: os.DirEntry[str]) -> bool:
        with self._errors("list", _below(folder, entry)):
            return entry.is_dir()

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        _make_folder(Path(self.root))
        with (Path(self.root) / _LOCK).open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextlib.contextmanager
    def _errors(self, act: str, path: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise NotFound("there is no such file", self.root, path) from error
        except OSError as error:
            cause = f"cannot {act} it: {error.strerror or error}"
            way_out = _WAYS_OUT.get(error.errno or 0, "Check that the folder is yours to write to.")
            raise StoreError(cause, self.root, path, way_out) from error


@contextlib.contextmanager
def _finished(place: Path, data: bytes) -> Iterator[Path]:
    """Write a complete temporary file beside ``place``; remove it if it is still there after."""
    _make_folder(place.parent)
    temporary = place.with_name(f"{_TEMPORARY}{os.getpid()}-{next(_counter)}-{place.name}")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    """Create a folder and those it is in; a file survives a power cut only if they do."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """Put a new name on the disk as well, so that it survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _below(folder: str, entry: os.DirEntry[str]) -> str:
    return f"{folder}/{entry.name}" if folder else entry.name


def _generation(status: os.stat_result) -> str:
    return f"{status.st_ino}-{status.st_mtime_ns}-{status.st_size}"


def _describe(path: str, status: os.stat_result) -> StoredObject:
    return StoredObject(path, status.st_size, _generation(status))


def _existing(path: str, entry: os.DirEntry[str]) -> Iterator[StoredObject]:
    # Another process may have deleted it since the folder was read.
    with contextlib.suppress(FileNotFoundError):
        yield _describe(path, entry.stat())
