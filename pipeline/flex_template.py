"""Dataflow flex templates: their parameters, and the command line made from these.

The parameters are the options of ``claimwire run``, described once, in
``claimwire.pipeline.arguments``. ``make docs`` writes the two descriptions under
``deploy/dataflow``.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from claimwire.pipeline.arguments import add_run_arguments, not_negative, positive
from claimwire.pipeline.command_line import main as claimwire

STREAMING_ONLY = frozenset({"streaming", "poll_interval", "window", "stop_after"})
"""Options that only the streaming template has."""

_THIS_MACHINE_ONLY = frozenset({"processes"})
"""Options about the machine that a run is started on."""

_REQUIRED = frozenset({"feeds", "output", "streaming"})
_KINDS = {"feeds": "GCS_READ_FILE", "output": "GCS_WRITE_FOLDER"}
_ON_GCS = "^gs://[^/]+(/.*)?$"
_NUMBERS = {
    positive: "^[1-9][0-9]*$",
    int: "^[0-9]+$",
    float: "^[0-9]+([.][0-9]+)?$",
    not_negative: "^[0-9]+([.][0-9]+)?$",
}


def metadata(*, streaming: bool) -> dict[str, Any]:
    """Return the ``TemplateMetadata`` (Dataflow API) of one of the two templates.

    Args:
        streaming: whether it is the streaming template.
    """
    how = "without end, in windows" if streaming else "once; a scheduler starts it"
    return {
        "name": f"claimwire ({'streaming' if streaming else 'batch'})",
        "description": "Polls news feeds, fetches each new story once, extracts entities and "
        f"attributed claims, and publishes tables of Parquet. Runs {how}.",
        "streaming": streaming,
        "parameters": [
            _parameter(action)
            for action in _options()
            if streaming or action.dest not in STREAMING_ONLY
        ],
    }


def plain_arguments(arguments: Sequence[str]) -> list[str]:
    """Replace ``--flag=true`` by ``--flag`` and drop ``--flag=false``.

    The launcher passes every parameter of a template with a value; flags take none.
    """
    flags = {action.option_strings[0] for action in _options() if action.nargs == 0}
    plain = []
    for argument in arguments:
        name, _, value = argument.partition("=")
        if name not in flags or not value:
            plain.append(argument)
        elif value.lower() == "true":
            plain.append(name)
    return plain


def main(arguments: Sequence[str]) -> int:
    """Launch a run with the parameters of a template.

    Args:
        arguments: as the launcher passes them.

    Returns:
        The exit code of ``claimwire run``.
    """
    return claimwire(["run", *plain_arguments(arguments)])


def _options() -> Iterator[argparse.Action]:
    parser = argparse.ArgumentParser(add_help=False)
    # Beam's own option that makes a run a stream.
    parser.add_argument("--streaming", action="store_true", help="go on until stopped")
    add_run_arguments(parser)
    yield from (each for each in parser._actions if each.dest not in _THIS_MACHINE_ONLY)


def _parameter(action: argparse.Action) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": action.dest,
        "label": action.dest.replace("_", " ").capitalize(),
        "helpText": _sentence(action.help or ""),
        "isOptional": action.dest not in _REQUIRED,
    }
    if action.dest == "streaming":
        # The template streams only if the pipeline gets this option.
        return described | {"paramType": "TEXT", "regexes": ["^true$"]}
    if action.nargs == 0:
        return described | {"paramType": "BOOLEAN"}
    if action.dest in _KINDS:
        return described | {"paramType": _KINDS[action.dest], "regexes": [_ON_GCS]}
    pattern = _NUMBERS.get(action.type)
    described |= {"paramType": "NUMBER", "regexes": [pattern]} if pattern else {"paramType": "TEXT"}
    if action.default is not None:
        described["defaultValue"] = f"{action.default:g}" if pattern else str(action.default)
    return described


def _sentence(text: str) -> str:
    text = text.replace(" (required)", "").replace("%%", "%")
    return text[:1].upper() + text[1:].rstrip(".") + "."


def write(folder: Path) -> None:
    """Write both descriptions as JSON."""
    for name, streaming in (("batch", False), ("streaming", True)):
        text = json.dumps(metadata(streaming=streaming), indent=2, ensure_ascii=False) + "\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
