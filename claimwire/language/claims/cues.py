"""Finding cues: the words that attribute what stands beside them."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from claimwire.language.claims.claim_words import ClaimWords
from claimwire.language.claims.cue_lexicon import CueHead, CuePhrase, cue_lexicon
from claimwire.language.claims.dependents import child_of, children, is_particle, lefts
from claimwire.language.claims.layout import Layout
from claimwire.language.grammar import Grammar, Labels

NO_FRAMES: frozenset[str] = frozenset()

# "point out": the particle stands next to its verb, or behind a short object.
_LONGEST_VERB = 4


class Cue(NamedTuple):
    """Words that attribute.

    Attributes:
        token: index of the word that governs the others.
        first, last: its words without auxiliaries and adverbs, ``[first, last)``.
        form: "verb", "noun", "adjective", "phrase" or "colon".
        lemma: dictionary form.
        act: what is done by saying it.
        frames: what its content may be.
        object_is_addressee: whether a verb's object is who is spoken to.
        negated: whether the cue itself is denied ("did not say").
        frame_acts: frames that do something else than the cue alone, with the act.
        needs_actor: whether it attributes only where somebody definite is its source.
    """

    token: int
    first: int
    last: int
    form: str
    lemma: str
    act: str
    frames: frozenset[str] = NO_FRAMES
    object_is_addressee: bool = False
    negated: bool = False
    frame_acts: tuple[tuple[str, str], ...] = ()
    needs_actor: bool = False

    def in_frame(self, frame: str) -> "Cue":
        """Return the cue with the act that it has in a frame."""
        act = dict(self.frame_acts).get(frame, self.act)
        return self if act == self.act else self._replace(act=act)


def find_cues(layout: Layout) -> Iterator[Cue]:
    """Find all cues outside quotations, in the order of the text.

    Whether a cue does attribute something is for its content to tell.
    """
    lexicon, grammar, words = cue_lexicon(layout.language), layout.grammar, layout.words
    parse, lemmas = layout.parse, layout.lemmas
    verbs, nouns, adjectives = lexicon.verbs, lexicon.nouns, lexicon.adjectives
    phrases = lexicon.phrases
    verb_tags, noun_tags = grammar.any_verb, grammar.common_noun
    heads, openers = lexicon.heads, phrases.keys() | words.survey_prepositions
    modifiers, predicates = grammar.adjective, _predicates(grammar)
    for index, first in enumerate(layout.lowers):
        lemma = lemmas[index]
        listed = lemma in heads or first in adjectives or first in openers
        if not listed or layout.is_quoted(index):
            continue
        token = parse[index]
        # Taggers take "worried" for a verb at times.
        adjective = adjectives.get(lemma) or adjectives.get(first)
        if first in words.survey_prepositions and _is_survey(token, grammar, words):
            yield Cue(token.i, token.i, token.i + 1, "phrase", lemma, "statement")
        elif first in phrases:
            yield from _phrase_cue(layout, token, phrases[first])
        elif adjective is not None and (
            token.dep_ in grammar.predicate_adjective or _is_feeling(token, lemma, grammar)
        ):
            yield _plain_cue(token, adjective, "adjective", negation=grammar.negation)
        elif (
            lemma in verbs
            and token.tag_ in verb_tags
            and (token.dep_ not in modifiers or layout.follows_quotation(token.i))
        ):
            yield from _verb_cue(token, verbs[lemma], grammar)
        elif lemma in nouns and token.tag_ in noun_tags:
            yield _viewpoint(token, nouns[lemma], grammar, words) or _plain_cue(
                token, nouns[lemma], "noun", negation=grammar.negation
            )
        elif adjective is not None and token.dep_ in predicates and token.pos_ == "ADJ":
            yield _plain_cue(token, adjective, "adjective", negation=grammar.negation)


def _predicates(grammar: Grammar) -> Labels:
    """Where an adjective says something of a subject."""
    return (
        grammar.predicate_adjective
        | grammar.object_predicate
        | grammar.root
        | grammar.clause
        | grammar.conjunct
        | grammar.adverbial_clause
    )


def _is_survey(preposition: Token, grammar: Grammar, words: ClaimWords) -> bool:
    """Whether a phrase such as "in a poll" opens a sentence that tells what was found."""
    noun = child_of(preposition, grammar.prepositional_object)
    if noun is None or noun.lemma_.lower() not in words.surveys or not preposition.is_sent_start:
        return False
    behind = preposition.right_edge.i + 1
    return behind < len(preposition.doc) and preposition.doc[behind].text == ","


def _is_feeling(token: Token, lemma: str, grammar: Grammar) -> bool:
    """Whether a participle says how somebody feels: "are concerned that", which is no passive."""
    if token.tag_ not in grammar.past_participle or token.lower_ == lemma:
        return False
    links = {child.dep_ for child in children(token)}
    return bool(links & grammar.passive_auxiliary) and not links & grammar.agent


def _plain_cue(token: Token, head: CueHead, form: str, *, negation: Labels) -> Cue:
    governor = token.head if form == "adjective" else token
    negated = any(child.dep_ in negation for child in lefts(governor))
    return Cue(
        token.i, token.i, token.i + 1, form, head.lemma, head.act, head.frames, negated=negated
    )


def _verb_cue(token: Token, entries: tuple[CueHead, ...], grammar: Grammar) -> Iterator[Cue]:
    particles: dict[str, Token] = {}
    negated = False
    # Entries with a particle come first.
    takes_particle = entries[0].particle != ""
    for child in token.children:
        if child.dep_ in grammar.negation:
            negated = True
        elif takes_particle and (is_particle(child, grammar) or child.pos_ == "ADJ"):
            # An adjective may belong to its verb as a particle does: "made clear".
            particles[child.lower_] = child
    for entry in entries:
        last = token.i + 1
        if entry.particle:
            if entry.particle not in particles:
                continue
            last = particles[entry.particle].i + 1
        if last <= token.i or last - token.i > _LONGEST_VERB:
            continue
        yield Cue(
            token=token.i,
            first=token.i,
            last=last,
            form="verb",
            lemma=f"{entry.lemma} {entry.particle}".strip(),
            act=entry.act,
            frames=entry.frames,
            object_is_addressee=entry.object_is_addressee,
            negated=negated,
            frame_acts=entry.frame_acts,
        )
        return


def _phrase_cue(layout: Layout, token: Token, phrases: tuple[CuePhrase, ...]) -> Iterator[Cue]:
    for phrase in phrases:
        last = token.i + len(phrase.words)
        if tuple(layout.lowers[token.i : last]) == phrase.words:
            lemma = " ".join(phrase.words)
            needs_actor = phrase.needs_actor
            yield Cue(token.i, token.i, last, "phrase", lemma, phrase.act, needs_actor=needs_actor)
            return


def _viewpoint(noun: Token, head: CueHead, grammar: Grammar, words: ClaimWords) -> Cue | None:
    """The phrase "in the minister's view", which attributes the clause around it."""
    preposition = noun.head
    if (
        head.lemma not in words.viewpoints
        or noun.dep_ not in grammar.prepositional_object
        or preposition.lower_ not in words.viewpoint_prepositions
        or not any(child.dep_ in grammar.possessor for child in lefts(noun))
    ):
        return None
    lemma = f"{preposition.lower_} {head.lemma}"
    return Cue(preposition.i, preposition.i, noun.i + 1, "phrase", lemma, head.act)


def cue_words(layout: Layout, cue: Cue, link: int | None) -> list[int]:
    """Return the tokens of a whole cue.

    That is with auxiliaries, negation, close adverbs and prepositions, outside quotations.

    Args:
        layout: the text.
        cue: the cue.
        link: the preposition that links the content to it, or None.
    """
    grammar = layout.grammar
    words = set(range(cue.first, cue.last))
    token = layout.parse[cue.token]
    if cue.form == "verb":
        words |= _verb_group(token, grammar)
    elif cue.form == "adjective":
        if token.dep_ in grammar.predicate_adjective:
            words |= {token.head.i, *_verb_group(token.head, grammar)}
        words |= _close_adverbs(token, grammar)
    elif cue.form == "noun":
        modifiers = grammar.determiner | grammar.adjective | grammar.compound
        words |= {
            child.i
            for child in token.lefts
            if child.dep_ in modifiers and child.i == child.left_edge.i
        }
    if link is not None:
        words.add(link)
    return sorted(index for index in words if not layout.is_quoted(index))


def _verb_group(verb: Token, grammar: Grammar) -> set[int]:
    parts = grammar.any_auxiliary | grammar.negation | grammar.particle
    group = {child.i for child in children(verb) if child.dep_ in parts}
    return group | _close_adverbs(verb, grammar)


def _close_adverbs(word: Token, grammar: Grammar) -> set[int]:
    return {
        child.i
        for child in lefts(word)
        if child.dep_ in grammar.adverb
        and child.left_edge.i == child.right_edge.i
        and word.i - child.i <= _LONGEST_VERB
        and child.tag_ in grammar.plain_adverb
    }
