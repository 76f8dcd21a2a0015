"""The grammar of spaCy's French pipelines, which speak Universal Dependencies."""

import dataclasses

from claimwire.language.neutral_grammar import NEUTRAL

FRENCH = dataclasses.replace(NEUTRAL, adjectives_follow=True)
