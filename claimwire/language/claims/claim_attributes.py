"""What a claim is: denied or not, how certain, and what is done by saying it."""

from collections.abc import Sequence

from spacy.tokens import Token

from claimwire.language.claims.content_acts import act_of_content
from claimwire.language.claims.cues import Cue
from claimwire.language.claims.judgements import judgements
from claimwire.language.claims.layout import Layout, Range
from claimwire.language.grammar import Grammar


def root_of(layout: Layout, ranges: Sequence[Range]) -> Token | None:
    """Return the word that governs the first sentence of a content."""
    first, last = ranges[0]
    sentence = None
    for token in layout.parse[first:last]:
        if not layout.is_word[token.i]:
            continue
        if sentence is None:
            sentence = layout.sentence_of[token.i]
        if layout.sentence_of[token.i] != sentence:
            break
        head = token.head.i
        if head == token.i or not first <= head < last:
            return token
    return None


def is_negated(layout: Layout, root: Token | None, cue: Cue | None) -> bool:
    """Whether the content is negated; "does not believe that X" negates X.

    So does "did not condemn X": denied cues with a clause attribute nothing and do not come here.
    """
    content = root is not None and any(_negates(layout, child) for child in root.children)
    return content != (cue is not None and cue.negated)


def _negates(layout: Layout, child: Token) -> bool:
    """Whether a word below the verb negates it: "not", "never", "no decision", "nobody"."""
    grammar, words, relation = layout.grammar, layout.words, child.dep_
    if relation in grammar.negation:
        return True
    is_argument = (
        relation in grammar.any_subject
        or relation in grammar.object
        or relation in grammar.predicate_noun
    )
    return is_argument and (
        child.lower_ in words.nobody
        or any(
            left.lower_ in words.neither
            or (left.dep_ in grammar.determiner and left.lower_ in words.negative_determiners)
            for left in child.lefts
        )
    )


def modality_of(layout: Layout, root: Token | None) -> str:
    """Return how the content holds: asserted, possible, conditional, future or obligation."""
    if root is None:
        return "asserted"
    grammar, words = layout.grammar, layout.words
    helping = [child for child in root.children if child.dep_ in grammar.any_auxiliary]
    auxiliaries = {form for child in helping for form in (child.lower_, child.lemma_)}
    tags = {root.tag_, *(child.tag_ for child in helping)}
    clauses = [child for child in root.children if child.dep_ in grammar.adverbial_clause]
    if any(_is_condition(layout, clause) for clause in clauses):
        return "conditional"
    governs = _governs_infinitive(root, grammar)
    hearsay = bool(helping) and bool(tags & grammar.conditional)
    if auxiliaries & words.possible or hearsay or (root.lemma_ in words.possible_verbs and governs):
        return "possible"
    if auxiliaries & words.obligation or (root.lemma_ in words.obligation_verbs and governs):
        return "obligation"
    if (
        (auxiliaries & words.future and not _is_pluperfect(layout, root, helping))
        or tags & (grammar.future | grammar.conditional)
        or (root.lower_ in words.future_forms and governs)
    ):
        return "conditional" if _is_hypothetical(layout, root, helping) else "future"
    return "asserted"


def _is_hypothetical(layout: Layout, root: Token, helping: Sequence[Token]) -> bool:
    """Whether a content tells what would be or would have been.

    In indirect speech "would" alone is the future as seen from when it was said.
    """
    words = layout.words
    would = next((child for child in helping if child.lower_ in words.hypothetical), None)
    if would is None:
        return False
    perfect = any(child.lemma_ in words.perfect_auxiliary for child in helping)
    # "told Reuters that “talks would go on”" quotes words that were put into the past.
    reported = any(child.lower_ in words.complementizers for child in root.lefts)
    return perfect or (layout.is_quoted(would.i) and not reported)


def _is_pluperfect(layout: Layout, root: Token, helping: Sequence[Token]) -> bool:
    """Whether a short form stands for "had": "I'd never seen it"."""
    short = len(helping) == 1 and not helping[0].lower_.isalpha()
    return short and root.tag_ in layout.grammar.past_participle


def _governs_infinitive(token: Token, grammar: Grammar) -> bool:
    return any(
        child.dep_ in grammar.open_clause
        and (
            child.tag_ in grammar.infinitive
            or any(left.tag_ in grammar.infinitive_marker for left in child.lefts)
        )
        for child in token.rights
    )


def _is_condition(layout: Layout, clause: Token) -> bool:
    """Whether a clause states a condition; "even if" concedes instead."""
    words = layout.words
    for child in clause.lefts:
        if child.dep_ in layout.grammar.marker and child.lower_ in words.conditions:
            return not (child.i > 0 and child.nbor(-1).lower_ in words.concessions)
    return False


def act_of(layout: Layout, cue: Cue | None, root: Token | None, text: str, modality: str) -> str:
    """Return what is done by saying it: the act of the cue, or of the content after "said"."""
    if cue is not None and text.endswith("?"):
        cue = cue.in_frame("question")
    if cue is not None and cue.act != "statement":
        return "denial" if cue.act == "rejection" and _is_charge(layout, root) else cue.act
    return act_of_content(layout, root, text, modality)


def _is_charge(layout: Layout, root: Token | None) -> bool:
    """Whether a content is what others say: "the accusations", "claims that it had paid"."""
    charges = judgements(layout.language).charges
    if root is None:
        return False
    owner = root.head if root.dep_ in layout.grammar.noun_clause else root
    return owner.lemma_.lower() in charges
