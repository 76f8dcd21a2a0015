"""Reporting clauses with the subject behind the verb: "X, a annoncé l'armée", "“X”, dijo el juez".

Parsers take the noun behind such a verb for its object and the clause before for its subject, or
hang the verb anywhere. The words themselves tell: a mark or a conjunction such as "comme" stands
before the verb, and a noun or an inverted pronoun right behind it.
"""

from collections.abc import Collection
from typing import NamedTuple

from claimwire.language.universal.sentences import LONGEST_SENTENCE
from claimwire.language.universal.speech import Speech
from claimwire.language.universal.tree import ROOT, Tree
from claimwire.language.universal.words import Traits

_LONGEST_GROUP = 6
_FARTHEST_SUBJECT = 14
_LONGEST_CLAUSE = 60
_CLOSING = frozenset({"»", "”", '"', "\u2019", "''"})
_OPENING = frozenset({"«", "“", "„"})
_DASHES = frozenset({"\u2014", "\u2013", "-"})
_ENDS = frozenset({".", "!", "?", "…", "...", ";", ":"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE = frozenset({"Ind", "Sub", "Cnd"})


def set_apart(tree: Tree, speech: Speech, traits: Traits) -> None:
    """Give each reporting clause its own subject, and hang it beside what it reports."""
    for verb, word in enumerate(tree.words):
        if word.pos != "VERB" or word.lemma not in speech.reporting:
            continue
        group = _group_of(tree, verb, traits)
        before = _before(tree, group[0])
        conjunction = before is not None and tree.words[before].lower in speech.conjunctions
        if not (conjunction or _is_set_off(tree, before)) or not _is_finite(tree, group):
            continue
        subject = _subject(tree, group, speech, traits)
        if subject is None:
            continue
        quoted = before is not None and tree.words[before].lower in _CLOSING
        if not (subject in group or conjunction or quoted or _follows_quotation(tree, before)):
            after_clause = _has_clause_before(tree, group[0], traits)
            # "a annoncé la délégation": who states something, not what.
            states = after_clause and word.lemma in speech.stating
            acts = word.lemma in speech.acting and not states
            if acts and not _may_speak(tree, subject, speech):
                continue
            if not (after_clause or _has_clause_behind(tree, subject, traits)):
                continue
        begin = max(verb, subject)
        first = before if conjunction and before is not None else group[0]
        sentence = tree.sentence_of(verb)
        if len(sentence) > LONGEST_SENTENCE:
            continue
        end = _end_of_clause(tree, begin, sentence.stop, traits, speech.contrasts)
        if not (quoted or _has_clause_before(tree, group[0], traits)):
            # What is reported goes on behind the first comma.
            end = next((n for n in range(begin, end) if tree.words[n].lower == ","), end)
        clause = _Clause(verb, subject, range(first, max(end, verb + 1)), conjunction)
        _hang_apart(tree, clause, {n for n in sentence if n not in clause.words})
        _free_settings(tree, clause, speech)


def _group_of(tree: Tree, verb: int, traits: Traits) -> range:
    """The verb with helping verbs, weak pronouns and adverbs before it, inverted ones behind."""
    first = index = verb
    weak = traits.weak_pronouns | traits.inverted_pronouns | traits.negations
    while index > 0 and verb - index < _LONGEST_GROUP:
        index -= 1
        word = tree.words[index]
        if word.pos == "AUX" or word.lower in weak:
            first = index
        elif word.pos != "ADV":
            break
    last = verb + 1
    while last < len(tree.words) and tree.words[last].lower in traits.inverted_pronouns:
        last += 1
    return range(first, last)


def _before(tree: Tree, index: int) -> int | None:
    """The word before another one, but for blanks."""
    index -= 1
    while index >= 0 and tree.words[index].pos == "SPACE":
        index -= 1
    return index if index >= 0 else None


def _is_set_off(tree: Tree, before: int | None) -> bool:
    return before is not None and tree.words[before].lower in {",", *_CLOSING, *_DASHES}


def _follows_quotation(tree: Tree, before: int | None) -> bool:
    if before is None or tree.words[before].lower != ",":
        return False
    mark = _before(tree, before)
    return mark is not None and tree.words[mark].lower in _CLOSING


def _is_finite(tree: Tree, group: range) -> bool:
    return any(
        tree.words[index].features.get("VerbForm") == "Fin"
        and tree.words[index].features.get("Mood", "Ind") in _FINITE
        for index in group
        if tree.words[index].pos in {"AUX", "VERB"}
    )


def _subject(tree: Tree, group: range, speech: Speech, traits: Traits) -> int | None:
    """The inverted pronoun, or the first noun behind the verb that no preposition governs."""
    for index in group:
        if tree.words[index].lower in traits.inverted_pronouns - {"-t"}:
            return index
    skipped = -1
    for index in range(group[-1] + 1, min(group[-1] + _FARTHEST_SUBJECT, len(tree.words))):
        word = tree.words[index]
        if index <= skipped:
            continue
        if word.pos in {"PUNCT", "SCONJ", "VERB", "AUX", "CCONJ"} or (
            word.pos == "PRON" and word.lower in traits.weak_pronouns | traits.relative_pronouns
        ):
            return None
        if word.pos in _NOUNS:
            if (word.lower in speech.times and not word.is_capital) or any(
                tree.words[child].lower in speech.times for child in tree.children(index, "det")
            ):
                continue
            if any(child < index for child in tree.children(index, "case")):
                skipped = _end_of_phrase(tree, index)
                continue
            return index
    return None


def _end_of_phrase(tree: Tree, noun: int) -> int:
    """The last word of a noun phrase: what hangs on it closely."""
    last = noun
    for child in tree.children(noun, "amod", "flat", "nmod", "fixed", "compound"):
        if child > noun:
            last = max(last, _end_of_phrase(tree, child))
    return last


def _may_speak(tree: Tree, noun: int, speech: Speech) -> bool:
    word = tree.words[noun]
    return word.pos in {"PROPN", "PRON"} or word.lemma in speech.actors


def _has_clause_before(tree: Tree, first: int, traits: Traits) -> bool:
    """Whether a finite verb that no subordinate clause holds stands before in the sentence."""
    index = first - 1
    seen = False
    while index >= 0 and tree.words[index].lower not in _ENDS:
        word = tree.words[index]
        if word.features.get("VerbForm") == "Fin":
            seen = True
        elif word.lower in traits.relative_pronouns or word.pos == "SCONJ":
            # What was seen so far belongs to a subordinate clause.
            seen = False
        elif seen and word.pos in _NOUNS:
            return True
        index -= 1
    return seen


def _has_clause_behind(tree: Tree, subject: int, traits: Traits) -> bool:
    """Whether a comma ends the reporting clause, and a finite verb goes on behind it."""
    stop = min(subject + _LONGEST_CLAUSE, len(tree.words))
    return any(
        tree.words[index].lower == "," and _goes_on(tree, index + 1, stop, traits)
        for index in range(subject + 1, stop)
    )


class _Clause(NamedTuple):
    """A reporting clause: its verb, its subject, its words, whether a conjunction begins it."""

    verb: int
    subject: int
    words: range
    has_conjunction: bool


def _hang_apart(tree: Tree, clause: _Clause, rest: Collection[int]) -> None:
    """Hang a reporting clause on the main word of the rest of its sentence."""
    main = tree.top_of(rest)
    if main is None:
        tree.hang(clause.verb, clause.verb, ROOT)
    else:
        if tree.heads[main] in clause.words:
            tree.hang(main, main, ROOT)
        tree.hang(clause.verb, main, "advcl" if clause.has_conjunction else "parataxis")
    _hang_inside(tree, clause)
    if main is not None:
        for index in sorted(rest):
            if index != main and tree.heads[index] in clause.words:
                tree.hang(index, main)


def _hang_inside(tree: Tree, clause: _Clause) -> None:
    verb, subject, inside = clause.verb, clause.subject, clause.words
    for index in inside:
        head = tree.heads[index]
        if index == verb:
            continue
        if index == subject:
            tree.hang(index, verb, "nsubj")
        elif head not in inside or head == index:
            opens = clause.has_conjunction and index == inside[0]
            tree.hang(index, verb, "mark" if opens else None)
        elif head == subject and index <= verb:
            tree.hang(index, verb)
    for child in list(tree.children(verb, "ccomp", "xcomp")):
        # What follows describes who speaks: "estime Berne, qui se rallie à …".
        if child > subject and child in inside:
            tree.hang(child, subject, "acl:relcl")
    _cut_circles(tree, verb, inside)
    for child in list(tree.children(verb, "nsubj")):
        if child != subject:
            tree.hang(child, verb, "dep")


def _free_settings(tree: Tree, clause: _Clause, speech: Speech) -> None:
    """Hang "à l'AFP" and ", à Kinshasa" on the verb, not on who speaks."""
    for noun in clause.words:
        if noun <= clause.subject or tree.base(noun) not in {"nmod", "obl"}:
            continue
        link = next(tree.children(noun, "case"), None)
        word = tree.words[noun]
        if word.lower in speech.times and not word.is_capital:
            tree.hang(noun, clause.verb, "obl")
        if link is None or not tree.is_below(noun, clause.subject):
            continue
        direct = tree.heads[noun] == clause.subject and tree.words[link].lower in speech.settings
        if direct or tree.words[link - 1].lower == ",":
            tree.hang(noun, clause.verb, "obl")


def _cut_circles(tree: Tree, verb: int, inside: range) -> None:
    """Hang words on the verb that hang on each other in a circle."""
    for index in inside:
        path = {index}
        above = index
        while above != verb and above in inside:
            above = tree.heads[above]
            if above in path:
                tree.hang(index, verb)
                break
            path.add(above)


def _end_of_clause(
    tree: Tree, subject: int, stop: int, traits: Traits, contrasts: frozenset[str]
) -> int:
    """Where a reporting clause ends: before what goes on with the sentence around it."""
    last = min(stop, subject + _LONGEST_CLAUSE)
    index = subject + 1
    while index < last:
        word = tree.words[index]
        if word.lower in _ENDS or word.lower in _DASHES:
            return index
        if word.lower in _OPENING and tree.words[index - 1].lower == ",":
            return index
        if word.lower == ",":
            if tree.words[min(index + 1, last - 1)].lower in contrasts:
                # "…, a dit le ministre, alors que": what follows is the writer's.
                return last
            if _goes_on(tree, index + 1, last, traits):
                return index
        index += 1
    return last


def _goes_on(tree: Tree, first: int, last: int, traits: Traits) -> bool:
    """Whether a finite verb follows a comma before any word that makes its clause subordinate."""
    for index in range(first, last):
        word = tree.words[index]
        if word.lower in _ENDS | _OPENING or word.lower == ",":
            return False
        if word.pos == "SCONJ" or word.lower in traits.relative_pronouns:
            return False
        if word.features.get("VerbForm") == "Fin":
            return True
    return False
