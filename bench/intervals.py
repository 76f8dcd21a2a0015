"""95 percent intervals of shares, by drawing articles.

Claims of one article are alike: same writer, same subject, same faults of the parse. An interval
that takes each claim for itself (Wilson's, for example) is therefore too narrow. So whole articles
are drawn, with replacement, as many as there are, again and again (the bootstrap of clusters: Field
and Welsh, 2007), and the interval is between the 2.5th and the 97.5th percentile of what the draws
give. It tells how the figure would vary on other articles of the same kind, not on another kind.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

DRAWS = 2000
"""How often articles are drawn; with another seed the ends move by less than half a point."""

_SEED = 21

Counts = NDArray[np.float64]
"""One row a draw, one column a count."""


def interval(
    counts: Sequence[Sequence[int]], figure: Callable[[Counts], NDArray[np.float64]]
) -> tuple[float, float]:
    """Return the 95 percent interval of a figure that is computed from sums of counts.

    Args:
        counts: the counts of each article.
        figure: computes the figure of each draw from its sums.

    Returns:
        The lower and the upper end; not numbers if no article has what is counted.
    """
    if not any(map(any, counts)):
        return math.nan, math.nan
    of_article = np.array(counts, dtype=np.float64)
    drawn = np.random.default_rng(_SEED).integers(0, len(counts), (DRAWS, len(counts)))
    times = np.stack([np.bincount(each, minlength=len(counts)) for each in drawn])
    low, high = np.nanpercentile(figure(times @ of_article), (2.5, 97.5))
    return float(low), float(high)


def between(
    counts: Sequence[Sequence[int]], figure: Callable[[Counts], NDArray[np.float64]]
) -> str:
    """Write the interval of a figure in percent, for example ``81.9 to 86.0``."""
    low, high = interval(counts, figure)
    return f"{100 * low:.1f} to {100 * high:.1f}"


def share(sums: Counts) -> NDArray[np.float64]:
    """Return what is right, the first count, as a share of the second; not a number of none."""
    return _divided(sums[:, 0], sums[:, 1])


def f1(sums: Counts) -> NDArray[np.float64]:
    """Return F1 from counts of what is right, found and wanted."""
    return _divided(2 * sums[:, 0], sums[:, 1] + sums[:, 2])


def _divided(part: Counts, whole: Counts) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)
