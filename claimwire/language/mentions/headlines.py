"""Headlines that are all in capitals, in which every word looks like a name.

The language model knows little of such lines: what it takes for a name there is one only where the
rest of the text has it as one, or a list of places.
"""

import collections
from collections.abc import Mapping, Sequence

from claimwire.language.mentions.place_names import name_key
from claimwire.language.mentions.places import places_named
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

_PLACE_LABELS = frozenset({"GPE", "LOC"})


def without_doubtful(tokens: Tokens, found: Mapping[Stretch, str]) -> dict[Stretch, str]:
    """Leave out what the model takes for a name in a headline and nothing else tells to be one.

    Args:
        tokens: of the text.
        found: the model's type of each name, by where it stands.

    Returns:
        The same, with the types that the rest of the text gives to names in headlines.
    """
    if not any(tokens.headlines):
        return dict(found)
    elsewhere, common = _types_elsewhere(tokens, found), _in_lower_case(tokens)
    kept: dict[Stretch, str] = {}
    for stretch, label in found.items():
        types = elsewhere.get(name_key(tokens.name(*stretch)))
        if not tokens.headlines[stretch[0]]:
            kept[stretch] = label
        elif types is not None:
            kept[stretch] = types.most_common(1)[0][0]
        elif stretch[1] - stretch[0] > 1:
            if common.isdisjoint(tokens.lowers[slice(*stretch)]):
                kept[stretch] = label
        elif label in _PLACE_LABELS and places_named(tokens.name(*stretch)):
            kept[stretch] = label
    return kept


def repeated_in_text(tokens: Tokens) -> frozenset[str]:
    """Return the keys of words that stand in a headline, and as names in the text below."""
    if not any(tokens.headlines):
        return frozenset()
    above = {name_key(text) for text, inside in _words(tokens) if inside}
    below = {name_key(text) for text, inside in _words(tokens) if not inside and text.istitle()}
    return frozenset(above & below - _in_lower_case(tokens))


def _words(tokens: Tokens) -> Sequence[tuple[str, int]]:
    return list(zip(tokens.texts, tokens.headlines, strict=True))


def _in_lower_case(tokens: Tokens) -> frozenset[str]:
    return frozenset(text for text in tokens.texts if text.islower())


def _types_elsewhere(
    tokens: Tokens, found: Mapping[Stretch, str]
) -> dict[str, collections.Counter[str]]:
    """The types of the names outside headlines, by their keys."""
    types: dict[str, collections.Counter[str]] = {}
    for stretch, label in found.items():
        if not tokens.headlines[stretch[0]]:
            types.setdefault(name_key(tokens.name(*stretch)), collections.Counter())[label] += 1
    return types
