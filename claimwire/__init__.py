"""claimwire turns news feeds into a record of who said what, about whom, where and when.

What a program imports is listed here and described in ``docs/api.md``. Each name is loaded when it
is first asked for, so that importing the package alone costs nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

from claimwire.version import __version__

if TYPE_CHECKING:
    from claimwire.errors import ClaimwireError
    from claimwire.language.reader import Findings, Reader, Text, TextNotRead, read, read_many
    from claimwire.storage.output import Output, PublishedTable, open_output

__all__ = [
    "ClaimwireError",
    "Findings",
    "Output",
    "PublishedTable",
    "Reader",
    "Text",
    "TextNotRead",
    "__version__",
    "open_output",
    "read",
    "read_many",
]

_READER = "claimwire.language.reader"
_OUTPUT = "claimwire.storage.output"
_MODULES = {
    "ClaimwireError": "claimwire.errors",
    "Findings": _READER,
    "Output": _OUTPUT,
    "PublishedTable": _OUTPUT,
    "Reader": _READER,
    "Text": _READER,
    "TextNotRead": _READER,
    "open_output": _OUTPUT,
    "read": _READER,
    "read_many": _READER,
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'claimwire' has no attribute {name!r}")
    if _MODULES[name] == _READER:
        # It takes a third less time than the reader's own import of spaCy.
        importlib.import_module("claimwire.language.parsing.spacy_alone").import_spacy()
    value = getattr(importlib.import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
