"""The table that ``claimwire feeds check`` prints."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from claimwire.feeds.check import FeedCheck
from claimwire.pipeline.progress.slow_domains import list_domains, slow_domains_of_feeds
from claimwire.printable import terminal_safe

_WIDTH_OF_FILES = 180


def feed_table(checks: Iterable[FeedCheck]) -> Table:
    """Return a table of the checks' results, in the order of the list."""
    table = Table(show_edge=False)
    for heading in ("feed", "status", "format"):
        table.add_column(heading, overflow="fold")
    table.add_column("entries", justify="right")
    for heading in ("newest entry", "problems"):
        table.add_column(heading, overflow="fold")
    for check in checks:
        table.add_row(
            Text(terminal_safe(check.url)),
            "-" if check.status is None else str(check.status),
            check.format or "-",
            f"{check.entries:,}",
            f"{check.newest:%Y-%m-%d %H:%M}" if check.newest else "-",
            Text(terminal_safe("; ".join(check.problems))),
        )
    return table


def show_checks(checks: Sequence[FeedCheck]) -> None:
    """Print the table and the slow domains; in a file or a pipe it has room for long addresses."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDTH_OF_FILES)
    console.print(feed_table(checks))
    slow = slow_domains_of_feeds(checks)
    if slow:
        named = terminal_safe(list_domains(slow))
        console.print(Text(f"Slow domains, with their feeds that did not answer: {named}."))
