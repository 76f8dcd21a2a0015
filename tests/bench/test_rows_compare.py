"""Labels and found rows of claims are compared word by word and column by column."""

from typing import Any

import pytest

from bench.rows_compare import agrees, found_rows, labelled_row, overlap, words_of
from claimwire.language.reader import Findings, Reader

TEXT = "The minister said that the talks had failed."
CONTENT = (TEXT.index("the talks"), TEXT.index("."))


def a_label(**changes: Any) -> dict[str, Any]:
    label: dict[str, Any] = {
        "spans": [CONTENT],
        "quote_type": "indirect",
        "speaker": {"name": None, "kind": "official", "role": "minister"},
        "others": [],
        "act": "statement",
        "negated": False,
        "modality": "asserted",
        "addressee": None,
        "said_on": None,
        "said_in": None,
        "times": [],
        "about": [],
        "nested": False,
    }
    label["speaker"] |= {"affiliation": None, "country": None} | changes.pop("speaker", {})
    return label | changes


@pytest.fixture(scope="module")
def findings() -> Findings:
    return Reader().read(TEXT)


def test_a_leading_that_does_not_count() -> None:
    assert words_of(TEXT, [(TEXT.index("that"), CONTENT[1])]) == words_of(TEXT, [CONTENT])


def test_the_same_content_overlaps_whole_and_half_of_it_half(findings: Findings) -> None:
    label = labelled_row(TEXT, a_label())
    (found,) = found_rows(findings, [label])
    assert overlap(label, found) == 1
    half = labelled_row(TEXT, a_label(spans=[(CONTENT[0], TEXT.index(" had"))]))
    assert overlap(half, found) == 0.5


@pytest.mark.parametrize(
    ("column", "changes", "right"),
    [
        ("act", {}, True),
        ("act", {"act": "denial"}, False),
        ("act", {"act": "denial", "doubtful": ["act"]}, True),
        ("negated", {"negated": True}, False),
        ("speaker_role", {}, True),
        ("speaker_role", {"speaker": {"role": "prime minister"}}, True),
        ("speaker_role", {"speaker": {"role": "general"}}, False),
        ("speaker_country", {"speaker": {"country": "FRA"}}, False),
        ("speaker_country", {"speaker": {"country": "FRA"}, "doubtful": ["country"]}, True),
        ("times", {"times": [["Monday", "2024-05-13", "2024-05-13"]]}, False),
    ],
)
def test_a_column_agrees_if_the_label_says_so_or_doubts_it(
    findings: Findings, column: str, changes: dict[str, Any], right: bool
) -> None:
    label = labelled_row(TEXT, a_label(**changes))
    (found,) = found_rows(findings, [label])
    assert agrees(column, label, found) is right


def test_what_goes_on_with_a_claim_is_a_part_of_it_where_the_label_says_so() -> None:
    text = "“We will win,” the minister said. “It is over.”"
    findings = Reader().read(text)
    first, second = (0, text.index(" the minister")), (text.index("“It"), len(text))
    whole = [labelled_row(text, a_label(spans=[first, second]))]
    parts = [labelled_row(text, a_label(spans=[span])) for span in (first, second)]
    assert len(found_rows(findings, whole)) == 1
    assert len(found_rows(findings, parts)) == 2
