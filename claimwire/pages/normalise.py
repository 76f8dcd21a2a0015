"""Normalisation of texts for their comparison.

Imported by the extraction process: no Beam, no schemas.
"""

import re
import unicodedata

_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")


def normalised(text: str) -> str:
    """Return only the letters and digits, in Unicode's NFKC_Casefold form (UAX #15, UTS #18).

    Punctuation, white space, case and the forms of letters differ between copies of one text.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _NEITHER_LETTER_NOR_DIGIT.sub("", folded)
