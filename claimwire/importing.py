"""Importing a package without what it imports along with itself and nobody here uses."""

import importlib
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any


def import_without(package: str, left_out: Mapping[str, ModuleType | None]) -> None:
    """Import a package, if it has not been imported before, without some modules.

    They are left out only meanwhile; afterwards each can be imported as ever.

    Args:
        package: name of the package.
        left_out: by the name of a module what the package gets in its place; None if it can do
            without, as where it is not installed.
    """
    if package in sys.modules:
        return
    own = {name: each for name, each in left_out.items() if name not in sys.modules}
    sys.modules.update(own)  # type: ignore[arg-type]
    try:
        importlib.import_module(package)
    finally:
        for name in own:
            del sys.modules[name]


def with_function(module: str, function: str) -> ModuleType:
    """Return what stands for a module of which a package takes one function.

    Args:
        module: name of the module, which is imported when the function is first called.
        function: name of the function.
    """

    def call(*arguments: Any, **options: Any) -> Any:
        return getattr(importlib.import_module(module), function)(*arguments, **options)

    stands_for = ModuleType(module)
    setattr(stands_for, function, call)
    return stands_for
