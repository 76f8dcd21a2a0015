"""Beam, so that a run starts sooner: imported in part, and told once what a method takes."""

import functools
from collections.abc import Callable, Sequence
from types import MethodType
from typing import Any

from claimwire.importing import import_without, with_function

_Arguments = tuple[list[str], list[Any]]

_HTTP_CLIENT = "apache_beam.internal.http_client"
_LEFT_OUT = {
    # Tables are written by ``claimwire.storage``, not by Beam's file systems.
    "apache_beam.io.gcp.gcsfilesystem": None,
    "apache_beam.io.gcp.bigquery": None,
    "bson": None,
    _HTTP_CLIENT: with_function(_HTTP_CLIENT, "get_new_http"),
}
"""Ways to other systems, which a run on this machine never takes."""


def import_beam(arguments: Sequence[str]) -> None:
    """Import Beam, if it has not been imported before: in part, unless another engine is named.

    Args:
        arguments: the words of the command line.
    """
    named = any(each.startswith("--runner") for each in arguments)
    import_without("apache_beam", {} if named else _LEFT_OUT)
    from apache_beam.transforms import core  # noqa: PLC0415  as above

    inspect = getattr(core, "get_function_args_defaults", None)
    # A version of Beam without it works as well, and starts later.
    if inspect is not None:
        core.get_function_args_defaults = remembered(inspect)


def remembered(inspect: Callable[[Any], _Arguments]) -> Callable[[Any], _Arguments]:
    """Return an inspection of callables that inspects each method of a class once.

    Beam inspects the 32 methods of each step about eight times, most of which it inherits.

    Args:
        inspect: answers the names of arguments, and the values of those that have a default.
    """
    if hasattr(inspect, "__wrapped__"):
        return inspect
    kept: dict[Any, _Arguments] = {}

    @functools.wraps(inspect)
    def arguments_of(each: Any) -> _Arguments:
        if not isinstance(each, MethodType):
            return inspect(each)
        found = kept.get(each.__func__)
        if found is None:
            found = kept[each.__func__] = inspect(each)
        return list(found[0]), list(found[1])

    return arguments_of
