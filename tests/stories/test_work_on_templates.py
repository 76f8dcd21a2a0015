"""The work on reports from one template: counted, since a thousand of them come in one night."""

import random
from collections.abc import Callable

import pytest

from claimwire.schemas.articles import Article
from claimwire.stories import candidates, originals
from claimwire.stories.neighbours import neighbourhoods
from claimwire.stories.originals import MOST_IN_VAIN, resolve
from claimwire.stories.remembered_texts import Sought, outline

MOST_LOOKED_AT = 8 * candidates.FAN_OUT

TEMPLATE = """Police in {place} said on {day} that {a} people were hurt when a bus met a lorry on
the road to {other} at about {b} in the morning. The driver of the bus, who is {c} years old, was
taken to a hospital in {other} with {d} of the passengers, and the road was closed for {e} hours.
A spokesman for the ministry of transport said that an inquiry had begun, that the bus belonged to a
company which runs {f} others in the region, and that its papers had been in order. It was the
{g}th accident of the year on that road, whose repair parliament has put off {h} times."""
NAMES = ("Ardel", "Brona", "Corvin", "Delso", "Embra", "Fostun", "Garlo", "Hestin", "Imber")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def report(number: int) -> str:
    chance = random.Random(number)
    place, other = chance.sample(NAMES, 2)
    return TEMPLATE.format(
        place=place,
        other=other,
        day=chance.choice(DAYS),
        **{name: chance.randint(2, 99) for name in "abcdefgh"},
    )


@pytest.fixture
def reports(article: Callable[..., Article]) -> Callable[[int], list[Article]]:
    return lambda number: [article(f"r{each}", report(each)) for each in range(number)]


def test_the_pairs_that_are_looked_at_grow_with_the_articles_and_not_with_their_square(
    reports: Callable[[int], list[Article]], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = 0
    agreement = candidates._agreement

    def counted(some: candidates.Signatures, others: candidates.Signatures) -> object:
        nonlocal looked_at
        looked_at += len(some)
        return agreement(some, others)

    monkeypatch.setattr(candidates, "_agreement", counted)
    number = 1500
    groups = neighbourhoods(Sought.of(map(outline, reports(number))))
    assert looked_at <= MOST_LOOKED_AT * number
    assert len(set(groups.values())) == 1
    assert len(groups) == number


def test_each_article_is_compared_with_a_few_however_many_are_near(
    reports: Callable[[int], list[Article]], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0
    copied_share = originals.copied_share

    def counted(*texts: object) -> float | None:
        nonlocal compared
        compared += 1
        return copied_share(*texts)

    monkeypatch.setattr(originals, "copied_share", counted)
    placed = resolve(reports(150))
    assert compared <= MOST_IN_VAIN * len(placed)
    assert all(each.copy_of is None for each in placed)


def test_a_copy_among_them_is_found(
    reports: Callable[[int], list[Article]], article: Callable[..., Article]
) -> None:
    many = reports(150)
    copy = article("copy", many[70].text.replace("was closed", "remained shut"))
    placed = {each.article_id: each for each in resolve([*many, copy])}
    assert placed[copy.article_id].copy_of == many[70].article_id
