"""The rule for polling a permanently redirected feed at its new address."""

from collections.abc import Sequence
from datetime import datetime, timedelta

POLLS = 3
PERIOD = timedelta(days=3)
"""A "permanent" redirect is adopted after ``POLLS`` polls over this time: some sites redirect all
their addresses to a maintenance page for an afternoon."""


def adopted_move(history: Sequence[tuple[datetime, str | None]]) -> str | None:
    """Return the new address at which a feed is to be polled, if any.

    Args:
        history: instant and ``moved_to`` of the feed's polls, in any order.

    Returns:
        The address that the last polls agree on, at least ``POLLS`` of them over at least
        ``PERIOD``; None if the listed address is to be polled.
    """
    ordered = sorted(history, key=lambda poll: poll[0])
    target = ordered[-1][1] if ordered else None
    if target is None:
        return None
    agreeing = []
    for at, moved_to in reversed(ordered):
        if moved_to != target:
            break
        agreeing.append(at)
    if len(agreeing) >= POLLS and agreeing[0] - agreeing[-1] >= PERIOD:
        return target
    return None
