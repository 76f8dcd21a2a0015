"""Whether the speakers of two claims may be one actor."""

import dataclasses
import enum
import functools
from collections.abc import Set

from claimwire.schemas.claims import Claim
from claimwire.schemas.record import Record
from claimwire.statements.source_words import (
    LONGEST,
    body_words,
    field_words,
    folded,
    speaks_for_somebody,
)

_PERSONS = frozenset({"official", "person"})
_STATE_KINDS = frozenset({"government", "official", "document", "group", "anonymous"})
_SPEAKERS_KEPT = 1 << 12
"""Number of speakers that are kept: the same ones say many things."""


class Tie(enum.IntEnum):
    """How two speakers belong together; the closer, the less the words have to agree."""

    DIFFERENT = 0
    """Two actors, so never the same statement."""
    UNKNOWN = 1
    """Nothing tells who one of them is."""
    KINDRED = 2
    """The same state, or the same field of public life."""
    BODY = 3
    """The same body as far as the words go: a spokesman and the body."""
    SAME = 4
    """One actor."""


@dataclasses.dataclass(frozen=True, slots=True)
class Speaker(Record):
    """Who said something, as far as two speakers are compared.

    Attributes:
        ids: the identifiers, of all who said it together.
        person: words of the name of a person, folded; empty for others.
        body: stems that tell which body it is or speaks for, beside those of its field.
        country: ISO 3166-1 alpha-3 code, or None.
        of_state: whether it may speak for a state.
        words: words of the source as written, folded: "her publicist, Jack Ketsoyan" names him,
            although it is not the name of a person.
        of_media: whether it is a news outlet, which may report what somebody else has said.
        speaks_for: whether it speaks for somebody: a spokesman, a publicist.
        fields: the fields of public life in which its body works: "police", "courts".
        field_words: stems by which any body of these fields is called.
        tells_body: whether its words tell its body, be it by its field.
    """

    ids: frozenset[str]
    person: tuple[str, ...]
    body: frozenset[str]
    country: str | None
    of_state: bool
    words: tuple[str, ...] = ()
    of_media: bool = False
    speaks_for: bool = False
    fields: frozenset[str] = frozenset()
    field_words: frozenset[str] = frozenset()
    tells_body: bool = False


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


@functools.lru_cache(_SPEAKERS_KEPT)
def described_speaker(
    *,
    text: str | None,
    name: str | None,
    entity_id: str | None,
    ids: frozenset[str],
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
    words = folded(name or "")
    of_person = (entity_id or "").startswith("person:") or (not entity_id and kind in _PERSONS)
    is_person = bool(words) and of_person
    named = body_words([affiliation, name, text], language)
    # The other words of a person are names and titles.
    told = body_words([affiliation], language) if is_person else named
    return Speaker(
        ids=ids,
        person=words if is_person else (),
        body=told.stems,
        country=country,
        of_state=kind in _STATE_KINDS,
        words=folded((text or "")[:LONGEST]),
        of_media=kind == "media",
        speaks_for=speaks_for_somebody(text or "", language),
        fields=named.fields,
        field_words=field_words(named.fields, language),
        tells_body=told.tells,
    )


def tie(one: Speaker, other: Speaker) -> Tie:
    """Return how two speakers belong together.

    A body and a person whose body nobody tells may belong together, so they are not two actors. The
    navy and the Ministry of Defence work in one field, and speak for each other; the police and a
    court do not.
    """
    if _is_one_actor(one, other):
        return Tie.SAME
    if _are_two_actors(one, other):
        return Tie.DIFFERENT
    if one.body & other.body:
        return Tie.BODY
    of_one_field = one.fields & other.fields and not (one.body and other.body)
    one_state = one.country is not None and one.country == other.country
    if of_one_field or (one_state and one.of_state and other.of_state):
        return Tie.KINDRED
    apart = (one.tells_body and other.tells_body) or (one.ids and other.ids)
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
    """Return whether what somebody says names a speaker: the body, its field, or a surname.

    Args:
        speaker: the speaker.
        said: the stems of what is said.
    """
    return not said.isdisjoint(speaker.body | speaker.field_words | set(speaker.person[-1:]))


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


def _is_one_actor(one: Speaker, other: Speaker) -> bool:
    return (
        not one.ids.isdisjoint(other.ids)
        or same_person(one.person, other.person)
        or _names(one.words, other.person)
        or _names(other.words, one.person)
    )


def _are_two_actors(one: Speaker, other: Speaker) -> bool:
    """Return whether two speakers are of two states, two persons, or of two fields."""
    two_states = bool(one.country and other.country) and one.country != other.country
    two_persons = bool(one.person and other.person)
    two_fields = bool(one.fields and other.fields) and one.fields.isdisjoint(other.fields)
    return two_states or two_persons or two_fields


def _names(words: tuple[str, ...], person: tuple[str, ...]) -> bool:
    """Return whether a source has the full name of a person in it."""
    size = len(person)
    return size > 1 and any(
        words[start : start + size] == person for start in range(len(words) - size + 1)
    )
