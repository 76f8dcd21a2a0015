"""Verbs of speech that the tagger takes for adjectives or nouns: "Un rapport révèle que …"."""

import dataclasses

from claimwire.language.universal.speech import Speech, stem_of
from claimwire.language.universal.tree import Tree
from claimwire.language.universal.words import Traits, Word

_FINITE = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres", "Person": "3"}
_PARTICIPLE = {"VerbForm": "Part", "Tense": "Past"}
_PREDICATES = frozenset(
    {"ROOT", "acl", "advcl", "amod", "ccomp", "conj", "parataxis", "root", "xcomp"}
)
_HEADS = frozenset({"ROOT", "ccomp", "conj", "parataxis", "root"})
_MISREAD = frozenset({"ADJ", "ADV", "NOUN", "PROPN", "X"})
_BESIDE_NOUN = frozenset({"amod", "appos", "compound", "dep", "flat", "nmod", "xcomp"})
_OF_INFINITIVES = frozenset({"acl", "advcl", "ccomp", "xcomp"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_COMPLEMENTS = {"acl": "ccomp", "acl:relcl": "ccomp", "advcl": "ccomp"}


def with_verbs(words: list[Word], traits: Traits, speech: Speech) -> list[Word]:
    """Give words the part of speech that their form or their helping verb tells."""
    helped = {word.head for word in words if word.base == "aux"}
    mended = []
    for index, word in enumerate(words):
        found = (
            _weekday(word, speech)
            or (index in helped and _participle(word))
            or _adjective(word, speech)
            or _noun(words, index, speech)
            or _infinitive(words, index, traits)
            or _finite(words, index, traits, is_helped=index in helped)
        )
        mended.append(found or word)
    return mended


def _weekday(word: Word, speech: Speech) -> Word | None:
    if word.lower not in speech.weekdays:
        return None
    return dataclasses.replace(word, pos="NOUN", features={})


def _participle(word: Word) -> Word | None:
    """A word with a helping verb that is no verb to the tagger."""
    if word.pos in {"VERB", "AUX", "ADJ"}:
        return None
    return dataclasses.replace(word, pos="VERB", features=_PARTICIPLE)


def _adjective(word: Word, speech: Speech) -> Word | None:
    """A participle that says what somebody believes or is ready for: "se dit convaincu que"."""
    if word.features.get("VerbForm") != "Part" or word.base not in _PREDICATES:
        return None
    adjective = speech.adjectives.get(stem_of(word.lower))
    if adjective is None:
        return None
    return dataclasses.replace(word, lemma=adjective, pos="ADJ", features={})


def _noun(words: list[Word], index: int, speech: Speech) -> Word | None:
    """A noun such as "llamado", which is a participle as well, behind its article."""
    word = words[index]
    behind_article = index > 0 and words[index - 1].pos == "DET"
    if word.pos not in {"ADJ", "VERB"} or word.lower not in speech.nouns or not behind_article:
        return None
    return dataclasses.replace(word, lemma=word.lower, pos="NOUN", features={})


def _infinitive(words: list[Word], index: int, traits: Traits) -> Word | None:
    """A "noun" that completes a verb or stands before an article, and ends as infinitives do."""
    word = words[index]
    if word.pos not in _MISREAD or word.is_capital:
        return None
    ends = word.lower.endswith(tuple(traits.infinitive_endings))
    between = (
        0 < index < len(words) - 1
        and words[index - 1].lower in traits.complement_markers
        and words[index + 1].pos == "DET"
    )
    completes = word.base in _OF_INFINITIVES or (word.base == "nmod" and between)
    if completes and ends:
        features = {"VerbForm": "Inf"}
        return dataclasses.replace(word, lemma=word.lower, pos="VERB", features=features)
    return None


def _finite(words: list[Word], index: int, traits: Traits, *, is_helped: bool) -> Word | None:
    """A form of a listed verb, with its dictionary form."""
    word = words[index]
    form = traits.verb_forms.get(word.lower)
    if form is None:
        return None
    finite = word.features.get("VerbForm") == "Fin"
    # "dit" is a participle as well, but not at the head of a clause without a helping verb.
    heads = word.base in _HEADS or _is_inverted(words, index, traits)
    if word.pos == "VERB" and (finite or is_helped or (form.is_ambiguous and not heads)):
        return dataclasses.replace(word, lemma=form.lemma)
    if word.pos == "VERB" and heads:
        return _present(word, form.lemma)
    misread = word.pos in _MISREAD and not _is_noun(words, index)
    if form.is_ambiguous or not (misread or word.pos == "VERB"):
        return None
    return _present(word, form.lemma)


def _present(word: Word, lemma: str) -> Word:
    several = word.lower.endswith("nt")
    features = {**_FINITE, "Number": "Plur" if several else "Sing"}
    return dataclasses.replace(word, lemma=lemma, pos="VERB", features=features)


def _is_inverted(words: list[Word], index: int, traits: Traits) -> bool:
    """Whether a pronoun such as "-il" stands right behind a verb."""
    return index + 1 < len(words) and words[index + 1].lower in traits.inverted_pronouns


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
    if tree.base(verb) not in _BESIDE_NOUN or noun > verb or tree.words[noun].pos not in _NOUNS:
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
                if tree.base(child) == "nmod":
                    linked = any(True for _ in tree.children(child, "case"))
                    relation = "obl" if linked else "obj"
                tree.hang(child, verb, _COMPLEMENTS.get(relation, relation))
