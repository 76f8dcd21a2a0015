"""What is done by saying a content, where its cue says no more than "said"."""

from spacy.tokens import Token

from claimwire.language.claims.dependents import child_of, children
from claimwire.language.claims.layout import Layout


def act_in_content(layout: Layout, cue_head: Token | None, root: Token) -> str | None:
    """Return criticism or demand where the content shows it beyond doubt, else None.

    It is a criticism if it calls something by a word of blame ("This is a disgrace"), also as the
    name that the cue gives to an object ("called it a farce"); a demand if it says what must be
    done by somebody.

    Args:
        layout: the text.
        cue_head: the word that governs the cue, or None.
        root: the word that governs the content.
    """
    if _blames(layout, root) or (cue_head is not None and _names_badly(layout, cue_head)):
        return "criticism"
    return "demand" if _obliges(layout, root) else None


def _blames(layout: Layout, root: Token) -> bool:
    grammar = layout.grammar
    if child_of(root, grammar.negation) is not None:
        return False
    predicates = grammar.predicate_noun | grammar.predicate_adjective
    return any(
        child.dep_ in predicates and child.i > root.i and _is_blame(layout, child)
        for child in children(root)
    )


def _is_blame(layout: Layout, word: Token) -> bool:
    denied = any(
        left.lower_ in layout.words.negative_determiners or left.dep_ in layout.grammar.negation
        for left in word.lefts
    )
    parts = [left for left in word.lefts if left.dep_ in layout.grammar.compound]
    blame = layout.words.blame
    return not denied and any(part.lemma_.lower() in blame for part in (word, *parts))


def _names_badly(layout: Layout, cue_head: Token) -> bool:
    """Whether a verb gives its object a name of blame."""
    grammar = layout.grammar
    names = grammar.object_predicate | grammar.object | grammar.predicate_noun
    named = [child for child in children(cue_head) if child.dep_ in names and child.i > cue_head.i]
    # The first object is what is named.
    last = named[-1] if named else None
    return last is not None and (len(named) > 1) and _is_blame(layout, last)


def _obliges(layout: Layout, root: Token) -> bool:
    """Whether somebody must do something: "They must hold them to account"."""
    grammar, words = layout.grammar, layout.words
    subject = child_of(root, grammar.any_subject)
    return (
        subject is not None
        and child_of(root, grammar.negation) is None
        and subject.lower_ not in words.nobody
        and root.pos_ == "VERB"
        and any(
            child.dep_ in grammar.any_auxiliary and child.lower_ in words.demanding
            for child in children(root)
        )
    )
