"""Statistics of benchmarks: medians of interleaved timings, and slopes of growth."""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter


def interleaved(
    ways: Mapping[str, Callable[[], object]],
    rounds: int,
    clock: Callable[[], float] = perf_counter,
) -> dict[str, float]:
    """Time functions in turns, so that other load on the machine affects all of them alike.

    Args:
        ways: the functions by name.
        rounds: number of calls of each.
        clock: ``perf_counter`` for elapsed time, ``process_time`` for processor time.

    Returns:
        The median time of each function, in seconds.
    """
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    names = list(ways)
    for number in range(rounds):
        # The order alternates, so that the same function does not always follow the slowest.
        for name in names if number % 2 == 0 else reversed(names):
            started = clock()
            ways[name]()
            seconds[name].append(clock() - started)
    return {name: statistics.median(each) for name, each in seconds.items()}


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the fitted line."""
    xs, ys = zip(*points, strict=True)
    return statistics.linear_regression(xs, ys).slope


def log_slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the exponent k of the growth y ~ x^k; 1 is proportional growth."""
    return slope([(math.log(x), math.log(y)) for x, y in points])
