"""Offices whose holder is due for a look: the list of them ages, and the news tells otherwise."""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from claimwire.language.mentions.terms_of_office import Term, terms_of_office
from claimwire.storage.output import Output
from claimwire.storage.store import Store

_HEADER = """\
# Offices to look at, for --knowledge: whom the articles name as the holder of a listed office, and
# offices whose last listed term has ended. Check each; correct the day on which the term began.
"""

_HOLDERS = """
select told.role as office, told.country as country, actor_id, any_value(name) as name,
       sum(articles)::integer as articles, min(told.first_day) as first_day,
       max(told.last_day) as last_day
from (select actor_id, name, articles, unnest(roles) as told from all_actors)
where told.country is not null
group by all
"""


@dataclasses.dataclass(frozen=True)
class Holder:
    """Whom articles name as the holder of an office, on which days, and in how many articles."""

    office: str
    country: str
    actor_id: str
    name: str
    articles: int
    first_day: date
    last_day: date


@dataclasses.dataclass(frozen=True)
class Due:
    """An office to look at.

    Attributes:
        office, country: the office.
        listed: the last term that is listed.
        named: whom the articles name instead; None where only the term has ended.
    """

    office: str
    country: str
    listed: Term
    named: Holder | None = None


def due_offices(store: Store) -> list[Due]:
    """Return the offices to look at, by country and office.

    Args:
        store: the store of the tables.

    Raises:
        StateError: if a manifest is damaged.
        StoreError: if the storage does not respond.
        duckdb.Error: if a data file is damaged.
    """
    with Output(store) as output:
        holders = [Holder(*row) for row in output.sql(_HOLDERS).fetchall()]
        (last_day,) = output.sql("select max(last_day) from all_actors").fetchall()[0]
    return [] if last_day is None else list(due(holders, terms_of_office(), last_day))


def due(holders: Sequence[Holder], terms: Iterable[Term], last_day: date) -> Iterator[Due]:
    """Yield the offices to look at.

    Args:
        holders: whom articles name.
        terms: the listed terms of office.
        last_day: the last day of the articles.
    """
    listed: dict[tuple[str, str], list[Term]] = {}
    for term in terms:
        if term.country is not None:
            listed.setdefault((term.country, term.office), []).append(term)
    for (country, office), known in sorted(listed.items()):
        last = max(known, key=lambda term: (term.begins, term.name))
        others = [
            holder
            for holder in holders
            if (holder.country, holder.office) == (country, office)
            and not any(term.entity_id == holder.actor_id for term in known)
        ]
        for holder in sorted(others, key=lambda each: (-each.articles, each.actor_id)):
            yield Due(office, country, last, holder)
        if not others and last.ends is not None and last.ends <= last_day:
            yield Due(office, country, last)


def as_toml(found: Iterable[Due]) -> str:
    """Return offices as a TOML file that ``--knowledge`` accepts."""
    return "\n".join([_HEADER, *map(_entry, found)])


def _entry(found: Due) -> str:
    term, named = found.listed, found.named
    until = f"until {term.ends}" if term.ends else "to this day"
    lines = [
        f"# {found.office}, {found.country}: listed is {term.name}, since {term.begins}, {until}"
    ]
    if named is not None:
        lines += [
            f"# in {named.articles} articles, from {named.first_day} to {named.last_day}",
            "[[entity]]",
            f"entity_id = {_quoted(named.actor_id)}",
            'kind = "person"',
            f"name = {_quoted(named.name)}",
            f"country = {_quoted(found.country)}",
            "aliases = []",
            f"roles = {_quoted(f'{term.role} {named.first_day}..')}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
