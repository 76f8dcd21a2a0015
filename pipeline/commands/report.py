"""``claimwire report``: write the claims of an output as one self-contained web page."""

import argparse
from pathlib import Path
from typing import Any

from claimwire.errors import UsageError
from claimwire.pipeline.arguments import add_output_argument, day
from claimwire.pipeline.whole_file import write_whole

_EXAMPLES = """\
  claimwire report --output out/demo --to report.html
  claimwire report --output gs://bucket/world --to afghanistan.html --country AFG --since 2026-11-01
"""


def add_parser(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "report",
        help="write the claims as one self-contained web page",
        description="Write one HTML file with charts, a map and a table of the claims; each row "
        "opens its\npassage in the article. The page loads nothing from the network.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_output_argument(parser)
    parser.add_argument(
        "--to", required=True, type=Path, metavar="FILE", help="the HTML file to write"
    )
    parser.add_argument(
        "--since",
        type=day,
        metavar="DAY",
        help="only articles that appeared on this day or later, for example 2026-11-01",
    )
    parser.add_argument(
        "--until",
        type=day,
        metavar="DAY",
        help="only articles that appeared on this day or earlier",
    )
    parser.add_argument(
        "--country",
        action="append",
        default=[],
        metavar="CODE",
        help="only claims by speakers of this country, for example AFG; may be repeated",
    )
    parser.set_defaults(execute=execute)


def execute(chosen: argparse.Namespace) -> None:
    """Write the page.

    Raises:
        UsageError: if there are no tables at the output, or the choice makes no sense.
        ClaimwireError: if the tables cannot be read or the file cannot be written.
    """
    from claimwire.language.mentions.known_entities import load_knowledge  # noqa: PLC0415
    from claimwire.pipeline.inspection.outputs import store_of_output  # noqa: PLC0415 - slow to import
    from claimwire.pipeline.report.content import report_content  # noqa: PLC0415
    from claimwire.pipeline.report.page import render_page  # noqa: PLC0415
    from claimwire.pipeline.report.rows import Choice, read_rows  # noqa: PLC0415

    countries = load_knowledge().country_names
    unknown = next((code for code in chosen.country if code not in countries), None)
    if unknown is not None:
        raise UsageError(
            f"--country {unknown} is not a country; give its three-letter ISO 3166-1 code, for "
            "example AFG"
        )
    if chosen.since and chosen.until and chosen.since > chosen.until:
        raise UsageError(f"--since {chosen.since} is after --until {chosen.until}")
    choice = Choice(chosen.since, chosen.until, tuple(sorted(set(chosen.country))))
    store = store_of_output(chosen.output)
    rows = read_rows(store, choice)
    page = render_page(report_content(rows, choice, countries))
    write_whole(chosen.to, lambda file: file.write(page))
    claims = len(rows.claims)
    print(f"{claims:,} {'claim' if claims == 1 else 'claims'} in {chosen.to}")  # noqa: T201
