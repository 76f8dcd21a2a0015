"""Atomic writing of a file for the user."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from claimwire.errors import RunFailed


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file atomically.

    Args:
        path: the file; an existing one is replaced.
        write: writes the content.

    Raises:
        RunFailed: if it cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            with unfinished.open("wb") as file:
                write(file)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise RunFailed(f"cannot write {path}: {error.strerror}. Name another file.") from error
