"""How names of places are compared: without case, accents and the marks that usage varies."""

import unicodedata

_SHORTEST_ALTERNATE = 4
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u02bb": "'", "`": "'"})


def name_key(name: str) -> str:
    """The form under which a name of a place is looked up.

    Case, accents, hyphens and kinds of apostrophe are levelled, and "St." is "Saint".
    """
    if name.isascii():
        text = name
    else:
        parts = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
        text = "".join(part for part in parts if not unicodedata.combining(part))
    words = text.replace("-", " ").casefold().split()
    return " ".join(_WORDS.get(word, word) for word in words)


def may_be_name(name: str) -> bool:
    """Whether an alternate name could stand in an English text: Latin, capitalised, no code."""
    if len(name) < _SHORTEST_ALTERNATE or not name[0].isupper() or name.isupper():
        return False
    return all(
        character in " -'\u2019." or (character.isalpha() and ord(character) < _END_OF_LATIN)
        for character in name
    )


_END_OF_LATIN = 0x250
_WORDS = {"st.": "saint", "st": "saint", "ste.": "sainte", "mt.": "mount", "ft.": "fort"}
