"""Lists of the published files of each table, for engines that read folders and no manifests.

``_files/<table>.txt`` names each file that holds published rows, one a line: BigQuery takes such a
list as a "newline-delimited manifest", and other engines a list of paths. The manifests of the runs
stay the truth; a list that is out of date is written anew by the next publication.
"""

import contextlib

from claimwire.schemas import TABLES
from claimwire.storage.published_files import published_files
from claimwire.storage.store import AlreadyExists, Conflict, NotFound, Store

FOLDER = "_files"

_TRIES = 20
"""A list is only written over by another publication, which are rare beside each other."""


def list_path(table: str) -> str:
    """Return the path of a table's list, for example ``_files/claims.txt``."""
    return f"{FOLDER}/{table}.txt"


def file_lists(store: Store) -> dict[str, bytes]:
    """Return the list of each table, by its path.

    A line is an address (``gs://bucket/prefix/claims/dt=…``), or on a disk a path below the root,
    so that the folder can be moved.

    Raises:
        StateError: if a manifest is damaged.
        StoreError: if the storage does not answer.
    """
    start = f"{store.root.rstrip('/')}/" if "://" in store.root else ""
    lines: dict[str, list[str]] = {table.name: [] for table in TABLES}
    for file in published_files(store):
        lines.setdefault(file.table, []).append(f"{start}{file.path}\n")
    return {list_path(table): "".join(each).encode() for table, each in lines.items()}


def write_file_lists(store: Store) -> None:
    """Write the lists of all tables.

    Of several writers the one that wrote last has seen what all of them published.

    Raises:
        Conflict: if others keep writing them.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not answer or refuses.
    """
    waiting = {list_path(table.name) for table in TABLES}
    for _ in range(_TRIES):
        # What is replaced must be known before the manifests are looked at.
        found = {path: _generation(store, path) for path in sorted(waiting)}
        for path, content in file_lists(store).items():
            if path in found and _put(store, path, content, found[path]):
                waiting.discard(path)
        if not waiting:
            return
    raise Conflict("other runs keep writing it; try again", store.root, min(waiting))


def _generation(store: Store, path: str) -> str | None:
    with contextlib.suppress(NotFound):
        return store.stat(path).generation
    return None


def _put(store: Store, path: str, content: bytes, generation: str | None) -> bool:
    """Write a list if no other has been written meanwhile; return whether it was."""
    try:
        if generation is None:
            store.create(path, content)
        elif store.read(path) != content:
            store.replace(path, content, generation)
    except (AlreadyExists, Conflict):
        return False
    return True
