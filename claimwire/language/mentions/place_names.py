"""How names of places are compared: without case, accents and the marks that usage varies."""

import functools
import unicodedata

from claimwire.language.mentions.knowledge_files import rows

_SHORTEST_ALTERNATE = 4
_END_OF_LATIN = 0x250
"""The first code point behind Unicode's Latin letters (Latin Extended-B)."""
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u02bb": "'", "`": "'"})


def name_key(name: str) -> str:
    """Return the form under which a name of a place is looked up.

    Case, accents, hyphens and kinds of apostrophe make no difference, and "St." is "Saint".
    """
    if name.isascii():
        text = name
    else:
        parts = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
        text = "".join(part for part in parts if not unicodedata.combining(part))
    full = _abbreviations()
    return " ".join(full.get(word, word) for word in text.replace("-", " ").casefold().split())


@functools.cache
def _abbreviations() -> dict[str, str]:
    return {row["short"]: row["full"] for row in rows("place_abbreviations.csv")}


def may_be_name(name: str) -> bool:
    """Whether an alternate name could stand in an English text: Latin, capitalised, no code."""
    if len(name) < _SHORTEST_ALTERNATE or not name[0].isupper() or name.isupper():
        return False
    return all(
        character in " -'\u2019." or (character.isalpha() and ord(character) < _END_OF_LATIN)
        for character in name
    )
