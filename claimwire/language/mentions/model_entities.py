"""The names that the language model finds, cut to what belongs to them."""

from collections.abc import Iterator

from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

_OUTER_PUNCTUATION = '"\u201c\u201d\u201e\u00ab\u00bb()[],.;:-\u2013\u2014*'
_DASHES = frozenset({"-", "--", "\u2013", "\u2014", "/"})
_LONGEST_REST = 3
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


def model_entities(tokens: Tokens) -> dict[Stretch, str]:
    """Return the model's entities without articles, possessive endings, spaces and outer marks.

    Returns:
        The model's type of each, by where it stands.
    """
    words = tokens.words.actors
    outside = words.articles | words.possessive
    found: dict[Stretch, str] = {}
    for begin, end, label in _parts(tokens):
        first, last = begin, _whole(tokens, begin, end) if label == "ORG" else end
        while first < last and _is_outside(tokens.texts[first], outside):
            first += 1
        while first < last and _is_outside(tokens.texts[last - 1], outside):
            last -= 1
        while label in _PLACE_LABELS and last - first > 1 and tokens.texts[last - 1].islower():
            last -= 1  # "Sichuan province"
        if first < last and _may_be(tokens, first, last, label):
            found[first, last] = label
    return found


def _may_be(tokens: Tokens, first: int, last: int, label: str) -> bool:
    """Whether a stretch may be a name: it has a capital, two letters, and a person's no digit.

    Ships ("INS Mysore") and the party and place of a legislator ("R-Florence") are none of ours.
    """
    name, words = tokens.name(first, last), tokens.words
    start = tokens.texts[first]
    if last - first > 1 and start.isupper() and start.lower() in words.places.ships:
        return False
    mark, dash, _ = name.partition("-")
    if label == "PERSON" and dash and mark.isupper() and mark.lower() in words.persons.party_marks:
        return False
    if label == "PERSON" and any(map(str.isdigit, name)):
        return False
    return any(map(str.isupper, name)) and sum(map(str.isalpha, name)) > 1


def _whole(tokens: Tokens, first: int, last: int) -> int:
    """The end of a body's name that the model cut: "Department of Fish and" "Wildlife".

    A word that joins two at the end, with no other behind it, is left out.
    """
    ending, persons = tokens.lowers[last - 1], tokens.words.persons
    joining = ending in persons.links or ending in persons.locative
    if last - first < 2 or not joining or not tokens.texts[last - 1].islower():
        return last
    joins = ending in tokens.words.actors.joined
    end = last
    while joins and end < len(tokens) and end - last < _LONGEST_REST and tokens.is_proper(end):
        end += 1
    return end if end > last else last - 1


def _parts(tokens: Tokens) -> Iterator[tuple[int, int, str]]:
    """The model's names; those on both sides of a dash or stroke ("OSLO - Norway") are two."""
    for span in tokens.names:
        first = span.start
        for token in span:
            if (
                token.text in _DASHES
                and token.whitespace_
                and token.i > span.start
                and token.nbor(-1).whitespace_
            ):
                yield first, token.i, span.label_
                first = token.i + 1
        yield first, span.end, span.label_


def _is_outside(token_text: str, outside: frozenset[str]) -> bool:
    bare = token_text.strip(_OUTER_PUNCTUATION).strip()
    return not bare or token_text.lower() in outside
