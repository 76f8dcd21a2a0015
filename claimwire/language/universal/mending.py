"""What small parsers of Universal Dependencies often get wrong, mended by what the words tell."""

from claimwire.language.universal.misread_verbs import raise_verbs
from claimwire.language.universal.phrasal_verbs import join_phrasal_verbs
from claimwire.language.universal.sentences import (
    join_sentences,
    part_clauses,
    place_as_clause,
    place_source,
)
from claimwire.language.universal.speech import Speech
from claimwire.language.universal.tree import Tree, is_finite
from claimwire.language.universal.words import Traits, Word

_ENDS = frozenset({".", "!", "?", "…", "...", ";", ":", "»", "”", '"'})
_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_MAY_GOVERN = _VERBS | {"ADJ"}
_ARGUMENTS = frozenset({"iobj", "nsubj", "obj", "xcomp"})
_SET_OFF = frozenset({",", ";"})
_FARTHEST = 12
_UNDER_VERBS = frozenset({"conj", "nmod", "obj", "obl"})
_NO_FINITE = frozenset({"acl", "advcl", "amod", "ccomp", "nmod", "obj", "xcomp"})


def mend(tree: Tree, traits: Traits, speech: Speech) -> None:
    """Mend a tree as the parser left it, before it is reshaped."""
    join_phrasal_verbs(tree, traits)
    for index, word in enumerate(tree.words):
        if word.lower == "-":
            _join_hyphened(tree, index)
        elif word.pos in _NOUNS:
            _turn_title(tree, index)
            _raise_apposition(tree, index, speech)
            _free_subject(tree, index)
    raise_verbs(tree)
    before = ""
    for index, word in enumerate(tree.words):
        if tree.is_root(index):
            join_sentences(tree, index)
        if word.lower in speech.times:
            _free_time(tree, index)
        elif word.lower in speech.complementizers:
            _hang_report(tree, index, speech)
        elif word.pos in _MAY_GOVERN:
            _mend_verb(tree, index, traits, speech)
        if before in _SET_OFF:
            part_clauses(tree, index, speech)
            place_source(tree, index, speech)
            place_as_clause(tree, index, speech)
        before = word.lower


def _mend_verb(tree: Tree, verb: int, traits: Traits, speech: Speech) -> None:
    _name_subject(tree, verb, speech)
    _raise_further_verb(tree, verb)
    _raise_further_cue(tree, verb, speech)
    _free_participle(tree, verb)
    _raise_closing_gerund(tree, verb, speech)
    _raise_infinitive(tree, verb, traits, speech)
    _complete_infinitive(tree, verb, speech)


def _name_subject(tree: Tree, verb: int, speech: Speech) -> None:
    """Let "il" before a verb of speech be its subject, and not an empty one."""
    if tree.words[verb].lemma not in speech.verbs:
        return
    if any(tree.relations[child] == "aux:pass" for child in tree.children(verb, "aux")):
        return
    for child in list(tree.children(verb, "expl")):
        if tree.relations[child] == "expl:subj":
            tree.hang(child, verb, "nsubj")


def _free_time(tree: Tree, noun: int) -> None:
    """Let "el martes" say when, and not what."""
    if not tree.words[noun].is_capital and tree.base(noun) in _ARGUMENTS:
        tree.hang(noun, tree.heads[noun], "obl")


def _raise_further_verb(tree: Tree, verb: int) -> None:
    """Let a finite verb in a row stand beside the verb above: "a rejeté X et a fait Y"."""
    if not is_finite(tree, verb) or tree.is_root(verb):
        return
    base, above = tree.base(verb), tree.heads[verb]
    linked = any(True for _ in tree.children(verb, "cc"))
    marked = any(True for _ in tree.children(verb, "mark"))
    if base == "conj":
        misplaced = tree.words[above].pos in _NOUNS and tree.base(above) in _UNDER_VERBS
    else:
        misplaced = base in _NO_FINITE and linked and not marked
    if not misplaced or above > verb:
        return
    for _ in range(_FARTHEST):
        if tree.words[above].pos in _VERBS:
            tree.hang(verb, above, "conj")
            return
        if tree.is_root(above):
            return
        above = tree.heads[above]


def _hang_report(tree: Tree, mark: int, speech: Speech) -> None:
    """Hang the clause that "que" opens on the verb that reports, a few words before."""
    if tree.words[mark].lower not in speech.complementizers or tree.base(mark) != "mark":
        return
    clause = tree.heads[mark]
    for index in range(mark - 1, max(mark - _FARTHEST, -1), -1):
        word = tree.words[index]
        if word.pos == "VERB":
            says = is_finite(tree, index) or _is_gerund(word)
            apart = not (tree.is_below(clause, index) or tree.is_below(index, clause))
            if word.lemma in speech.reporting and says and clause > mark and apart:
                tree.hang(clause, index, "ccomp")
            return
        if word.pos in {"AUX", "SCONJ", "CCONJ"} or word.lower in _ENDS | {","}:
            return


def _turn_title(tree: Tree, noun: int) -> None:
    """Let "le tabloïd" govern the name behind it, and not the other way round."""
    name = noun + 1
    if (
        tree.words[noun].pos == "NOUN"
        and tree.base(noun) == "nsubj"
        and tree.heads[noun] == name
        and tree.words[name].pos == "PROPN"
        and not any(True for _ in tree.children(name, "cop"))
    ):
        tree.put_over(noun, name, tree.relations[name], "appos")
        for child in list(tree.children(name)):
            if tree.base(child) != "flat":
                tree.hang(child, noun)


