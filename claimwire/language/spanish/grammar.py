"""The grammar of spaCy's Spanish pipelines, which speak Universal Dependencies."""

import dataclasses

from claimwire.language.neutral_grammar import NEUTRAL

SPANISH = dataclasses.replace(NEUTRAL, adjectives_follow=True, drops_subjects=True)
