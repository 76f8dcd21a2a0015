"""A tokenizer whose work is bounded by the length of the text, and by a number of tokens.

spaCy's tokenizer takes marks off both ends of a stretch without spaces one at a time, and looks at
all the rest of the stretch for each: the work is quadratic in the stretch. So long stretches are
cut, and each part is tokenized by itself. Text and offsets stay as they are.
"""

import re
from collections.abc import Callable, Iterator

from spacy.tokens import Doc

from claimwire.language.parsing.not_read import TextTooLong

LONGEST_STRETCH = 500
"""Characters without a space; only addresses of web pages are ever nearly as long in news."""

MOST_TOKENS = 250_000
"""Of one text. A million characters of English prose, the most that the model takes, have 200,000;
more are marks, not statements."""

_PART = 20_000
"""Characters between two looks at the number of tokens."""

_STRETCH_AND_SPACE = re.compile(r"\s*\S+\s*|\s+")


class BoundedTokenizer:
    """Tokenizes as another tokenizer does, but for stretches that are too long.

    Args:
        tokenizer: the pipeline's own.
    """

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """Tokenize a text.

        Raises:
            TextTooLong: if it has more than ``MOST_TOKENS``.
        """
        if len(text) <= _PART and all(len(each) <= LONGEST_STRETCH for each in text.split()):
            return self._tokenizer(text)
        parts: list[Doc] = []
        tokens = 0
        for part in cut(text):
            parts.append(self._tokenizer(part))
            tokens += len(parts[-1])
            if tokens > MOST_TOKENS:
                raise TextTooLong(f"the text has more than {MOST_TOKENS} tokens")
        # Besides words and spaces, a tokenizer only sets norms.
        return Doc.from_docs(parts, ensure_whitespace=False, attrs=["NORM"])


def cut(text: str) -> Iterator[str]:
    """Cut a text where no token is cut, and stretches that are too long anywhere.

    Args:
        text: not empty.

    Yields:
        Parts that together are the text. A part begins with no space, unless the text does, as
        the tokenizer would make another token of a space at the beginning.
    """
    begin = 0
    for match in _STRETCH_AND_SPACE.finditer(text):
        if match.end() - begin > _PART and match.start() > begin:
            yield text[begin : match.start()]
            begin = match.start()
        stretch = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip())
        for at in range(stretch + LONGEST_STRETCH, end, LONGEST_STRETCH):
            yield text[begin:at]
            begin = at
    yield text[begin:]
