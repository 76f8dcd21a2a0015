"""Reading texts with the language model so that a bad one harms none of its neighbours."""

import time
from collections.abc import Callable, Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.parsing.composed_forms import with_composed_forms
from claimwire.language.parsing.not_read import LIMIT_S, ReadingTimeLimit, TextTooLong
from claimwire.language.parsing.pieces import PIECE, joined, pieces


def read_texts(
    nlp: Language,
    texts: Sequence[str],
    *,
    limit_s: float = LIMIT_S,
    clock: Callable[[], float] = time.monotonic,
) -> list[Doc | Exception]:
    """Annotate texts together; what fails is found by reading one text at a time.

    No more than ``PIECE`` tokens are in work at a time, so that memory is bounded: a longer text
    is read in pieces.

    Args:
        nlp: the pipeline.
        texts: as they are to be annotated; nothing is stripped or replaced.
        limit_s: longest time for one text, looked at between its pieces.
        clock: answers seconds.

    Returns:
        For each text its parse, or why there is none: ``TextTooLong``, ``ReadingTimeLimit``,
        ``UnicodeEncodeError`` for lone surrogates, or whatever a component raised.
    """
    read: dict[int, Doc | Exception] = {}
    together: dict[int, Doc] = {}
    for number, text in enumerate(texts):
        doc = _tokenized(nlp, text)
        if isinstance(doc, Exception):
            read[number] = doc
        elif len(doc) > PIECE:
            read[number] = _read_in_pieces(nlp, doc, limit_s, clock)
        else:
            if sum(map(len, together.values())) + len(doc) > PIECE:
                read |= _read_together(nlp, together)
                together = {}
            together[number] = doc
    read |= _read_together(nlp, together)
    return [read[number] for number in range(len(texts))]


def _tokenized(nlp: Language, text: str) -> Doc | Exception:
    if len(text) > nlp.max_length:
        return TextTooLong(f"the text has {len(text)} characters; the model takes {nlp.max_length}")
    try:
        return with_composed_forms(nlp.make_doc(text))
    except Exception as error:
        return error


def _read_together(nlp: Language, docs: Mapping[int, Doc]) -> dict[int, Doc | Exception]:
    try:
        return dict(zip(docs, nlp.pipe(docs.values()), strict=True))
    except Exception:
        # What a component has begun may be half done.
        return {number: _read_one(nlp, doc.text) for number, doc in docs.items()}


def _read_one(nlp: Language, text: str) -> Doc | Exception:
    try:
        return nlp(text)
    except Exception as error:
        return error


def _read_in_pieces(
    nlp: Language, doc: Doc, limit_s: float, clock: Callable[[], float]
) -> Doc | Exception:
    begun = clock()
    parts: list[Doc] = []
    try:
        for piece in pieces(doc):
            parts.append(nlp(piece))
            # It serves only components that run after, and takes more memory than all the rest.
            parts[-1].tensor = parts[-1].tensor[:0]
            if clock() - begun > limit_s:
                return ReadingTimeLimit(
                    f"not read within {limit_s:g} seconds; they were over after "
                    f"{sum(map(len, parts))} of {len(doc)} tokens"
                )
    except Exception as error:
        return error
    return joined(parts)
