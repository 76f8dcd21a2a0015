"""The summary of a run, made from its manifest."""

import json
import shlex
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from claimwire.counters import POLLS, REJECTED, with_prefix
from claimwire.pipeline.progress.slow_domains import list_domains
from claimwire.schemas import TABLES
from claimwire.storage.manifest import Manifest


def summary(manifest: Manifest, root: str) -> Table:
    """Return a table of what a run read, wrote and rejected.

    Args:
        manifest: manifest of the published run.
        root: the output, as the user gave it.
    """
    table = Table(title=f"run {manifest.run_id}", title_justify="left", show_edge=False)
    table.add_column("")
    table.add_column("count", justify="right")
    table.add_column("where", overflow="fold")
    for name, count in with_prefix(manifest.tallies, POLLS).items():
        table.add_row(f"feeds {name.replace('_', ' ')}", f"{count:,}", "")
    table.add_section()
    for name, count in rows_of(manifest).items():
        table.add_row(name, f"{count:,}", f"{root.rstrip('/')}/{name}/" if count else "")
    table.add_section()
    for name, count in with_prefix(manifest.tallies, REJECTED).items():
        table.add_row(f"rejected: {name}", f"{count:,}", "")
    return table


def rows_of(manifest: Manifest) -> dict[str, int]:
    """Return the number of rows that a run wrote, by table."""
    rows = {each.name: 0 for each in TABLES}
    for file in manifest.files:
        rows[file.table] += file.rows
    return rows


def as_json(manifest: Manifest, slow: Sequence[tuple[str, int]] = ()) -> str:
    """Return the summary as one JSON object: run, times, and counts by name.

    Args:
        manifest: manifest of the published run.
        slow: domains whose pages were left for the next run, with their numbers.
    """
    return json.dumps(
        {
            "run_id": manifest.run_id,
            "started_at": manifest.started_at.isoformat(),
            "published_at": manifest.published_at.isoformat(),
            "feeds": with_prefix(manifest.tallies, POLLS),
            "rows": rows_of(manifest),
            "rejected": with_prefix(manifest.tallies, REJECTED),
            "slow_domains": dict(slow),
        }
    )


def headline(manifest: Manifest) -> str:
    """Return the number of new articles and claims in one line."""
    rows = rows_of(manifest)
    if not rows["articles"]:
        return "Nothing new: no article was written."
    articles, claims = rows["articles"], rows["claims"]
    return f"{articles:,} new articles, {claims:,} claims (with continued and nested ones)."


def slow_domains_line(slow: Sequence[tuple[str, int]]) -> str:
    """Return a line that names the domains that were too slow, the worst first."""
    return f"Left for the next run, because their domains were slow: {list_domains(slow)}."


def show(
    manifest: Manifest,
    root: str,
    slow: Sequence[tuple[str, int]] = (),
    not_read: Sequence[str] = (),
) -> None:
    """Print the summary for a person.

    Args:
        manifest: manifest of the published run.
        root: the output, as the user gave it.
        slow: domains whose pages were left for the next run, with their numbers.
        not_read: lines that say which languages were not read.

    Raises:
        OSError: if standard output is closed or full.
    """
    console = Console(soft_wrap=False)
    console.print(summary(manifest, root))
    console.print()
    console.print(headline(manifest), highlight=False)
    if slow:
        console.print(slow_domains_line(slow), highlight=False)
    for line in not_read:
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    console.print()
    for command in next_commands(root):
        console.print(command, highlight=False, soft_wrap=True)


def next_commands(root: str) -> tuple[str, ...]:
    """Return commands to try next.

    Args:
        root: the output, as the user gave it.
    """
    output = shlex.quote(root)
    return (
        f'claimwire query "from claims limit 5" --output {output}',
        f"claimwire report --output {output} --to report.html",
    )


def submitted(run_id: str, root: str) -> None:
    """Print that the run was submitted to a service."""
    Console().print(
        f"Run {run_id} is submitted. Once it has published, {root.rstrip('/')}/_runs/{run_id}.json "
        "is there.",
        highlight=False,
        soft_wrap=True,
    )
