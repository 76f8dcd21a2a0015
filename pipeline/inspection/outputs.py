"""Opening an output that earlier runs have written."""

from claimwire.errors import UsageError
from claimwire.storage.opening import open_store
from claimwire.storage.store import Store, StoreError


def open_output(root: str) -> Store:
    """Open the tables at a folder or ``gs://bucket/prefix``.

    Raises:
        UsageError: if there are no tables, or they cannot be read.
    """
    try:
        store = open_store(root)
        if next(store.list(""), None) is None:
            raise UsageError(f"there are no tables at {root}. Check --output.")
    except StoreError as error:
        raise UsageError(str(error)) from error
    return store
