"""Reading texts with the language model so that a bad one harms none of its neighbours.

The model holds some 12 kB for each token while it works, so texts are read in portions of a bounded
number of tokens, and a text that is longer than one portion is read up to there.
"""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

MOST_TOKENS = 40_000
"""Tokens that are read at a time, some 500 MB of memory, and the most of one text. The longest of
articles have half as many."""

MOST_CHARACTERS = 400_000
"""Characters of a text that are tokenized at all."""


def read_texts(nlp: Language, texts: Sequence[str]) -> list[Doc | Exception]:
    """Annotate texts; what fails is found by reading one text at a time.

    Args:
        nlp: the pipeline.
        texts: as they are to be annotated; nothing is stripped or replaced.

    Returns:
        For each text its parse, or why there is none: ``UnicodeEncodeError`` for lone surrogates,
        or whatever a component raised. The parse of a very long text ends before it does, at a line
        break if there is one; ``read_to`` tells where.
    """
    results: list[Doc | Exception] = [_tokenized(nlp, text) for text in texts]
    for portion in _portions(results):
        docs = [results[number] for number in portion]
        try:
            read: list[Doc | Exception] = list(nlp.pipe(docs))  # type: ignore[arg-type]
        except Exception:
            read = [_read_one(nlp, texts[number]) for number in portion]
        for number, doc in zip(portion, read, strict=True):
            results[number] = doc
    return results


def read_to(doc: Doc) -> int:
    """Return the offset in its text up to which a text was read."""
    return doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0


def _tokenized(nlp: Language, text: str) -> Doc | Exception:
    try:
        doc = nlp.make_doc(_cut(text, MOST_CHARACTERS))
        if len(doc) > MOST_TOKENS:
            doc = nlp.make_doc(_cut(doc.text, doc[MOST_TOKENS].idx))
    except Exception as error:
        return error
    return doc


def _cut(text: str, most: int) -> str:
    """Cut a text behind the last line break within its first characters, or right there."""
    if len(text) <= most:
        return text
    return text[: text.rfind("\n", 0, most) + 1 or most]


def _portions(docs: Sequence[Doc | Exception]) -> Iterator[list[int]]:
    """Yield the places of texts that are read together."""
    portion: list[int] = []
    tokens = 0
    for number, doc in enumerate(docs):
        if isinstance(doc, Exception):
            continue
        if portion and tokens + len(doc) > MOST_TOKENS:
            yield portion
            portion, tokens = [], 0
        portion.append(number)
        tokens += len(doc)
    if portion:
        yield portion


def _read_one(nlp: Language, text: str) -> Doc | Exception:
    doc = _tokenized(nlp, text)
    if isinstance(doc, Exception):
        return doc
    try:
        return nlp(doc)
    except Exception as error:
        return error
