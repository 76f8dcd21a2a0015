"""Why a text is not read."""

from claimwire.errors import ClaimwireError

LIMIT_S = 600.0
"""Longest time for one text. A million characters of prose take some 45 seconds of a
core, and the machine may be busy."""


class TextTooLong(ClaimwireError):
    """The text is longer than any that is read."""


class ReadingTimeLimit(ClaimwireError):
    """Reading the text takes longer than is allowed for one text."""
