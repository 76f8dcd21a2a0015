"""Identifiers of texts, by which equal texts are found."""

from claimwire.pages.normalise import normalised
from claimwire.schemas.keys import stable_id


def text_key(text: str) -> str:
    """Return a text's key, equal for texts that differ in case, spacing or punctuation alone."""
    return stable_id(normalised(text))
