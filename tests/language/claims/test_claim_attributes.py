"""What a claim is: negation, modality, act."""

from collections.abc import Callable

import pytest

from claimwire.schemas.claims import Claim

ClaimsOf = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Iran said it would attack.", False),
        ("Iran said it would not attack.", True),
        ("Iran said it never attacked.", True),
        ("Iran said no decision had been taken.", True),
        ("Iran said it had no plans.", True),
        ("Iran said neither the bank nor the state paid.", True),
        ("Iran denied that it attacked.", False),
        ("Iran does not believe that talks will fail.", True),
        ("Iran said the talks which were not public went on.", False),
    ],
)
def test_negation(claims_of: ClaimsOf, text: str, negated: bool) -> None:
    (claim,) = claims_of(text)
    assert claim.negated is negated


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Iran said talks failed.", "asserted"),
        ("Iran said talks can resume.", "asserted"),
        ("Iran said talks will resume.", "future"),
        ("Iran said talks would resume.", "future"),
        ("Iran said talks would have failed.", "conditional"),
        ("“Talks would fail,” Iran said.", "conditional"),
        ("Iran said history would “record and judge” it.", "future"),
        ("“I'd never seen a camel,” Smith said.", "asserted"),
        ("Iran said it was going to resume talks.", "future"),
        ("Iran said talks might resume.", "possible"),
        ("Iran said talks must resume.", "obligation"),
        ("Iran said the army needs to leave.", "obligation"),
        ("Iran said it would attack if talks fail.", "conditional"),
        ("Iran said it was serious even if talks fail.", "asserted"),
    ],
)
def test_modality(claims_of: ClaimsOf, text: str, modality: str) -> None:
    (claim,) = claims_of(text)
    assert claim.modality == modality


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Iran said talks failed.", "statement"),
        ("Iran warned that talks would fail.", "warning"),
        ("Iran denied that it attacked.", "denial"),
        ("Iran vowed to retaliate.", "promise"),
        ("Iran threatened to retaliate.", "threat"),
        ("“We urge both sides to stop,” Smith said.", "demand"),
        ("“We do not urge both sides to stop,” Smith said.", "statement"),
        ("“Who did this?” Smith said.", "question"),
        ("According to Iran, talks failed.", "statement"),
    ],
)
def test_act(claims_of: ClaimsOf, text: str, act: str) -> None:
    (claim,) = claims_of(text)
    assert claim.act == act


def test_about_lists_each_linked_entity_once_in_order(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Smith said Iran and Iraq met and that Iran would host NATO.")
    assert claim.about == ["country:IRN", "country:IRQ", "igo:nato"]


def test_who_did_not_condemn_something_is_negated(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("The ministry did not condemn the strike.")
    assert (claim.text, claim.act, claim.negated) == ("the strike", "criticism", True)


@pytest.mark.parametrize(
    ("content", "about"),
    [
        ("the Israeli army had left", ["military:ISR", "country:ISR"]),
        ("the FBI had agreed", ["government:USA:federal-bureau-of-investigation"]),
        ("the French had left", ["country:FRA"]),
        ("Moscow had agreed", ["government:RUS", "country:RUS"]),
    ],
)
def test_a_body_is_about_its_state_only_where_it_names_it(
    claims_of: ClaimsOf, content: str, about: list[str]
) -> None:
    (claim,) = claims_of(f"Smith said {content}.")
    assert claim.about == about
