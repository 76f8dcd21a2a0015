"""Why a text is not read."""

from claimwire.errors import ClaimwireError


class TextTooLong(ClaimwireError):
    """The text is longer than any that is read."""


class ReadingTimeLimit(ClaimwireError):
    """Reading the text takes longer than is allowed for one text."""
