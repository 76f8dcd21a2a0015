"""Members of an article's cast: every person, body, state and unnamed actor that it speaks of."""

from typing import NamedTuple

_OF_STATES = frozenset({"government", "official"})
"""Kinds of speakers."""


class Phrase(NamedTuple):
    """A noun phrase: its governing word, its first token and the token behind it."""

    head: int
    first: int
    last: int


class Stretch(NamedTuple):
    """Tokens that describe a person, ``[first, last)``.

    Attributes:
        head: a noun among them that stands for the person, or None.
        verb: an office that a verb before them tells, or None.
        is_title: whether the name follows right behind.
        is_bracket: whether it stands in brackets behind the name.
    """

    first: int
    last: int
    head: int | None = None
    verb: str | None = None
    is_title: bool = False
    is_bracket: bool = False


class Role(NamedTuple):
    """An office or function that a text tells of somebody.

    Attributes:
        name: in lower case, for example "deputy foreign minister".
        official: whether it speaks for a state, a body or a group.
        rank: whether it is a rank or an academic title, beside which another office says more.
        token, last: where the text says so, ``[token, last)``.
        affiliation: canonical name of the body that it belongs to.
        country: ISO 3166-1 alpha-3 code of that body, or of the nationality beside.
    """

    name: str
    official: bool
    rank: bool
    token: int
    last: int
    affiliation: str | None = None
    country: str | None = None


class Member(NamedTuple):
    """A person, body, state, group or unnamed actor, as far as the text tells.

    Attributes:
        name: None of somebody unnamed.
        kind: as ``speaker_kind`` in the table of claims.
        roles: all that the text tells, in its order.
        affiliation: canonical name of the body or group spoken for.
        country: ISO 3166-1 alpha-3 code.
        entity_id: if the name is one of a list or a full one.
        gender: "female", "male" or None.
        plural: whether it is more than one.
        is_person: whether it is a human being or several, named or not.
        noun: lemma of the governing noun of its latest description, in lower case.
        entity_kind: as in the table of entities; "" of what is no mention.
        description: the words for somebody unnamed.
        tokens: where it is named or described.
    """

    name: str | None
    kind: str
    roles: tuple[Role, ...] = ()
    affiliation: str | None = None
    country: str | None = None
    entity_id: str | None = None
    gender: str | None = None
    plural: bool = False
    is_person: bool = False
    noun: str = ""
    entity_kind: str = ""
    description: str | None = None
    tokens: tuple[int, ...] = ()

    @property
    def key(self) -> str | None:
        """What tells it from others: its identifier, name or description."""
        return self.entity_id or self.name or self.description

    @property
    def is_of_untold_state(self) -> bool:
        """Whether it speaks for a state that no words beside the name tell: "the army said"."""
        return (
            self.country is None
            and self.kind in _OF_STATES
            and self.entity_kind != "international_organisation"
            and (self.affiliation is None or self.affiliation.islower())
        )

    @property
    def role(self) -> str | None:
        """The first office told, a rank only if there is no other."""
        role = main_role(self.roles)
        return None if role is None else role.name


NOBODY = Member(None, "unknown")
_FORMER = "former "


def main_role(roles: tuple[Role, ...]) -> Role | None:
    """Return the first office among several, a rank only if there is no other.

    One that speaks for a state or a party comes before one no longer held.
    """
    first = next((role for role in roles if not role.rank), roles[0] if roles else None)
    if first is None or not first.name.startswith(_FORMER):
        return first
    return next((role for role in roles if role.official), first)


def holds(member: Member, office: str) -> bool:
    """Whether somebody holds or held an office, told in the same words or fuller ones."""
    wanted = office.removeprefix(_FORMER)
    held = (role.name.removeprefix(_FORMER) for role in member.roles)
    return any(name == wanted or name.endswith(f" {wanted}") for name in held)
