"""A content: what a cue attributes."""

from typing import NamedTuple

from claimwire.language.claims.layout import Range

UNSOURCED = frozenset({"raised"})
"""Frames in which nobody is named who says so."""
OBJECTS = ("matter", "person", "goods", "ground")
"""Frames of objects by their sort."""


class Content(NamedTuple):
    """What a cue attributes.

    Attributes:
        ranges: its tokens, in order.
        rule: the rule that found it.
        link: the preposition that links it to the cue, or None.
        frame: the frame of the cue that it fills.
        around: the word that governs it, where it is the clause around its cue; else None.
    """

    ranges: tuple[Range, ...]
    rule: str
    link: int | None = None
    frame: str = "clause"
    around: int | None = None
