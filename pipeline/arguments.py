"""The options of a run as argparse arguments. Imports nothing slow, so that --help is quick."""

import argparse
from datetime import date

from claimwire.defaults import LOOK_BACK, MIN_WORDS
from claimwire.language.parsing.models import DEFAULT_MODELS
from claimwire.web.fetch_options import WebOptions

_KNOWLEDGE_HELP = (
    "TOML file of your own entities; their names win over the built-in ones. "
    "`claimwire entities unknown` prints a first draft"
)

_DEFAULT_MODELS = ",".join("=".join(each) for each in DEFAULT_MODELS.items())

_MODEL_HELP = (
    "spaCy pipelines by language, such as fr=fr_core_news_md,de=de_core_news_sm; they take the "
    "place of the default ones. A name alone stands for the language of the pipeline, and fr= "
    f"leaves a language out (default: {_DEFAULT_MODELS})"
)

CATALOG_HELP = (
    "Apache Iceberg catalog that what is published is committed to: a name of PyIceberg's "
    "configuration, or else of a SQLite database in the output (needs claimwire[iceberg])"
)

POLL_INTERVAL, WINDOW = 300, 600
"""Defaults for a stream, in seconds."""

STORIES_SHOWN, NAMES_SHOWN, STATEMENTS_SHOWN, STATEMENTS_WATCHED = 20, 50, 20, 200
"""Default number of lines of ``claimwire stories``, ``entities unknown`` and ``statements``, and of
statements in the feed of ``claimwire watch``."""

LEASE_ON_A_SERVICE = 120
"""Minutes, unless given."""

_MOST = 100_000
"""Upper limit of every count, including days and minutes."""


def positive(text: str) -> int:
    """Parse a whole number from 1 to 100,000."""
    number = int(text)
    if not 1 <= number <= _MOST:
        raise argparse.ArgumentTypeError(f"{text} is not from 1 to {_MOST:,}")
    return number


def whole(text: str) -> int:
    """Parse a whole number from 0 to 100,000."""
    return positive(text) if int(text) else 0


def not_negative(text: str) -> float:
    """Parse a number of 0 or more."""
    number = float(text)
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not 0 or more")
    return number


