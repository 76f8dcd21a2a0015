"""Names of persons by the words around them, and where the name of a person or body ends.

A title, a first name, an age or what somebody is called behind a comma makes capitalised words the
name of a person: "Mayor Ines Calder", "Mevlut Altintas, 22,", "Valeska Paris, an Australian woman".
"""

from collections.abc import Iterator

from claimwire.language.mentions.person_names import is_title
from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

_OLDEST = 120
_LONGEST_NAME = 4
_DESCRIPTION = 8
"""Words behind a comma in which somebody is described."""


def persons_by_words(tokens: Tokens, firm: bytearray, taken: bytearray) -> set[Stretch]:
    """Return where persons are named, as the words around tell.

    Args:
        tokens: of the text.
        firm: 1 for each token in a name whose type is certain.
        taken: 1 for each token in any name.
    """
    return {
        *_titled(tokens, firm),
        *_with_first_names(tokens, taken),
        *_of_age(tokens, firm),
        *_described(tokens),
    }


def _described(tokens: Tokens) -> Iterator[Stretch]:
    """The names of two words that are called somebody: "Valeska Paris, an Australian woman"."""
    for comma in range(2, len(tokens) - 2):
        first = comma - 2
        if (
            tokens.texts[comma] != ","
            or tokens.lowers[comma + 1] not in tokens.words.actors.articles
        ):
            continue
        full = is_of_name(tokens, first) and is_of_name(tokens, first + 1)
        longer = first > 0 and tokens.is_proper(first - 1)
        place = tokens.before(first) in tokens.words.places.locative
        if full and not longer and not place and _is_somebody(tokens, comma + 1):
            yield first, comma


def _is_somebody(tokens: Tokens, first: int) -> bool:
    """Whether the words from one to the next mark say what somebody is."""
    persons = tokens.words.persons
    somebody = False
    for index in range(first, min(first + _DESCRIPTION, len(tokens))):
        lower = tokens.lowers[index]
        if lower in {",", "."}:
            return somebody
        if tokens.parse[index].tag_ in tokens.grammar.finite:
            return False
        somebody = somebody or lower in persons.people or lower in persons.occupations
    return False


def _titled(tokens: Tokens, taken: bytearray) -> Iterator[Stretch]:
    """The names behind a title that stand in no other name: "Mayor Ines Calder"."""
    words, size = tokens.words.persons, len(tokens)
    index = 0
    while index < size:
        first = index
        if tokens.texts[first][0].isupper():
            while index < size and not taken[index] and _is_of_title(tokens, index, first):
                index += 1
        if index == first:
            index += 1
            continue
        last = tokens.lowers[index - 1 - (tokens.texts[index - 1] == ".")]
        # Two titles in a row are clear: "Lieutenant General".
        clear = last.rstrip(".") not in words.unclear_titles or index - first > 1
        begin, index = index, max(end_of_name(tokens, index, taken), index)
        if clear and index > begin:
            yield begin, index


def _with_first_names(tokens: Tokens, taken: bytearray) -> Iterator[Stretch]:
    """The names that begin with a first name and stand in no other name."""
    firsts = tokens.words.first_names
    end = 0
    for index, text in enumerate(tokens.texts):
        if index >= end and text in firsts:
            end = max(end_of_name(tokens, index, taken), index + 1)
            if end - index > 1:
                yield index, end


def _of_age(tokens: Tokens, taken: bytearray) -> Iterator[Stretch]:
    """The names before an age: "Mevlut Altintas, 22," and "Mevlut Altintas, a 22-year-old"."""
    for comma, text in enumerate(tokens.texts[:-2]):
        if text != "," or not comma:
            continue
        age = comma + 1 + (tokens.lowers[comma + 1] in tokens.words.actors.articles)
        if not tokens.texts[age].isdigit() or int(tokens.texts[age]) > _OLDEST:
            continue
        behind = tokens.texts[age + 1] if age + 1 < len(tokens) else ""
        if behind != "," and not (behind == "-" and age > comma + 1):
            continue
        first = comma
        while (
            first
            and comma - first < _LONGEST_NAME
            and not taken[first - 1]
            and is_of_name(tokens, first - 1)
        ):
            first -= 1
        if comma - first > 1 and not (first and taken[first - 1]):
            yield first, comma


def _is_of_title(tokens: Tokens, index: int, first: int) -> bool:
    """Whether a token is a title, or the full stop of a short one before it: "Lt. Col."."""
    text = tokens.texts[index]
    if text == ".":
        return index > first and tokens.offsets[index] == tokens.offsets[index - 1] + len(
            tokens.texts[index - 1]
        )
    return text[0].isupper() and is_title(text, tokens.words.persons)


def end_of_name(tokens: Tokens, first: int, taken: bytearray) -> int:
    """The token behind the capitalised words from one on; that one if they run into a name."""
    end = first
    while (
        end < len(tokens)
        and end - first < _LONGEST_NAME
        and not taken[end]
        and is_of_name(tokens, end)
    ):
        end += 1
    return first if end < len(tokens) and taken[end] else end


def is_of_name(tokens: Tokens, index: int) -> bool:
    """Whether a token may be a word of a name: a proper noun, no title and no word for a thing."""
    text, lower = tokens.texts[index], tokens.lowers[index]
    return (
        tokens.is_proper(index)
        and text.replace("-", "").replace("'", "").replace("’", "").isalpha()  # noqa: RUF001
        and (not text.isupper() or len(text) == 1)
        and lower not in tokens.words.persons.no_names
        and (lower,) not in tokens.words.bodies.kinds
        and text not in tokens.words.actors.state_bodies
        and lower not in tokens.words.places.place_nouns
    )


def is_outlet(tokens: Tokens, index: int) -> bool:
    """Whether a letter is the name of an outlet, and not an initial: "he wrote on X."."""
    letter = tokens.lowers[index] in tokens.words.body_nouns.letters
    return letter and index > 0 and tokens.tags[index - 1] == "ADP"
