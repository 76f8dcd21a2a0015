"""What the articles of a day tell of an actor: names, roles, affiliation and countries."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from claimwire.schemas.actors import ACTOR_KINDS, Actor, ActorRole
from claimwire.schemas.claims import Claim
from claimwire.schemas.entities import Entity

_MOST_NAMES = 20
"""How many names of an actor are kept, the commonest first."""


@dataclasses.dataclass(frozen=True)
class Told:
    """What one mention or claim tells of an actor.

    Attributes:
        article_id: the article.
        run_id: the run, or window of a stream, that reads it.
        kind: of the actor, as in the table of entities; "" where only a claim tells of it.
        name: its name; "" where only a short form is written.
        written: the name as written.
        role, affiliation, country: as told, or None.
        wikidata_id: from the knowledge.
        holds_alone: whether one person holds the role in a country at a time.
    """

    article_id: str
    run_id: str
    kind: str = ""
    name: str = ""
    written: str = ""
    role: str | None = None
    affiliation: str | None = None
    country: str | None = None
    wikidata_id: str | None = None
    holds_alone: bool = False


def told_by_mention(entity: Entity) -> tuple[str, Told] | None:
    """Return the actor that a mention names, and what it tells; None of what is no actor."""
    if entity.entity_id is None or entity.kind not in ACTOR_KINDS:
        return None
    return entity.entity_id, Told(
        article_id=entity.article_id,
        run_id=entity.run_id,
        kind=entity.kind,
        name=entity.name or "",
        written=entity.text,
        country=entity.country,
        wikidata_id=entity.wikidata_id,
    )


def told_by_claim(claim: Claim, single_offices: frozenset[str]) -> tuple[str, Told] | None:
    """Return the speaker of a claim and what it tells; None of one that has no identifier.

    Args:
        claim: the claim.
        single_offices: the roles that one person holds in a country at a time.
    """
    if claim.speaker_entity_id is None:
        return None
    return claim.speaker_entity_id, Told(
        article_id=claim.article_id,
        run_id=claim.run_id,
        role=claim.speaker_role,
        affiliation=claim.speaker_affiliation,
        country=claim.speaker_country,
        holds_alone=claim.speaker_role in single_offices,
    )


def learnt(actor_id: str, day: date, told: Iterable[Told]) -> Actor | None:
    """Return what the articles of a day tell of an actor; None if no mention names it.

    The order of what is told makes no difference, nor that a runner delivers something twice.

    Args:
        actor_id: the actor.
        day: the day on which the articles were first seen.
        told: what they tell.
    """
    known = sorted(set(told), key=_order)
    kinds = Counter(each.kind for each in known if each.kind)
    if not kinds:
        return None
    names = Counter(each.name for each in known if each.name)
    written = Counter(each.written for each in known if each.written)
    name = _commonest(names) or _commonest(written) or actor_id
    countries = sorted({each.country for each in known if each.country})
    return Actor(
        actor_id=actor_id,
        kind=_commonest(kinds) or "",
        name=name,
        names=sorted(_ranked(written)[:_MOST_NAMES]),
        roles=_roles(known, day),
        affiliation=_commonest(Counter(each.affiliation for each in known if each.affiliation)),
        country=countries[0] if len(countries) == 1 else None,
        countries=countries,
        articles=len({each.article_id for each in known if each.kind}),
        first_day=day,
        last_day=day,
        wikidata_id=next((each.wikidata_id for each in known if each.wikidata_id), None),
        office_keys=sorted(set(_office_keys(actor_id, known))),
        run_id=known[0].run_id,
    )


def _order(told: Told) -> tuple[str, ...]:
    return tuple(str(value or "") for value in dataclasses.astuple(told))


def _ranked(counted: Counter[str]) -> list[str]:
    return sorted(counted, key=lambda each: (-counted[each], each))


def _commonest(counted: Counter[str]) -> str | None:
    return next(iter(_ranked(counted)), None)


def _roles(known: Sequence[Told], day: date) -> list[ActorRole]:
    told = {(each.role, each.affiliation or "", each.country or "") for each in known if each.role}
    return [
        ActorRole(role, affiliation or None, country or None, day, day)
        for role, affiliation, country in sorted(told)
    ]


def _office_keys(actor_id: str, known: Iterable[Told]) -> Iterable[str]:
    """One key for each office that only one person of a country holds at a time."""
    name = actor_id.partition(":")[2].partition("@")[0]
    given, _, surname = name.rpartition("-")
    if not given:
        return
    for each in known:
        if each.holds_alone and each.role and each.country:
            yield f"{given[0]}.{surname}:{each.role}:{each.country}"
