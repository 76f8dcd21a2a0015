"""At whom a claim is directed, and the actor codes of both sides."""

from collections.abc import Callable

import pytest

from claimwire.schemas.claims import Claim

ClaimsOf = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Sudan accused Chad of arming the rebels.", ("SDN", "TCD")),
        ("Iran told Iraq that the border would stay open.", ("IRN", "IRQ")),
        ("Mali condemned the French decision.", ("MLI", "FRA")),
        ("The Kenyan government urged Somalia to stop the raids.", ("KENGOV", "SOM")),
        ("The African Union called on the Sudanese army to withdraw.", ("IGO", "SDNMIL")),
        ("“This is an outrage,” the Russian Foreign Ministry told Poland.", ("RUSGOV", "POL")),
        # Stating something about somebody is nothing done to him.
        ("Kenya said that the talks in Somalia went on.", ("KEN", None)),
        ("Peru denied that Chile had closed the border.", ("PER", None)),
        # Places do not act, and nobody acts on himself.
        ("Egypt criticised the raid on Aleppo.", ("EGY", None)),
        ("The Kenyan government welcomed the visit to Kenya.", ("KENGOV", None)),
        ("Smith demanded an end to the war.", (None, None)),
    ],
)
def test_codes_of_both_sides(
    claims_of: ClaimsOf, text: str, codes: tuple[str | None, str | None]
) -> None:
    (claim,) = [claim for claim in claims_of(text) if claim.parent_id is None]
    assert (claim.speaker_actor_code, claim.target_actor_code) == codes


def test_the_target_is_an_entity_of_the_text(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Sudan accused the African Union of delay.")
    assert claim.target_entity_id == "igo:african-union"


def test_what_goes_on_with_a_claim_is_directed_at_the_same(claims_of: ClaimsOf) -> None:
    text = "“We will win,” the Kenyan minister told Uganda. “It is over for them.”"
    first, second = claims_of(text)
    assert second.relation == "continues"
    assert (first.target_entity_id, second.target_entity_id) == ("country:UGA", "country:UGA")
