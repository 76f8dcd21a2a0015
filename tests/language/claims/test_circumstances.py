"""When and where a claim was said, in texts of Wednesday, 15 May 2024."""

from collections.abc import Callable
from datetime import date

import pytest

from claimwire.schemas.claims import Claim

ClaimsOf = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Smith said on Monday that talks failed.", "2024-05-13"),
        ("Smith said Monday evening that talks failed.", "2024-05-13"),
        ("On Tuesday night, Smith said talks failed.", "2024-05-14"),
        ("Asked on Friday whether talks had failed, Smith said they had.", "2024-05-10"),
        ("Speaking at a rally on Sunday, Smith said talks failed.", "2024-05-12"),
        ("In a letter published on May 3, the union said talks failed.", "2024-05-03"),
        ("Smith told reporters on Thursday that talks failed.", "2024-05-09"),
        ("At yesterday's briefing, Smith said talks failed.", "2024-05-14"),
        ("“Talks failed,” Smith said on Saturday.", "2024-05-11"),
        ("Smith said that talks failed on Monday.", None),
        ("Smith said talks would resume on Friday.", None),
        ("After rebels attacked on Monday, Smith said talks failed.", None),
        ("Smith, who was elected on May 2, said talks failed.", None),
        ("Smith said last year that talks failed.", None),
        ("“Talks failed,” Smith told the Sunday Times.", None),
    ],
)
def test_said_on(claims_of: ClaimsOf, text: str, day: str | None) -> None:
    claim = [claim for claim in claims_of(text) if claim.parent_id is None][-1]
    assert claim.said_on == (day and date.fromisoformat(day))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Smith said in Nairobi that talks failed.", "geonames:184745"),
        ("Speaking in Nairobi, Smith said talks failed.", "geonames:184745"),
        ("“Talks failed,” Smith told reporters in Nairobi.", "geonames:184745"),
        ("At a news conference in Nairobi, Smith said talks failed.", "geonames:184745"),
        ("Smith said that talks failed in Nairobi.", None),
        ("Smith, who lives in Nairobi, said talks failed.", None),
        ("Smith told Kenya that talks failed.", None),
        ("In Nairobi, Smith said talks failed.", "geonames:184745"),
        ("In Kenya, the bank says special talks are held.", None),
    ],
)
def test_said_in(claims_of: ClaimsOf, text: str, place: str | None) -> None:
    (claim,) = [claim for claim in claims_of(text) if claim.parent_id is None]
    assert claim.said_in == place


def test_what_goes_on_with_a_claim_was_said_with_it(claims_of: ClaimsOf) -> None:
    first, second = claims_of("“We will win,” the minister said on Monday. “It is over.”")
    assert first.said_on == second.said_on == date(2024, 5, 13)
