"""Names that the language model took too long, cut to what belongs to them.

The text itself tells: a full name that stands alone elsewhere, as does its surname, ends there
("Bernie Sanders Suffered" in a headline), and an office between a place and a name is in neither
("Laurel County Clerk Dean Johnson", "Los Angeles Sheriff").
"""

from collections.abc import Mapping

from claimwire.language.mentions.body_names import describe
from claimwire.language.mentions.person_names import is_title
from claimwire.language.mentions.persons_by_words import is_outlet
from claimwire.language.mentions.places import places_named
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

_FULL_NAME = 2
_OFFICES = frozenset({"FAC", "GPE", "ORG", "PERSON"})
_LONGEST_PLACE = 3


def cut_names(tokens: Tokens, found: Mapping[Stretch, str]) -> dict[Stretch, str]:
    """Cut the names that the model took too long.

    Args:
        tokens: of the text.
        found: the model's type of each name, by where it stands.
    """
    persons = [stretch for stretch, label in found.items() if label == "PERSON"]
    surnames = {tokens.texts[first] for first, last in persons if last - first == 1}
    alone = {
        tokens.name(first, last)
        for first, last in persons
        if last - first >= _FULL_NAME and tokens.texts[last - 1] in surnames
    }
    cut: dict[Stretch, str] = {}
    for stretch, label in found.items():
        shorter = stretch
        if label == "PERSON":
            shorter = _to_full_name(tokens, _to_person(tokens, stretch), alone)
        if label in _OFFICES:
            name = _behind_office(tokens, shorter)
            if name is not None:
                cut[name] = "PERSON"
                continue
            end = _before_office(tokens, shorter, label)
            person = label == "PERSON" and end == shorter[1]
            cut[shorter[0], end] = "ORG" if label == "PERSON" and not person else label
            continue
        cut[shorter] = label
    return cut


def _to_person(tokens: Tokens, stretch: Stretch) -> Stretch:
    """Leave out whose somebody is, and an outlet: "Ravi Velk of Subrails", "on X. Ann Velk"."""
    first, last = stretch
    first += last - first > 1 and is_outlet(tokens, first)
    regnal = tokens.lowers[first] in tokens.words.persons.regnal
    for at in range(first + _FULL_NAME, last):
        if not regnal and tokens.texts[at] in tokens.words.places.of_kind:
            return first, at
    return first, last


def _to_full_name(tokens: Tokens, stretch: Stretch, alone: set[str]) -> Stretch:
    first, last = stretch
    for end in range(first + _FULL_NAME, last):
        more = tokens.lowers[end].rstrip(".")
        if tokens.name(first, end) in alone and more not in tokens.words.persons.generations:
            return stretch if _is_of_thing(tokens, last) else (first, end)
    return stretch


def _is_of_thing(tokens: Tokens, last: int) -> bool:
    """Whether a name ends with the word for a body or a place: "John Adams Middle School"."""
    final, places = tokens.lowers[last - 1], tokens.words.places
    return (
        describe(tokens.words.bodies, [final]) is not None
        or final in places.street_nouns
        or final in places.facility_nouns
        or final in places.local_bodies
    )


def _behind_office(tokens: Tokens, stretch: Stretch) -> Stretch | None:
    """The name behind a place and an office, or None where a name has not that form."""
    first, last = stretch
    persons = tokens.words.persons
    for end in range(first + 1, min(first + _LONGEST_PLACE + 1, last)):
        begin = end
        while begin < last and (
            is_title(tokens.texts[begin], persons)
            or tokens.lowers[begin] in tokens.words.places.body_nouns
        ):
            begin += 1
        titled = begin > end and is_title(tokens.texts[begin - 1], persons)
        clear = begin - end > 1 or tokens.lowers[begin - 1] not in persons.unclear_titles
        named = begin < last and all(tokens.is_proper(at) for at in range(begin, last))
        if titled and clear and named and _is_place(tokens, first, end):
            return begin, last
    return None


def _before_office(tokens: Tokens, stretch: Stretch, label: str) -> int:
    """The end of a name without the office behind it: "Los Angeles Sheriff"."""
    first, last = stretch
    persons = tokens.words.persons
    clear = tokens.lowers[last - 1] not in persons.unclear_titles
    if last < len(tokens) and tokens.lowers[last] in tokens.words.actors.possessive:
        return last  # "the Los Angeles Sheriff's office"
    if not clear or not is_title(tokens.texts[last - 1], persons):
        return last
    end = last - 1
    while end > first and is_title(tokens.texts[end - 1], persons):
        end -= 1
    body = label != "PERSON" and describe(tokens.words.bodies, tokens.lowers[end - 1 : end])
    return end if end > first and (body or _is_place(tokens, first, end)) else last


def _is_place(tokens: Tokens, first: int, last: int) -> bool:
    """Whether words are the name of a place, by which also no person is called."""
    if last <= first:
        return False
    places = places_named(tokens.name(first, last))
    given = tokens.texts[first] in tokens.words.first_names
    return bool(places) and not (given or places[0].personal)
