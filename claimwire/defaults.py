"""Defaults shared by the library and the options of a run.

This module imports nothing heavy, so that the command line's help is quick. The defaults of web
requests are in ``claimwire.web.fetch_options``, and the spaCy pipelines in
``claimwire.language.parsing.models``.
"""

from datetime import timedelta

MIN_WORDS = 40
"""Minimum length of an article, in words."""

MAX_ATTEMPTS = 5
"""Maximum number of attempts for a page, over several runs."""

LOOK_BACK = timedelta(days=30)
"""How far back the published tables are read as memory of earlier runs."""

LEASE_DURATION = timedelta(hours=2)
"""How long a run, or a window of a stream, may hold the lease on the output."""
