"""Verbs of several words: "fait savoir", "dio a conocer"."""

from claimwire.language.universal.shape import PARTICLE
from claimwire.language.universal.tree import Tree
from claimwire.language.universal.words import Traits

_VERBS = frozenset({"VERB", "AUX"})


def join_phrasal_verbs(tree: Tree, traits: Traits) -> None:
    """Let the first word of each such verb govern what hangs on its last one."""
    firsts = {verb[0] for verb in traits.phrasal_verbs}
    for index, word in enumerate(tree.words):
        if word.lemma in firsts:
            _join_phrasal_verb(tree, index, traits)


def _join_phrasal_verb(tree: Tree, first: int, traits: Traits) -> None:
    words = tree.words
    for verb in traits.phrasal_verbs:
        last = first + len(verb) - 1
        if (
            last >= len(words)
            or words[first].lemma != verb[0]
            or words[first].pos not in _VERBS
            or any(words[first + n].lower != word for n, word in enumerate(verb) if n)
        ):
            continue
        if tree.heads[first] == last:
            tree.put_over(first, last, tree.relations[last], PARTICLE)
        elif tree.heads[last] == first:
            tree.hang(last, first, PARTICLE)
        else:
            continue
        for child in list(tree.children(last)):
            within = first < child < last
            tree.hang(child, first, "fixed" if within else None)
        return
