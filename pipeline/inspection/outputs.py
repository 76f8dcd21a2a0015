"""Opening an output that earlier runs have written."""

from claimwire.errors import UsageError
from claimwire.storage.output import NoTables, existing_store
from claimwire.storage.store import Store, StoreError


def store_of_output(root: str) -> Store:
    """Open the store of the tables at a folder or in a bucket.

    Raises:
        UsageError: if there are no tables, or they cannot be read.
    """
    try:
        return existing_store(root)
    except (NoTables, StoreError) as error:
        raise UsageError(f"{error} Check --output.") from error
