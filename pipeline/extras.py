"""Packages that only some commands need, and that come with an extra of claimwire."""

from claimwire.errors import UsageError


def needs_extra(what: str, extra: str) -> UsageError:
    """Say that something needs packages that are not installed, and how to install them.

    Args:
        what: the command or option.
        extra: the extra of claimwire that has them.
    """
    return UsageError(
        f"{what} needs packages that are not installed: pip install 'claimwire[{extra}]'."
    )
