"""Whom words mean, and what later words may mean it."""

from typing import NamedTuple

from claimwire.language.cast.member import Member

_BODIES = frozenset({"government", "group", "media", "organisation"})


class Resolved(NamedTuple):
    """Whom some words mean.

    Attributes:
        member: of the cast.
        way: how it was found: name, short_form, pronoun, nominal, description or none.
        others: who spoke together with it.
        spoke: whether it was said to have said something.
    """

    member: Member
    way: str
    others: tuple[Member, ...] = ()
    spoke: bool = False


def again(found: Resolved, way: str, *, together: bool = True) -> Resolved:
    """The same, found in another way; alone if the words mean one."""
    return Resolved(found.member, way, found.others if together else ())


def are_many(each: Resolved) -> bool:
    """Whether "they" may mean it before all others."""
    member = each.member
    return (
        member.plural
        or bool(each.others)
        or member.kind == "group"
        or member.entity_kind == "armed_group"
    )


def is_same(earlier: Resolved, description: Member) -> bool:
    """Whether an earlier description has the same noun and number."""
    member = earlier.member
    return member.noun == description.noun and member.plural == description.plural


def may_be_a_body(earlier: Resolved) -> bool:
    """Whether a speaker may be a company or the like."""
    member = earlier.member
    return member.name is not None and member.kind in {"organisation", "unknown"}


def is_described(earlier: Resolved, noun: str) -> bool:
    """Whether somebody was called by a noun before."""
    return earlier.member.noun == noun and not earlier.member.plural


def is_body(each: Resolved) -> bool:
    """Whether somebody may speak for it."""
    return not each.member.is_person and each.member.kind in _BODIES
