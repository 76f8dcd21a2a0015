"""The words that attribute and the words that tell who speaks, loaded once from data."""

import csv
import dataclasses
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "lexicon"


@dataclasses.dataclass(frozen=True)
class CueHead:
    """A verb, noun or adjective that attributes.

    Attributes:
        lemma: dictionary form, without the particle.
        particle: the particle that must follow, or "".
        act: what is done by saying it.
        frames: what its content may be: quote, clause, infinitive, gerund, object, raised,
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
    """A phrase such as "according to" that attributes; its object is the speaker."""

    words: tuple[str, ...]
    act: str


@dataclasses.dataclass(frozen=True)
class SpeakerWords:
    """Nouns that tell who a speaker is; each field holds lemmas in lower case.

    Attributes:
        roles: offices and functions, and whether they make an official.
        abbreviations: short forms of offices, without a full stop.
        generic: nouns that take up an earlier speaker ("the official").
        takes_up: nouns that take up an earlier body or place ("the movement"), and which kinds of
            entity they may mean.
        anonymous, document, group, government, organisation: nouns of that kind of speaker.
        female, male: words that tell which pronouns fit.
        first_names: "female" or "male" by first name.
        actors: all nouns of somebody who may be meant later.
    """

    roles: dict[tuple[str, ...], bool]
    abbreviations: dict[str, str]
    generic: frozenset[str]
    takes_up: dict[str, frozenset[str]]
    anonymous: frozenset[str]
    document: frozenset[str]
    group: frozenset[str]
    government: frozenset[str]
    organisation: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    first_names: dict[str, str]
    actors: frozenset[str]


@functools.cache
def cue_verbs() -> dict[str, tuple[CueHead, ...]]:
    """Cue verbs by lemma; those with a particle first."""
    verbs: dict[str, list[CueHead]] = {}
    for row in rows("verbs.csv"):
        lemma, _, particle = row["verb"].partition("+")
        frames, acts = _frames(row["frames"])
        verb = CueHead(lemma, particle, row["act"], frames, row["addressee"] == "object", acts)
        verbs.setdefault(lemma, []).append(verb)
    return {
        lemma: tuple(sorted(entries, key=lambda entry: entry.particle, reverse=True))
        for lemma, entries in verbs.items()
    }


@functools.cache
def cue_nouns() -> dict[str, CueHead]:
    """Cue nouns by lemma."""
    return {head.lemma: head for head in _heads("nouns.csv", "noun")}


@functools.cache
def cue_adjectives() -> dict[str, CueHead]:
    """Cue adjectives by lemma."""
    return {head.lemma: head for head in _heads("adjectives.csv", "adjective")}


def _heads(file_name: str, column: str) -> Iterator[CueHead]:
    for row in rows(file_name):
        frames, acts = _frames(row["frames"])
        yield CueHead(row[column], "", row["act"], frames, frame_acts=acts)


def _frames(cell: str) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Frames, and the acts of those that have one of their own ("for:demand")."""
    pairs = [frame.partition(":") for frame in cell.split()]
    own = tuple((frame, act) for frame, _, act in pairs if act)
    return frozenset(frame for frame, _, _ in pairs), own


@functools.cache
def cue_phrases() -> dict[str, tuple[CuePhrase, ...]]:
    """Phrases that attribute, by their first word."""
    phrases: dict[str, list[CuePhrase]] = {}
    for row in rows("phrases.csv"):
        words = tuple(row["phrase"].split())
        phrases.setdefault(words[0], []).append(CuePhrase(words, row["act"]))
    return {first: tuple(entries) for first, entries in phrases.items()}


@functools.cache
def speaker_words() -> SpeakerWords:
    """Nouns that tell who a speaker is."""
    data = tomllib.loads((FOLDER / "speakers.toml").read_text(encoding="utf-8"))
    nouns = {name: frozenset(words) for name, words in data["nouns"].items()}
    roles = {
        tuple(role.split()): kind == "official"
        for kind, roles in data["roles"].items()
        for role in roles
    }
    people = {*nouns["generic"], *nouns["anonymous"], *nouns["group"]}
    bodies = {*nouns["government"], *nouns["organisation"], *data["takes_up"]}
    return SpeakerWords(
        roles=roles,
        takes_up={noun: frozenset(kinds) for noun, kinds in data["takes_up"].items()},
        actors=frozenset({role[-1] for role in roles} | people | bodies),
        female=frozenset(data["gender"]["female"]),
        male=frozenset(data["gender"]["male"]),
        abbreviations=data["abbreviations"],
        first_names={row["name"]: row["gender"] for row in rows("first_names.csv")},
        **nouns,
    )


def rows(file_name: str) -> Iterator[dict[str, str]]:
    """Read a data file of the lexicon, past its header comment."""
    with (FOLDER / file_name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))
