"""The words that attribute, from the lists of a language."""

import dataclasses
import functools
from collections.abc import Iterator

from claimwire.language.languages import read_rows


@dataclasses.dataclass(frozen=True)
class CueHead:
    """A verb, noun or adjective that attributes.

    Attributes:
        lemma: dictionary form, without the particle.
        particle: the particle that must follow, or "".
        act: what is done by saying it.
        frames: what its content may be: quote, clause, infinitive, gerund, name, object, raised,
            subject, or the preposition that links it.
        object_is_addressee: whether a verb's object is who is spoken to.
        frame_acts: frames that do something else than the head alone, with the act.
    """

    lemma: str
    particle: str
    act: str
    frames: frozenset[str]
    object_is_addressee: bool = False
    frame_acts: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True)
class CuePhrase:
    """A phrase such as "according to" that attributes; its object is the speaker.

    Attributes:
        words: in order, in lower case.
        act: what is done by saying it.
        needs_actor: whether it attributes only where its object is somebody ("per the ministry").
    """

    words: tuple[str, ...]
    act: str
    needs_actor: bool = False


@dataclasses.dataclass(frozen=True)
class CueLexicon:
    """The cues of one language.

    Attributes:
        verbs: by lemma; those with a particle first.
        nouns: by lemma.
        adjectives: by lemma.
        phrases: by their first word.
    """

    verbs: dict[str, tuple[CueHead, ...]]
    nouns: dict[str, CueHead]
    adjectives: dict[str, CueHead]
    phrases: dict[str, tuple[CuePhrase, ...]]

    @functools.cached_property
    def heads(self) -> frozenset[str]:
        """The lemmas of all verbs, nouns and adjectives."""
        return frozenset({*self.verbs, *self.nouns, *self.adjectives})


@functools.cache
def cue_lexicon(language: str) -> CueLexicon:
    """Read the cues of a language, once per process.

    Args:
        language: ISO 639-1 code, such as ``Doc.lang_``.

    Raises:
        KeyError: if the language has no folder.
    """
    return CueLexicon(
        verbs=_verbs(language),
        nouns={head.lemma: head for head in _heads(language, "nouns", "noun")},
        adjectives={head.lemma: head for head in _heads(language, "adjectives", "adjective")},
        phrases=_phrases(language),
    )


def _verbs(language: str) -> dict[str, tuple[CueHead, ...]]:
    verbs: dict[str, list[CueHead]] = {}
    for row in read_rows(language, "cues/verbs.csv"):
        lemma, _, particle = row["verb"].partition("+")
        frames, acts = _frames(row["frames"])
        verb = CueHead(lemma, particle, row["act"], frames, row["addressee"] == "object", acts)
        verbs.setdefault(lemma, []).append(verb)
    return {
        lemma: tuple(sorted(entries, key=lambda entry: entry.particle, reverse=True))
        for lemma, entries in verbs.items()
    }


def _heads(language: str, file: str, column: str) -> Iterator[CueHead]:
    for row in read_rows(language, f"cues/{file}.csv"):
        frames, acts = _frames(row["frames"])
        yield CueHead(row[column], "", row["act"], frames, frame_acts=acts)


def _frames(cell: str) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Return frames, and the acts of those that have one of their own ("for:demand")."""
    pairs = [frame.partition(":") for frame in cell.split()]
    own = tuple((frame, act) for frame, _, act in pairs if act)
    return frozenset(frame for frame, _, _ in pairs), own


def _phrases(language: str) -> dict[str, tuple[CuePhrase, ...]]:
    phrases: dict[str, list[CuePhrase]] = {}
    for row in read_rows(language, "cues/phrases.csv"):
        words = tuple(row["phrase"].split())
        phrases.setdefault(words[0], []).append(
            CuePhrase(words, row["act"], row.get("speaker") == "actor")
        )
    return {first: tuple(entries) for first, entries in phrases.items()}
