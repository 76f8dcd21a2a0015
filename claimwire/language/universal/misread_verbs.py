"""Verbs of speech that the tagger takes for adjectives or nouns: "Un rapport révèle que …"."""

import dataclasses

from claimwire.language.universal.tree import Tree
from claimwire.language.universal.words import Traits, Word

_FINITE = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres", "Person": "3"}
_MISREAD = frozenset({"ADJ", "ADV", "NOUN", "PROPN", "X"})
_BESIDE_NOUN = frozenset({"amod", "appos", "compound", "dep", "flat", "nmod"})
_OF_INFINITIVES = frozenset({"acl", "advcl", "ccomp", "xcomp"})
_COMPLEMENTS = {"acl": "ccomp", "acl:relcl": "ccomp", "advcl": "ccomp", "nmod": "obl"}


def with_verbs(words: list[Word], traits: Traits) -> list[Word]:
    """Give forms that are verbs alone their part of speech and dictionary form."""
    return [_mended(words, index, traits) for index in range(len(words))]


def _mended(words: list[Word], index: int, traits: Traits) -> Word:
    word = words[index]
    form = traits.verb_forms.get(word.lower)
    if form is None:
        return _infinitive(word, traits)
    if word.pos == "VERB":
        return dataclasses.replace(word, lemma=form.lemma)
    if form.is_ambiguous or word.pos not in _MISREAD or _is_noun(words, index):
        return word
    several = word.lower.endswith("nt")
    features = {**_FINITE, "Number": "Plur" if several else "Sing"}
    return dataclasses.replace(word, lemma=form.lemma, pos="VERB", features=features)


def _infinitive(word: Word, traits: Traits) -> Word:
    """Let a "noun" that completes a verb and ends as infinitives do be one."""
    ends = word.lower.endswith(tuple(traits.infinitive_endings))
    if word.pos in _MISREAD and word.base in _OF_INFINITIVES and ends and not word.is_capital:
        features = {"VerbForm": "Inf"}
        return dataclasses.replace(word, lemma=word.lower, pos="VERB", features=features)
    return word


def _is_noun(words: list[Word], index: int) -> bool:
    """Whether an article or a preposition stands right before a word."""
    return index > 0 and words[index - 1].pos in {"DET", "ADP"}


def raise_verbs(tree: Tree) -> None:
    """Let each finite verb that hangs on a noun as an adjective would govern that noun."""
    for verb, word in enumerate(tree.words):
        if word.pos == "VERB" and word.features.get("VerbForm") == "Fin":
            _raise(tree, verb)


def _raise(tree: Tree, verb: int) -> None:
    noun = tree.heads[verb]
    if tree.base(verb) not in _BESIDE_NOUN or noun > verb:
        return
    above = tree.heads[noun]
    if tree.base(noun) == "nsubj" and tree.words[above].features.get("VerbForm") == "Inf":
        # "Le maire espère rouvrir l'école": the infinitive completes the verb.
        tree.put_over(verb, noun, tree.relations[noun], "nsubj")
        tree.put_over(verb, above, tree.relations[above], "xcomp")
        governed = [noun, above]
    else:
        tree.put_over(verb, noun, tree.relations[noun], "nsubj")
        governed = [noun]
    for head in governed:
        for child in list(tree.children(head)):
            if child > verb and head == noun:
                relation = tree.relations[child]
                tree.hang(child, verb, _COMPLEMENTS.get(relation, relation))
