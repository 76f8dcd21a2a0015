"""What small parsers of Universal Dependencies often get wrong, mended by what the words tell."""

from claimwire.language.universal.speech import Speech
from claimwire.language.universal.tree import Tree
from claimwire.language.universal.words import Traits

_ENDS = frozenset({".", "!", "?", "…", "...", ";", ":", "»", "”", '"'})
_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_FARTHEST = 12
_LONGEST_PHRASE = 25


def mend(tree: Tree, traits: Traits, speech: Speech) -> None:
    """Mend a tree as the parser left it, before it is reshaped."""
    for index in range(len(tree.words)):
        _join_sentences(tree, index)
        _free_time(tree, index, speech)
        _raise_further_verb(tree, index)
        _raise_further_cue(tree, index, speech)
        _part_at_semicolon(tree, index)
        _raise_infinitive(tree, index, traits, speech)
        _place_source(tree, index, traits)


def _free_time(tree: Tree, noun: int, speech: Speech) -> None:
    """Let "el martes" say when, and not what."""
    if tree.words[noun].lower in speech.times and tree.base(noun) in {
        "nsubj",
        "obj",
        "iobj",
        "xcomp",
    }:
        tree.hang(noun, tree.heads[noun], "obl")


def _join_sentences(tree: Tree, root: int) -> None:
    """Join a sentence to the one before where no mark and no capital parts the two."""
    if not tree.is_root(root):
        return
    first = root
    while first > 0 and tree.root_of(first - 1) == root:
        first -= 1
    before = first - 1
    while before >= 0 and tree.words[before].pos == "SPACE":
        if "\n" in tree.words[before].lower:
            return
        before -= 1
    if before < 0 or tree.words[before].lower in _ENDS or not tree.words[first].lower[0].isalpha():
        return
    above = tree.root_of(before)
    if tree.words[before].lower == "-":
        # "Croix-Rouge"
        tree.hang(root, above, "flat")
        return
    if tree.words[first].is_capital:
        return
    noun = tree.words[root].pos in _NOUNS and tree.words[above].pos in _VERBS
    bare = not any(True for _ in tree.children(root, "case"))
    tree.hang(root, above, "obj" if noun and bare else "conj")


def _raise_further_verb(tree: Tree, verb: int) -> None:
    """Let a finite verb in a row with a noun stand beside the verb above: "a dit X et a fait"."""
    if tree.base(verb) != "conj" or not _is_finite(tree, verb):
        return
    above = tree.heads[verb]
    if tree.words[above].pos not in _NOUNS or tree.base(above) not in {
        "obj",
        "obl",
        "conj",
        "nmod",
    }:
        return
    for _ in range(_FARTHEST):
        above = tree.heads[above]
        if tree.words[above].pos in _VERBS:
            tree.hang(verb, above)
            return
        if tree.is_root(above):
            return


def _is_finite(tree: Tree, verb: int) -> bool:
    words = (verb, *tree.children(verb, "aux"))
    return tree.words[verb].pos in _VERBS and any(
        tree.words[index].features.get("VerbForm") == "Fin" for index in words
    )


def _raise_further_cue(tree: Tree, verb: int, speech: Speech) -> None:
    """Hang "pidió ayuda" in "dijo que nadie murió y pidió ayuda" on "dijo".

    Clauses in a row each have their own "que".
    """
    if tree.base(verb) != "conj" or tree.words[verb].lemma not in speech.verbs:
        return
    if not _is_finite(tree, verb) or any(True for _ in tree.children(verb, "nsubj", "mark")):
        return
    clause = tree.heads[verb]
    report = tree.heads[clause]
    if (
        tree.base(clause) == "ccomp"
        and report < clause
        and tree.words[report].lemma in speech.reporting
        and any(tree.words[mark].lower in speech.complementizers for mark in tree.children(clause))
    ):
        tree.hang(verb, report)


def _part_at_semicolon(tree: Tree, verb: int) -> None:
    """Let a clause with a subject of its own behind a semicolon stand beside the sentence."""
    if not _is_finite(tree, verb) or tree.is_root(verb):
        return
    subject = next(tree.children(verb, "nsubj"), None)
    if subject is None:
        return
    first = min([subject, *tree.children(subject)])
    root = tree.root_of(verb)
    if first > 0 and tree.words[first - 1].lower == ";" and root < first:
        tree.hang(verb, root, "conj")


def _raise_infinitive(tree: Tree, infinitive: int, traits: Traits, speech: Speech) -> None:
    """Let the infinitive of "demande aux habitants de rester" hang on the verb that asks."""
    word = tree.words[infinitive]
    if tree.base(infinitive) != "acl" or word.features.get("VerbForm") != "Inf":
        return
    if not any(
        tree.words[mark].lower in traits.complement_markers
        for mark in tree.children(infinitive, "mark", "case")
    ):
        return
    noun = tree.heads[infinitive]
    verb = tree.heads[noun]
    if (
        tree.base(noun) in {"obj", "iobj", "obl"}
        and verb < noun < infinitive
        and tree.words[verb].lemma in speech.asking
    ):
        tree.hang(infinitive, verb, "xcomp")


def _place_source(tree: Tree, noun: int, traits: Traits) -> None:
    """Hang "selon l'armée" between two commas on the verb behind them: "qui, selon X, devrait"."""
    link = next(tree.children(noun, "case", "mark"), None)
    if link is None or link > noun or tree.words[link].lower not in traits.source_prepositions:
        return
    if link == 0 or tree.words[link - 1].lower != ",":
        return
    for index in range(noun + 1, min(noun + _LONGEST_PHRASE, len(tree.words))):
        if tree.words[index].lower in _ENDS:
            return
        if tree.words[index].lower == ",":
            verb = _finite_behind(tree, index + 1)
            if verb is not None and not tree.is_below(verb, noun):
                tree.hang(noun, verb, "obl")
            return


def _finite_behind(tree: Tree, first: int) -> int | None:
    """The verb of the clause that goes on at a word, before any mark or conjunction."""
    for index in range(first, min(first + _FARTHEST, len(tree.words))):
        word = tree.words[index]
        if word.pos in {"PUNCT", "SCONJ", "CCONJ"}:
            return None
        if word.pos == "VERB" and _is_finite(tree, index):
            return index
        if word.pos == "AUX" and word.features.get("VerbForm") == "Fin":
            above = tree.heads[index]
            return max(index, above)
    return None
