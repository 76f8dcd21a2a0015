"""Reading texts with the language model so that a bad one harms none of its neighbours."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from claimwire.errors import ClaimwireError


class TextTooLong(ClaimwireError):
    """The text has more code points than the model takes."""


def read_texts(nlp: Language, texts: Sequence[str]) -> list[Doc | Exception]:
    """Annotate texts in one batch; what fails is found by reading one text at a time.

    Args:
        nlp: the pipeline.
        texts: as they are to be annotated; nothing is stripped or replaced.

    Returns:
        For each text its parse, or why there is none: ``TextTooLong``,
        ``UnicodeEncodeError`` for lone surrogates, or whatever a component raised.
    """
    results: list[Doc | Exception] = [_too_long(text, nlp.max_length) for text in texts]
    fitting = [number for number, text in enumerate(texts) if len(text) <= nlp.max_length]
    try:
        docs: list[Doc | Exception] = list(nlp.pipe(texts[number] for number in fitting))
    except Exception:
        docs = [_read_one(nlp, texts[number]) for number in fitting]
    for number, doc in zip(fitting, docs, strict=True):
        results[number] = doc
    return results


def _too_long(text: str, limit: int) -> TextTooLong:
    return TextTooLong(f"the text has {len(text)} characters; the model takes {limit}")


def _read_one(nlp: Language, text: str) -> Doc | Exception:
    try:
        return nlp(text)
    except Exception as error:
        return error
