"""A run that is suspended at the worst moment, while another takes the output over."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta

import pytest

from claimwire.clock import FixedClock
from claimwire.storage.lease import LEASE_PATH, acquire
from claimwire.storage.manifest import FOLDER
from claimwire.storage.store import Store
from tests.fakes.site_runs import START

_MUCH_LATER = FixedClock(START + timedelta(days=1))


@contextlib.contextmanager
def taken_over_before_the_manifest(
    kind: type[Store], monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Stop each run in this context at the line that creates its manifest, until the run called
    "other" has the lease."""
    create = kind.create

    def suspended(store: Store, path: str, data: bytes) -> str:
        if path.startswith(FOLDER) and b'"fenced_by": ' not in data:
            acquire(store, "other", _MUCH_LATER, timedelta(days=1))
            assert b"other" in store.read(LEASE_PATH)
        return create(store, path, data)

    with monkeypatch.context() as patch:
        patch.setattr(kind, "create", suspended)
        yield
