import dataclasses
from datetime import date

import pytest

from claimwire.statements import report_comparison as module
from claimwire.statements.report_comparison import Report, compare
from tests.statements.reports import MINISTER, report, speaker

FALK = speaker("Olaf Falk")
SAID = "three artillery shells landed at the school in the valley"
DENIED = "no artillery shells landed at the school in the valley"


def second(text: str, *, by: object = MINISTER, act: str = "statement", **times: date) -> Report:
    return dataclasses.replace(report(text, "b", by=by, act=act, start=900), **times)


@pytest.mark.parametrize(
    ("text", "by", "act", "expected"),
    [
        (SAID, MINISTER, "statement", ["is_same"]),
        (DENIED, MINISTER, "statement", ["contradicts"]),
        (SAID, MINISTER, "denial", ["contradicts"]),
        (SAID.replace("three", "nine"), MINISTER, "statement", ["contradicts"]),
        (DENIED, FALK, "statement", ["contradicts"]),
        (SAID, FALK, "denial", ["contradicts", "answers"]),
        (f"{SAID}, Anna Berg imagines", FALK, "criticism", ["answers"]),
        (SAID, FALK, "criticism", []),
        (SAID, FALK, "statement", []),
        ("the harbour will be closed on Monday", MINISTER, "statement", []),
    ],
)
def test_what_follows_from_two_reports(text, by, act, expected) -> None:
    compared = compare(report(SAID, start=900), second(text, by=by, act=act), {})
    follows = [] if compared is None else [
        name for name in ("is_same", "contradicts", "answers") if getattr(compared, name)
    ]  # fmt: skip
    assert follows == expected


def test_days_apart_nothing_follows() -> None:
    known = dataclasses.replace(report(SAID), said_on=date(2026, 11, 1))
    assert compare(known, second(DENIED, said_on=date(2026, 11, 9)), {}) is None


def test_how_alike_they_are_is_asked_only_if_something_may_follow(monkeypatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(module, "likeness", lambda *each, **told: asked.append(each) or 0.0)
    compare(report(SAID), second(SAID, by=FALK), {})
    assert not asked
    compare(report(SAID), second(DENIED, by=FALK), {})
    assert len(asked) == 1
