"""Identifiers for entities that no list has: readable and deterministic."""

import re
import unicodedata

from claimwire.schemas.keys import stable_id

_NO_LETTERS = re.compile(r"[\W_]+")


def entity_id(prefix: str, name: str, country: str | None = None) -> str:
    """Make an identifier from a name.

    Args:
        prefix: what it is, for example ``person``.
        name: as written. Letters of other scripts are kept, accents are removed.
        country: ISO 3166-1 alpha-3 code, which tells namesakes apart.

    Returns:
        For example ``person:zabihullah-mujahid@AFG``.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # A name without letters or digits still needs an identifier of its own.
    slug = _NO_LETTERS.sub("-", bare).strip("-") or stable_id(name)
    return f"{prefix}:{slug}" + (f"@{country}" if country else "")
