"""Which bodies a common noun may mean: "the airline", "a spokesman for the ministry"."""

import bisect
from collections.abc import Iterator, Sequence

from claimwire.language.cast.speaker_words import SpeakerWords, speaker_words
from claimwire.language.languages import grammar_of
from claimwire.language.mentions.mention import Mention
from claimwire.language.mentions.rule_words import rule_words_of
from claimwire.language.mentions.tokens import Tokens

_PUBLIC = frozenset({"international_organisation", "ministry"})
_ORGANS = frozenset({"government", "military", "ministry"})
_MEMORY = 12
"""How many earlier mentions are looked at."""


class CalledBodies:
    """The bodies that one text names, by the nouns that may stand for them.

    Args:
        tokens: of the text.
        mentions: its names, none inside another, in the order of the text.
    """

    def __init__(self, tokens: Tokens, mentions: Sequence[Mention]) -> None:
        self._tokens = tokens
        self._parse = tokens.parse
        self._mentions = mentions
        self._starts = [mention.first_token for mention in mentions]
        self._words = speaker_words(tokens.language)
        self._nouns = rule_words_of(tokens.language).body_nouns
        self._subjects = grammar_of(tokens.language).any_subject

    def mentions_before(self, index: int, most: int) -> Iterator[Mention]:
        """Yield the last mentions before a token, the nearest first."""
        end = bisect.bisect_left(self._starts, index)
        yield from reversed(self._mentions[max(0, end - most) : end])

    def called(self, index: int, noun: str) -> Iterator[Mention]:
        """Yield the bodies named before a token that a noun may mean, the likeliest first.

        Those whose name the noun governs come first, then those of a kind that it may be.
        """
        kinds = self.kinds(noun)
        mentions = [m for m in self._before(index) if m.kind != "person"]
        yield from (m for m in mentions if _is_governed_by(self._words, m, noun))
        yield from (m for m in mentions if m.kind in kinds)

    def kinds(self, noun: str) -> frozenset[str]:
        """Return the kinds of entity that a noun may mean."""
        kinds = self._words.takes_up.get(noun)
        if kinds is not None:
            return kinds
        kind = self._nouns.kind(noun)
        return frozenset() if kind is None else frozenset({kind, "organisation"})

    def of_speaker(self, noun: int) -> Iterator[Mention]:
        """Yield the bodies that "the company's spokesman" may speak for, the likeliest first.

        None where the word before the noun tells it from others: "the crisis committee".
        """
        lemma = self._tokens.lemmas[noun]
        if not self.is_one_of_many(noun):
            yield from self.called(noun, lemma)

    def is_one_of_many(self, noun: int) -> bool:
        """Whether the word before a noun tells it from others: "the crisis committee"."""
        before = self._parse[noun - 1] if noun else self._parse[noun]
        pair = (before.lower_, self._tokens.lemmas[noun])
        return before.i < noun and before.pos_ == "NOUN" and pair not in self._words.media_pairs

    def is_private(self, noun: int) -> bool:
        """Whether a body that is named nowhere is no state's; a "disaster agency" may be one's."""
        lemma = self._tokens.lemmas[noun]
        public = self.is_one_of_many(noun) and bool(self.kinds(lemma) & _PUBLIC)
        return lemma in self._words.organisation and not public

    def words(self, noun: int) -> str | None:
        """Return the words for a body that is named nowhere: "police", "Lugo City Council"."""
        first = noun
        while first and self._tokens.tags[first - 1] in {"NOUN", "PROPN"}:
            first -= 1
        of_state = self._tokens.lemmas[noun] in self._words.government
        return self._tokens.name(first, noun + 1) if of_state or first < noun else None

    def _before(self, index: int) -> Sequence[Mention]:
        """The mentions before a word: nearer sentences first, and in them subjects first."""

        def rank(mention: Mention) -> tuple[int, bool, int]:
            head = self._tokens.root(mention.first_token, mention.last_token)
            return -mention.sentence, head.dep_ not in self._subjects, -mention.start

        return sorted(self.mentions_before(index, _MEMORY), key=rank)


def _is_governed_by(words: SpeakerWords, mention: Mention, noun: str) -> bool:
    """Whether a noun governs a name: the union of "European Union", the bank of "Bank of Italy"."""
    names = (mention.text, mention.name or "")
    return any(_governing_word(words, name) in (noun, f"{noun}s") for name in names)


def _governing_word(words: SpeakerWords, name: str) -> str:
    parts = name.split(" ")
    links = (n for n in range(1, len(parts) - 1) if parts[n] in words.name_prepositions)
    return parts[next(links, len(parts)) - 1].lower()


def fuller_names(mentions: Sequence[Mention]) -> dict[int, Mention]:
    """Return what bodies that a text calls by less are called in full, by the first token.

    "The Interior Ministry" is the Georgian one that has the same identifier, and "The Times" the
    paper of a longer name that was told before.

    Args:
        mentions: of one text, in its order.
    """
    best: dict[str, Mention] = {}
    for mention in mentions:
        if mention.kind in _ORGANS and mention.entity_id is not None:
            first = best.setdefault(mention.entity_id, mention)
            if (mention.score or 0.0) > (first.score or 0.0):
                best[mention.entity_id] = mention
    papers: list[Mention] = []
    fuller: dict[int, Mention] = {}
    for mention in mentions:
        if mention.kind == "media":
            end = f" {mention.text.split(' ')[-1]}"
            short = mention.text.count(" ") <= 1
            longer = [m for m in papers if short and m.text.endswith(end)]
            if (
                longer
                and len({m.entity_id for m in longer}) == 1
                and longer[0].text != mention.text
            ):
                fuller[mention.first_token] = longer[0]
            elif " " in mention.text:
                papers.append(mention)
        elif mention.kind in _ORGANS and mention.entity_id is not None:
            fuller[mention.first_token] = best[mention.entity_id]
    return fuller
