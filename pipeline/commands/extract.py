"""``claimwire extract``: extract entities and claims from texts and pages."""

import argparse
import dataclasses
import itertools
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimwire.errors import RunFailed, UsageError
from claimwire.language.parsing.models import is_language_code
from claimwire.pipeline.arguments import add_fetch_arguments, add_reading_arguments

if TYPE_CHECKING:
    from claimwire.language.reader import Findings, TextNotRead
    from claimwire.pipeline.extract_inputs import Input


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "extract",
        help="extract entities and claims from text files, saved pages and addresses",
        description="Print the entities and claims of plain text (UTF-8), of saved HTML pages and "
        "of pages at addresses: as one JSON object a line for each, or as readable text. The "
        "object has the records of the tables of entities and claims as 'mentions' and 'claims', "
        "as docs/api.md describes, and the 'language' in which the text was read. Claims that "
        "continue another, or stand in its content, name it as parent_id: for one claim an "
        "attribution, take those without one. Of a page, the text of its article is read; the "
        "object has it as 'text', and what the page says of it as 'page'. An address is fetched "
        "as politely as in a run: robots.txt is obeyed. The lines of hard-wrapped text are joined; "
        "a paragraph ends at an empty line. Offsets count code points of the text, which joining "
        "does not move.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "files",
        nargs="*",
        default=["-"],
        metavar="FILE",
        help="text files, HTML files, or addresses (http, https); - is standard input (default: -)",
    )
    parser.add_argument(
        "--published",
        type=_instant,
        metavar="TIME",
        help="when the texts were published, for example 2021-07-06T09:00:00Z; relative dates such "
        "as 'Monday' are resolved from it (default: the date of each page)",
    )
    parser.add_argument(
        "--language",
        type=_language,
        metavar="CODE",
        help="language of the texts, such as fr (default: found out for each text)",
    )
    add_reading_arguments(parser)
    parser.add_argument(
        "--format",
        choices=("json", "text"),
        default="json",
        help="JSON lines, or readable text (default: json)",
    )
    add_fetch_arguments(parser)
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Print the entities and claims of the inputs.

    Raises:
        UsageError: if a file is not there, an option or the knowledge is wrong or the model is not
            installed.
        RunFailed: at the end, if an input could not be read.
    """
    from claimwire.clock import system_clock  # noqa: PLC0415 - slow to import
    from claimwire.language import detection  # noqa: PLC0415
    from claimwire.language.mentions.places import load_places  # noqa: PLC0415
    from claimwire.language.parsing.spacy_alone import import_spacy  # noqa: PLC0415

    # Both unpack large files, which leaves the interpreter to the imports.
    with ThreadPoolExecutor(1) as pool:
        if chosen.language is None:
            pool.submit(detection.load)
        pool.submit(load_places)
        import_spacy()
        from claimwire.language.reader import Reader, TextNotRead  # noqa: PLC0415
    from claimwire.pipeline.extract import render_text  # noqa: PLC0415
    from claimwire.pipeline.extract_inputs import (  # noqa: PLC0415
        STANDARD_INPUT,
        is_address,
        read_inputs,
    )
    from claimwire.pipeline.user_inputs import polite_web, read_knowledge, web_options  # noqa: PLC0415

    knowledge = read_knowledge(chosen.knowledge)
    reader = Reader(chosen.model, knowledge=knowledge, claims_model=chosen.claims_model)
    paths = [name for name in chosen.files if name != STANDARD_INPUT and not is_address(name)]
    missing = [path for path in paths if not Path(path).is_file()]
    if missing:
        raise UsageError(f"there is no file {missing[0]}. Check the path.")
    fetching = web_options(
        contact_url=chosen.contact_url,
        gap_s=chosen.gap_seconds,
        allow_private_addresses=chosen.allow_private_addresses,
    )
    inputs = read_inputs(
        chosen.files,
        published=chosen.published,
        language=chosen.language,
        open_web=lambda: polite_web(system_clock, fetching),
        clock=system_clock,
    )
    # The reader takes texts in batches, so it is ahead of what is printed.
    ahead, printed = itertools.tee(inputs)
    unread = 0
    for each, read in zip(printed, reader.read_many(one.text for one in ahead), strict=True):
        found = TextNotRead(each.error) if each.error else read
        unread += isinstance(found, TextNotRead)
        if chosen.format == "json":
            line = {"file": each.name, **_record(each, found)}
            print(json.dumps(line, ensure_ascii=False, default=datetime.isoformat))  # noqa: T201
        else:
            print(render_text(each.name, found))  # noqa: T201 - the command's output
    if unread:
        raise RunFailed(f"{unread} of {len(chosen.files)} inputs could not be read; see 'error'.")


def _record(read: "Input", found: "Findings | TextNotRead") -> dict[str, Any]:
    if isinstance(found, Exception):
        return {"error": str(found)}
    page = {"page": dataclasses.asdict(read.page), "text": found.text} if read.page else {}
    return {**page, **found.to_dict()}


def _language(text: str) -> str:
    if not is_language_code(text):
        raise argparse.ArgumentTypeError(f"{text} is no language code such as fr (ISO 639-1)")
    return text


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"{text} is not an ISO 8601 time such as 2021-07-06T09:00:00Z"
        raise argparse.ArgumentTypeError(message) from error
    return instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)
