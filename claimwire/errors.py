"""The root of all exceptions that this project raises on purpose.

Each exception passes its constructor's arguments on to ``args``, text first. So it can be pickled
on its way from a worker, and Beam can add the name of the step to it.
"""

from typing import ClassVar


class ClaimwireError(Exception):
    """Base class of expected failures; the message gives the cause and the way out.

    Attributes:
        exit_code: exit status of a command that fails with this error.
    """

    exit_code: ClassVar[int] = 1


class UsageError(ClaimwireError):
    """The user's input cannot be used as given; nothing was started."""

    exit_code = 2


class RunFailed(ClaimwireError):
    """A run was started and failed."""
