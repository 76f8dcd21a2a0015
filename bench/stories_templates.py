"""Reports made from templates: alike in everything but numbers and names, but not copies."""

import random
import tomllib
from collections.abc import Mapping
from pathlib import Path

MATERIAL = tomllib.loads(Path(__file__).with_name("stories_texts.toml").read_text("utf-8"))
"""The material of the labelled set; the file explains each part."""


_TWO_DIGITS = "cdefg"
_FIRST, _PRIME = 11, 89
"""The numbers of two digits are from 11 to 99; there are 89 of them, which is a prime number."""

DISTINCT = len(MATERIAL["templates"]) * _PRIME**2
"""So many reports, by number, differ in all but one of their two-digit numbers at least."""


def reports(seed: int, of_each: int) -> list[str]:
    """Fill every template several times with different numbers and names."""
    chance = random.Random(seed)
    return [_filled(template, chance) for template in MATERIAL["templates"] for _ in range(of_each)]


def report(number: int) -> str:
    """Fill one template; the number determines the template and the values.

    The two-digit numbers are those of a Reed-Solomon code: lines of different reports from one
    template meet in one point at most. So no two of the first ``DISTINCT`` reports are copies.
    """
    templates = MATERIAL["templates"]
    nth, template = divmod(number, len(templates))
    slope, start = divmod(nth, _PRIME)
    numbers = {
        name: _FIRST + (start + (slope + 1) * place) % _PRIME
        for place, name in enumerate(_TWO_DIGITS)
    }
    return _filled(templates[template], random.Random(number), numbers)


def _filled(template: str, chance: random.Random, given: Mapping[str, int] | None = None) -> str:
    places = chance.sample(MATERIAL["places"], 3)
    people = chance.sample(MATERIAL["people"], 2)
    firms = chance.sample(MATERIAL["firms"], 2)
    months = chance.sample(MATERIAL["months"], 2)
    numbers = {name: chance.randint(2, 9) for name in "ab"}
    numbers |= {name: chance.randint(11, 99) for name in _TWO_DIGITS}
    numbers |= given or {}
    return template.format(
        place=places[0],
        place2=places[1],
        place3=places[2],
        person=people[0],
        person2=people[1],
        firm=firms[0],
        firm2=firms[1],
        month=months[0],
        month2=months[1],
        country=chance.choice(MATERIAL["countries"]),
        day=chance.choice(MATERIAL["days"]),
        **numbers,
    )
