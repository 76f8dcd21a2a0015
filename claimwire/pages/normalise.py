"""Normalisation of texts for the comparison of whole texts."""

import re
import unicodedata

from claimwire.schemas.keys import stable_id

_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")


def normalised(text: str) -> str:
    """Return only the letters and digits, in Unicode's NFKC_Casefold form (UAX #15, UTS #18).

    Punctuation, white space, case and the forms of letters differ between copies of one text.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _NEITHER_LETTER_NOR_DIGIT.sub("", folded)


def text_key(text: str) -> str:
    """Return a text's key, equal for texts that differ in case, spacing or punctuation alone."""
    return stable_id(normalised(text))
