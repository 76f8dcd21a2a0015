"""Words whose accents are characters of their own, shown to the model as it was trained.

"é" is one code point or two ("e" and an accent), and the model has only seen the former. The text
and its offsets stay as they are; what the model looks at is that of the composed word.
"""

import unicodedata

from spacy.attrs import LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.tokens import Doc

_LOOKED_AT = (LOWER, NORM, PREFIX, SHAPE, SUFFIX)
_FIELDS = ("lower", "norm", "prefix", "shape", "suffix")


def with_composed_forms(doc: Doc) -> Doc:
    """Give the words of a text the forms of their composed spelling (Unicode's NFC).

    Args:
        doc: tokenized, and not yet annotated.

    Returns:
        The same text, in which other spellings of letters make no difference to the model.
    """
    if unicodedata.is_normalized("NFC", doc.text):
        return doc
    getters = doc.vocab.lex_attr_getters
    for token in doc:
        composed = unicodedata.normalize("NFC", token.text)
        if composed != token.text:
            for attribute, field in zip(_LOOKED_AT, _FIELDS, strict=True):
                value = getters[attribute](composed)
                setattr(token.lex, field, doc.vocab.strings.add(value))
    return doc
