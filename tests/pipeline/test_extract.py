"""``claimwire extract``: a JSON object a file, or lines for a person."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from claimwire.language.reader import TextNotRead, read
from claimwire.pipeline.command_line import DONE, FAILED, main
from claimwire.pipeline.extract import render_text

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
    assert "    Ali Reza (spokesman, IRN) — told (to Reuters):\n" in shown
    assert "      talks would not fail\n" in shown
    assert "[statement, indirect, future, negated; line 2, offsets" in shown
    assert "    media: Reuters" in shown
    assert "said on 2024-05-13; line 2" in render_text("a.txt", read(text, published=DAY))


def test_the_rendering_of_a_text_that_could_not_be_read() -> None:
    assert render_text("x", TextNotRead("it is broken")) == "x\n  not read: it is broken"


def test_a_text_cannot_steer_the_terminal() -> None:
    found = read("Iran said \x1b[2J talks had \x1b]0;failed\x07 badly.")
    assert found.claims
    assert "\x1b" not in render_text("a", found)
    assert "\x07" not in render_text("a", found)
