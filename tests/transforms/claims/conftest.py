"""What the tests of claims share."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from spacy.language import Language

from schemas.claims import Claim
from transforms.claims.find_claims import find_claims

PUBLISHED = datetime(2024, 5, 15, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def claims_of(nlp: Language) -> Callable[[str], list[Claim]]:
    """Finds the claims of a text published on Wednesday, 15 May 2024."""

    def find(text: str) -> list[Claim]:
        return find_claims(nlp(text), article_id="a", published_at=PUBLISHED, run_id="r")

    return find
