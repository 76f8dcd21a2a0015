"""To whom something was said: "told Reuters", "urged Iran to", "in an interview with the BBC"."""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from claimwire.language.claims.cues import Cue
from claimwire.language.claims.dependents import child_of, children, is_infinitive, noun_of, rights
from claimwire.language.claims.layout import Layout
from claimwire.language.claims.spans import Offsets

_LONGEST = 8
_TO_SOMEBODY = frozenset({"demand", "promise", "proposal", "question", "threat", "warning"})
"""Acts whose object, if it can act, is who is spoken to."""


def addressee_of(
    layout: Layout, cue: Cue | None, is_actor: Callable[[int], bool]
) -> Offsets | None:
    """Find to whom it was said.

    Args:
        layout: the text.
        cue: the words that attribute.
        is_actor: whether a token names or describes somebody who can act.

    Returns:
        The words without articles; None for pronouns, and where nobody is named.
    """
    if cue is None or cue.form not in ("verb", "noun"):
        return None
    for token, is_sure in _candidates(layout, cue):
        if (is_sure or is_actor(token.i)) and (name := _name(layout, token)) is not None:
            return name
    return None


def _candidates(layout: Layout, cue: Cue) -> Iterator[tuple[Token, bool]]:
    """Who may be addressed, the likeliest first, and whether the words leave no doubt."""
    grammar, words = layout.grammar, layout.words
    token = layout.parse[cue.token]
    # "issued a warning to Iran": what hangs on the verb belongs to the noun as well.
    verbs = [token]
    if cue.form == "noun" and token.head.lemma_ in words.making_verbs:
        verbs.append(token.head)
    for verb in verbs:
        for child in rights(verb):
            if child.dep_ in grammar.preposition | grammar.recipient:
                yield from _behind(layout, cue, child)
            if cue.form == "verb":
                yield from _objects(layout, cue, child)
    for child in children(token):
        yield from _partners(layout, child)
        if child.dep_ in grammar.adverbial_clause:
            for part in children(child):
                yield from _partners(layout, part)


def _objects(layout: Layout, cue: Cue, child: Token) -> Iterator[tuple[Token, bool]]:
    """The object of a verb that speaks to somebody."""
    grammar = layout.grammar
    if child.dep_ in grammar.any_object and (cue.object_is_addressee or cue.act in _TO_SOMEBODY):
        yield child, cue.object_is_addressee
    elif child.dep_ in grammar.clause | grammar.open_clause and cue.act in _TO_SOMEBODY:
        subject = child_of(child, grammar.any_subject)
        if subject is not None and is_infinitive(child, grammar):
            # "urged the government to release them": the parser gives the object away.
            yield subject, False


def _behind(layout: Layout, cue: Cue, preposition: Token) -> Iterator[tuple[Token, bool]]:
    """Whom a preposition names: "said to", "called on"."""
    words, noun = layout.words, noun_of(preposition, layout.grammar)
    if noun is None:
        return
    if preposition.lower_ in words.addressee_prepositions and (
        cue.lemma in words.addressing_verbs or cue.form == "noun"
    ):
        yield noun, cue.form == "verb" and not _is_vague(layout, preposition, noun)
    elif preposition.lower_ in words.demand_prepositions and cue.act == "demand":
        yield noun, False


def _is_vague(layout: Layout, preposition: Token, noun: Token) -> bool:
    """Whether something may be said at a time or place: "a dit à l'heure du déjeuner"."""
    is_name = noun.pos_ == "PROPN" and noun.ent_type_ not in layout.grammar.place_name
    return preposition.lower_ not in layout.words.clear_prepositions and not is_name


def _partners(layout: Layout, preposition: Token) -> Iterator[tuple[Token, bool]]:
    """The other side of an interview, a call or a letter."""
    grammar, words = layout.grammar, layout.words
    if (
        preposition.dep_ not in grammar.preposition
        or preposition.lower_ not in words.conversation_prepositions
    ):
        return
    talk = noun_of(preposition, grammar)
    if talk is None or talk.lemma_.lower() not in words.conversations:
        return
    for part in rights(talk):
        if part.dep_ in grammar.preposition and part.lower_ in words.interlocutor_prepositions:
            partner = noun_of(part, grammar)
            if partner is not None:
                yield partner, part.lower_ in words.partner_prepositions or partner.pos_ == "PROPN"


def _name(layout: Layout, head: Token) -> Offsets | None:
    """A noun phrase without its articles; None for pronouns and for what is no short name."""
    if head.pos_ == "PRON" or layout.is_quoted(head.i):
        return None
    first = head.left_edge.i
    while first < head.i and layout.parse[first].dep_ in layout.grammar.determiner:
        first += 1
    if head.i - first > _LONGEST:
        return None
    return layout.parse[first].idx, layout.end_of(head.i)
