"""What "it" or "the allegation" stands for where somebody denies, confirms or rejects it.

That is what the claim before says, if the text leaves no doubt which one: it stands close, somebody
else made it, it is a clause, and it is no denial itself, since who disputes a denial affirms.
"""

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.attribution import Attribution
from claimwire.language.claims.claim_attributes import root_of
from claimwire.language.claims.denied_cues import COMPLEMENT_RULES
from claimwire.language.claims.layout import Layout, Range
from claimwire.schemas.claims import Claim

_MEMORY = 8
"""How many claims before are looked at."""
_LONGEST = 3
_FARTHEST_FOR_PRONOUNS = 1
_FARTHEST_FOR_NOUNS = 3
"""In sentences."""
_NEGATIONS = frozenset({"denial", "rejection"})


@dataclasses.dataclass(frozen=True)
class Told:
    """A claim with what tells whether a later one may answer it.

    Attributes:
        attribution: where it stands.
        claim: its row.
        speaker: key of the member of the cast who speaks; None if nobody is known.
    """

    attribution: Attribution
    claim: Claim
    speaker: str | None

    @property
    def cue_token(self) -> int | None:
        """The word that attributes it."""
        return None if self.attribution.cue is None else self.attribution.cue.token

    @property
    def last(self) -> int:
        """Its last token; that of its cue, if it comes later."""
        content = self.attribution.ranges[-1][1] - 1
        return max(content, -1 if self.cue_token is None else self.cue_token)


class AnswerResolver:
    """Finds what the claims of one text answer to.

    Args:
        layout: the text.
        told: its claims that are not nested, in any order.
    """

    def __init__(self, layout: Layout, told: Sequence[Told]) -> None:
        self._layout = layout
        self._grammar = layout.grammar
        self._words = layout.words
        speakers = speaker_words(layout.language)
        self._pronouns = speakers.neuter | self._words.demonstratives
        self._takes_up = speakers.definite | frozenset(speakers.of_possessive)
        self._told = sorted(told, key=lambda each: (each.last, each.claim.claim_id))

    def resolved(self) -> dict[str, str]:
        """Return the content of the claim that is answered, by the answering claim's id."""
        found = {}
        for number, answer in enumerate(self._told):
            before = self._told[max(0, number - _MEMORY) : number]
            if (answered := self._answered(answer, before)) is not None:
                found[answer.claim.claim_id] = answered.claim.text
        return found

    def _answered(self, answer: Told, before: Sequence[Told]) -> Told | None:
        attribution = answer.attribution
        if (
            attribution.cue is None
            or attribution.rule not in COMPLEMENT_RULES
            or attribution.cue.lemma not in self._words.answering_verbs
            or (word := self._taken_up(attribution.ranges)) is None
        ):
            return None
        if self._is_unknown(answer):
            return None
        if word.lower_ in self._pronouns:
            if word.lower_ not in self._words.demonstratives and (
                attribution.cue.lemma not in self._words.contesting_verbs
            ):
                # Who opposes "it" may oppose a thing.
                return None
            return self._latest(answer, before)
        return self._called(answer, before, word)

    def _taken_up(self, ranges: Sequence[Range]) -> Token | None:
        """The pronoun or noun of a content that only takes up what was said; else None."""
        first, last = ranges[0][0], ranges[-1][1]
        words = [word for word in self._layout.parse[first:last] if not word.is_punct]
        if not words or len(words) > _LONGEST:
            return None
        if len(words) == 1:
            return words[0] if words[0].lower_ in self._pronouns else None
        noun = words[-1]
        known = noun.lemma_.lower() in self._words.sayings
        modifiers = all(word.dep_ in self._grammar.adjective for word in words[1:-1])
        return noun if known and modifiers and words[0].lower_ in self._takes_up else None

    def _is_unknown(self, answer: Told) -> bool:
        """Whether a pronoun of whom nobody knows speaks: it may mean the speaker before."""
        source = answer.attribution.source
        if source is None:
            return True
        return answer.speaker is None and self._layout.tokens.tags[source.head] == "PRON"

    def _latest(self, answer: Told, before: Sequence[Told]) -> Told | None:
        """The one claim of the sentence before."""
        near = list(self._near(answer, before, _FARTHEST_FOR_PRONOUNS))
        if not near:
            return None
        sentence = self._sentence(near[0])
        latest = list(itertools.takewhile(lambda each: self._sentence(each) == sentence, near))
        if len(latest) > 1:
            latest = [each for each in latest if each.claim.act == "accusation"]
        return latest[0] if len(latest) == 1 and self._may_be_answered(answer, latest[0]) else None

    def _called(self, answer: Told, before: Sequence[Told], noun: Token) -> Told | None:
        """The claim that a noun takes up: by its act, or called so before."""
        lemma = noun.lemma_.lower()
        fitting = [
            each
            for each in self._near(answer, before, _FARTHEST_FOR_NOUNS)
            if each.claim.act in self._words.sayings[lemma] or self._is_called(each, lemma)
        ]
        if not fitting or (noun.tag_ in self._grammar.plural and len(fitting) > 1):
            return None
        return fitting[0] if self._may_be_answered(answer, fitting[0]) else None

    def _is_called(self, each: Told, lemma: str) -> bool:
        cue, source = each.attribution.cue, each.attribution.source
        names = set() if cue is None else {cue.lemma}
        if source is not None:
            names.add(self._layout.tokens.lemmas[source.head])
        return lemma in names

    def _near(self, answer: Told, before: Sequence[Told], sentences: int) -> Iterator[Told]:
        """The claims before in the same paragraph or the last one, the nearest first."""
        begin = self._layout.sentence_of[answer.attribution.ranges[0][0]]
        paragraph = self._layout.paragraph_of[answer.attribution.ranges[0][0]]
        for each in reversed(before):
            if (
                begin - self._sentence(each) > sentences
                or paragraph - self._layout.paragraph_of[each.last] > 1
            ):
                return
            yield each

    def _sentence(self, each: Told) -> int:
        return self._layout.sentence_of[each.last]

    def _may_be_answered(self, answer: Told, each: Told) -> bool:
        return (
            each.claim.act not in _NEGATIONS
            and (each.speaker is None or each.speaker != answer.speaker)
            and self._is_clause(each.attribution.ranges)
        )

    def _is_clause(self, ranges: Sequence[Range]) -> bool:
        """Whether a content says something by itself: a clause whose subject is no "it"."""
        parse, grammar = self._layout.parse, self._grammar
        first, last = ranges[0][0], ranges[-1][1]
        while first < last and self._is_no_word(parse[first]):
            first += 1
        if first == last or parse[first].lower_ in self._pronouns:
            return False
        root = root_of(self._layout, ranges)
        if root is not None and root.tag_ in grammar.any_verb:
            return True
        # "accused Belgrade of arming them"
        return any(word.dep_ in grammar.prepositional_clause for word in parse[first:last])

    def _is_no_word(self, word: Token) -> bool:
        return word.is_punct or word.is_space or word.dep_ in self._grammar.marker
