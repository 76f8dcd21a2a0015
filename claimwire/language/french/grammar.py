"""The grammar of spaCy's French pipelines, which speak Universal Dependencies."""

from claimwire.language.neutral_grammar import NEUTRAL

FRENCH = NEUTRAL
