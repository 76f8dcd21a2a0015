"""``claimwire extract``: extract entities and claims from text files."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from claimwire.defaults import DEFAULT_MODEL
from claimwire.errors import RunFailed, UsageError
from claimwire.pipeline.arguments import KNOWLEDGE_HELP

STANDARD_INPUT = "-"


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "extract",
        help="extract entities and claims from plain-text files",
        description="Print the entities and claims of plain-text files (UTF-8): as one JSON object "
        "a line for each file, or as readable text. The object has the records of the tables of "
        "entities and claims as 'mentions' and 'claims', as docs/api.md describes. Claims that "
        "continue another, or stand in its content, name it as parent_id: for one claim an "
        "attribution, take those without one. Offsets count code points of the unchanged text.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "files",
        nargs="*",
        default=[STANDARD_INPUT],
        metavar="FILE",
        help="text files; - is standard input (default: -)",
    )
    parser.add_argument(
        "--published",
        type=_instant,
        metavar="TIME",
        help="when the texts were published, for example 2021-07-06T09:00:00Z; relative dates such "
        "as 'Monday' are resolved from it",
    )
    parser.add_argument(
        "--model",
        default=DEFAULT_MODEL,
        metavar="NAME",
        help=f"installed spaCy pipeline (default: {DEFAULT_MODEL})",
    )
    parser.add_argument(
        "--claims_model",
        metavar="FILE",
        help="classifier of claims made by claimwire train (default: rules alone)",
    )
    parser.add_argument("--knowledge", metavar="FILE", help=KNOWLEDGE_HELP)
    parser.add_argument(
        "--format",
        choices=("json", "text"),
        default="json",
        help="JSON lines, or readable text (default: json)",
    )
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Print the entities and claims of the files.

    Raises:
        UsageError: if a file is not there, the knowledge is wrong or the model is not installed.
        RunFailed: at the end, if a file was no UTF-8 text or too long.
    """
    from claimwire.language.reader import Reader, Text, TextNotRead  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.extract import render_text  # noqa: PLC0415
    from claimwire.pipeline.settings import read_knowledge  # noqa: PLC0415

    knowledge = read_knowledge(chosen.knowledge)
    reader = Reader(chosen.model, knowledge=knowledge, claims_model=chosen.claims_model)
    missing = [name for name in chosen.files if name != STANDARD_INPUT and not Path(name).is_file()]
    if missing:
        raise UsageError(f"there is no file {missing[0]}. Check the path.")
    texts = (Text(_read(name), chosen.published) for name in chosen.files)
    unread = 0
    for name, found in zip(chosen.files, reader.read_many(texts), strict=True):
        unread += isinstance(found, TextNotRead)
        if chosen.format == "json":
            record = {"error": str(found)} if isinstance(found, TextNotRead) else found.to_dict()
            print(json.dumps({"file": name, **record}, ensure_ascii=False))  # noqa: T201
        else:
            print(render_text(name, found))  # noqa: T201 - the command's output
    if unread:
        raise RunFailed(f"{unread} of {len(chosen.files)} files could not be read; see 'error'.")


def _read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror}. Check the path.") from error


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"{text} is not an ISO 8601 time such as 2021-07-06T09:00:00Z"
        raise argparse.ArgumentTypeError(message) from error
    return instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)
