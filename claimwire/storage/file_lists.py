"""Lists of the published files of each table, for engines that read folders and no manifests.

``_files/<table>.txt`` names each file that holds published rows, one a line: BigQuery takes such a
list as a "newline-delimited manifest", and other engines a list of paths. The manifests of the runs
stay the truth; a list that is out of date is written anew by the next publication of that table.
"""

from collections.abc import Iterable

from claimwire.schemas import TABLES
from claimwire.storage.manifest import Manifest
from claimwire.storage.published_files import published_files
from claimwire.storage.store import AlreadyExists, Conflict, Store

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


def changed_tables(manifest: Manifest) -> set[str]:
    """Name the tables whose lists a manifest changes."""
    paths = (*(file.path for file in manifest.files), *manifest.replaces)
    return {path.partition("/")[0] for path in paths}


def write_file_lists(store: Store, tables: Iterable[str] | None = None) -> None:
    """Write the lists of tables.

    Of several writers the one that wrote last has seen what all of them published.

    Args:
        store: where the tables are.
        tables: names of the tables whose files have changed; None for all. A list that is missing
            is written as well.

    Raises:
        Conflict: if others keep writing them.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not answer or refuses.
    """
    changed = {table.name for table in TABLES} if tables is None else set(tables)
    waiting = {list_path(table.name) for table in TABLES}
    for _ in range(_TRIES):
        # What is replaced must be known before the manifests are looked at.
        there = {each.path: each.generation for each in store.list(f"{FOLDER}/")}
        waiting -= {path for path in there if path not in map(list_path, changed)}
        lists = file_lists(store)
        waiting -= {path for path in waiting if _put(store, path, lists[path], there.get(path))}
        if not waiting:
            return
    raise Conflict("other runs keep writing it; try again", store.root, min(waiting))


def _put(store: Store, path: str, content: bytes, generation: str | None) -> bool:
    """Write a list if no other has been written meanwhile; return whether it was."""
    try:
        if generation is None:
            store.create(path, content)
        else:
            store.replace(path, content, generation)
    except (AlreadyExists, Conflict):
        return False
    return True
