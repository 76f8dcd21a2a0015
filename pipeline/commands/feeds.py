"""``claimwire feeds check``: check that the feeds of a list respond."""

import argparse
from typing import Any

from claimwire.pipeline.arguments import add_fetch_arguments


def add_parser(commands: Any) -> None:
    """Describe the command."""
    feeds = commands.add_parser("feeds", help="check feed lists", allow_abbrev=False)
    actions = feeds.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = actions.add_parser(
        "check",
        help="poll each feed once and print a table of results",
        description="Poll each feed of a list once, without reading or writing any state, and "
        "print its status, format, entries, newest entry and problems.",
        allow_abbrev=False,
    )
    check.add_argument(
        "--feeds", required=True, metavar="FILE", help="feed list: TOML, OPML or one address a line"
    )
    add_fetch_arguments(check)
    check.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Poll the feeds and print the table.

    Raises:
        UsageError: if the list is broken or an option is wrong.
        RunFailed: if no feed can be read.
    """
    from claimwire.clock import system_clock  # noqa: PLC0415
    from claimwire.errors import RunFailed  # noqa: PLC0415
    from claimwire.feeds.check import check_feeds  # noqa: PLC0415
    from claimwire.pipeline.inspection.feed_table import show_checks  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.progress.failed_polls import commonest_cause, reasons_of  # noqa: PLC0415
    from claimwire.pipeline.user_inputs import polite_web, read_feeds, web_options  # noqa: PLC0415
    from claimwire.schemas.flow import Tick  # noqa: PLC0415

    feeds = read_feeds(chosen.feeds)
    web = polite_web(
        system_clock,
        web_options(
            contact_url=chosen.contact_url,
            gap_s=chosen.gap_seconds,
            allow_private_addresses=chosen.allow_private_addresses,
        ),
    )
    checks = check_feeds(web, feeds, Tick(at=system_clock(), run_id="check"))
    show_checks(checks)
    if checks and not any(check.is_good for check in checks):
        reasons = reasons_of(check.reason for check in checks)
        raise RunFailed(commonest_cause(len(checks), reasons))
