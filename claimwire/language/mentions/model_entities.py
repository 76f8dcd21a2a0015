"""The names that the language model finds, cut to what belongs to them."""

from collections.abc import Iterator

from claimwire.language.mentions.stretches import Stretch
from claimwire.language.mentions.tokens import Tokens

_OUTER_PUNCTUATION = '"\u201c\u201d\u201e\u00ab\u00bb()[],.;:-\u2013\u2014*'
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
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
        first, last = begin, end
        while first < last and _is_outside(tokens.texts[first], outside):
            first += 1
        while first < last and _is_outside(tokens.texts[last - 1], outside):
            last -= 1
        while label in _PLACE_LABELS and last - first > 1 and tokens.texts[last - 1].islower():
            last -= 1  # "Sichuan province"
        # A name has a capital; small models tag odd words as places now and then.
        if first < last and any(map(str.isupper, tokens.name(first, last))):
            found[first, last] = label
    return found


def _parts(tokens: Tokens) -> Iterator[tuple[int, int, str]]:
    """The model's names; those on both sides of a dash ("GEORGETOWN - Guyana") are two."""
    for span in tokens.doc.ents:
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
