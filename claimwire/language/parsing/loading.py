"""The language model: found by name, made ready once per process."""

import functools
import threading
import warnings
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.attachment.component import ATTACHMENT
from claimwire.language.languages import has_folder, read_toml
from claimwire.language.line_breaks import is_line_break, wrapping_breaks
from claimwire.language.parsing.bounded_tokenizer import BoundedTokenizer
from claimwire.language.parsing.entity_types import ENTITY_TYPES
from claimwire.language.parsing.faster import make_faster
from claimwire.language.parsing.models import DEFAULT_MODEL, not_installed
from claimwire.language.universal.marks import PLAIN_MARKS
from claimwire.language.universal.neutral_shape import NEUTRAL_SHAPE
from claimwire.language.universal.words import traits_of

LINE_STARTS = "line_starts"
"""Name of the component that ends sentences with their paragraphs."""

_lock = threading.Lock()


def load_model(name: str = DEFAULT_MODEL, *, stock: bool = False) -> Language:
    """Load a spaCy pipeline, or answer the one this process has loaded before.

    Args:
        name: an installed pipeline package, or a folder that holds one.
        stock: leave spaCy as it is, for comparison; otherwise the same annotations take less
            time, and no text takes longer than others of its length.

    Raises:
        ModelNotInstalled: if there is none of that name.
    """
    # Two threads of a worker must not both pay for the loading.
    with _lock:
        return _load(name, stock)


@functools.cache
def _load(name: str, stock: bool) -> Language:
    try:
        with warnings.catch_warnings():
            # A pipeline of an older spaCy may read worse than one of today (docs/languages.md).
            # That is the user's choice, and no news at each start.
            warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
            nlp = spacy.load(name)
    except OSError as error:
        raise not_installed(name) from error
    nlp.tokenizer = BoundedTokenizer(_with_short_forms(nlp))
    if not nlp.pipe_names:
        # A language without a parser: words and sentences are all there is.
        nlp.add_pipe(LINE_STARTS)
        nlp.add_pipe("sentencizer")
        return nlp
    if "parser" in nlp.pipe_names:
        nlp.add_pipe(LINE_STARTS, before="parser")
    else:
        nlp.add_pipe(LINE_STARTS)
    if not stock:
        make_faster(nlp)
    nlp.add_pipe(ENTITY_TYPES, last=True)
    if traits_of(nlp.lang) is not None:
        nlp.add_pipe(PLAIN_MARKS, first=True)
        nlp.add_pipe(NEUTRAL_SHAPE, last=True)
    nlp.add_pipe(ATTACHMENT, last=True)
    return nlp


def _with_short_forms(nlp: Language) -> Any:
    """The tokenizer of a pipeline, with the short forms of its language as single words."""
    tokenizer: Any = nlp.tokenizer
    language = nlp.lang or ""
    if has_folder(language):
        for short in read_toml(language, "tokens.toml").get("short_forms", ()):
            tokenizer.add_special_case(short, [{"ORTH": short}])
    return tokenizer


@Language.component(LINE_STARTS)
def start_sentences_after_line_breaks(doc: Doc) -> Doc:
    """Let sentences end with their paragraph: the parser keeps sentence starts that are set."""
    wrapping = wrapping_breaks(doc.text)
    after_break = False
    for token in doc:
        if after_break:
            token.is_sent_start = True
        after_break = token.is_space and is_line_break(token.text) and token.idx not in wrapping
    return doc
