"""A store whose process is killed at one of its operations."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, TypeVar

from claimwire.storage.store import Store, StoredObject

T = TypeVar("T")


class Killed(BaseException):
    """The process is no more. No ordinary exception, so that nobody catches it."""


@dataclasses.dataclass
class StoppingStore:
    """Passes operations on, until the process is killed before or just after one of them.

    Attributes:
        inner: where the files are.
        last: number of the operation at which it ends, from 1.
        done: whether that operation is still carried out.
        watch: called before every operation, as another process might look at any time.
        operations: how many have been asked for.
        changes_only: let reading pass, and count the operations that change something.
    """

    inner: Store
    last: int = 1 << 30
    done: bool = False
    watch: Callable[[], Any] = lambda: None
    operations: int = 0
    changes_only: bool = False

    @property
    def root(self) -> str:
        return self.inner.root

    @property
    def reads_at_once(self) -> int:
        return self.inner.reads_at_once

    def read(self, path: str) -> bytes:
        return self._look(lambda: self.inner.read(path))

    def open(self, path: str) -> BinaryIO:
        return self._look(lambda: self.inner.open(path))

    def write(self, path: str, data: bytes) -> None:
        self._pass(lambda: self.inner.write(path, data))

    def create(self, path: str, data: bytes) -> str:
        return self._pass(lambda: self.inner.create(path, data))

    def replace(self, path: str, data: bytes, generation: str) -> str:
        return self._pass(lambda: self.inner.replace(path, data, generation))

    def stat(self, path: str) -> StoredObject:
        return self._look(lambda: self.inner.stat(path))

    def list(self, prefix: str) -> Iterator[StoredObject]:
        return self._look(lambda: self.inner.list(prefix))

    def unfinished(self) -> Iterator[StoredObject]:
        return self._look(self.inner.unfinished)

    def delete(self, path: str, generation: str | None = None) -> None:
        self._pass(lambda: self.inner.delete(path, generation))

    def check_writable(self) -> None:
        self._pass(self.inner.check_writable)

    def _look(self, operation: Callable[[], T]) -> T:
        return operation() if self.changes_only else self._pass(operation)

    def _pass(self, operation: Callable[[], T]) -> T:
        self.watch()
        self.operations += 1
        if self.operations >= self.last and not (self.done and self.operations == self.last):
            raise Killed
        try:
            return operation()
        finally:
            if self.operations == self.last:
                raise Killed
