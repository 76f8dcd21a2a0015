"""To whom a claim is said."""

from collections.abc import Callable

import pytest

from claimwire.schemas.claims import Claim

ClaimsOf = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Smith told Reuters that talks failed.", "Reuters"),
        ("“Talks failed,” Smith told the news agency.", "news agency"),
        ("Smith said in an interview with the BBC that talks failed.", "BBC"),
        ("Smith wrote to the union that talks failed.", "union"),
        ("Smith said in a letter to lawmakers that talks failed.", "lawmakers"),
        ("Speaking in a call with investors, Smith said talks failed.", "investors"),
        ("Smith urged Iran to stop the talks.", "Iran"),
        ("The committee asked the government to publish the report.", "government"),
        ("The minister called on rebels to lay down their arms.", "rebels"),
        ("Smith warned NATO that talks would fail.", "North Atlantic Treaty Organization"),
        ("Smith told them that talks failed.", None),
        ("Smith said that talks failed.", None),
        ("Smith demanded an end to the war.", None),
        ("Smith promised to help.", None),
    ],
)
def test_addressee(claims_of: ClaimsOf, text: str, addressee: str | None) -> None:
    (claim,) = [claim for claim in claims_of(text) if claim.parent_id is None]
    assert claim.addressee == addressee


def test_what_goes_on_with_a_claim_is_said_to_the_same(claims_of: ClaimsOf) -> None:
    first, second = claims_of("“We will win,” the minister told Reuters. “It is over for them.”")
    assert (first.addressee, second.addressee) == ("Reuters", "Reuters")
