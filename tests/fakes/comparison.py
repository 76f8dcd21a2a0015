"""Rows of two runs set side by side."""

import json
from collections.abc import Iterable
from typing import Any

BY_RUN = frozenset({"run_id", "fetched_at"})
"""Columns in which two runs at the same instant differ."""

BY_INSTANT = frozenset({"first_seen_at", "seen_at", "occurred_at", "polled_at", "next_due_at"})
"""Columns in which two runs at different instants differ as well."""


def stable(rows: Iterable[dict[str, Any]], apart: frozenset[str] = BY_RUN) -> list[str]:
    """Write rows as text, without some columns, in an order of their own."""
    return sorted(
        json.dumps({k: v for k, v in row.items() if k not in apart}, default=str) for row in rows
    )
