"""The model: its file, errors that say what is wrong with one, and what it changes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claimwire.language.claims.find_claims import find_claims
from claimwire.language.claims.learning.linear_model import (
    ClaimsModel,
    ModelError,
    load_claims_model,
    parse_model,
)
from claimwire.language.claims.scores import whole_score
from claimwire.language.reading import reading_of
from claimwire.schemas.claims import Claim

TEXT = (
    "The council sketched a plan for peace. The minister said that talks would resume. "
    "“We will never yield,” he added."
)
MODEL = ClaimsModel({"cue=verb/say": 1.5, "é": -0.25}, scale=0.5, shift=0.125, threshold=0.375)


def claims(nlp: Language, model: ClaimsModel | None) -> list[Claim]:
    return find_claims(reading_of(nlp(TEXT)), article_id="a", run_id="r", model=model)


def test_a_file_gives_the_model_that_was_written(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(MODEL.to_json(), encoding="utf-8")
    assert load_claims_model(str(path)) == MODEL


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "other"}, "format"),
        ({"weights": ["a"]}, "weights"),
        ({"weights": {"a": "b"}}, "weights"),
        ({"weights": {"a": float("nan")}}, "weights"),
        ({"weights": {"a": True}}, "weights"),
        ({"scale": None}, "scale"),
        ({"shift": float("inf")}, "shift"),
        ({"threshold": 1.5}, "threshold"),
    ],
)
def test_a_damaged_model_is_refused_with_its_name_and_the_cause(
    change: dict[str, object], message: str
) -> None:
    text = json.dumps(json.loads(MODEL.to_json()) | change)
    with pytest.raises(ModelError, match=f"m.json is damaged: .*{message}.*claimwire train"):
        parse_model(text, "m.json")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000])
def test_what_is_no_model_at_all_is_refused(text: str) -> None:
    with pytest.raises(ModelError, match="damaged"):
        parse_model(text, "m.json")


def test_a_missing_file_and_one_of_other_bytes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="No such file"):
        load_claims_model(str(tmp_path / "none.json"))
    (tmp_path / "bytes").write_bytes(b"\xff")
    with pytest.raises(ModelError, match="UTF-8"):
        load_claims_model(str(tmp_path / "bytes"))


def test_claims_under_the_threshold_go_and_quotations_with_a_cue_stay(nlp: Language) -> None:
    assert [claim.cue for claim in claims(nlp, None)] == ["said", "added"]
    (quotation,) = claims(nlp, ClaimsModel({"cue=verb/say": -9.0, "listed=False/object": -9.0}))
    assert (quotation.cue, quotation.score) == (
        "added",
        whole_score(0.5, quotation.speaker_score, "en"),
    )


def test_words_outside_the_lexicon_are_added_over_the_threshold(nlp: Language) -> None:
    found = claims(nlp, ClaimsModel({"always": -3.0, "cue=verb/sketch": 6.0}, threshold=0.9))
    added = [claim for claim in found if claim.cue == "sketched"]
    assert [(claim.text, claim.speaker_text) for claim in added] == [
        ("a plan for peace", "The council")
    ]
    assert added[0].score == whole_score(0.9526, added[0].speaker_score, "en")


def test_a_model_of_no_weights_that_keeps_all_listed_ones_changes_no_rule_claim(
    nlp: Language,
) -> None:
    model = ClaimsModel({"listed=False/object": -9.0, "always": 0.0})
    ids = [claim.claim_id for claim in claims(nlp, None)]
    assert [claim.claim_id for claim in claims(nlp, model)] == ids


@pytest.mark.parametrize("dep", ["xcomp", "ccomp", "conj", "dobj"])
@pytest.mark.parametrize("step", [1, 0])
def test_work_grows_with_the_text_and_no_faster(
    nlp: Language, lines_run: Callable[..., int], dep: str, step: int
) -> None:
    def lines(times: int) -> int:
        doc = Doc(
            nlp.vocab,
            words=["he", "helped", "talks"] * times,
            heads=[head for n in range(times) for head in (3 * n + 1, _verb(n, step), 3 * n + 1)],
            deps=["nsubj", "ROOT", "dobj", *["nsubj", dep, "dobj"] * (times - 1)],
            tags=["PRP", "VBG", "NNS"] * times,
            pos=["PRON", "VERB", "NOUN"] * times,
            lemmas=["he", "help", "talk"] * times,
        )
        model = ClaimsModel({}, threshold=0.0)
        return lines_run(find_claims, reading_of(doc), article_id="a", run_id="r", model=model)

    lines(2)
    assert lines(400) < 2.4 * lines(200)


def _verb(number: int, step: int) -> int:
    """What a verb hangs on: the one before it, or the first."""
    return 3 * max(0, number - 1) * step + 1
