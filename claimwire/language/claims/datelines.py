"""The place and day at the head of a report: "LUSAKA, March 3 (Reuters) - Foreign firms"."""

from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.language.grammar import Grammar

_LONGEST = 14
_PARAGRAPHS = 3
_DASHES = frozenset({"-", "--", "\u2013", "\u2014", "|"})
_SHORTEST_CAPITALS = 3


def find_dateline(parse: Sequence[Token], grammar: Grammar) -> tuple[int, int]:
    """Return the tokens of the dateline of a text, ``[first, last)``; empty if it has none.

    It opens one of the first paragraphs: headlines and standfirsts stand before it.
    """
    opens, paragraphs = True, 0
    for word in parse:
        if word.is_space:
            opens = opens or "\n" in word.text
        elif opens:
            if (end := _end_of_dateline(parse, word.i, grammar)) is not None:
                return word.i, end
            opens, paragraphs = False, paragraphs + 1
            if paragraphs == _PARAGRAPHS:
                break
    return 0, 0


def _end_of_dateline(parse: Sequence[Token], first: int, grammar: Grammar) -> int | None:
    """Return the token behind a dateline that begins at a token, or None."""
    if not _is_place(parse[first], grammar):
        return None
    for word in parse[first : first + _LONGEST]:
        if word.text in _DASHES:
            return word.i + 1
        if not _may_stand_in_one(word, grammar):
            return None
    return None


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
