"""Identifiers for entities that no list has: readable, and made of their names alone.

The same person or body has the same identifier in every article, whatever that article tells or
leaves out. docs/decisions.md says how names are normalised.
"""

import functools
import re
import unicodedata

from claimwire.language.mentions.knowledge_files import tables
from claimwire.schemas.keys import stable_id

_NO_LETTERS = re.compile(r"[\W_]+")
_NICKNAME = re.compile(r"""["“”„«(‘]\s*[^"“”„«»()‘’]*[^"“”„«»()‘’\s]\s*["“”»)’]""")  # noqa: RUF001
_INITIAL = re.compile(r"\b(\w)\.\s*(?=\w\.|\w\b|\s|$)")
_UNDIVIDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})  # noqa: RUF001
"""Letters with a stroke or in a ligature, which Unicode does not take apart."""


def entity_id(prefix: str, name: str) -> str:
    """Make an identifier from a name.

    Args:
        prefix: what it is, for example ``person``.
        name: as written, without titles. Letters of other scripts are kept, accents are removed.

    Returns:
        For example ``person:zabihullah-mujahid``.
    """
    return f"{prefix}:{_slug(name)}"


def person_id(name: str) -> str:
    """Make the identifier of a person from the full name, nicknames in marks left out."""
    return entity_id("person", _NICKNAME.sub(" ", name).strip() or name)


def without_legal_form(name: str) -> str:
    """Return the name of a company without its legal form: "Kestrel Airlines Inc."."""
    words = name.split()
    while words and words[-1].replace(".", "").rstrip(",") in _legal_words():
        words.pop()
    return " ".join(words).rstrip(", ") or name


@functools.cache
def _legal_words() -> frozenset[str]:
    lists = tables("legal_forms.toml")
    return frozenset([*lists["forms"], *lists["joints"], ""])


def state_body_id(kind: str, country: str, name: str) -> str:
    """Make the identifier of a body of which every state has one, such as a supreme court.

    Args:
        kind: as in the table of entities.
        country: ISO 3166-1 alpha-3 code.
        name: without that of the country.
    """
    return f"{kind}:{country}:{_slug(name)}"


def _slug(name: str) -> str:
    joined = _INITIAL.sub(r"\1", unicodedata.normalize("NFKC", name))
    plain = unicodedata.normalize("NFKD", joined).casefold().translate(_UNDIVIDED)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # A name without letters or digits still needs an identifier of its own.
    return _NO_LETTERS.sub("-", bare).strip("-") or stable_id(name)
