"""Hanging the words of Universal Dependencies as the rules ask for them.

Universal Dependencies hang function words on content words: a preposition on its noun, "be" on its
predicate. Rules ask the other way round, as the English parser does: the preposition governs its
noun, and "be" its predicate.

Source: https://universaldependencies.org/u/dep/, "case" and "cop".
"""

from claimwire.language.universal.speech import Speech
from claimwire.language.universal.tree import Tree
from claimwire.language.universal.words import Traits

PREDICATE = "predicate"
PREPOSITION = "prep"
AGENT = "agent"
PREPOSITIONAL_OBJECT = "pobj"
PARTICLE = "compound:prt"

_SILENT = frozenset({"PUNCT", "SPACE"})
_VERBS = frozenset({"VERB", "AUX"})
_NAME_PARTS = frozenset({"fixed", "flat", "compound", "goeswith"})
# What belongs to the clause of a predicate, and not to the predicate itself.
_OF_CLAUSE = frozenset(
    {
        "advcl",
        "aux",
        "cc",
        "csubj",
        "discourse",
        "dislocated",
        "expl",
        "mark",
        "nsubj",
        "parataxis",
        "punct",
        "vocative",
    }
)
# Of a clause where they stand before its predicate.
_BEFORE = frozenset({"advmod", "obl"})


def reshape(tree: Tree, traits: Traits, speech: Speech) -> None:
    """Hang the words of a tree as the rules ask for them."""
    _free_marks(tree)
    for index in range(len(tree.words)):
        _lift_copula(tree, index)
    for index in range(len(tree.words)):
        _lift_preposition(tree, index, traits, speech)


def _free_marks(tree: Tree) -> None:
    """Let nothing hang on punctuation: taggers take "«" for a verb."""
    for index, word in enumerate(tree.words):
        if word.pos not in _SILENT:
            continue
        children = list(tree.children(index))
        if not children:
            continue
        if tree.is_root(index):
            spoken = [child for child in children if tree.words[child].pos not in _SILENT]
            if not spoken:
                continue
            heir = next((c for c in spoken if tree.words[c].pos in _VERBS), spoken[0])
            tree.hang(heir, heir, "ROOT")
            tree.hang(index, heir, "punct")
        for child in children:
            if not tree.is_root(child):
                tree.hang(child, tree.heads[index])


def _lift_copula(tree: Tree, predicate: int) -> None:
    copula = next(tree.children(predicate, "cop"), None)
    if copula is None:
        return
    relation = tree.relations[predicate]
    tree.put_over(copula, predicate, relation, PREDICATE)
    for child in list(tree.children(predicate)):
        base = tree.base(child)
        of_clause = (
            base in _OF_CLAUSE
            or base == "cop"
            or (base in _BEFORE and child < predicate and not _is_within(child, copula, predicate))
            or (base == "conj" and _is_clause(tree, child))
        )
        if of_clause or tree.words[child].features.get("Polarity") == "Neg":
            tree.hang(child, copula, "aux" if base == "cop" else None)


def _is_within(child: int, copula: int, predicate: int) -> bool:
    return copula < child < predicate


def _is_clause(tree: Tree, index: int) -> bool:
    """Whether a further member of a row is a clause of its own."""
    return tree.words[index].pos in _VERBS or any(tree.children(index, "cop", "nsubj"))


def _lift_preposition(tree: Tree, noun: int, traits: Traits, speech: Speech) -> None:
    prepositions = list(tree.children(noun, "case"))
    if not prepositions or tree.base(noun) in _NAME_PARTS or is_infinitive(tree, noun):
        return
    first = prepositions[0]
    base, relation = tree.base(noun), tree.relations[noun]
    if first > noun:
        return
    verb = tree.words[tree.heads[noun]]
    if (
        tree.words[first].lower in traits.object_prepositions
        and (verb.lemma, tree.words[first].lemma) not in speech.linking
        and (base in {"nsubj", "obj"} or (base == "iobj" and verb.lemma in speech.acting))
    ):
        tree.hang(noun, tree.heads[noun], "obj" if base == "iobj" else None)
        return
    agent = relation == "obl:agent" or (
        tree.words[first].lower in traits.agent_prepositions
        and base in {"obl", "obj", "advmod"}
        and verb.features.get("VerbForm") == "Part"
    )
    above = AGENT if agent else "conj" if base == "conj" else PREPOSITION
    tree.put_over(first, noun, above, PREPOSITIONAL_OBJECT)
    for child in list(tree.children(noun)):
        if child in prepositions:
            tree.hang(child, first, "fixed")
        elif child < first:
            tree.hang(child, first)


def is_infinitive(tree: Tree, verb: int) -> bool:
    """Whether a verb or its first helping verb is an infinitive ("avoir été puni")."""
    first = next(tree.children(verb, "aux", "cop"), verb)
    return tree.words[first].features.get("VerbForm") == "Inf"
