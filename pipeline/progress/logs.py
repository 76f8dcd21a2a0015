"""What a command says on standard error: warnings, progress, and why it failed."""

import argparse
import contextlib
import json
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from claimwire.pipeline.arguments import add_log_arguments
from claimwire.printable import terminal_safe

OURS = "claimwire"
"""Name of the logger of what is addressed to the user."""

FIELDS = "fields"
"""Name of the extra of a log record that holds what it says by name: text, numbers or None."""


class Manner(NamedTuple):
    """How to say it.

    Attributes:
        as_json: one object a line, instead of text.
        quiet: errors alone.
    """

    as_json: bool = False
    quiet: bool = False


def manner_of(arguments: Sequence[str]) -> Manner:
    """Find out how a run is to speak, whatever else is wrong with its arguments."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    add_log_arguments(parser)
    try:
        given, _ = parser.parse_known_args(list(arguments))
    except argparse.ArgumentError:
        return Manner()
    return Manner(given.log_format == "json", given.quiet)


@contextlib.contextmanager
def shown(manner: Manner) -> Iterator[None]:
    """Show what is logged, by whomever, and the warnings of Python."""
    handler = _ToStandardError(logging.ERROR if manner.quiet else logging.INFO)
    handler.setFormatter(_Json() if manner.as_json else _Plain())
    root, ours = logging.getLogger(), logging.getLogger(OURS)
    ours.setLevel(logging.INFO)
    root.addHandler(handler)
    logging.captureWarnings(capture=True)
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        root.removeHandler(handler)


class _ToStandardError(logging.Handler):
    """Writes to what is standard error now: a display that is updated puts itself in its place."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            print(terminal_safe(self.format(record)), file=sys.stderr)  # noqa: T201 - that is its purpose
        except Exception:
            self.handleError(record)


class _Plain(logging.Formatter):
    """Text: ours begins with our name, as what commands say does."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        who = OURS if record.name == OURS else f"{record.levelname} {record.name}"
        return " ".join([f"{who}: {record.message}", *_pairs(getattr(record, FIELDS, {}))])


class _Json(logging.Formatter):
    """An object: the fields of a record are keys of it."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        told = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told)


def _pairs(told: Mapping[str, Any]) -> Iterator[str]:
    for name, value in told.items():
        yield f"{name}={'?' if value is None else value}"
