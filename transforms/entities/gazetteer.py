"""Finding the names of the gazetteer in a text, all in one pass."""

import functools
from collections.abc import Iterator

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import get_lang_class
from spacy.vocab import Vocab

from transforms.entities.known import KnownEntity, UserKnowledge, load_knowledge

Hit = tuple[int, int, KnownEntity]
"""First token, token after the last, and what the name stands for."""


def find_names(doc: Doc, extra: UserKnowledge | None = None) -> Iterator[Hit]:
    """Find every known name in a text; hits may overlap.

    Args:
        doc: the text.
        extra: a user's own entities.
    """
    names = load_knowledge(extra).names
    strings = doc.vocab.strings
    for key, start, end in _matcher(doc.vocab, extra)(doc):
        yield start, end, names[strings[key]]


@functools.lru_cache(maxsize=4)
def _matcher(vocab: Vocab, extra: UserKnowledge | None) -> PhraseMatcher:
    # Matching compares tokens of one vocabulary, cut by the rules of its language.
    make_doc = get_lang_class(vocab.lang or "en")(vocab=vocab).make_doc
    matcher = PhraseMatcher(vocab)
    for name in load_knowledge(extra).names:
        # News writes either apostrophe.
        forms = {name, name.replace("'", "\u2019")}
        matcher.add(name, [make_doc(form) for form in sorted(forms)])
    return matcher
