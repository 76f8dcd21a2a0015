"""What kind of speaker an entity is, on the day of the article."""

from claimwire.language.mentions.mention import Mention

_KINDS = {
    "person": "person",
    "country": "government",
    "government": "government",
    "ministry": "government",
    "military": "government",
    "city": "government",
    "region": "government",
    "armed_group": "group",
    "group": "group",
    "nationality": "group",
    "party": "organisation",
    "organisation": "organisation",
    "international_organisation": "organisation",
    "facility": "organisation",
    "place": "government",
    "media": "media",
    "law": "document",
}
_COMPANIES = frozenset({"media", "organisation"})
_OFFICIAL_CODES = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "SPY"})


def kind_of(mention: Mention) -> str:
    """The kind of speaker: an armed group may have become a government."""
    if mention.kind == "armed_group" and _role_code(mention) == "GOV":
        return "government"
    if mention.kind == "organisation" and mention.country and mention.actor_code is None:
        return "government"  # an organ of the state in its name: "U.S. Census Bureau"
    return _KINDS.get(mention.kind, "unknown")


def is_company(body: Mention | None) -> bool:
    """Whether a body is one that no state and no party has."""
    return body is not None and body.kind in _COMPANIES


def holds_office(person: Mention) -> bool:
    """Whether somebody holds an office on the day of the article."""
    return (person.actor_code or "").startswith("IGO") or _role_code(person) in _OFFICIAL_CODES


def _role_code(mention: Mention) -> str:
    """The role behind the country in an actor code."""
    return (mention.actor_code or "").removeprefix(mention.country or "")[:3]
