"""The component that gives a parse in Universal Dependencies the shape that rules ask for."""

import functools
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

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
    parsed = [_word(token) for token in doc]
    tree = Tree(with_verbs(parsed, traits, speech))
    mend(tree, traits, speech)
    set_apart(tree, speech, traits)
    reshape(tree, traits, speech)
    strings = doc.vocab.strings
    columns: list[int | str] = ["HEAD", "DEP", "TAG", "POS", "LEMMA"]
    parse: Any = doc.to_array(columns)
    heads = np.array(tree.heads, dtype=np.int64) - np.arange(len(doc))
    parse[:, 0] = heads.astype(np.uint64)
    for index in range(len(doc)):
        parse[index, 1] = strings.add(label_of(tree, index, traits))
        parse[index, 2] = strings.add(tag_of(tree, index, traits))
        parse[index, 3] = strings.add(tree.words[index].pos)
        if tree.words[index].lemma != parsed[index].lemma:
            parse[index, 4] = strings.add(tree.words[index].lemma)
    return with_names(doc.from_array(columns, parse))


_NO_FEATURES: dict[str, str] = {}


@functools.lru_cache(maxsize=4096)
def _features(written: str) -> dict[str, str]:
    """Read features as they are written: "Mood=Ind|Number=Sing"."""
    return dict(feature.split("=", 1) for feature in written.split("|") if feature)


def _word(token: Token) -> Word:
    silent = "SPACE" if token.is_space else "PUNCT" if token.is_punct else None
    return Word(
        lower=token.lower_,
        lemma=token.lemma_.lower(),
        pos=silent or token.pos_,
        features=_NO_FEATURES if silent else _features(str(token.morph)),
        head=token.head.i,
        is_capital=token.text[:1].isupper(),
        starts_sentence=bool(token.is_sent_start),
        relation="punct" if silent and token.head.i != token.i else token.dep_,
    )
