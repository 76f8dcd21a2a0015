"""The choice of a feed's newest entries, where it has more than are read."""

from collections.abc import Sequence
from datetime import datetime


def newest(dates: Sequence[datetime | None], limit: int) -> list[int]:
    """Choose the newest entries.

    Entries with a date go by it. The others follow, those at both ends of the feed first: most
    feeds begin with the newest entry, archives end with it.

    Args:
        dates: the date of each entry, in the feed's order.
        limit: maximum number of entries.

    Returns:
        The positions of the chosen entries, in the feed's order.
    """
    last = len(dates) - 1
    dated = [(date, position) for position, date in enumerate(dates) if date]
    dated.sort(key=lambda entry: entry[0], reverse=True)
    undated = [position for position, date in enumerate(dates) if not date]
    undated.sort(key=lambda position: min(position, last - position))
    return sorted([*(position for _, position in dated), *undated][:limit])
