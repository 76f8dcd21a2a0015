"""A second verb of speech that shares the subject of the first.

In "said the convoy had been hit, and accused the rebels" parsers hang "accused" on "hit", and in
"said the treaty was dead, accusing its neighbour" the participle on "was".
"""

from collections.abc import Iterator

from spacy.tokens import Token

from claimwire.language.attachment.changes import Change, moved
from claimwire.language.attachment.reporting_verbs import ReportingVerbs

_FARTHEST = 6
_ATTITUDES = frozenset({"belief", "prediction"})
_UTTERED = frozenset({"accusation", "criticism"})


def second_cue(verbs: ReportingVerbs, verb: Token) -> Iterator[Change]:
    """Hang a verb without a subject on the reporting verb whose subject it shares."""
    grammar = verbs.grammar
    if verb.tag_ in grammar.gerund:
        if _is_closing_participle(verbs, verb):
            governor, clause = _report_above(verbs, verb)
            if governor is not None and _is_the_speaker(verbs, clause, verb):
                yield from moved(verb, governor, min(grammar.adverbial_clause))
    elif verb.dep_ in grammar.conjunct and verbs.subject(verb) is None:
        governor, clause = _report_above(verbs, verb)
        if governor is not None and _agrees(verbs, governor, clause, verb):
            yield from moved(verb, governor, min(grammar.conjunct))


def _is_closing_participle(verbs: ReportingVerbs, verb: Token) -> bool:
    first = verb.left_edge.i
    if first == 0 or verb.doc[first - 1].text != ",":
        return False
    grammar = verbs.grammar
    if any(child.dep_ in grammar.any_auxiliary for child in verbs.children(verb)):
        return False
    return _has_content(verbs, verb)


def _has_content(verbs: ReportingVerbs, verb: Token) -> bool:
    """Whether something stands behind a verb that it may attribute."""
    grammar = verbs.grammar
    frames = {
        frame for head in verbs.heads(verb) if head.act not in _ATTITUDES for frame in head.frames
    }
    for child in verbs.children(verb):
        if child.i < verb.i:
            continue
        relation = child.dep_
        if (
            (relation in grammar.clause and "clause" in frames)
            or (relation in grammar.any_object and frames & {"matter", "name", "object"})
            or (relation in grammar.open_clause and frames & {"infinitive", "gerund"})
            or (relation in grammar.preposition and child.lower_ in frames)
        ):
            return True
    return False


def _report_above(verbs: ReportingVerbs, verb: Token) -> tuple[Token | None, Token]:
    """The reporting verb in whose clause a verb stands, and the head of that clause."""
    grammar = verbs.grammar
    through = (
        grammar.conjunct
        | grammar.clause
        | grammar.adverbial_clause
        | grammar.noun_clause
        | grammar.open_clause
        | grammar.object
        | grammar.preposition
        | grammar.prepositional_object
    )
    # Two verbs in a row belong to one clause.
    if verb.dep_ in grammar.conjunct:
        through = grammar.conjunct | grammar.clause
    current = verb
    for step in range(_FARTHEST):
        above = current.head
        if above.i >= current.i or current.dep_ not in through:
            break
        if step and current.dep_ in grammar.clause and verbs.takes(above, "clause"):
            return above, current
        current = above
    return None, verb


def _is_the_speaker(verbs: ReportingVerbs, clause: Token, participle: Token) -> bool:
    """Whether who accuses is who reports, and not somebody in what is reported."""
    if not verbs.can_speak(verbs.subject(clause)):
        return True
    heads = verbs.heads(participle)
    utters = any("clause" in head.frames or head.act in _UTTERED for head in heads)
    speaks = verbs.reports(clause) and any(
        head.act not in _ATTITUDES for head in verbs.heads(clause)
    )
    return (utters or verbs.takes(participle, "quote")) and not speaks


def _agrees(verbs: ReportingVerbs, governor: Token, clause: Token, verb: Token) -> bool:
    """Whether a verb goes on with the reporting verb: by tense, then by comma and subject."""
    grammar = verbs.grammar
    if not _has_content(verbs, verb):
        return False
    tense, reported = verbs.tense(verb), verbs.tense(clause)
    if tense is None and reported not in grammar.modal:
        # Parsers take past tenses for participles, and present tenses for infinitives.
        like = {*grammar.past_participle} if governor.tag_ in grammar.past else verbs.bare
        tense = verbs.tense(governor) if verb.tag_ in like else None
    if tense is None or tense != verbs.tense(governor):
        return False
    perfect = clause.tag_ in grammar.past_participle
    if tense != reported and not perfect:
        return True
    first = verb.left_edge.i
    while first > clause.i and verb.doc[first - 1].pos_ == "CCONJ":
        first -= 1
    return verb.doc[first - 1].text == "," or not verbs.can_speak(verbs.subject(clause))
