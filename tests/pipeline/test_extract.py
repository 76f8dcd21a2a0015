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
from examples.serve import serve
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


PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Talks go on | Example News</title>'
    '<link rel="canonical" href="https://news.example/world/talks">'
    '<meta property="article:published_time" content="2024-05-14T08:30:00+02:00">'
    '<meta name="author" content="Anna Berg"></head><body><nav><a href="/">Home</a></nav>'
    "<article><h1>Talks go on</h1><p>Iran said on Monday that the talks in Geneva would go on, and "
    "that nobody should expect a treaty before the summer, or even before the winter.</p>"
    "<p>The ministry denied on Tuesday that they had failed, in a statement to the press.</p>"
    "</article></body></html>"
)


def test_the_language_of_the_texts_can_be_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Berlin und Paris.", encoding="utf-8")
    assert main(["extract", str(file), "--language", "de"]) == DONE
    printed = json.loads(capsys.readouterr().out)
    assert printed["language"] == "de"
    assert [mention["method"] for mention in printed["mentions"]] == ["name", "name"]


def test_a_language_that_is_not_read_is_told_with_a_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Ja.", encoding="utf-8")
    assert main(["extract", str(file), "--language", "sw"]) == FAILED
    assert "--model sw=NAME" in json.loads(capsys.readouterr().out)["error"]
    with pytest.raises(SystemExit):
        main(["extract", str(file), "--language", "swahili"])
    assert "swahili is no language code such as fr" in capsys.readouterr().err


def test_a_saved_page_gives_its_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = tmp_path / "page"
    saved.write_text(PAGE, encoding="utf-8")
    assert main(["extract", str(saved)]) == DONE
    found = json.loads(capsys.readouterr().out)
    assert found["page"] == {
        "url": "https://news.example/world/talks",
        "title": "Talks go on",
        "authors": ["Anna Berg"],
        "published_at": "2024-05-14T06:30:00+00:00",
        "language": "en",
    }
    assert found["text"].startswith("Iran said on Monday")
    claim = found["claims"][0]
    assert (claim["speaker_text"], claim["said_on"]) == ("Iran", "2024-05-13")
    span = claim["spans"][0]
    assert found["text"][span["start"] : span["end"]].startswith("the talks in Geneva")


@pytest.mark.parametrize(
    ("name", "page", "error"),
    [
        ("a.html", "<title>Just a moment...</title><p>Verifying you are human", "a proof that"),
        ("a.html", "plain words", "no article"),
        ("a", "<!DOCTYPE html><title>404</title><p>Page not found", "does not exist"),
    ],
)
def test_a_page_without_an_article_is_an_error(
    name: str, page: str, error: str, *, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / name
    saved.write_text(page, encoding="utf-8")
    assert main(["extract", str(saved)]) == FAILED
    assert error in json.loads(capsys.readouterr().out)["error"]


def test_hard_wrapped_lines_are_joined(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Iran's foreign minister said on\nMonday that the talks in Geneva\nwould go on.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert main(["extract", str(tmp_path / "a.txt")]) == DONE
    [claim] = json.loads(capsys.readouterr().out)["claims"]
    assert claim["text"] == "the talks in Geneva would go on"
    assert text[claim["spans"][0]["start"] :].startswith("the talks in Geneva\nwould")


def test_addresses_are_fetched_politely(capsys: pytest.CaptureFixture[str]) -> None:
    with serve() as site:
        page = site.url("harbour-post/news/shoal-collision.html")
        hidden = site.url("harbour-post/private/envoy-notes.html")
        names = [page, site.url("harbour-post/nowhere.html"), hidden, "http://127.0.0.1:9/"]
        options = ["--allow_private_addresses", "--gap_seconds", "0"]
        assert main(["extract", *names, *options]) == FAILED
        good, missing, forbidden, refused = map(json.loads, capsys.readouterr().out.splitlines())
        assert main(["extract", page]) == FAILED
        private = json.loads(capsys.readouterr().out)
    assert good["page"]["url"] == page
    assert good["claims"]
    assert missing["error"].startswith("status 404")
    assert forbidden["error"].startswith("robots")
    assert refused["error"].startswith("connect")
    assert private["error"].startswith("private_address")


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
    found = Findings(case["text"], mentions, claims, "en")
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
