"""What others are to do, where the cue says no more than "said": obligations and orders."""

from spacy.tokens import Token

from claimwire.language.claims.dependents import child_of, children
from claimwire.language.claims.judgements import judgements
from claimwire.language.claims.layout import Layout


def is_due(layout: Layout, verb: Token, modality: str) -> bool:
    """Whether somebody ought to do something, be it on a condition ("If it rains, you should")."""
    if modality == "obligation":
        return not (_was_due(layout, verb) or _must_be_so(layout, verb))
    helping = (child for child in children(verb) if child.dep_ in layout.grammar.any_auxiliary)
    return modality == "conditional" and any(
        child.lower_ in layout.words.obligation for child in helping
    )


def _was_due(layout: Layout, verb: Token) -> bool:
    """Whether it is told that somebody had to do it: the speaker, or anybody by now."""
    grammar = layout.grammar
    if (
        verb.tag_ not in grammar.past | grammar.past_participle
        or verb.lemma_ not in layout.words.obligation_verbs
    ):
        return False
    subject = child_of(verb, grammar.any_subject)
    speaker = layout.words.speaker_pronouns | layout.words.first_person
    perfect = child_of(verb, grammar.auxiliary)
    return perfect is not None or (subject is not None and subject.lower_ in speaker)


def _must_be_so(layout: Layout, verb: Token) -> bool:
    """Whether something is inferred: "It must be his own bias"."""
    subject = child_of(verb, layout.grammar.any_subject)
    return (
        verb.pos_ == "AUX"
        and subject is not None
        and subject.pos_ in {"DET", "PRON"}
        and child_of(verb, layout.grammar.predicate_noun | layout.grammar.preposition) is not None
        and subject.lower_ not in layout.words.first_person
    )


def is_imperative(layout: Layout, verb: Token) -> bool:
    """Whether a quoted verb orders: a bare form without a subject at the start of its sentence."""
    bare = layout.grammar.bare_form
    passive = (child for child in children(verb) if child.dep_ in layout.grammar.passive_auxiliary)
    if verb.lemma_.lower() in judgements(layout.language).musing:
        return False
    if not layout.is_quoted(verb.i) or (
        verb.tag_ not in bare and not any(child.tag_ in bare for child in passive)
    ):
        return False
    links = {child.dep_ for child in children(verb)}
    words = {child.lower_ for child in children(verb) if child.dep_ in layout.grammar.auxiliary}
    return not links & layout.grammar.any_subject and not words - layout.words.imperative_auxiliary


def is_of_others(layout: Layout, verb: Token) -> bool:
    """Whether others than the speaker alone are to do it."""
    subject = child_of(verb, layout.grammar.any_subject)
    return subject is None or subject.lower_ not in layout.words.speaker_alone
