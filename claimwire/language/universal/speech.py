"""What is known of verbs of speech and of those who speak, from the lists of a language."""

import dataclasses
import functools
from collections.abc import Iterable, Mapping

from claimwire.language.cast.speaker_words import speaker_words
from claimwire.language.claims.attributed_content import OBJECTS
from claimwire.language.claims.claim_words import claim_words
from claimwire.language.claims.cue_lexicon import cue_lexicon
from claimwire.language.claims.time_words import time_words

_OBJECTS = frozenset({"object", *OBJECTS})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Speech:
    """Words of speech.

    Attributes:
        verbs: all verbs that attribute, by lemma.
        reporting: those that take a quotation or a clause.
        stating: those of them that state something, and judge nothing.
        acting: those that take a noun as their object.
        asking: those that take an infinitive.
        actors: nouns of those who may speak.
        linking: verbs and the prepositions before what they say ("llama a la calma").
        settings: prepositions before where and to whom something is said.
        persons: nouns of persons among them.
        adjectives: those that attribute, by their stem.
        nouns: those that attribute.
        phrases: those that attribute, such as "selon", by words.
        occasions: nouns for where things are said.
        times: words that say when something was said, and name nobody.
        weekdays: those of them that are days of the week.
        complementizers: open the clause of what is said.
        conjunctions: such as "comme", before a verb that says what stands beside it.
        contrasts: such as "alors", which begin what the writer sets beside a report.
    """

    verbs: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()
    stating: frozenset[str] = frozenset()
    acting: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    linking: frozenset[tuple[str, str]] = frozenset()
    settings: frozenset[str] = frozenset()
    adjectives: Mapping[str, str] = dataclasses.field(default_factory=dict)
    nouns: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()
    occasions: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    weekdays: frozenset[str] = frozenset()
    complementizers: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()


def stem_of(adjective: str) -> str:
    """Return an adjective without the endings of gender and number."""
    return adjective.rstrip("aeos")


@functools.cache
def speech_of(language: str) -> Speech:
    """Collect the words of a language, once per process.

    Raises:
        KeyError: if the language has no folder.
    """
    verbs, times, words = cue_lexicon(language).verbs, time_words(language), claim_words(language)

    speakers = speaker_words(language)

    def taking(frames: Iterable[str]) -> frozenset[str]:
        wanted = frozenset(frames)
        return frozenset(v for v, heads in verbs.items() if any(h.frames & wanted for h in heads))

    return Speech(
        verbs=frozenset(verbs),
        reporting=taking({"quote", "clause"}),
        stating=frozenset(
            verb
            for verb in taking({"quote", "clause"})
            if all(head.act == "statement" for head in verbs[verb])
        ),
        acting=taking(_OBJECTS),
        asking=taking({"infinitive"}),
        actors=speakers.actors,
        persons=speakers.people | {role[0] for role in speakers.roles if len(role) == 1},
        linking=frozenset(
            (verb, frame)
            for verb, heads in verbs.items()
            for head in heads
            for frame in head.frames
        ),
        adjectives={stem_of(lemma): lemma for lemma in cue_lexicon(language).adjectives},
        nouns=frozenset(cue_lexicon(language).nouns),
        phrases=frozenset(
            phrase.words for phrases in cue_lexicon(language).phrases.values() for phrase in phrases
        ),
        occasions=words.occasions,
        settings=words.addressee_prepositions | words.setting_prepositions,
        weekdays=frozenset(times.weekdays),
        times=frozenset(
            {*times.weekdays, *times.days, *times.months, *times.units, *times.parts_of_day}
        ),
        complementizers=words.complementizers,
        conjunctions=words.as_conjunctions,
        contrasts=words.contrasts,
    )
