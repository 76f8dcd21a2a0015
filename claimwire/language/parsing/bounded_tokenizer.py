"""A tokenizer whose work is linear in the text, whatever the text is.

spaCy's tokenizer takes marks off both ends of a run of characters without white space one by one,
and looks at the whole rest after each: a run of n marks costs n * n. No word has hundreds of marks
or a thousand characters, so such runs are cut before they are tokenized.
"""

import re
from collections.abc import Callable

from spacy.tokens import Doc
from spacy.vocab import Vocab

LONGEST_MARKS = 128
"""Marks in a row that are tokenized together; lines drawn with marks are shorter."""

LONGEST_RUN = 1_000
"""Characters without white space that are tokenized together; nearly all addresses are shorter."""

_CUT = re.compile(
    rf"(?:[^\w\s]|_){{{LONGEST_MARKS}}}(?=[^\w\s]|_)|\S{{{LONGEST_RUN}}}(?=\S)", re.UNICODE
)


class BoundedTokenizer:
    """Tokenizes as another tokenizer does, in linear time.

    Args:
        tokenizer: makes a ``Doc`` of a text.
    """

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        self._tokenizer = tokenizer

    @property
    def vocab(self) -> Vocab:
        """The vocabulary of the tokenizer."""
        vocab: Vocab = self._tokenizer.vocab  # type: ignore[attr-defined]
        return vocab

    def __call__(self, text: str) -> Doc:
        """Tokenize a text; the offsets of tokens are those in the text."""
        cuts = cut_places(text)
        return self._join(text, cuts) if cuts else self._tokenizer(text)

    def _join(self, text: str, cuts: list[int]) -> Doc:
        """Tokenize with a space at each cut, then take the spaces out again."""
        pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
        spaced = self._tokenizer(" ".join(pieces))
        # Where the added spaces are in the spaced text: each stands behind those before it.
        added = {cut + number for number, cut in enumerate(cuts)}
        spaces = [
            bool(token.whitespace_) and token.idx + len(token) not in added for token in spaced
        ]
        return Doc(spaced.vocab, words=[token.text for token in spaced], spaces=spaces)


def cut_places(text: str) -> list[int]:
    """List the offsets at which a text is cut: within runs that no word has, and nowhere else."""
    return [found.end() for found in _CUT.finditer(text)]
