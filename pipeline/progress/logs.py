"""Logging to standard error: warnings, progress, and the causes of failures."""

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
"""Name of the logger for messages to the user."""

FIELDS = "fields"
"""Key in a log record's ``extra`` of its structured fields: text, numbers or None by name."""


_OPTIONAL_CLIENTS = "apache_beam/io/gcp/internal/clients"
"""Where Beam warns, in each run, that a client of BigQuery is not installed; no run needs one."""


class LogStyle(NamedTuple):
    """The format and level of the log.

    Attributes:
        as_json: whether to write one JSON object per line instead of text.
        quiet: whether to log errors only.
    """

    as_json: bool = False
    quiet: bool = False


def log_style_of(arguments: Sequence[str]) -> LogStyle:
    """Read the logging options of a run, whatever else is wrong with its arguments."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    add_log_arguments(parser)
    try:
        given, _ = parser.parse_known_args(list(arguments))
    except argparse.ArgumentError:
        return LogStyle()
    return LogStyle(given.log_format == "json", given.quiet)


@contextlib.contextmanager
def logging_to_stderr(style: LogStyle) -> Iterator[None]:
    """Write all log records and Python warnings to standard error inside this context."""
    handler = _ToStandardError(logging.ERROR if style.quiet else logging.INFO)
    handler.addFilter(_is_of_use)
    handler.setFormatter(_Json() if style.as_json else _Plain())
    root, ours = logging.getLogger(), logging.getLogger(OURS)
    ours.setLevel(logging.INFO)
    root.addHandler(handler)
    logging.captureWarnings(capture=True)
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        root.removeHandler(handler)


def _is_of_use(record: logging.LogRecord) -> bool:
    return _OPTIONAL_CLIENTS not in record.pathname


class _ToStandardError(logging.Handler):
    """Writes to the current ``sys.stderr``, which an updated display replaces by itself."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            print(terminal_safe(self.format(record)), file=sys.stderr)  # noqa: T201 - that is its purpose
        except Exception:
            self.handleError(record)


class _Plain(logging.Formatter):
    """Formats records as text; ours begin with our name, like the messages of commands."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        who = OURS if record.name == OURS else f"{record.levelname} {record.name}"
        return " ".join([f"{who}: {record.message}", *_pairs(getattr(record, FIELDS, {}))])


class _Json(logging.Formatter):
    """Formats records as JSON objects, with a record's fields as keys."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        fields = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return json.dumps(fields)


def _pairs(fields: Mapping[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        yield f"{name}={'?' if value is None else value}"
