"""A trained model knows English alone."""

import pytest

from claimwire.language.claims.find_claims import find_claims
from claimwire.language.claims.learning.linear_model import ClaimsModel
from claimwire.language.parsing.loading import load_model
from claimwire.language.parsing.models import DEFAULT_MODELS, is_installed
from claimwire.language.reading import reading_of

TEXT = "Le ministre a déclaré lundi que les pourparlers reprendraient la semaine prochaine."
DENIES_ALL = ClaimsModel({"always": -9.0}, threshold=0.9)


@pytest.mark.skipif(not is_installed(DEFAULT_MODELS["fr"]), reason="no French pipeline")
def test_it_has_no_opinion_on_other_languages() -> None:
    reading = reading_of(load_model(DEFAULT_MODELS["fr"])(TEXT))
    with_model = find_claims(reading, article_id="a", run_id="r", model=DENIES_ALL)
    assert with_model == find_claims(reading, article_id="a", run_id="r")
    assert with_model
