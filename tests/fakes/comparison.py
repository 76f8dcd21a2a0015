"""Rows of two runs set side by side."""

import json
from collections.abc import Iterable
from typing import Any

from claimwire.storage.output import Output
from claimwire.storage.store import Store

BY_RUN = frozenset({"run_id", "fetched_at"})
"""Columns in which two runs at the same instant differ."""

BY_INSTANT = frozenset({"first_seen_at", "seen_at", "occurred_at", "polled_at", "next_due_at"})
"""Columns in which two runs at different instants differ as well."""


def stable(rows: Iterable[dict[str, Any]], apart: frozenset[str] = BY_RUN) -> list[str]:
    """Write rows as text, without some columns, in an order of their own."""
    return sorted(
        json.dumps({k: v for k, v in row.items() if k not in apart}, default=str) for row in rows
    )


_ACTORS = """
select actor_id, kind, name, names, affiliation, country, countries, articles, wikidata_id, same_as,
       [(told.role, told.affiliation, told.country) for told in roles] as roles
from actors
order by actor_id
"""


_REPORTS = """
select statement_id, report.claim_id, report.text, [each.statement_id for each in contradicts],
       [each.statement_id for each in answers]
from (select *, unnest(reports) as report from all_statements)
order by all
"""


def reports_of_statements(store: Store) -> list[tuple[Any, ...]]:
    """Which claims report which statements, and what these contradict and answer.

    Rows hold instants, in which two runs differ, and each window of a stream has its own rows.
    """
    with Output(store) as output:
        return output.sql(_REPORTS).fetchall()


def actors_without_days(store: Store) -> list[tuple[Any, ...]]:
    """What all rows of actors tell together, which the windows of a stream tell apart.

    The days are left out, since two runs at different instants differ in them.
    """
    with Output(store) as output:
        return [(*row[:-1], sorted(map(repr, row[-1]))) for row in output.sql(_ACTORS).fetchall()]
