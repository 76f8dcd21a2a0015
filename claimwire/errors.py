"""The tree of all exceptions that this project raises on purpose.

Each passes its constructor's arguments on to ``args``, text first: so it can be pickled on its way
from a worker, and Beam can add the name of the step to it.
"""

from typing import ClassVar


class ClaimwireError(Exception):
    """Something went wrong that has a name; the message gives the cause and the way out.

    Attributes:
        exit_code: with which a command ends that fails so.
    """

    exit_code: ClassVar[int] = 1


class UsageError(ClaimwireError):
    """What the user gave cannot be used as given; nothing was started."""

    exit_code = 2


class RunFailed(ClaimwireError):
    """What was started did not succeed."""
