"""What a user can type, and what it answers."""

import importlib
import json
from pathlib import Path

import pytest

from claimwire.pipeline.command_line import BAD_USAGE, DONE, FAILED, main
from claimwire.version import __version__

FEEDS = '[[feed]]\nurl = "https://feeds.example/world.xml"\n'


@pytest.fixture
def feeds(tmp_path: Path) -> str:
    path = tmp_path / "feeds.toml"
    path.write_text(FEEDS, encoding="utf-8")
    return str(path)


def test_without_a_command_the_help_is_pointed_to(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == BAD_USAGE
    assert "usage: claimwire" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [[], ["run"], ["extract"], ["feeds", "check"], ["query"], ["explain"], ["verify"], ["compact"]],
)
def test_help_explains_with_words(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == DONE
    assert len(capsys.readouterr().out.split()) > 40


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["quary", "x"], "query"),
        (["feeds", "chek"], "check"),
        (["entities", "unkown", "--output", "x"], "unknown"),
        (["query", "x", "--output", "o", "--format", "cvs"], "csv"),
        (["report", "--outputt", "x", "--to", "y"], "--output"),
        (["report", "--too=y"], "--to"),
        (["--versoin"], "--version"),
        (["run", "--feed", "x"], "--feeds"),
        (["run", "--feeds", "x", "--log_format", "jsn"], "json"),
    ],
)
def test_a_mistyped_word_is_answered_with_the_nearest(
    words: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if words[0] == "run":
        assert main(words) == BAD_USAGE
    else:
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == BAD_USAGE
    assert f"did you mean {meant}?" in capsys.readouterr().err


def test_a_word_that_is_like_none_is_answered_with_all(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["zzz"])
    assert "choose from" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (DONE, f"claimwire {__version__}\n")


def test_the_feed_list_and_the_output_are_required(
    feeds: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--output", str(tmp_path / "out")]) == BAD_USAGE
    assert "--feeds is required" in capsys.readouterr().err
    assert main(["run", "--feeds", feeds]) == BAD_USAGE
    assert "--output is required" in capsys.readouterr().err


def test_an_unknown_option_stops_before_anything_is_written(
    feeds: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    assert main(["run", "--feeds", feeds, "--output", str(output), "--modle", "x"]) == BAD_USAGE
    assert "did you mean --model?" in capsys.readouterr().err
    assert not output.exists()


def test_a_broken_feed_list_names_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.toml"
    path.write_text('[[feed]]\nurl = "https://a.example/f"\n\nname = 3\n', encoding="utf-8")
    output = tmp_path / "out"
    assert main(["run", "--feeds", str(path), "--output", str(output)]) == BAD_USAGE
    message = capsys.readouterr().err
    assert "broken.toml" in message
    assert "line 4" in message
    assert not output.exists()


def test_a_missing_feed_list_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--feeds", str(tmp_path / "no"), "--output", str(tmp_path)]) == BAD_USAGE
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "cannot read the feed list" in message


def test_a_model_that_is_not_installed_says_what_to_install(
    feeds: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    words = ["run", "--feeds", feeds, "--output", str(output), "--model", "xx_no_such_model"]
    assert main(words) == BAD_USAGE
    assert "xx_no_such_model" in capsys.readouterr().err
    assert not output.exists()


def test_an_output_that_cannot_be_written_is_told_before_the_run(
    feeds: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert main(["run", "--feeds", feeds, "--output", str(blocked)]) == BAD_USAGE
    assert str(blocked) in capsys.readouterr().err


def test_extracting_from_a_missing_file_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "no_such_file.txt"]) == BAD_USAGE
    assert "no_such_file.txt" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["stories", "clean", "compact", "verify"])
def test_what_reads_an_output_says_when_there_is_none(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--output", str(tmp_path / "typo")]) == BAD_USAGE
    assert "no tables" in capsys.readouterr().err
    assert not (tmp_path / "typo").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--window", "600"], "--window is about streams; add --streaming"),
        (["--stop_after", "60"], "--stop_after is about streams"),
        (
            ["--streaming", "--poll_interval", "300", "--window", "400", "--stop_after", "900"],
            "--window 400 is no multiple of --poll_interval 300",
        ),
        (
            [
                *("--streaming", "--window", "600", "--lease_minutes", "10", "--stop_after", "900"),
                *("--runner", "DataflowRunner", "--output", "gs://bucket/tables"),
            ],
            "--lease_minutes 10 is no longer than a window of 600 s",
        ),
        (["--streaming"], "Give --stop_after, or run on Prism: make prism"),
        (["--streaming", "--window", "0"], "0 is not from 1"),
    ],
)
def test_a_stream_that_cannot_go_well_is_refused_with_the_way_out(
    words: list[str], told: str, feeds: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    assert main(["run", "--feeds", feeds, "--output", str(output), *words]) == BAD_USAGE
    assert told in capsys.readouterr().err
    assert not list(output.glob("*"))


def test_broken_knowledge_names_file_and_line(
    feeds: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "my.toml"
    path.write_text('[[entity]]\nentity_id = "group:x"\nkind = "mob"\n', encoding="utf-8")
    output = tmp_path / "out"
    command = ["run", "--feeds", feeds, "--output", str(output)]
    for words in (command, ["extract"]):
        assert main([*words, "--knowledge", str(path)]) == BAD_USAGE
        assert "my.toml, line 1: an entity without name; add name = " in capsys.readouterr().err
    assert main([*command, "--knowledge", str(tmp_path / "no")]) == BAD_USAGE
    assert "cannot read the knowledge" in capsys.readouterr().err
    assert not output.exists()


def test_extract_links_a_user_s_entities(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    knowledge, text = tmp_path / "my.toml", tmp_path / "a.txt"
    entity = '[[entity]]\nentity_id = "group:x"\nkind = "armed_group"\nname = "Front X"\n'
    knowledge.write_text(entity, encoding="utf-8")
    text.write_text("Front X said it won.", encoding="utf-8")
    assert main(["extract", str(text), "--knowledge", str(knowledge)]) == DONE
    result = json.loads(capsys.readouterr().out)
    assert [row["entity_id"] for row in result["mentions"]] == ["group:x"]
    assert [row["speaker_entity_id"] for row in result["claims"]] == ["group:x"]


STAYS = "the windows that were published stay"
COMPACTED = "the days listed above are compacted, the others are as they were"
REMOVED = "the files removed so far are gone, and no reader needs them"
AGAIN = "Run it again for the rest."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run"], "interrupted; nothing was published"),
        (["run", "--streaming"], f"interrupted; {STAYS}"),
        (["query", "select 1", "--output", "out"], "interrupted"),
        (["extract"], "interrupted"),
        (["feeds", "check", "--feeds", "feeds.toml"], "interrupted"),
        (["compact", "--output", "out"], f"interrupted; {COMPACTED}. {AGAIN}"),
        (["clean", "--output", "out"], f"interrupted; {REMOVED}. {AGAIN}"),
    ],
    ids=lambda each: " ".join(each[:2]) if isinstance(each, list) else "",
)
def test_an_interrupted_command_says_what_it_has_left(
    words: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    module = importlib.import_module(f"claimwire.pipeline.commands.{words[0]}")
    monkeypatch.setattr(module, "execute", interrupted)
    assert main(words) == FAILED
    assert capsys.readouterr().err.splitlines() == [f"claimwire: {told}"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--runner", "DataflowRunner"], "run claimwire catalog afterwards"),
        ([], "pip install 'claimwire[iceberg]'"),
    ],
)
def test_a_catalog_that_cannot_be_committed_to_is_told_before_the_run(
    words: list[str],
    told: str,
    feeds: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    output = Path(feeds).with_name("out")
    start = ["run", "--feeds", feeds, "--output", str(output), "--catalog", "news"]
    assert main([*start, *words]) == BAD_USAGE
    assert told in capsys.readouterr().err
    assert not output.exists()


def test_a_service_without_its_packages_is_told(
    feeds: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("claimwire.pipeline.settings.importlib.util.find_spec", lambda _: None)
    words = ["run", "--feeds", feeds, "--output", "gs://bucket/tables"]
    assert main([*words, "--runner", "DataflowRunner"]) == BAD_USAGE
    assert "pip install 'claimwire[dataflow]'" in capsys.readouterr().err
