"""The root of all exceptions that this project raises on purpose."""


class ClaimwireError(Exception):
    """Something went wrong that has a name; the message gives the cause and the way out."""
