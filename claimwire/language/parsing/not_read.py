"""Why a text is not read."""


class TextTooLong(Exception):
    """The text is longer than what is read of any."""


class ReadingTimeLimit(Exception):
    """The text takes longer to read than any may."""
