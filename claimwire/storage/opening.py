"""Opening the store that an address names."""

from claimwire.storage.local_store import LocalStore
from claimwire.storage.store import Store, StoreError


def open_store(root: str) -> Store:
    """Open the store at a folder or at ``gs://bucket/prefix``. Nothing is touched yet.

    Raises:
        StoreError: if ``root`` is neither.
    """
    if root.startswith("gs://"):
        from claimwire.storage.gcs_store import GcsStore  # noqa: PLC0415  slow to import

        return GcsStore(root)
    if "://" in root:
        raise StoreError("unknown kind of storage", root, "", "Use a folder or gs://bucket/prefix.")
    return LocalStore(root)
