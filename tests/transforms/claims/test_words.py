"""The lexicon is sound."""

import tomllib

import pytest

from transforms.claims.words import FOLDER, cue_nouns, cue_phrases, cue_verbs, rows, speaker_words

# The classes of the column act in the table of claims.
ACTS = frozenset(
    {
        *("statement", "question", "belief", "prediction", "promise", "proposal", "demand"),
        *("agreement", "support", "concession", "denial", "rejection", "criticism"),
        *("accusation", "warning", "threat"),
    }
)


def test_acts_are_those_of_the_table() -> None:
    for file_name in ("verbs.csv", "nouns.csv", "phrases.csv"):
        assert {row["act"] for row in rows(file_name)} <= ACTS, file_name


def test_there_are_many_verbs_each_once_with_known_frames() -> None:
    verbs = [row["verb"] for row in rows("verbs.csv")]
    assert len(verbs) == len(set(verbs)) >= 150
    for row in rows("verbs.csv"):
        frames = row["frames"].split()
        assert frames, row
        assert set(frames) <= {"quote", "clause", "infinitive"}, row
        assert row["addressee"] in ("", "object"), row


@pytest.mark.parametrize("file_name", ["verbs.csv", "nouns.csv", "phrases.csv"])
def test_rows_are_complete_and_in_lower_case(file_name: str) -> None:
    for row in rows(file_name):
        assert None not in row, row
        assert all(cell is not None and cell == cell.lower().strip() for cell in row.values()), row


def test_every_file_says_what_its_columns_mean() -> None:
    files = sorted(FOLDER.iterdir())
    assert len(files) == 4
    for path in files:
        assert path.read_text(encoding="utf-8").startswith("# "), path


def test_verbs_with_a_particle_are_tried_first() -> None:
    for entries in cue_verbs().values():
        particles = [bool(entry.particle) for entry in entries]
        assert particles == sorted(particles, reverse=True)
    assert cue_verbs()["point"][0].particle == "out"


def test_phrases_are_found_by_their_first_word() -> None:
    for first, phrases in cue_phrases().items():
        assert all(phrase.words[0] == first and len(phrase.words) > 1 for phrase in phrases)
    assert "claim" in cue_nouns()


def test_no_first_name_is_of_both_genders() -> None:
    gender = tomllib.loads((FOLDER / "speakers.toml").read_text(encoding="utf-8"))["gender"]
    female, male = set(gender["female_first_names"]), set(gender["male_first_names"])
    assert not female & male
    assert not speaker_words().female & speaker_words().male
