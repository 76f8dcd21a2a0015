"""Stretches of a text: which of those that overlap are taken."""

from collections.abc import Collection, Iterable

Stretch = tuple[int, int]
"""First token, and the token after the last."""


def covered(length: int, stretches: Iterable[Stretch]) -> bytearray:
    """Mark the tokens that stand in a stretch.

    Args:
        length: tokens of the text.
        stretches: may overlap.

    Returns:
        1 for each token that stands in one, else 0.
    """
    marks = bytearray(length)
    for first, last in stretches:
        marks[first:last] = b"\x01" * (last - first)
    return marks


def longest(length: int, stretches: Collection[Stretch]) -> set[Stretch]:
    """Choose, of stretches that overlap, the longest; of equally long ones the first.

    Args:
        length: tokens of the text.
        stretches: none of them empty.
    """
    taken = bytearray(length)
    chosen = set()
    for first, last in sorted(stretches, key=_longest_first):
        if not any(taken[first:last]):
            taken[first:last] = b"\x01" * (last - first)
            chosen.add((first, last))
    return chosen


def in_text_order(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Sort stretches by where they begin, an outer one before those inside it."""
    return sorted(stretches, key=lambda stretch: (stretch[0], -stretch[1]))


def _longest_first(stretch: Stretch) -> tuple[int, int]:
    return stretch[0] - stretch[1], stretch[0]