def share(text: str) -> float:
    """Parse a number from 0 to 1."""
    number = float(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not from 0 to 1")
    return number


def day(text: str) -> date:
    """Parse a day such as 2026-11-01."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-11-01") from error


def add_fetch_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of a command that fetches a few addresses itself."""
    parser.add_argument(
        "--contact_url", metavar="URL", help="page about you, sent in the User-Agent"
    )
    parser.add_argument(
        "--allow_private_addresses",
        action="store_true",
        help="also fetch from private and loopback addresses",
    )
    parser.add_argument(
        "--gap_seconds",
        type=not_negative,
        default=WebOptions.gap_s,
        metavar="S",
        help="minimum time between two requests to one domain, in seconds "
        f"(default: {WebOptions.gap_s:g})",
    )


def add_output_argument(parser: argparse.ArgumentParser) -> None:
    """Add ``--output`` to a command that reads the tables of earlier runs."""
    parser.add_argument(
        "--output",
        required=True,
        metavar="ROOT",
        help="folder, gs://bucket/prefix or s3://bucket/prefix",
    )


def add_reading_arguments(parser: argparse._ActionsContainer) -> None:
    """Add the options that decide what is found in a text."""
    parser.add_argument("--model", metavar="MODELS", help=_MODEL_HELP)
    parser.add_argument(
        "--claims_model",
        metavar="FILE",
        help="classifier of claims made by claimwire train; every worker must be able to read it "
        "at this path (default: rules alone)",
    )
    parser.add_argument("--knowledge", metavar="FILE", help=_KNOWLEDGE_HELP)


def add_log_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of logs, progress and metrics; they do not affect the output."""
    log = parser.add_argument_group("logging")
    log.add_argument(
        "--log_format",
        choices=("text", "json"),
        default="text",
        help="format of progress, warnings and errors on standard error; json writes one object a "
        "line (default: text)",
    )
    log.add_argument("--quiet", action="store_true", help="log errors only, without a summary")
    log.add_argument(
        "--summary",
        choices=("table", "json"),
        default="table",
        help="form of the summary on standard output; json is one object (default: table)",
    )
    log.add_argument(
        "--metrics",
        metavar="FILE",
        help="write the run's figures to this file in the OpenMetrics text format, also if the run "
        "fails",
    )
    afterwards = parser.add_argument_group("afterwards")
    afterwards.add_argument("--catalog", metavar="NAME", help=CATALOG_HELP)


def add_run_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``claimwire run``; the Beam options class uses the same ones."""
    what = parser.add_argument_group("input and output")
    what.add_argument(
        "--feeds", metavar="FILE", help="feed list: TOML, OPML or one address a line (required)"
    )
    what.add_argument(
        "--output",
        metavar="ROOT",
        help="folder, gs://bucket/prefix or s3://bucket/prefix of the tables (required); they are "
        "also the memory of what earlier runs have seen",
    )

    memory = parser.add_argument_group("memory")
    memory.add_argument(
        "--look_back_days",
        type=positive,
        default=LOOK_BACK.days,
        metavar="N",
        help="days of published tables in which to look for what was seen before "
        f"(default: {LOOK_BACK.days})",
    )
    memory.add_argument(
        "--ignore_state",
        action="store_true",
        help="start without memory, as if nothing had been seen before; for an output whose "
        "state is damaged",
    )
    memory.add_argument(
        "--lease_minutes",
        type=positive,
        metavar="N",
        help="lifetime of the lease on the output without a renewal (default: 5, renewed every "
        f"minute; {LEASE_ON_A_SERVICE} for a job on a service, which renews it only to publish)",
    )

    stream = parser.add_argument_group(
        "streaming",
        "with --streaming, the run polls and publishes one window after another until you stop it",
    )
    stream.add_argument(
        "--poll_interval",
        type=positive,
        metavar="S",
        help=f"seconds between ticks; at each tick, feeds that are due are polled "
        f"(default: {POLL_INTERVAL})",
    )
    stream.add_argument(
        "--window",
        type=positive,
        metavar="S",
        help="length of a window in seconds, a multiple of --poll_interval; each window is "
        f"published as a whole (default: {WINDOW})",
    )
    stream.add_argument(
        "--stop_after",
        type=positive,
        metavar="S",
        help="stop polling after this many seconds, publish the last window and end "
        "(default: never)",
    )

    web = parser.add_argument_group("politeness")
    web.add_argument(
        "--contact_url",
        metavar="URL",
        help="page about you, sent in the User-Agent so that publishers can reach you",
    )
    web.add_argument(
        "--gap_seconds",
        type=not_negative,
        default=WebOptions.gap_s,
        metavar="S",
        help="minimum time between two requests to one domain, in seconds "
        f"(default: {WebOptions.gap_s:g})",
    )
    web.add_argument(
        "--connections_per_domain",
        type=positive,
        default=WebOptions.connections_per_domain,
        metavar="N",
        help="maximum number of simultaneous connections to one domain "
        f"(default: {WebOptions.connections_per_domain})",
    )
    web.add_argument(
        "--fetch_minutes",
        type=positive,
        default=20,
        metavar="N",
        help="time limit for fetching the pages of a poll; what is left is fetched first by the "
        "next run (default: 20)",
    )
    web.add_argument(
        "--domain_minutes",
        type=positive,
        default=10,
        metavar="N",
        help="time limit for fetching the pages of one domain (default: 10)",
    )
    web.add_argument(
        "--allow_private_addresses",
        action="store_true",
        help="also fetch from private and loopback addresses, for a site of your own",
    )
    web.add_argument(
        "--fetch_buckets",
        type=positive,
        default=None,
        metavar="N",
        help="number of buckets that domains are spread over; at most this many workers fetch at "
        "once (default: 1 on this machine, 32 elsewhere)",
    )

    text = parser.add_argument_group("text and language")
    add_reading_arguments(text)
    text.add_argument(
        "--min_words",
        type=positive,
        default=MIN_WORDS,
        metavar="N",
        help=f"reject articles with fewer words (default: {MIN_WORDS})",
    )

    machine = parser.add_argument_group("this machine")
    machine.add_argument(
        "--processes",
        type=whole,
        default=None,
        metavar="N",
        help="worker processes that extract pages and read articles (default: one per core; 0 on "
        "engines with workers of their own, which then read articles themselves)",
    )

    tables = parser.add_argument_group("tables")
    tables.add_argument(
        "--shards",
        type=positive,
        default=1,
        metavar="N",
        help="files per table and day in each run (default: 1)",
    )
