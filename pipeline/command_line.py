"""The ``claimwire`` command: what it offers, and how failures end."""

import argparse
import logging
import sys
from collections.abc import Sequence

from claimwire.pipeline.arguments import add_log_arguments, add_run_arguments
from claimwire.pipeline.commands import (
    clean,
    compact,
    entities,
    explain,
    extract,
    feeds,
    query,
    repair,
    report,
    run,
    stories,
    train,
    verify,
)
from claimwire.pipeline.errors import RunFailed, UsageError
from claimwire.pipeline.progress.logs import OURS, Manner, manner_of, shown

DONE, FAILED, BAD_USAGE = 0, 1, 2

_DESCRIPTION = """\
Turns news feeds into tables of who said what, about whom, where and when.

  claimwire feeds check --feeds feeds.toml          are the feeds alive?
  claimwire run --feeds feeds.toml --output out     poll, fetch, read, publish
  claimwire query "select …" --output out           ask the tables in SQL
  claimwire extract article.txt --format text       claims of a text, without any feed
"""

_EXIT_CODES = "Exit codes: 0 done, 1 the run failed, 2 bad usage."


def parser() -> argparse.ArgumentParser:
    """Describe the whole command line."""
    claimwire = argparse.ArgumentParser(
        prog="claimwire",
        description=_DESCRIPTION,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = claimwire.add_subparsers(title="commands", metavar="COMMAND", required=True)

    one_run = commands.add_parser(
        "run",
        help="poll the feeds once and publish what is new",
        description="One scheduled run: polls the feeds that are due, fetches each new story "
        "once, extracts entities and claims, and publishes tables of Parquet under the output.",
        epilog="Any option of Apache Beam may follow, for example --runner=DataflowRunner "
        f"--project=P --region=R. Unknown options are an error. {_EXIT_CODES}",
        allow_abbrev=False,
    )
    add_run_arguments(one_run)
    add_log_arguments(one_run)
    one_run.add_argument(
        "--streaming", action="store_true", help="an option of Beam; see streaming above"
    )
    one_run.set_defaults(execute=run.execute)

    extract.add_parser(commands)
    feeds.add_parser(commands)
    query.add_parser(commands)
    report.add_parser(commands)
    explain.add_parser(commands)
    stories.add_parser(commands)
    entities.add_parser(commands)
    train.add_parser(commands)
    verify.add_parser(commands)
    repair.add_parser(commands)
    compact.add_parser(commands)
    clean.add_parser(commands)
    return claimwire


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: the words after ``claimwire``; those of this process if None.

    Returns:
        The exit code: 0 done, 1 the run failed, 2 bad usage.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    is_run = words[:1] == ["run"] and not {"-h", "--help"} & set(words)
    with shown(manner_of(words) if is_run else Manner()):
        return _run_command(words, is_run=is_run)


def _run_command(words: Sequence[str], *, is_run: bool) -> int:
    try:
        if is_run:
            run.execute(words[1:])
        else:
            chosen = parser().parse_args(words)
            chosen.execute(chosen)
    except UsageError as error:
        return _complain(error, BAD_USAGE)
    except RunFailed as error:
        return _complain(error, FAILED)
    except KeyboardInterrupt:
        return _complain("interrupted; nothing was published", FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    return DONE


def _complain(error: object, code: int) -> int:
    logging.getLogger(OURS).error("%s", error)
    return code
