"""Medians of what is measured side by side, and slopes of what grows."""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter


def interleaved(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Time ways in turns, so that what else the machine does meets all of them alike.

    Args:
        ways: what is called, by name.
        rounds: how many times each is called.

    Returns:
        the median of the seconds of each.
    """
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    names = list(ways)
    for number in range(rounds):
        # None is always the one that comes after the slowest.
        for name in names if number % 2 == 0 else reversed(names):
            started = perf_counter()
            ways[name]()
            seconds[name].append(perf_counter() - started)
    return {name: statistics.median(each) for name, each in seconds.items()}


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Fit a line; answer by how much it rises for each unit."""
    xs, ys = zip(*points, strict=True)
    return statistics.linear_regression(xs, ys).slope


def log_slope(points: Sequence[tuple[float, float]]) -> float:
    """Answer the power of x with which y grows: 1 is in proportion."""
    return slope([(math.log(x), math.log(y)) for x, y in points])