def _raise_apposition(tree: Tree, name: int, speech: Speech) -> None:
    """Let a name behind a comma stand for the person before: "le ministre de la Santé, X"."""
    if (
        tree.base(name) != "appos"
        or tree.words[name].pos != "PROPN"
        or tree.words[name - 1].lower != ","
    ):
        return
    above, person = tree.heads[name], None
    for _ in range(_FARTHEST):
        if above > name or is_finite(tree, above):
            break
        if tree.words[above].pos == "NOUN" and tree.words[above].lemma in speech.persons:
            person = above
        if tree.is_root(above):
            break
        above = tree.heads[above]
    if person is not None:
        tree.hang(name, person)


def _free_subject(tree: Tree, noun: int) -> None:
    """Let a noun that hangs on the "et" before it be the subject of the verb behind."""
    link = tree.heads[noun]
    if (
        tree.base(noun) == "fixed"
        and tree.words[noun].pos in _NOUNS
        and tree.words[link].pos == "CCONJ"
        and tree.heads[link] > noun
        and not any(True for _ in tree.children(tree.heads[link], "nsubj"))
    ):
        tree.hang(noun, tree.heads[link], "nsubj")


def _raise_further_cue(tree: Tree, verb: int, speech: Speech) -> None:
    """Hang "pidió ayuda" in "dijo que nadie murió y pidió ayuda" on "dijo".

    Clauses in a row each have their own "que".
    """
    if tree.base(verb) != "conj" or tree.words[verb].lemma not in speech.verbs:
        return
    if not is_finite(tree, verb) or any(True for _ in tree.children(verb, "nsubj", "mark")):
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


def _raise_closing_gerund(tree: Tree, verb: int, speech: Speech) -> None:
    """Hang "ajoutant que" behind a comma on the verb that reports, not on what it reports."""
    word = tree.words[verb]
    if word.lemma not in speech.reporting or not _is_gerund(word):
        return
    if verb == 0 or tree.words[verb - 1].lower != ",":
        return
    if not any(True for _ in tree.children(verb, "ccomp", "obj")):
        return
    above = verb
    for _ in range(_FARTHEST):
        if tree.is_root(above):
            return
        above = tree.heads[above]
        if tree.words[above].lemma in speech.reporting and is_finite(tree, above):
            tree.hang(verb, above, "advcl")
            return


def _is_gerund(word: Word) -> bool:
    form, tense = word.features.get("VerbForm"), word.features.get("Tense")
    return form == "Ger" or (form == "Part" and tense == "Pres")


def _free_participle(tree: Tree, participle: int) -> None:
    """Hang "Interrogé par la presse, le procureur" on the verb, not on its subject."""
    noun = tree.heads[participle]
    if (
        tree.base(participle) in {"acl", "amod", "advcl"}
        and participle < noun
        and tree.base(noun) == "nsubj"
        and any(tree.words[n].lower == "," for n in range(participle + 1, noun))
    ):
        tree.hang(participle, tree.heads[noun], "advcl")


def _join_hyphened(tree: Tree, hyphen: int) -> None:
    """Join the parts of "Croix-Rouge", which the tokenizer takes apart."""
    words = tree.words
    if not 0 < hyphen < len(words) - 1:
        return
    left, right = hyphen - 1, hyphen + 1
    if not (words[left].is_capital and words[right].is_capital):
        return
    if tree.base(right) in {"flat", "appos"} or tree.is_below(left, right):
        return
    if tree.is_root(left) and not tree.is_root(right):
        tree.hang(left, tree.heads[right], tree.relations[right])
    tree.hang(hyphen, left, "punct")
    tree.hang(right, left, "flat")


def _raise_infinitive(tree: Tree, infinitive: int, traits: Traits, speech: Speech) -> None:
    """Let the infinitive of "demande aux habitants de rester" hang on the verb that asks."""
    word = tree.words[infinitive]
    if tree.base(infinitive) not in {"acl", "nmod"} or word.features.get("VerbForm") != "Inf":
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
        and (tree.base(noun) != "obj" or _may_act(tree, noun, speech))
    ):
        tree.hang(infinitive, verb, "xcomp")
    following = infinitive + 1
    if following < len(tree.words) and tree.words[following].pos == "DET":
        thing = tree.heads[following]
        if thing > following and tree.heads[thing] < infinitive:
            tree.hang(thing, infinitive, "obj")


def _may_act(tree: Tree, noun: int, speech: Speech) -> bool:
    return tree.words[noun].pos == "PROPN" or tree.words[noun].lemma in speech.actors


def _complete_infinitive(tree: Tree, infinitive: int, speech: Speech) -> None:
    """Let "llamó a rezar por la paz" say what to pray for, and not where it was said."""
    verb = tree.heads[infinitive]
    if (
        tree.words[infinitive].features.get("VerbForm") != "Inf"
        or tree.words[verb].lemma not in speech.asking
        or verb > infinitive
    ):
        return
    for noun in tree.children(verb, "obl"):
        link = next(tree.children(noun, "case"), None)
        word = tree.words[noun]
        if link == infinitive + 1 and word.lower not in speech.times | speech.occasions:
            tree.hang(noun, infinitive)
            return
