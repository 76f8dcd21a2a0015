"""Hints in the words around a name for or against its being a place, as weights to be summed.

The weights are hand-set, in steps of a half, on the scale of ``toponym_weights.PLACE``.
"""

from claimwire.language.mentions.dateline_names import is_place_of_dateline
from claimwire.language.mentions.tokens import Tokens

LEADING = 2.5
"""What leads to places and to little else: "in", "moved to"."""
_OF = 1.0
_OF_KIND = 6.0
_OF_PLACE = 3.0
_KIND_BEHIND = 2.0
_LOCAL_BEHIND = 3.0
_LOCAL_ARTICLE = 1.5
_SHARED_BEHIND = 3.5
_HOME = 2.5
_STRAIGHT_IN = 1.5
_TITLED = -5.0
_NAMESAKE = -6.0
_CASE = -4.0
_PART = -3.5
_NOT_PROPER = -2.0
_DATELINE = 3.0
_CAPITALS = -1.5

_OLDEST = 120
_FARTHEST = 12
"""Words from an item of a list to the noun that its items share."""
_AFTER_OPENING = frozenset({":", "--", "---", "\u2013", "\u2014"})
_AFTER_DATELINE = frozenset({",", "(", ":", "-", "--", "---", "\u2013", "\u2014"})


def before(tokens: Tokens, first: int) -> float:
    """Weigh what leads to a name: "in", "the village of", "Mr."."""
    words = tokens.words.places
    lowers = tokens.lowers
    index = first - 1
    while index > 0 and lowers[index] in words.skipped:
        index -= 1
    if index < 0:
        return 0.0
    lead = lowers[index]
    if lead in words.versus or lead in words.namesakes or lead in words.ships:
        return _CASE if lead in words.versus else _NAMESAKE
    if weight := _of(tokens, index, first):
        return weight
    if lead in words.locative or tokens.texts[index] in words.place_nouns:
        straight = index == first - 1 and lead in words.qualifying
        trusted = index > 0 and lowers[index - 1] in words.trusting
        return LEADING + _STRAIGHT_IN * (straight and not trusted)
    if lead in words.leading:
        moves = index > 0 and (
            lowers[index - 1] in words.moving or lowers[index - 1] in words.locative
        )
        return LEADING if moves else _OF
    # "His wife, Nina" is nobody's town.
    kin = lowers[index - (lead == "," and index > 0)] in tokens.words.persons.kin
    return _TITLED if kin or tokens.texts[index] in words.person_titles else 0.0


def noun_of_list(tokens: Tokens, first: int) -> int | None:
    """Find the noun of a list that a name ends: "the villages of Bumbacari and Dudescu".

    Args:
        tokens: of the text.
        first: token of the name.
    """
    words = tokens.words.places
    for at in range(first - 1, max(first - _FARTHEST, 0), -1):
        if tokens.lowers[at] in words.of_kind:
            return at - 1 if tokens.lowers[at - 1] in words.shared_nouns else None
        if tokens.texts[at] not in words.connectives and not tokens.is_proper(at):
            return None
    return None


def leads_list(tokens: Tokens, first: int) -> bool:
    """Whether what leads to the first item of a list leads to a place: "in Baga and Monguno".

    Args:
        tokens: of the text.
        first: token of an item that is not the first.
    """
    words = tokens.words.places
    for at in range(first - 1, max(first - _FARTHEST, -1), -1):
        lower = tokens.lowers[at]
        if lower in words.locative or lower in words.leading:
            return True
        if tokens.texts[at] not in words.connectives and not tokens.texts[at][:1].isupper():
            return False
    return False


