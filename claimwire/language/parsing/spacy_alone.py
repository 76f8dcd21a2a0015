"""spaCy without what a program that reads texts never uses.

Its command line brings a client of the web, a terminal library and a YAML parser, and its
configuration looks for models of an older pydantic: half of what importing it costs.
"""

import importlib.util
from pathlib import Path
from types import ModuleType

from claimwire.importing import import_without, with_function

_COMMAND_LINE = "spacy.cli"
_INFO = "spacy.cli.info"


def import_spacy() -> None:
    """Import spaCy alone, if it has not been imported before; ``spacy.info`` works as ever."""
    found = importlib.util.find_spec("spacy")
    command_line = ModuleType(_COMMAND_LINE)
    if found is not None and found.origin is not None:
        # Another version may ask for more of it, and finds it here.
        command_line.__path__ = [str(Path(found.origin).with_name("cli"))]
    # On some Pythons there is no old pydantic, so that spaCy can do without.
    left_out = {
        _COMMAND_LINE: command_line,
        _INFO: with_function(_INFO, "info"),
        "pydantic.v1": None,
    }
    import_without("spacy", left_out)
