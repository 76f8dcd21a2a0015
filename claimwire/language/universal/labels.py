"""The labels and tags of the neutral grammar, for words of Universal Dependencies."""

from collections.abc import Callable

from claimwire.language.universal.shape import (
    AGENT,
    PARTICLE,
    PREDICATE,
    PREPOSITION,
    PREPOSITIONAL_OBJECT,
    is_infinitive,
)
from claimwire.language.universal.tree import ROOT, Tree
from claimwire.language.universal.words import Traits, Word

_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})

_LABELS = {
    AGENT: "agent",
    PREPOSITION: "preposition",
    PREPOSITIONAL_OBJECT: "prepositional_object",
    ROOT: ROOT,
    "acl": "noun_clause",
    "advcl": "adverbial_clause",
    "advmod": "adverb",
    "amod": "adjective",
    "appos": "apposition",
    "aux": "auxiliary",
    "ccomp": "clause",
    "conj": "conjunct",
    "dep": "unclassified",
    "det": "determiner",
    "discourse": "interjection",
    "iobj": "recipient",
    "case": "marker",
    "mark": "marker",
    "nmod": "noun_modifier",
    "nsubj": "subject",
    "obj": "object",
    "obl": "noun_adverbial",
    "parataxis": "loose_clause",
    "xcomp": "open_clause",
}
"""Relations that mean one thing wherever they stand; others keep their name."""


_FINITE = frozenset({"conditional", "future", "past", "present", "present_third", "subjunctive"})
_MOODS = {"Cnd": "conditional", "Imp": "bare_form", "Sub": "subjunctive"}
_TENSES = {"Fut": "future", "Imp": "past", "Past": "past", "Pqp": "past"}


def label_of(tree: Tree, index: int, traits: Traits) -> str:
    """Return the neutral label of a word in a reshaped tree."""
    word, base = tree.words[index], tree.base(index)
    if tree.relations[index] == PARTICLE:
        return "particle"
    if _is_negation(word, base, traits):
        return "negation"
    if base == "det" and word.features.get("Poss") == "Yes":
        return "possessor"
    reader = _READERS.get(base)
    return _LABELS.get(base, base) if reader is None else reader(tree, index, traits)


def _label_of_predicate(tree: Tree, index: int, _traits: Traits) -> str:
    return "predicate_noun" if tree.words[index].pos in _NOUNS else "predicate_adjective"


def _label_of_auxiliary(tree: Tree, index: int, traits: Traits) -> str:
    passive = tree.relations[index] == "aux:pass" or _makes_passive(tree, index, traits)
    return "passive_auxiliary" if passive else "auxiliary"


def _label_of_subject(tree: Tree, index: int, traits: Traits) -> str:
    return "passive_subject" if _is_passive(tree, tree.heads[index], traits) else "subject"


def _label_of_noun_clause(tree: Tree, index: int, traits: Traits) -> str:
    relative = tree.relations[index] == "acl:relcl" or _is_relative(tree, index, traits)
    return "relative_clause" if relative else "noun_clause"


def _makes_passive(tree: Tree, auxiliary: int, traits: Traits) -> bool:
    """Whether a helping verb makes a passive, where the parser has no label for it."""
    if tree.relations[auxiliary] != "aux":
        return False
    verb = tree.heads[auxiliary]
    return (
        tree.words[auxiliary].lemma in traits.passive_auxiliaries
        and tree.words[verb].features.get("VerbForm") == "Part"
    )


def _is_passive(tree: Tree, verb: int, traits: Traits) -> bool:
    return any(
        tree.relations[child] == "aux:pass" or _makes_passive(tree, child, traits)
        for child in tree.children(verb, "aux")
    )


def _is_negation(word: Word, base: str, traits: Traits) -> bool:
    return base == "advmod" and (
        word.features.get("Polarity") == "Neg" or word.lower in traits.negations
    )


def _is_relative(tree: Tree, clause: int, traits: Traits) -> bool:
    return any(
        tree.words[child].lower in traits.relative_pronouns and tree.words[child].pos == "PRON"
        for child in tree.children(clause)
    )


def _label_of_complement(tree: Tree, index: int, traits: Traits) -> str:
    word, base = tree.words[index], tree.base(index)
    if base == "xcomp" and word.pos not in _VERBS:
        return "object_predicate"
    if not is_infinitive(tree, index):
        finite = base == "xcomp" and form_of(tree, index, traits) in _FINITE
        return "clause" if finite else _LABELS[base]
    marks = {tree.words[child].lower for child in tree.children(index, "mark", "case")}
    # "pour partir", "sans payer" complete nothing.
    return "adverbial_clause" if marks - traits.complement_markers else "open_clause"


_READERS: dict[str, Callable[[Tree, int, Traits], str]] = {
    PREDICATE: _label_of_predicate,
    "acl": _label_of_noun_clause,
    "advcl": _label_of_complement,
    "aux": _label_of_auxiliary,
    "ccomp": _label_of_complement,
    "nsubj": _label_of_subject,
    "xcomp": _label_of_complement,
}
"""Relations whose meaning hangs on the words."""


def tag_of(tree: Tree, index: int, traits: Traits) -> str:
    """Return the neutral tag of a word in a reshaped tree."""
    word = tree.words[index]
    if word.pos in _VERBS:
        return form_of(tree, index, traits)
    several = word.features.get("Number") == "Plur"
    match word.pos:
        case "NOUN":
            return "plural_noun" if several else "singular_noun"
        case "PROPN":
            return "plural_name" if several else "singular_name"
        case "PRON":
            return "pronoun"
        case "ADV":
            return "plain_adverb"
    return word.pos.lower()


def form_of(tree: Tree, verb: int, traits: Traits) -> str:
    """Return the form of a verb: of a compound one that of its first helping verb.

    A participle with "have" is a past tense ("a déclaré", "ha dicho"), an infinitive ("avoir dit")
    or whatever its helping verb is.
    """
    word = tree.words[verb]
    own = _form(word)
    if own not in {"past_participle", "infinitive"}:
        return own
    helping = [child for child in tree.children(verb, "aux") if tree.words[child].pos in _VERBS]
    above = tree.heads[verb]
    if not helping and own == "past_participle" and _shares_auxiliary(tree, verb, above):
        # "a salué l'accord et assuré que"
        return form_of(tree, above, traits)
    active = [
        child
        for child in helping
        if tree.relations[child] != "aux:pass" and not _makes_passive(tree, child, traits)
    ]
    if not active or len(active) < len(helping):
        return own
    form = _form(tree.words[active[0]])
    if own == "infinitive":
        # "debería dimitir"
        return form
    return "past" if form in {"present", "present_third", "past_participle"} else form


def _shares_auxiliary(tree: Tree, verb: int, above: int) -> bool:
    """Whether a participle in a row has the helping verb of the one before."""
    return (
        tree.base(verb) == "conj"
        and above < verb
        and tree.words[above].features.get("VerbForm") == "Part"
        and any(True for _ in tree.children(above, "aux"))
    )


def _form(word: Word) -> str:
    features = word.features
    tense = features.get("Tense", "")
    match features.get("VerbForm"):
        case "Inf":
            return "infinitive"
        case "Ger":
            return "gerund"
        case "Part":
            return "gerund" if tense == "Pres" else "past_participle"
    form = _MOODS.get(features.get("Mood", "")) or _TENSES.get(tense)
    third = features.get("Person") == "3" and features.get("Number") == "Sing"
    return form or ("present_third" if third else "present")
