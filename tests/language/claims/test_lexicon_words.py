"""The lexicon is sound."""

import pytest

from claimwire.language.claims.lexicon_words import (
    FOLDER,
    cue_adjectives,
    cue_nouns,
    cue_phrases,
    cue_verbs,
    rows,
    speaker_words,
)
from claimwire.schemas.claims import ACTS
from claimwire.schemas.entities import KINDS

FRAMES = frozenset({"quote", "clause", "infinitive", "gerund", "object", "raised", "subject"})
PREPOSITIONS = frozenset(
    {
        *("about", "against", "as", "around", "at", "behind", "by", "for", "from", "in", "into"),
        *("of", "on", "over", "to", "toward", "towards", "upon", "with"),
    }
)
HEADS = ["verbs.csv", "nouns.csv", "adjectives.csv"]


def test_acts_are_those_of_the_table() -> None:
    known = {act.name for act in ACTS}
    used = {row["act"] for file_name in [*HEADS, "phrases.csv"] for row in rows(file_name)}
    assert used == known
    heads = [*(e for es in cue_verbs().values() for e in es), *cue_nouns().values()]
    assert {act for head in heads for _, act in head.frame_acts} <= known


def test_there_are_many_heads_each_once_with_known_frames() -> None:
    count = 0
    for file_name in HEADS:
        column = file_name.removesuffix(".csv").removesuffix("s")
        heads = [row[column] for row in rows(file_name)]
        assert len(heads) == len(set(heads)), file_name
        count += len(heads)
        for row in rows(file_name):
            frames = row["frames"].split()
            assert frames, row
            assert {frame.partition(":")[0] for frame in frames} <= FRAMES | PREPOSITIONS, row
            assert row.get("addressee", "") in ("", "object"), row
    assert count >= 400


@pytest.mark.parametrize("file_name", [*HEADS, "phrases.csv"])
def test_rows_are_complete_and_in_lower_case(file_name: str) -> None:
    for row in rows(file_name):
        assert None not in row, row
        assert all(cell is not None and cell == cell.lower().strip() for cell in row.values()), row


def test_every_file_says_what_its_columns_mean() -> None:
    files = sorted(FOLDER.iterdir())
    assert len(files) == 7
    for path in files:
        assert path.read_text(encoding="utf-8").startswith("# "), path


def test_what_takes_up_a_body_names_kinds_of_entity() -> None:
    for noun, kinds in speaker_words().takes_up.items():
        assert kinds <= set(KINDS), noun


def test_short_forms_of_offices_are_of_offices() -> None:
    words = speaker_words()
    for short, office in words.abbreviations.items():
        assert (office,) in words.roles, short


def test_verbs_with_a_particle_are_tried_first() -> None:
    for entries in cue_verbs().values():
        particles = [bool(entry.particle) for entry in entries]
        assert particles == sorted(particles, reverse=True)
    assert cue_verbs()["point"][0].particle == "out"


def test_phrases_are_found_by_their_first_word() -> None:
    for first, phrases in cue_phrases().items():
        assert all(phrase.words[0] == first and len(phrase.words) > 1 for phrase in phrases)
    assert "claim" in cue_nouns()
    assert "critical" in cue_adjectives()


def test_no_first_name_is_of_both_genders() -> None:
    names = list(rows("first_names.csv"))
    assert len({row["name"] for row in names}) == len(names)
    assert {row["gender"] for row in names} == {"female", "male"}
    assert {row["source"] for row in names} == {"census", "compiled"}
    assert not speaker_words().female & speaker_words().male
