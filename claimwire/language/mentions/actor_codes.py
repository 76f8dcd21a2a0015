"""Actor codes in the style of CAMEO: a country and a role, with the days they hold.

Schrodt, P. A.: CAMEO: Conflict and Mediation Event Observations, Event and Actor Codebook, 1.1b3
(2012), chapter 3; the roles are listed in ``knowledge/roles.toml``.
"""

import dataclasses
import functools
from datetime import date

from claimwire.language.mentions.knowledge_files import tables


@dataclasses.dataclass(frozen=True)
class Period:
    """A role and the days it is held, ``[begins, ends)``; None is open."""

    role: str
    begins: date | None = None
    ends: date | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether the role is held on a day; without a day, whether it is still held."""
        if day is None:
            return self.ends is None
        return (self.begins is None or self.begins <= day) and (
            self.ends is None or day < self.ends
        )


def read_periods(cell: str) -> tuple[Period, ...]:
    """Read the roles of a data file: ``REB ..2021-08-15|GOV 2021-08-15..``.

    Raises:
        ValueError: if the cell is not of this form.
    """
    periods = []
    for part in filter(None, cell.split("|")):
        role, _, days = part.partition(" ")
        begins, dots, ends = days.partition("..")
        if days and not dots:
            raise ValueError(f"days must be written from..until, not {days!r}")
        periods.append(Period(role, _day(begins), _day(ends)))
    return tuple(periods)


@functools.cache
def role_codes() -> tuple[str, ...]:
    """Return the groups of three letters that a role in an actor code is made of."""
    return tuple(tables("roles.toml")["codes"])


def actor_code(country: str | None, periods: tuple[Period, ...], day: date | None) -> str | None:
    """Return the code of an actor on a day.

    International roles (IGO..., NGO..., IMG...) stand alone; others follow the country.

    Args:
        country: ISO 3166-1 alpha-3.
        periods: the roles; the first that holds counts.
        day: the day of the article.
    """
    role = next((period.role for period in periods if period.holds_on(day)), "")
    if role.startswith(("IGO", "NGO", "IMG")):
        return role
    return f"{country or ''}{role}" or None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
