"""Addresses of buckets, such as ``gs://bucket/prefix``."""

from claimwire.storage.store import StoreError, check_path


def bucket_and_folder(root: str) -> tuple[str, str]:
    """Split the address of an output in a bucket.

    Args:
        root: ``scheme://bucket`` or ``scheme://bucket/prefix``.

    Returns:
        The bucket, and what the names of its objects begin with: ``""`` or ``prefix/``.

    Raises:
        StoreError: if no bucket is named, or the prefix is no path.
    """
    scheme, _, rest = root.partition("://")
    bucket, _, prefix = rest.partition("/")
    prefix = prefix.strip("/")
    if not bucket or (prefix and check_path(root, prefix) != prefix):
        raise StoreError("no bucket is named", root, "", f"Use {scheme}://bucket/prefix.")
    return bucket, f"{prefix}/" if prefix else ""
