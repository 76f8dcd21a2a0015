"""What a thing in the world that a text may name is, and all that is known of such things."""

import dataclasses

from claimwire.language.mentions.actor_codes import Period


@dataclasses.dataclass(frozen=True)
class KnownEntity:
    """Something in the world that a text may name.

    Attributes:
        entity_id: stable and readable, for example ``country:AFG``.
        kind: for example country, nationality or armed_group.
        country: ISO 3166-1 alpha-3 code it belongs to, or None.
        name: canonical name; for a nationality the country's.
        label: the type a language model would give its mentions.
        periods: its roles as an actor, and when it had them.
        described: whether a common noun names it ("Afghan army").
        homes: the countries of a people that lives in several, or that share a nationality; the
            text decides among them.
    """

    entity_id: str
    kind: str
    country: str | None
    name: str
    label: str
    periods: tuple[Period, ...] = ()
    described: bool = False
    homes: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class UserKnowledge:
    """Entities that a user adds.

    Attributes:
        key: hash of the file; two with one key are equal, and quick to compare.
        names: each surface form, and what it stands for.
    """

    key: str
    names: tuple[tuple[str, KnownEntity], ...] = dataclasses.field(compare=False)


@dataclasses.dataclass(frozen=True)
class Ambiguity:
    """The rule by which an ambiguous name means the entity that is listed under it.

    Attributes:
        rule: "model" (the language model tags it as a place or nationality), "tagged" (it tags
            it as any name), "state" (the text names its state) or "evidence".
        evidence: words of which the text must have one, for "evidence"; for "model", words that
            do as well.
    """

    rule: str
    evidence: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Knowledge:
    """All known entities, and what is needed to recognise and code them.

    Attributes:
        names: each surface form, and what it stands for.
        ambiguous: forms that need more than the match.
        kinds: the kind of entity for each type of the language model that is of interest.
        roles: the role of an actor, by its kind, where no file gives another.
        capitals: capitals and seats of government, and the ISO codes of their states.
        country_names: canonical name of each country by its ISO code.
        namesakes: of names that bodies of several states bear, those bodies by their state.
        outlets: news agencies by their short names in datelines.
        state_names: names of each country, its people and its capital, by its ISO code.
    """

    names: dict[str, KnownEntity]
    ambiguous: dict[str, Ambiguity]
    kinds: dict[str, str]
    roles: dict[str, str]
    capitals: dict[str, str]
    country_names: dict[str, str]
    namesakes: dict[str, dict[str, KnownEntity]]
    outlets: dict[str, KnownEntity]
    state_names: dict[str, tuple[str, ...]]
