"""Failures that are told to the user in one sentence."""


class UsageError(Exception):
    """What the user asked for cannot be done as asked; nothing was started. Exit code 2."""


class RunFailed(Exception):
    """The run was started and did not succeed. Exit code 1.

    Nothing was published; of a stream, no more than the windows before.
    """
