"""Names of persons: what is a title, what a nickname, and when a name is a full one."""

from collections.abc import Sequence

from claimwire.language.mentions.rule_words import PersonWords


def bare_name(text: str, words: PersonWords) -> str:
    """Return a name without the titles before it.

    The title of a monarch stays before a single name, which it makes a whole one: "King Salman".
    """
    parts = text.split()
    first = title_length(parts, words)
    if first and len(parts) - first == 1 and parts[first - 1].lower() in words.regnal:
        first -= 1
    return " ".join(parts[first:])


def title_length(parts: Sequence[str], words: PersonWords) -> int:
    """Return how many of the first words of a name are titles; one word is always left."""
    length = 0
    while length < len(parts) - 1 and (
        is_title(parts[length], words) or parts[length].lower() in words.occupations
    ):
        length += 1
    return length


def is_title(word: str, words: PersonWords) -> bool:
    """Whether a word is a title, also a compound one: "Vice-President"."""
    plain = word.lower().rstrip(".,")
    return plain in words.titles or (
        "-" in plain and all(part in words.titles for part in plain.split("-"))
    )


def title_gender(text: str, words: PersonWords) -> str | None:
    """Return "female" or "male" if a title before a name says so, as "Lady" does."""
    for part in text.split()[:-1]:
        plain = part.lower().rstrip(".")
        if plain in words.female_titles:
            return "female"
        if plain in words.male_titles:
            return "male"
    return None


def without_generation(name: str, words: PersonWords) -> str:
    """Return a name without the "Jr." behind it."""
    parts = name.split()
    if len(parts) > 2 and parts[-1].lower().rstrip(".") in words.generations:
        parts.pop()
        parts[-1] = parts[-1].rstrip(",")
    return " ".join(parts)
