"""The ``claimwire`` command: its subcommands, and the exit codes of failures."""

import argparse
import logging
import sys
from collections.abc import Sequence

from claimwire.errors import ClaimwireError, UsageError
from claimwire.pipeline.arguments import add_log_arguments, add_run_arguments
from claimwire.pipeline.commands import (
    catalog,
    clean,
    compact,
    entities,
    explain,
    export,
    extract,
    feeds,
    forget,
    query,
    repair,
    report,
    reread,
    run,
    statements,
    stories,
    train,
    verify,
    watch,
)
from claimwire.pipeline.progress.logs import OURS, LogStyle, log_style_of, logging_to_stderr
from claimwire.pipeline.suggesting_parser import SuggestingParser
from claimwire.processes import collect_rarely
from claimwire.version import __version__

DONE, FAILED, BAD_USAGE = 0, ClaimwireError.exit_code, UsageError.exit_code

_DESCRIPTION = """\
Turns news feeds into tables of who said what, about whom, where and when.

  claimwire feeds check --feeds feeds.toml          check that the feeds respond
  claimwire run --feeds feeds.toml --output out     poll, fetch, extract, publish
  claimwire query "select …" --output out           query the tables in SQL
  claimwire extract article.txt --format text       extract the claims of a text file
"""

_EXIT_CODES = "Exit codes: 0 done, 1 the run failed, 2 bad usage."


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    claimwire = SuggestingParser(
        prog="claimwire",
        description=_DESCRIPTION,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    # Commands that leave something behind have a message of their own.
    claimwire.set_defaults(interrupted="interrupted")
    claimwire.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = claimwire.add_subparsers(title="commands", metavar="COMMAND", required=True)

    one_run = commands.add_parser(
        "run",
        help="poll the feeds once and publish what is new",
        description="Poll the feeds that are due, fetch each new story once, extract entities and "
        "claims, and publish Parquet tables under the output.",
        epilog="Any option of Apache Beam may follow, for example --runner=DataflowRunner "
        f"--project=P --region=R. Unknown options are an error. {_EXIT_CODES}",
        allow_abbrev=False,
    )
    add_run_arguments(one_run)
    add_log_arguments(one_run)
    one_run.add_argument("--streaming", action="store_true", help="run as a stream (a Beam option)")
    one_run.set_defaults(execute=run.execute)

    extract.add_parser(commands)
    feeds.add_parser(commands)
    query.add_parser(commands)
    report.add_parser(commands)
    explain.add_parser(commands)
    stories.add_parser(commands)
    statements.add_parser(commands)
    watch.add_parser(commands)
    export.add_parser(commands)
    entities.add_parser(commands)
    train.add_parser(commands)
    verify.add_parser(commands)
    repair.add_parser(commands)
    reread.add_parser(commands)
    compact.add_parser(commands)
    catalog.add_parser(commands)
    forget.add_parser(commands)
    clean.add_parser(commands)
    return claimwire


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: the words after ``claimwire``; those of this process if None.

    Returns:
        The exit code: 0 done, 1 the run failed, 2 bad usage.
    """
    collect_rarely()
    words = list(sys.argv[1:] if arguments is None else arguments)
    is_run = words[:1] == ["run"] and not {"-h", "--help"} & set(words)
    with logging_to_stderr(log_style_of(words) if is_run else LogStyle()):
        return _run_command(words, is_run=is_run)


def _run_command(words: Sequence[str], *, is_run: bool) -> int:
    interrupted = run.interrupted(words[1:])
    try:
        if is_run:
            run.execute(words[1:])
        else:
            chosen = parser().parse_args(words)
            interrupted = chosen.interrupted
            chosen.execute(chosen)
    except ClaimwireError as error:
        return _complain(error, error.exit_code)
    except KeyboardInterrupt:
        return _complain(interrupted, FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    return DONE


def _complain(error: object, code: int) -> int:
    logging.getLogger(OURS).error("%s", error)
    return code