def behind(tokens: Tokens, first: int, last: int) -> float:
    """Weigh what is said behind a name: "Sichuan province", but "West Nile virus"."""
    if last >= len(tokens.texts):
        return 0.0
    words, after = tokens.words.places, tokens.lowers[last]
    if after in words.called_by or after in words.versus:
        return _CASE if after in words.versus else _NAMESAKE
    if after in words.local_nouns and tokens.texts[last].islower():
        # Persons have no article: "a Dalton man".
        return _LOCAL_BEHIND + _LOCAL_ARTICLE * _is_indefinite(tokens, first - 1)
    if after in words.local_offices:
        return _LOCAL_BEHIND
    if _shares(tokens, last):
        return _SHARED_BEHIND
    return _KIND_BEHIND * (after in words.place_nouns)


def _is_indefinite(tokens: Tokens, index: int) -> bool:
    """Whether a token is the article of somebody not named before."""
    actors = tokens.words.actors
    return index >= 0 and tokens.lowers[index] in actors.articles - actors.definite


def _of(tokens: Tokens, index: int, first: int) -> float:
    """Weigh what a name is "of": "the village of", "Rebecca Sears, 41, of".

    Args:
        tokens: of the text.
        index: the word that leads to the name.
        first: token of the name.
    """
    words, lead = tokens.words.places, tokens.lowers[index]
    if lead in words.connectives:
        return _OF_KIND * (noun_of_list(tokens, first) is not None)
    if lead not in words.of_kind:
        return 0.0
    if index and tokens.lowers[index - 1] in words.place_nouns:
        return _OF_KIND
    if index and tokens.lowers[index - 1] in words.of_places:
        return _OF_PLACE
    return _HOME * _is_age(tokens, index - 1)


def _is_age(tokens: Tokens, comma: int) -> bool:
    """Whether an age ends before a token: "Rebecca Sears, 41, of"."""
    if comma < 1 or tokens.texts[comma] != ",":
        return False
    age = tokens.texts[comma - 1]
    return age.isdecimal() and len(age) < 4 and int(age) <= _OLDEST


def _shares(tokens: Tokens, last: int) -> bool:
    """Whether a name shares its noun with others of a list: "Barrow, Jackson and Hall counties"."""
    words = tokens.words.places
    at = last
    for _ in range(_FARTHEST):
        if at >= len(tokens):
            return False
        if tokens.lowers[at] in words.shared_nouns:
            return tokens.texts[at].islower()
        if tokens.texts[at] not in words.connectives and not tokens.is_proper(at):
            return False
        at += 1
    return False


def capitals(tokens: Tokens, first: int, last: int) -> float:
    """Weigh a name all in capitals: a dateline's, or more often an acronym."""
    if not tokens.name(first, last).isupper():
        return 0.0
    after = tokens.texts[last] if last < len(tokens.texts) else ""
    if tokens.starts[first] and after in _AFTER_DATELINE:
        return _DATELINE
    return _DATELINE if is_place_of_dateline(tokens, first, last) else _CAPITALS


def opening(tokens: Tokens, first: int, last: int) -> float:
    """Weigh a name that opens a report, with a capital alone: "Kathmandu: About 100 people"."""
    after = tokens.texts[last] if last < len(tokens.texts) else ""
    opens = first == 0 or (tokens.starts[first] and "\n" in tokens.texts[first - 1])
    return _DATELINE * (opens and after in _AFTER_OPENING and not tokens.texts[first].isupper())


def part(tokens: Tokens, first: int, last: int) -> float:
    """Weigh whether a further capitalised word belongs to the name."""
    if first and tokens.is_proper(first - 1) and not tokens.starts[first]:
        return _PART
    if last >= len(tokens.texts) or not tokens.is_proper(last):
        return 0.0
    words, after = tokens.words.places, tokens.lowers[last]
    return _PART * (after not in words.place_nouns and after not in words.body_nouns)


def not_proper(tokens: Tokens, first: int, last: int) -> float:
    """Weigh what the tagger says of the words; it is lost in those that are all in capitals."""
    if capitals(tokens, first, last) > 0:
        return 0.0
    return _NOT_PROPER * tokens.is_common(first, last)
