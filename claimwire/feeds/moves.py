"""When a feed that redirects permanently is polled at its new address."""

from collections.abc import Sequence
from datetime import datetime, timedelta

POLLS = 3
PERIOD = timedelta(days=3)
"""A "permanent" redirect is believed after this many polls over this long: some sites send all
their addresses to a maintenance page that way for an afternoon."""


def adopted_move(history: Sequence[tuple[datetime, str | None]]) -> str | None:
    """Decide where a feed is to be polled.

    Args:
        history: instant and ``moved_to`` of the feed's polls, in any order.

    Returns:
        The address that the last polls agree on, at least ``POLLS`` over at least ``PERIOD``; None
        as long as the listed address is to be asked.
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
