"""Being stopped from outside: by a scheduler, by a terminal that is closed, by Ctrl-C."""

import signal


def end_like_ctrl_c() -> None:
    """From now on SIGTERM and SIGHUP end this process as Ctrl-C does, so that it can tidy up.

    What the process was started to ignore, as by ``nohup``, it goes on to ignore.
    """
    for each in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, signal.default_int_handler)
