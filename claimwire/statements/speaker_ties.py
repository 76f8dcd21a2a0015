"""Whether the speakers of two claims may be one actor."""

import dataclasses
import enum
import re
import unicodedata

from claimwire.schemas.claims import Claim
from claimwire.statements.language_words import language_words

_WORD = re.compile(r"[^\W\d_]+")
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
        named: whether it has a name, of its own or of its body.
        certain: whether the name stands in the source as written, and is not that of a pronoun.
    """

    ids: frozenset[str]
    person: tuple[str, ...]
    body: frozenset[str]
    country: str | None
    of_state: bool
    named: bool
    certain: bool


def speaker_of(claim: Claim, language: str) -> Speaker:
    """Return the speaker of a claim.

    Args:
        claim: the claim.
        language: ISO 639-1 code of its text.
    """
    entity = claim.speaker_entity_id or ""
    name = _folded(claim.speaker_name or "")
    is_person = bool(name) and (entity.startswith("person:") or (not entity and _is_person(claim)))
    written = _folded(claim.speaker_text or "")
    told = [claim.speaker_affiliation or ""]
    if not is_person:
        told += [claim.speaker_name or "", claim.speaker_text or ""]
    joint = (each.entity_id for each in claim.joint_speakers or ())
    body = frozenset().union(*(_body_stems(each, language) for each in told))
    return Speaker(
        ids=frozenset(each for each in (entity, *joint) if each),
        person=name if is_person else (),
        body=body,
        country=claim.speaker_country,
        of_state=claim.speaker_kind in _STATE_KINDS,
        named=bool(name or entity or claim.speaker_affiliation),
        certain=bool(name) and name[-1] in written,
    )


def tie(one: Speaker, other: Speaker) -> Tie:
    """Return how two speakers belong together."""
    if one.ids & other.ids or (one.person and same_person(one.person, other.person)):
        return Tie.SAME
    uncertain = not (one.certain and other.certain)
    if one.person and other.person:
        return Tie.UNKNOWN if uncertain else Tie.DIFFERENT
    if one.country and other.country and one.country != other.country:
        return Tie.DIFFERENT
    one_state = one.country is not None and one.country == other.country
    if one.body & other.body or (one_state and one.of_state and other.of_state):
        return Tie.KINDRED
    if one.named and other.named and not uncertain:
        return Tie.DIFFERENT
    return Tie.UNKNOWN


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


def _is_person(claim: Claim) -> bool:
    return claim.speaker_kind in {"official", "person"}


def _folded(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return tuple(_WORD.findall(plain))


def _body_stems(text: str, language: str) -> frozenset[str]:
    known = language_words(language)
    words = (each for each in _folded(text[:200]) if len(each) > 1)
    if known is None:
        return frozenset(words)
    stems = (known.stem(each) for each in words if each not in known.function)
    return frozenset(each for each in stems if each not in known.any_speaker)
