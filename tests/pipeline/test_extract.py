"""``claimwire extract``: a JSON object a file, or lines for a person."""

import io
import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claimwire.language.reader import Findings, TextNotRead, read
from claimwire.pipeline.command_line import DONE, FAILED, main
from claimwire.pipeline.extract import render_text
from claimwire.schemas.claims import JointSpeaker, Span, TimeMention
from tests.fakes.rows import a_claim, an_entity

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "rendered_claims.toml").read_text(encoding="utf-8")
)["case"]
DAY = date(2024, 5, 15)


def test_the_json_is_what_the_library_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {"a.txt": "Iran said on Monday that talks failed.\r\n", "b.txt": ""}
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text.encode())
    files = [str(tmp_path / name) for name in texts]
    assert main(["extract", *files, "--published", "2024-05-15T09:00:00Z"]) == DONE
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = [read(text, published=DAY).to_dict() for text in texts.values()]
    assert printed == [{"file": file, **each} for file, each in zip(files, found, strict=True)]
    assert printed[0]["claims"][0]["cue"] == "said"


def test_a_file_that_cannot_be_read_fails_at_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(b"caf\xe9")
    good.write_text("Iran agreed.")
    assert main(["extract", str(bad), str(good)]) == FAILED
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == {
        "file": str(bad),
        "error": "the text is not UTF-8 (byte 3); convert it first",
    }
    assert second["mentions"][0]["text"] == "Iran"


def test_standard_input_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Iran agreed.")))
    assert main(["extract"]) == DONE
    assert json.loads(capsys.readouterr().out)["file"] == "-"


def test_the_rendering_is_for_a_person() -> None:
    text = "Talks.\nIranian spokesman Ali Reza told Reuters on Monday that talks would not fail."
    shown = render_text("a.txt", read(text, published=None))
    assert " Ali Reza (spokesman, IRN) — told (to Reuters):\n      talks would not fail\n" in shown
    assert "      is      statement, in indirect speech, about the future, with a “not”\n" in shown
    assert "      at      line 2, offsets 62-82\n" in shown
    assert "    media: Reuters" in shown
    assert "      said    on 2024-05-13\n" in render_text("a.txt", read(text, published=DAY))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_claims_are_rendered(case: dict[str, Any]) -> None:
    claims = [a_claim(**changed(each)) for each in case["claim"]]
    mentions = [an_entity(**each) for each in case.get("mention", [])]
    found = Findings(case["text"], mentions, claims)
    shown = render_text("a.txt", found)
    begin = shown.index("\n", shown.index("Claims (")) + 1
    assert shown[begin : shown.index("  Entities (")] == case["shown"]
    assert max(map(len, shown.splitlines())) <= 100


def changed(claim: dict[str, Any]) -> dict[str, Any]:
    """Make records of the lists of a claim in a case; "" is null there."""
    changes = {name: None if value == "" else value for name, value in claim.items()}
    for name, kind in (("spans", Span), ("times", TimeMention), ("joint_speakers", JointSpeaker)):
        if name in changes:
            changes[name] = [
                kind(*(None if each == "" else each for each in row)) for row in changes[name]
            ]
    return changes


def test_the_rendering_of_a_text_that_could_not_be_read() -> None:
    assert render_text("x", TextNotRead("it is broken")) == "x\n  not read: it is broken"


def test_a_text_cannot_steer_the_terminal() -> None:
    found = read("Iran said \x1b[2J talks had \x1b]0;failed\x07 badly.")
    assert found.claims
    assert "\x1b" not in render_text("a", found)
    assert "\x07" not in render_text("a", found)
