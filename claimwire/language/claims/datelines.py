"""The place and day at the head of a report: "LUSAKA, March 3 (Reuters) - Foreign firms"."""

from spacy.tokens import Doc, Token

from claimwire.language.grammar import Grammar

_LONGEST = 14
_DASHES = frozenset({"-", "--", "\u2013", "\u2014", "|"})
_SHORTEST_CAPITALS = 3


def end_of_dateline(doc: Doc, grammar: Grammar) -> int:
    """Return the first token behind the dateline of a text; 0 if it has none."""
    first = 0
    while first < len(doc) and doc[first].is_space:
        first += 1
    if first == len(doc) or not _is_place(doc[first], grammar):
        return 0
    for word in doc[first : first + _LONGEST]:
        if word.text in _DASHES:
            return word.i + 1
        if not _may_stand_in_one(word, grammar):
            return 0
    return 0


def _is_place(word: Token, grammar: Grammar) -> bool:
    return is_capitals(word) or word.ent_type_ in grammar.place_name


def is_capitals(word: Token) -> bool:
    """Whether a word is written in capitals and is no short abbreviation."""
    return word.is_upper and word.is_alpha and len(word) >= _SHORTEST_CAPITALS


def _may_stand_in_one(word: Token, grammar: Grammar) -> bool:
    return (
        is_capitals(word)
        or word.is_punct
        or word.is_digit
        or word.pos_ == "PROPN"
        or word.ent_type_ in grammar.place_name | grammar.date_name
    )
