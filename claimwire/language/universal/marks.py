"""How a parser sees quotation marks and apostrophes.

Treebanks are typed as on typewriters. Where news has guillemets or curly marks, pipelines that were
trained on them take every other mark for a verb or an adverb, and half the sentence hangs on it.
So to the model a word with such a mark looks as it does with a plain one; its text stays.
"""

from spacy.language import Language
from spacy.tokens import Doc

PLAIN_MARKS = "plain_marks"
"""Name of the component."""

_PLAIN = str.maketrans(
    {**dict.fromkeys("\u00ab\u00bb\u201c\u201d\u201e\u201f", '"'), "\u2019": "'"}
)


@Language.component(PLAIN_MARKS)
def read_marks_as_plain(doc: Doc) -> Doc:
    """Give the words of a text that have typographic marks the features of plain ones."""
    for token in doc:
        text = token.text
        plain = text.translate(_PLAIN)
        if plain != text:
            features = doc.vocab[plain]
            lexeme = token.lex
            lexeme.prefix_, lexeme.suffix_ = features.prefix_, features.suffix_
            lexeme.shape_ = features.shape_
            token.norm_ = features.norm_
    return doc
