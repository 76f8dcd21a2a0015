"""What the tests of claims share."""

from collections.abc import Callable
from datetime import date

import pytest
from spacy.language import Language

from claimwire.language.claims.find_claims import find_claims
from claimwire.language.mentions.context import Context
from claimwire.language.reading import reading_of
from claimwire.schemas.claims import Claim

WEDNESDAY = Context(date(2024, 5, 15))


@pytest.fixture(scope="session")
def claims_of(nlp: Language) -> Callable[[str], list[Claim]]:
    """Finds the claims of a text published on Wednesday, 15 May 2024."""

    def find(text: str) -> list[Claim]:
        return find_claims(reading_of(nlp(text), WEDNESDAY), article_id="a", run_id="r")

    return find
