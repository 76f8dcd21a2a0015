"""What the rules of attachment ask of a verb: whether it reports, and whose it can be."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.claim_words import claim_words
from claimwire.language.claims.cue_lexicon import CueHead, cue_lexicon
from claimwire.language.claims.dependents import is_particle
from claimwire.language.languages import grammar_of

_MOST = 40
"""Of what hangs on one word no more is looked at, so that the work stays linear in the text."""


class ReportingVerbs:
    """The verbs of one text that may attribute something.

    Attributes:
        doc: the parse.
        grammar: the labels of its parser.
        bare: the tags of verbs without an ending.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.grammar = grammar_of(doc.lang_)
        self._verbs = cue_lexicon(doc.lang_).verbs
        self._misread = claim_words(doc.lang_).misread_lemmas
        self._complementizers = claim_words(doc.lang_).complementizers
        self._actors = speaker_words(doc.lang_).actors
        finite = self.grammar.past | self.grammar.present | self.grammar.present_third
        self._tenses = finite | self.grammar.modal
        self.bare = self.grammar.any_verb - finite - self.grammar.gerund
        self.bare -= self.grammar.past_participle
        self._contrasts = claim_words(doc.lang_).contrasts

    def __iter__(self) -> Iterator[Token]:
        """Yield the verbs that may attribute something."""
        tags, verbs, misread = self.grammar.any_verb, self._verbs, self._misread
        for token in self.doc:
            if token.tag_ in tags:
                lemma = token.lemma_.lower()
                if misread.get(lemma, lemma) in verbs:
                    yield token

    def heads(self, verb: Token) -> tuple[CueHead, ...]:
        """Return what the lexicon says of a verb, with its particle."""
        lemma = verb.lemma_.lower()
        entries = self._verbs.get(self._misread.get(lemma, lemma), ())
        grammar = self.grammar
        particles = {child.lower_ for child in self.children(verb) if is_particle(child, grammar)}
        return tuple(each for each in entries if not each.particle or each.particle in particles)

    def takes(self, verb: Token, frame: str) -> bool:
        """Whether what a verb attributes may be of a frame."""
        return any(frame in head.frames for head in self.heads(verb))

    def children(self, word: Token) -> Iterator[Token]:
        """Yield what hangs on a word, in the order of the text."""
        for number, child in enumerate(word.children):
            if number == _MOST:
                return
            yield child

    def subject(self, verb: Token) -> Token | None:
        """Return the subject that a verb has of its own."""
        labels = self.grammar.any_subject
        return next((child for child in self.children(verb) if child.dep_ in labels), None)

    def clause_after(self, verb: Token) -> Token | None:
        """Return the clause that a verb has behind it as its object."""
        labels = self.grammar.clause
        return next(
            (each for each in self.children(verb) if each.dep_ in labels and each.i > verb.i), None
        )

    def reports(self, verb: Token) -> bool:
        """Whether a verb says a clause: it takes one and has one behind it."""
        return self.takes(verb, "clause") and self.clause_after(verb) is not None

    def tense(self, verb: Token) -> str | None:
        """Return the tag of the finite word of a verb: its own or its first auxiliary's."""
        auxiliaries = self.grammar.any_auxiliary
        for child in self.children(verb):
            if child.i > verb.i:
                break
            if child.dep_ in auxiliaries and child.tag_ in self._tenses:
                return child.tag_
        return verb.tag_ if verb.tag_ in self._tenses else None

    def has_complementizer(self, verb: Token) -> bool:
        """Whether a conjunction such as "that" opens the clause of a verb."""
        return any(
            child.dep_ in self.grammar.marker and child.lower_ in self._complementizers
            for child in self.children(verb)
        )

    def contrasts(self, verb: Token) -> bool:
        """Whether a conjunction such as "while" sets the clause of a verb beside another."""
        return any(
            child.dep_ in self.grammar.marker and child.lower_ in self._contrasts
            for child in self.children(verb)
        )

    def can_speak(self, noun: Token | None) -> bool:
        """Whether a noun may be somebody: a name, a pronoun or a noun for an actor."""
        return noun is not None and (
            noun.pos_ in ("PROPN", "PRON") or noun.lemma_.lower() in self._actors
        )
