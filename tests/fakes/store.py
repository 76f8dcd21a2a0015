"""A store in memory, with the promises of ``claimwire.storage.store.Store``."""

import dataclasses
import io
import itertools
import threading
from collections.abc import Iterator
from typing import BinaryIO

from claimwire.storage.store import AlreadyExists, Conflict, NotFound, StoredObject, check_path

# A store is pickled into the graph's steps and its copies have to share their files, so the files
# are kept by name and the store is only the name. It works within one process.
_trees: dict[str, dict[str, tuple[bytes, str]]] = {}
_names = itertools.count()
_generations = itertools.count(1)
_lock = threading.Lock()


@dataclasses.dataclass(frozen=True)
class MemoryStore:
    """Files in a dictionary; every ``MemoryStore()`` is empty, copies of it share its files."""

    name: str = dataclasses.field(default_factory=lambda: f"store{next(_names)}")

    @property
    def root(self) -> str:
        return f"memory://{self.name}"

    @property
    def reads_at_once(self) -> int:
        return 3

    @property
    def files(self) -> dict[str, tuple[bytes, str]]:
        return _trees.setdefault(self.name, {})

    def read(self, path: str) -> bytes:
        with _lock:
            return self._find(path)[0]

    def open(self, path: str) -> BinaryIO:
        return io.BytesIO(self.read(path))

    def write(self, path: str, data: bytes) -> None:
        with _lock:
            self._put(path, data)

    def create(self, path: str, data: bytes) -> str:
        with _lock:
            if path in self.files:
                raise AlreadyExists("exists already", self.root, path)
            return self._put(path, data)

    def replace(self, path: str, data: bytes, generation: str) -> str:
        with _lock:
            self._expect(path, generation)
            return self._put(path, data)

    def stat(self, path: str) -> StoredObject:
        with _lock:
            data, generation = self._find(path)
            return StoredObject(path, len(data), generation)

    def list(self, prefix: str) -> Iterator[StoredObject]:
        with _lock:
            found = [
                StoredObject(path, len(data), generation)
                for path, (data, generation) in sorted(self.files.items())
                if path.startswith(prefix)
            ]
        return iter(found)

    def unfinished(self) -> Iterator[StoredObject]:
        return iter(())

    def delete(self, path: str, generation: str | None = None) -> None:
        with _lock:
            self._find(path)
            if generation is not None:
                self._expect(path, generation)
            del self.files[path]

    def check_writable(self) -> None:
        pass

    def _find(self, path: str) -> tuple[bytes, str]:
        if check_path(self.root, path) not in self.files:
            raise NotFound("there is no such file", self.root, path)
        return self.files[path]

    def _expect(self, path: str, generation: str) -> None:
        if path not in self.files or self.files[path][1] != generation:
            raise Conflict("has been changed meanwhile", self.root, path)

    def _put(self, path: str, data: bytes) -> str:
        generation = str(next(_generations))
        self.files[check_path(self.root, path)] = (data, generation)
        return generation
