"""The component that gives a parse in Universal Dependencies the shape that rules ask for."""

import functools
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.universal.labels import label_of, tag_of
from claimwire.language.universal.mending import mend
from claimwire.language.universal.misread_verbs import with_verbs
from claimwire.language.universal.names import with_names
from claimwire.language.universal.reporting_clauses import set_apart
from claimwire.language.universal.shape import reshape
from claimwire.language.universal.speech import speech_of
from claimwire.language.universal.tree import Tree
from claimwire.language.universal.words import Word, traits_of

NEUTRAL_SHAPE = "neutral_shape"
"""Name of the component."""


@Language.component(NEUTRAL_SHAPE)
def give_neutral_shape(doc: Doc) -> Doc:
    """Hang and label the words of a text anew; one of another kind of parser stays as it is."""
    traits = traits_of(doc.lang_)
    if traits is None or not doc.has_annotation("DEP"):
        return doc
    speech = speech_of(doc.lang_)
    parsed = _words(doc)
    tree = Tree(with_verbs(parsed, traits, speech))
    mend(tree, traits, speech)
    set_apart(tree, speech, traits)
    reshape(tree, traits, speech)
    strings = doc.vocab.strings
    columns: list[int | str] = ["HEAD", "DEP", "TAG", "POS", "LEMMA"]
    parse: Any = doc.to_array(columns)
    heads = np.array(tree.heads, dtype=np.int64) - np.arange(len(doc))
    parse[:, 0] = heads.astype(np.uint64)
    every = range(len(doc))
    parse[:, 1] = [strings.add(label_of(tree, index, traits)) for index in every]
    parse[:, 2] = [strings.add(tag_of(tree, index, traits)) for index in every]
    parse[:, 3] = [strings.add(word.pos) for word in tree.words]
    for index in every:
        if tree.words[index].lemma != parsed[index].lemma:
            parse[index, 4] = strings.add(tree.words[index].lemma)
    return with_names(doc.from_array(columns, parse))


_NO_FEATURES: dict[str, str] = {}


@functools.lru_cache(maxsize=4096)
def _features(written: str) -> dict[str, str]:
    """Read features as they are written: "Mood=Ind|Number=Sing", "_" for none."""
    return dict(feature.split("=", 1) for feature in written.split("|") if "=" in feature)


_COLUMNS: list[int | str] = [
    "ORTH", "LOWER", "LEMMA", "POS", "MORPH", "HEAD", "SENT_START", "DEP", "IS_SPACE", "IS_PUNCT",
]  # fmt: skip


def _words(doc: Doc) -> list[Word]:
    """Read a parse at once: asking each token for each attribute takes three times as long."""
    strings = doc.vocab.strings
    columns: Any = doc.to_array(_COLUMNS)
    offsets = columns[:, 5].astype(np.int64).tolist()
    words = []
    for index, kind in enumerate(columns.tolist()):
        orth, lower, lemma, pos, morph, _, start, relation, is_space, is_punct = kind
        silent = "SPACE" if is_space else "PUNCT" if is_punct else None
        words.append(
            Word(
                lower=strings[lower],
                lemma=strings[lemma].lower(),
                pos=silent or strings[pos],
                features=_NO_FEATURES if silent else _features(strings[morph]),
                head=index + offsets[index],
                is_capital=strings[orth][:1].isupper(),
                starts_sentence=start == 1,
                relation="punct" if silent and offsets[index] else strings[relation],
            )
        )
    return words
