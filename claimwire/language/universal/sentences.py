"""Sentences that parsers cut in two, and clauses that they hang too far up or too deep."""

from claimwire.language.universal.speech import Speech
from claimwire.language.universal.tree import ROOT, Tree, is_finite

_ENDS = frozenset({".", "!", "?", "…", "...", ";", ":", "»", "”", '"'})
_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_FARTHEST = 12
_LONGEST_PHRASE = 25
_LONGEST_LINK = 4
LONGEST_SENTENCE = 400
"""Longer ones are lists; what parts them is not looked for, so that the work stays linear."""


def join_sentences(tree: Tree, root: int) -> None:
    """Join a sentence to the one before where no mark and no capital parts the two."""
    first = tree.sentence_of(root).start
    if first == 0:
        return
    before = first - 1
    while before >= 0 and tree.words[before].pos == "SPACE":
        if "\n" in tree.words[before].lower:
            return
        before -= 1
    if before < 0 or tree.words[before].lower in _ENDS:
        return
    if not tree.words[first].lower[0].isalpha() and tree.words[first].lower != ",":
        return
    above = tree.root_of(before)
    if tree.words[first].is_capital:
        return
    tree.join(first)
    noun = tree.words[root].pos in _NOUNS and tree.words[above].pos in _VERBS
    bare = not any(True for _ in tree.children(root, "case"))
    tree.hang(root, above, "obj" if noun and bare else "conj")


def part_clauses(tree: Tree, first: int, speech: Speech) -> None:
    """Let what follows a semicolon, or a contrast such as "tandis que", stand beside the rest."""
    before = first - 1
    if before < 1 or not (
        tree.words[before].lower == ";"
        or (tree.words[before].lower == "," and tree.words[first].lower in speech.contrasts)
    ):
        return
    sentence = tree.sentence_of(first)
    if (
        len(sentence) > LONGEST_SENTENCE
        or before not in sentence
        or not any(is_finite(tree, n) for n in range(first, sentence.stop))
    ):
        return
    left, right = range(sentence.start, before), range(first, sentence.stop)
    governed = tree.children(first, "parataxis", "acl", "ccomp")
    verb = next((child for child in governed if child in right), None)
    if verb is not None and tree.words[first].lower in speech.contrasts:
        tree.put_over(verb, first, "conj", "mark")
    top = tree.top_of(left)
    if top is None:
        return
    if tree.heads[top] not in left:
        tree.hang(top, top, ROOT)
    for index in sentence:
        inside = left if index in left else right
        if index != top and (tree.heads[index] not in inside or tree.heads[index] == index):
            tree.hang(index, top, "conj" if index in right and index != before else None)


def place_source(tree: Tree, first: int, speech: Speech) -> None:
    """Hang "selon l'armée" between two commas on the verb behind them: "qui, selon X, devrait"."""
    words = [word.lower for word in tree.words[first : first + _LONGEST_LINK]]
    if not any(tuple(words[: len(phrase)]) == phrase for phrase in speech.phrases):
        return
    for index in range(first + 1, min(first + _LONGEST_PHRASE, len(tree.words))):
        if tree.words[index].lower in _ENDS:
            return
        if tree.words[index].lower == ",":
            top = tree.top_of(range(first, index))
            verb = _finite_behind(tree, index + 1)
            if verb is not None and top is not None and not tree.is_below(verb, top):
                tree.hang(top, verb, "obl")
            return


def place_as_clause(tree: Tree, mark: int, speech: Speech) -> None:
    """Hang "comme il l'a dit" on the clause right before it, and not on the whole sentence."""
    verb = tree.heads[mark]
    if tree.words[mark].lower not in speech.conjunctions or tree.base(verb) != "advcl":
        return
    if tree.words[verb].lemma not in speech.reporting:
        return
    for index in range(mark - 2, max(mark - _LONGEST_PHRASE, -1), -1):
        if tree.words[index].lower in _ENDS:
            return
        if tree.words[index].pos == "VERB" and is_finite(tree, index):
            if not tree.is_below(index, verb):
                tree.hang(verb, index)
            return


def _finite_behind(tree: Tree, first: int) -> int | None:
    """The verb of the clause that goes on at a word, before any mark or conjunction."""
    for index in range(first, min(first + _FARTHEST, len(tree.words))):
        word = tree.words[index]
        if word.pos in {"PUNCT", "SCONJ", "CCONJ"}:
            return None
        if word.pos == "VERB" and is_finite(tree, index):
            return index
        if word.pos == "AUX" and word.features.get("VerbForm") == "Fin":
            above = tree.heads[index]
            return max(index, above)
    return None
