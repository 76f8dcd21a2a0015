"""The most widely reported statements of an output: a query over the published tables."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
from rich.table import Table as Printed

from claimwire.errors import RunFailed
from claimwire.pipeline.arguments import STATEMENTS_SHOWN
from claimwire.pipeline.inspection.meanings import NO_SPEAKER
from claimwire.pipeline.inspection.spread_table import Shown, spread_table
from claimwire.schemas.articles import ARTICLES
from claimwire.schemas.claims import CLAIMS
from claimwire.schemas.statements import STATEMENTS
from claimwire.storage.published_files import published_files
from claimwire.storage.sql_views import sql_views
from claimwire.storage.store import Store

Row = dict[str, Any]

_TABLES = (ARTICLES, CLAIMS, STATEMENTS)
_WORDINGS = 4
_PLAIN = "statement"
"""The act that needs no word."""

_SQL = """
with chosen as (
    from statements
    where (
        $about is null
        or contains(lower(array_to_string(wordings, ' ')), lower($about))
        or statement_id in (select statement_id from claims where list_contains(about, $about))
    )
    and (
        $by is null
        or speaker_entity_id = $by
        or contains(
            lower(concat_ws(' ', speaker_name, speaker_text, speaker_role, speaker_affiliation)),
            lower($by)
        )
    )
    and ($since is null or last_seen_at::date >= $since)
    and (not $contradicted or len(contradicts) > 0)
    order by outlet_count desc, report_count desc, first_seen_at, statement_id
    limit $top
),
others as (
    select chosen.statement_id,
           list({speaker: coalesce(other.speaker_name, other.speaker_text), text: other.text}
                order by other.first_seen_at, other.statement_id) as contradicted_by
    from chosen, statements as other
    where list_contains(chosen.contradicts, other.statement_id)
    group by chosen.statement_id
)
select chosen.*, coalesce(contradicted_by, []) as contradicted_by
from chosen
left join others using (statement_id)
order by outlet_count desc, report_count desc, first_seen_at, statement_id
"""


@dataclasses.dataclass(frozen=True)
class Asked:
    """Which statements are asked for.

    Attributes:
        about: words of the statement, or an entity_id in it; None for all.
        by: part of the speaker's name, role or body, or its entity_id; None for all.
        since: a day, UTC, on or after which there is a report; None for all.
        contradicted: only those that another contradicts.
    """

    about: str | None = None
    by: str | None = None
    since: date | None = None
    contradicted: bool = False


def widest_reported(store: Store, asked: Asked, top: int = STATEMENTS_SHOWN) -> list[Row]:
    """Return the statements with the most outlets.

    Args:
        store: the store of the tables.
        asked: which ones.
        top: maximum number.

    Returns:
        Rows of the view of statements, with ``contradicted_by``: speaker and text of the
        statements that contradict it. By number of outlets, then of reports, then the earliest.

    Raises:
        RunFailed: if a data file is damaged.
        StateError: if a manifest is damaged.
        StoreError: if the storage does not respond.
    """
    parameters = dataclasses.asdict(asked) | {"top": top}
    try:
        with sql_views(store, published_files(store), _TABLES) as connection:
            found = connection.sql(_SQL, params=parameters)
            rows: list[Row] = found.to_arrow_table().to_pylist()
            return rows
    except duckdb.Error as error:
        raise RunFailed(f"the tables cannot be read: {error}. Try claimwire verify.") from error


def said_table(statements: Sequence[Row]) -> Printed:
    """Return the statements as a table."""
    return spread_table(
        Shown(
            outlets=row["outlet_count"],
            reports=row["report_count"],
            report="report",
            first_site=row["first_site"],
            first_seen_at=row["first_seen_at"],
            last_seen_at=row["last_seen_at"],
            heading=_heading(row),
            lines=_wordings(row),
        )
        for row in statements
    )


def _heading(row: Row) -> str:
    """Return who says it, and what they do by it: rejected content reads like a plain statement."""
    speaker = row["speaker_name"] or row["speaker_text"] or NO_SPEAKER
    return speaker if row["act"] == _PLAIN else f"{speaker} ({row['act']})"


def _wordings(row: Row) -> tuple[str, ...]:
    others = [each for each in row["wordings"] if each != row["text"]]
    lines = [row["text"], *others[: _WORDINGS - 1]]
    if len(others) >= _WORDINGS:
        lines.append(f"and {len(others) - _WORDINGS + 1} more")
    lines += [
        f"but {other['speaker'] or NO_SPEAKER}: {other['text']}" for other in row["contradicted_by"]
    ]
    return tuple(lines)
