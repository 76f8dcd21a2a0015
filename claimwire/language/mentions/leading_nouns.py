"""Names of bodies that begin with a noun for what they are: "Tribunal Segundo de Oruro".

Small models leave the noun out, and take what is behind it for a person or a town, or take the
whole for one. A language lists the nouns (``leading`` of ``body_nouns.toml``); English, whose nouns
come last, lists none.
"""

from collections.abc import Mapping

from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

_LONGEST = 9
"""Tokens in the longest name."""
_WITHIN = frozenset({"NOUN", "ADJ", "PROPN", "NUM"})
"""Parts of speech of words without a capital in a name: "d'appel"."""


def with_leading_nouns(tokens: Tokens, found: Mapping[Stretch, str]) -> dict[Stretch, str]:
    """Begin the names of bodies at their noun.

    Args:
        tokens: of the text.
        found: the model's type of each name, by where it stands.

    Returns:
        The same, with bodies for the names that go on from a noun.
    """
    nouns = tokens.words.body_nouns.leading
    names = dict(found)
    for index, lower in enumerate(tokens.lowers if nouns else ()):
        if lower not in nouns or not tokens.texts[index].istitle():
            continue
        end = _end(tokens, index, dict(names))
        if end is None or any(first < index < last for first, last in names):
            continue
        for stretch in [each for each in names if index <= each[0] < end]:
            del names[stretch]
        names[index, end] = "ORG"
    return names


def _end(tokens: Tokens, noun: int, names: Mapping[int, int]) -> int | None:
    """The token behind a name that begins at a noun; None if there is only the noun.

    Args:
        tokens: of the text.
        noun: where it stands.
        names: the ends of the model's names, by their beginnings.
    """
    linking = tokens.words.actors.complements | tokens.words.actors.definite
    index = names.get(noun, noun + 1)
    end = index if index > noun + 1 else None
    while index < min(noun + _LONGEST, len(tokens)) and not tokens.starts[index]:
        if index in names:
            index = end = names[index]
            continue
        capital = tokens.texts[index][:1].isupper()
        linked = tokens.lowers[index - 1] in tokens.words.actors.complements
        if capital and tokens.texts[index].isalpha():
            end = index + 1
        elif not (tokens.lowers[index] in linking or (linked and tokens.tags[index] in _WITHIN)):
            break
        index += 1
    return end
