"""Long texts, read in pieces that are put together again.

What the networks compute of a text takes some 20 kB of memory for each token, all at once. So no
more than a piece goes through them at a time. Sentences do not cross the ends of paragraphs, so a
text that is cut there has the same ones.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Doc

PIECE = 20_000
"""Tokens; some 100,000 characters of prose, longer than almost any article."""


def pieces(doc: Doc, longest: int = PIECE) -> Iterator[Doc]:
    """Cut a text that has tokens and nothing else; one that is no longer than a piece is whole.

    Args:
        doc: the text.
        longest: most tokens of a piece.
    """
    begin = 0
    while len(doc) - begin > longest:
        end = _end(doc, begin + longest // 2, begin + longest)
        yield _part(doc, begin, end)
        begin = end
    yield _part(doc, begin, len(doc)) if begin else doc


def joined(parts: Sequence[Doc]) -> Doc:
    """Put the pieces of a text together, with all that was found in them."""
    if len(parts) == 1:
        return parts[0]
    return Doc.from_docs(list(parts), ensure_whitespace=False)


def _end(doc: Doc, first: int, last: int) -> int:
    """Choose where a piece ends: at a line break, else at a full stop, else where it has to."""
    for ends in (_is_line_break, _is_full_stop):
        for end in range(last, first, -1):
            if ends(doc, end - 1):
                return end
    return last


def _is_line_break(doc: Doc, index: int) -> bool:
    return "\n" in doc[index].text


def _is_full_stop(doc: Doc, index: int) -> bool:
    return doc[index].text == "."


def _part(doc: Doc, begin: int, end: int) -> Doc:
    tokens = doc[begin:end]
    words, spaces = [each.text for each in tokens], [bool(each.whitespace_) for each in tokens]
    part = Doc(doc.vocab, words, spaces)
    # Besides words and spaces, a tokenizer only sets norms.
    norms: Any = doc.to_array(["NORM"])
    return part.from_array(["NORM"], norms[begin:end])
