"""Opening the store that an address names."""

from claimwire.storage.local_store import LocalStore
from claimwire.storage.store import Store, StoreError


def open_store(root: str) -> Store:
    """Open the store at a folder, ``gs://bucket/prefix`` or ``s3://bucket/prefix``.

    Nothing is touched yet.

    Raises:
        StoreError: if ``root`` is none of these, or what S3 needs is not installed.
    """
    if root.startswith("gs://"):
        from claimwire.storage.gcs_store import GcsStore  # noqa: PLC0415  slow to import

        return GcsStore(root)
    if root.startswith("s3://"):
        try:
            from claimwire.storage.s3_store import S3Store  # noqa: PLC0415  an extra
        except ModuleNotFoundError as error:
            way_out = "Install it with: pip install 'claimwire[s3]'"
            raise StoreError(f"{error.name} is not installed", root, "", way_out) from error

        return S3Store(root)
    if "://" in root:
        way_out = "Use a folder, gs://bucket/prefix or s3://bucket/prefix."
        raise StoreError("unknown kind of storage", root, "", way_out)
    return LocalStore(root)
