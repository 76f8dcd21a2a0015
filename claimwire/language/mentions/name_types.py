"""The type of a name where the language model is doubtful, by the words in and around it."""

from claimwire.language.mentions.persons_by_words import is_of_name
from claimwire.language.mentions.places import places_named
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

_UNSURE = frozenset({"EVENT", "FAC", "LAW", "ORG"})
"""Types that the model gives to persons and events now and then."""
_FULL_NAME = 3
"""Words in first names and a surname."""
_LARGE = 100_000
_HYPHEN = "-"


def type_of_name(tokens: Tokens, stretch: Stretch, label: str, surnames: frozenset[str]) -> str:
    """Return the type of a name: the model calls persons, events and laws bodies now and then.

    Args:
        tokens: of the text.
        stretch: where the name stands.
        label: the model's type.
        surnames: single words that the model calls persons elsewhere in the text.
    """
    first, last = stretch
    if last - first == 1:
        return label
    if label == "LOC" or (label == "PERSON" and _is_where(tokens, first)):
        return "FAC" if _is_of_facility(tokens, last) else label
    if label == "GPE":
        return _label_of_place(tokens, stretch)
    if label not in _UNSURE:
        return "FAC" if label == "PERSON" and _is_of_road(tokens, last) else label
    by_words = _label_by_words(tokens, first, last)
    if by_words is not None or label in {"EVENT", "LAW"}:
        return by_words or label
    return "PERSON" if _is_person(tokens, stretch, surnames) else label


def _label_of_place(tokens: Tokens, stretch: Stretch) -> str:
    """The type of what the model calls a place: one in no list may be a street or a person."""
    if places_named(tokens.name(*stretch)):
        return "GPE"
    if _is_of_facility(tokens, stretch[1]):
        return "FAC"
    if _ends_as_place(tokens, stretch[1]):
        return "GPE"
    return "PERSON" if _is_person(tokens, stretch, frozenset()) else "GPE"


def _is_person(tokens: Tokens, stretch: Stretch, surnames: frozenset[str]) -> bool:
    """Whether a name has the form of a person's, and a first name, surname or the text tells it."""
    first, last = stretch
    # "Eva-Marie Persson" is of four tokens.
    words = [at for at in range(first, last) if tokens.texts[at] != _HYPHEN]
    if len(words) > _FULL_NAME or not all(is_of_name(tokens, at) for at in words):
        return False
    given = tokens.texts[first]
    likely = given in tokens.words.first_names and not _is_of_large_place(given)
    return likely or tokens.texts[last - 1] in surnames or _is_called_somebody(tokens, stretch)


def _is_called_somebody(tokens: Tokens, stretch: Stretch) -> bool:
    """Whether a noun before says so: "lead singer X", "his lawyer, X, said"."""
    first, last = stretch
    persons, at = tokens.words.persons, first - 1
    if at > 0 and tokens.texts[at] == "," and tokens.texts[last : last + 1] == [","]:
        at -= 1
    return at >= 0 and tokens.texts[at] in persons.occupations | persons.people


def _ends_as_place(tokens: Tokens, last: int) -> bool:
    places, final = tokens.words.places, tokens.lowers[last - 1]
    return final in places.facility_nouns | places.division_nouns | places.settlement_nouns


def _is_where(tokens: Tokens, first: int) -> bool:
    """Whether the word before a name leads to a place, and the name begins with no first name."""
    places, before = tokens.words.places, tokens.before(first)
    leads = before in places.locative or before in places.leading or before in places.skipped
    return leads and tokens.texts[first] not in tokens.words.first_names


def _is_of_facility(tokens: Tokens, last: int) -> bool:
    final = tokens.lowers[last - 1]
    return final in tokens.words.body_nouns.facilities or final in tokens.words.places.street_nouns


def _label_by_words(tokens: Tokens, first: int, last: int) -> str | None:
    """The type that the first or last word of a name gives: "Boston Marathon"."""
    nouns = tokens.words.body_nouns
    ending = tokens.lowers[last - 1]
    if ending in nouns.events or not nouns.storms.isdisjoint(tokens.lowers[first : first + 2]):
        return "EVENT"
    if ending in nouns.laws:
        return "LAW"
    return "FAC" if ending in nouns.facilities or _is_of_road(tokens, last) else None


def _is_of_road(tokens: Tokens, last: int) -> bool:
    """Whether a name ends as streets do and surnames do not: "Hot Springs Drive"."""
    return tokens.lowers[last - 1] in tokens.words.places.roads


def _is_of_large_place(name: str) -> bool:
    """Whether a first name is that of a large place as well, by which bodies are called."""
    return any(place.population >= _LARGE for place in places_named(name))
