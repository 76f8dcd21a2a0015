"""The cues of a language are complete, in order, and of known acts and frames."""

import pytest

from claimwire.language.claims.claim_words import claim_words
from claimwire.language.claims.cue_lexicon import cue_lexicon
from claimwire.language.languages import is_parsed, languages, read_rows
from claimwire.schemas.codebook import categories
from claimwire.statements.language_words import language_words

FRAMES = frozenset(
    {
        *("quote", "clause", "infinitive", "gerund", "question", "raised"),
        *("object", "name", "matter", "person", "goods", "ground"),
    }
)
OTHERS = frozenset({"behind"})
"""Prepositions of frames that have no other use in the rules."""
LANGUAGES = [code for code in languages() if is_parsed(code)]
HEADS = ["verbs", "nouns", "adjectives"]
ENGLISH = cue_lexicon("en")


def rows(language: str, name: str) -> list[dict[str, str]]:
    return list(read_rows(language, f"cues/{name}.csv"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_acts_are_those_of_the_table(language: str) -> None:
    known = {act.name for act in categories("act")}
    used = {row["act"] for name in [*HEADS, "phrases"] for row in rows(language, name)}
    assert used == known
    lexicon = cue_lexicon(language)
    heads = [*(e for es in lexicon.verbs.values() for e in es), *lexicon.nouns.values()]
    assert {act for head in heads for _, act in head.frame_acts} <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_many_heads_each_once_with_known_frames(language: str) -> None:
    count = 0
    words = language_words(language)
    assert words is not None
    prepositions = words.function | claim_words(language).linking_prepositions | OTHERS
    for name in HEADS:
        column = name.removesuffix("s")
        heads = [row[column] for row in rows(language, name)]
        assert len(heads) == len(set(heads)), name
        count += len(heads)
        for row in rows(language, name):
            frames = row["frames"].split()
            assert frames, row
            assert {frame.partition(":")[0] for frame in frames} <= FRAMES | prepositions, row
            assert row.get("addressee", "") in ("", "object"), row
    assert count >= 250


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*HEADS, "phrases"])
def test_rows_are_complete_and_in_lower_case(language: str, name: str) -> None:
    for row in rows(language, name):
        assert None not in row, row
        assert all(cell is not None and cell == cell.lower().strip() for cell in row.values()), row


def test_verbs_with_a_particle_are_tried_first() -> None:
    for entries in ENGLISH.verbs.values():
        particles = [bool(entry.particle) for entry in entries]
        assert particles == sorted(particles, reverse=True)
    assert ENGLISH.verbs["point"][0].particle == "out"


def test_phrases_are_found_by_their_first_word() -> None:
    for first, phrases in ENGLISH.phrases.items():
        assert all(each.words[0] == first for each in phrases)
        # One word alone has other meanings.
        assert all(len(each.words) > 1 or each.needs_actor for each in phrases)
    assert "claim" in ENGLISH.nouns
    assert "critical" in ENGLISH.adjectives
