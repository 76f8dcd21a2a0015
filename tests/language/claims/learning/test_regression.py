"""Learning: a fit that is the same each time, and probabilities that are shares."""

import pytest

from claimwire.language.claims.learning.regression import Example, calibrate, fit

EXAMPLES = [Example(("always", "cue=say"), right=True)] * 20
EXAMPLES += [Example(("always", "cue=help"), right=False)] * 20
EXAMPLES += [Example(("always", "cue=rare"), right=True)] * 2


def test_a_fit_tells_right_from_wrong_and_leaves_out_what_is_rare() -> None:
    model = fit(EXAMPLES)
    assert model.probability_of(["cue=say"]) > 0.6
    assert model.probability_of(["cue=help"]) < 0.4
    assert "cue=rare" not in model.weights
    assert fit(EXAMPLES) == model


def test_nothing_is_learnt_without_wrong_proposals() -> None:
    with pytest.raises(ValueError, match="right and wrong"):
        fit(EXAMPLES[:5])


def test_calibration_makes_probabilities_the_shares_of_held_out_examples() -> None:
    unseen = [Example(("cue=say",), right=number % 10 < 7) for number in range(1000)]
    unseen += [Example(("cue=help",), right=number % 10 < 2) for number in range(1000)]
    model = calibrate(fit(EXAMPLES), unseen)
    assert model.probability_of(["cue=say"]) == pytest.approx(0.7, abs=0.02)
    assert model.probability_of(["cue=help"]) == pytest.approx(0.2, abs=0.02)
    assert calibrate(model, unseen[:0]) == model
