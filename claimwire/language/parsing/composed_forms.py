"""Words whose accents are characters of their own, shown to the model as it was trained.

"é" is one code point or two ("e" and an accent), and the model has only seen the former. The text
and its offsets stay as they are; what the model looks at is that of the composed word.
"""

import unicodedata

from spacy.tokens import Doc

_LOOKED_AT = ("lower_", "norm_", "prefix_", "shape_", "suffix_")


def with_composed_forms(doc: Doc) -> Doc:
    """Give the words of a text the forms of their composed spelling (Unicode's NFC).

    Args:
        doc: tokenized, and not yet annotated.

    Returns:
        The same text, in which other spellings of letters make no difference to the model.
    """
    if unicodedata.is_normalized("NFC", doc.text):
        return doc
    for token in doc:
        text = unicodedata.normalize("NFC", token.text)
        if text != token.text:
            composed = doc.vocab[text]
            for attribute in _LOOKED_AT:
                setattr(token.lex, attribute, getattr(composed, attribute))
    return doc
