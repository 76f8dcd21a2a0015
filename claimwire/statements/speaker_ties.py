"""Whether the speakers of two claims may be one actor."""

import dataclasses
import enum
import functools
import re
import unicodedata
from collections.abc import Iterable, Set

from claimwire.schemas.claims import Claim
from claimwire.statements.language_words import language_words

_WORD = re.compile(r"[^\W\d_]+")
_PERSONS = frozenset({"official", "person"})
_LONGEST = 200
"""So many characters of a source are read."""
_SOURCES_KEPT = 1 << 13
"""Number of sources whose words are kept: articles name the same ones again and again."""
_STATE_KINDS = frozenset({"government", "official", "document", "group", "anonymous"})


class Tie(enum.IntEnum):
    """How two speakers belong together; the closer, the less the words have to agree."""

    DIFFERENT = 0
    """Two actors, so never the same statement."""
    UNKNOWN = 1
    """Nothing tells who one of them is."""
    KINDRED = 2
    """The same body or state as far as the words go: a spokesman and the body."""
    SAME = 3
    """One actor."""


@dataclasses.dataclass(frozen=True)
class Speaker:
    """Who said something, as far as two speakers are compared.

    Attributes:
        ids: the identifiers, of all who said it together.
        person: words of the name of a person, folded; empty for others.
        body: stems that tell which body it is or speaks for.
        country: ISO 3166-1 alpha-3 code, or None.
        of_state: whether it may speak for a state.
        words: words of the source as written, folded: "her publicist, Jack Ketsoyan" names him,
            although it is not the name of a person.
        of_media: whether it is a news outlet, which may report what somebody else has said.
        speaks_for: whether it speaks for somebody: a spokesman, a publicist.
    """

    ids: frozenset[str]
    person: tuple[str, ...]
    body: frozenset[str]
    country: str | None
    of_state: bool
    words: tuple[str, ...] = ()
    of_media: bool = False
    speaks_for: bool = False


def speaker_of(claim: Claim, language: str) -> Speaker:
    """Return the speaker of a claim.

    Args:
        claim: the claim.
        language: ISO 639-1 code of its text.
    """
    return described_speaker(
        text=claim.speaker_text,
        name=claim.speaker_name,
        entity_id=claim.speaker_entity_id,
        ids=speaker_ids(claim),
        kind=claim.speaker_kind,
        affiliation=claim.speaker_affiliation,
        country=claim.speaker_country,
        language=language,
    )


def speaker_ids(claim: Claim) -> frozenset[str]:
    """Return the identifiers of all who said it together."""
    joint = (each.entity_id for each in claim.joint_speakers or ())
    return frozenset(each for each in (claim.speaker_entity_id, *joint) if each)


def described_speaker(
    *,
    text: str | None,
    name: str | None,
    entity_id: str | None,
    ids: Iterable[str],
    kind: str,
    affiliation: str | None,
    country: str | None,
    language: str,
) -> Speaker:
    """Return a speaker as the columns of claims describe it.

    Args:
        text: the source as written.
        name: the resolved name.
        entity_id: its identifier.
        ids: the identifiers of all who said it together.
        kind: as in the table of claims.
        affiliation: the body that the speaker belongs to.
        country: ISO 3166-1 alpha-3 code, or None.
        language: ISO 639-1 code of the text.
    """
    folded = _folded(name or "")
    of_person = (entity_id or "").startswith("person:") or (not entity_id and kind in _PERSONS)
    is_person = bool(folded) and of_person
    told = [affiliation] if is_person else [affiliation, name, text]
    bodies = (_body_stems((each or "")[:_LONGEST], language) for each in told)
    return Speaker(
        ids=frozenset(ids),
        person=folded if is_person else (),
        body=frozenset[str]().union(*bodies),
        country=country,
        of_state=kind in _STATE_KINDS,
        words=_folded((text or "")[:_LONGEST]),
        of_media=kind == "media",
        speaks_for=_speaks_for(text or "", language),
    )


def tie(one: Speaker, other: Speaker) -> Tie:
    """Return how two speakers belong together.

    A body and a person whose body nobody tells may belong together, so they are not two actors.
    """
    if one.ids & other.ids or same_person(one.person, other.person):
        return Tie.SAME
    if _names(one.words, other.person) or _names(other.words, one.person):
        return Tie.SAME
    two_states = one.country and other.country and one.country != other.country
    if two_states or (one.person and other.person):
        return Tie.DIFFERENT
    one_state = one.country is not None and one.country == other.country
    if one.body & other.body or (one_state and one.of_state and other.of_state):
        return Tie.KINDRED
    apart = (one.body and other.body) or (one.ids and other.ids)
    return Tie.DIFFERENT if apart else Tie.UNKNOWN


def quotes(outlet: Speaker, said: Set[str], other: Speaker) -> bool:
    """Return whether a news outlet reports what another speaker has said.

    Args:
        outlet: who says it.
        said: the stems of what is said.
        other: another speaker.
    """
    return outlet.of_media and not other.of_media and is_named(other, said)


def is_named(speaker: Speaker, said: Set[str]) -> bool:
    """Return whether what somebody says names a speaker: the body, or a person's surname.

    Args:
        speaker: the speaker.
        said: the stems of what is said.
    """
    return not said.isdisjoint(speaker.body | set(speaker.person[-1:]))


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two names may be one person's: the surname, and all given names or initials.

    Args:
        one: the words of a name, folded.
        other: the words of another.
    """
    if not one or not other or one[-1] != other[-1]:
        return False
    given, others = one[:-1], other[:-1]
    return all(
        first == second or (min(len(first), len(second)) == 1 and first[0] == second[0])
        for first, second in zip(given, others, strict=False)
    )


def _names(words: tuple[str, ...], person: tuple[str, ...]) -> bool:
    """Return whether a source has the full name of a person in it."""
    size = len(person)
    return size > 1 and any(
        words[start : start + size] == person for start in range(len(words) - size + 1)
    )


@functools.lru_cache(_SOURCES_KEPT)
def _folded(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return tuple(_WORD.findall(plain))


def _speaks_for(text: str, language: str) -> bool:
    """Return whether a source is a spokesperson. What follows a comma only describes it."""
    known = language_words(language)
    words = _folded(text[:_LONGEST].partition(",")[0])
    return known is not None and not known.spokespersons.isdisjoint(words)


@functools.lru_cache(_SOURCES_KEPT)
def _body_stems(text: str, language: str) -> frozenset[str]:
    known = language_words(language)
    words = (each for each in _folded(text) if len(each) > 1)
    if known is None:
        return frozenset(words)
    stems = (known.stem(each) for each in words if each not in known.function)
    return frozenset(each for each in stems if each not in known.any_speaker)
