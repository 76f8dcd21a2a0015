"""Training from a folder of annotated texts: the file that comes of it, and what is refused."""

import argparse
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from claimwire.errors import UsageError
from claimwire.language.claims.learning.linear_model import ModelError, load_claims_model
from claimwire.language.parsing.loading import load_model
from claimwire.language.reader import Reader, read
from claimwire.pipeline.commands.train import add_parser
from claimwire.pipeline.training.brat import CorpusError, parse_contents, read_corpus
from claimwire.pipeline.training.train import is_held_out, train_on

TEXTS = [
    ("{who} sketched {what}. {who} helped {other}.\r\n", "{what}"),
    ("{who} said {other} would fail.\r\n{who} opened {what}.\n", "{other} would fail"),
]
WHO = ["The council", "The minister", "Russia", "The group", "She"]
WHAT = ["a plan for peace", "the talks", "an embargo"]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Texts in which "sketch" and "say" attribute, and "help" and "open" do not."""
    root = tmp_path / "corpus"
    (root / "text").mkdir(parents=True)
    (root / "attributions").mkdir()
    number = 0
    for pattern, content in TEXTS:
        for who in WHO:
            for what in WHAT:
                words = {"who": who, "what": what, "other": "the economy"}
                text, said = pattern.format(**words), content.format(**words)
                start = text.index(said)
                number += 1
                (root / "text" / f"t{number}.txt").write_bytes(text.encode())
                (root / "attributions" / f"t{number}_a.ann").write_text(
                    f"T1\tContent {start} {start + len(said)}\t{said}\n"
                    "T2\tAttribution 0 1\tx\nE1\tAttribution:T2 Content:T1\n"
                )
    return root


def test_the_same_texts_give_the_same_bytes_and_what_is_learnt_is_used(
    corpus: Path, tmp_path: Path, nlp: Language
) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    training = train_on(corpus, one, nlp)
    train_on(corpus, two, nlp)
    assert one.read_bytes() == two.read_bytes()
    assert load_claims_model(str(one)) == training.model
    assert (training.texts, training.held_out) == _sizes()
    assert training.learnt.f1 > training.rules.f1
    assert "with model" in str(training)
    text = "The council sketched a plan for peace. The council helped the economy."
    assert read(text).claims == []
    learnt = Reader(claims_model=one).read(text)
    assert [claim.text for claim in learnt.claims] == ["a plan for peace"]


def _sizes() -> tuple[int, int]:
    held = sum(is_held_out(f"t{number}") for number in range(1, 31))
    return 30 - held, held


def test_contents_are_those_of_events_with_all_their_parts() -> None:
    lines = [
        "T1\tContent 8 9;2 4\tab",
        "T2\tCue 5 6\tc",
        "T3\tContent 11 12\td",
        "T4\tContent 20 21\tno event's",
        "E1\tAttribution:T2 Content:T1 Content2:T3 Cue:T2",
        "E2\tAttribution:T2 Cue:T2",
        "#1\tAnnotatorNotes T1\tnote",
    ]
    assert parse_contents("\n".join(lines)) == [[(2, 4), (8, 9), (11, 12)]]


def test_of_several_annotators_the_first_is_read(corpus: Path) -> None:
    (corpus / "attributions" / "t1_b.ann").write_text("")
    texts = {text.name: text for text in read_corpus(corpus)}
    assert len(texts["t1"].contents) == 1


def test_a_folder_without_annotations_is_refused(tmp_path: Path, nlp: Language) -> None:
    with pytest.raises(CorpusError, match=r"no annotated texts at .*attributions/NAME"):
        train_on(tmp_path, tmp_path / "m.json", nlp)


def test_a_span_behind_the_end_of_its_text_is_refused(corpus: Path) -> None:
    (corpus / "text" / "t1.txt").write_text("short")
    with pytest.raises(CorpusError, match=r"t1_a\.ann has a span beyond the end"):
        list(read_corpus(corpus))


def test_a_text_that_is_missing_or_no_utf8_is_refused(corpus: Path) -> None:
    (corpus / "text" / "t1.txt").write_bytes(b"\xff" * 200)
    with pytest.raises(CorpusError, match=r"t1\.txt is not UTF-8"):
        list(read_corpus(corpus))
    (corpus / "text" / "t1.txt").unlink()
    with pytest.raises(CorpusError, match=r"cannot read .*t1\.txt"):
        list(read_corpus(corpus))


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    base = ["train", "--corpus", str(tmp_path), "--out"]
    chosen = parser.parse_args([*base, str(tmp_path / "m.json")])
    with pytest.raises(UsageError, match="no annotated texts"):
        chosen.execute(chosen)
    chosen = parser.parse_args([*base, str(tmp_path / "none" / "m.json")])
    with pytest.raises(UsageError, match="no folder"):
        chosen.execute(chosen)


def test_too_few_texts_are_refused(corpus: Path, tmp_path: Path, nlp: Language) -> None:
    for path in (corpus / "attributions").glob("*.ann"):
        path.write_text("")
    with pytest.raises(CorpusError, match="too few annotated texts"):
        train_on(corpus, tmp_path / "m.json", nlp)


def test_reading_with_a_missing_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Check the path"):
        Reader(claims_model=tmp_path / "none.json")


def test_a_language_without_word_lists_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'de', a language whose cues claimwire does not know"):
        train_on(tmp_path, tmp_path / "model.json", spacy.blank("de"))
