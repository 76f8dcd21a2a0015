import tracemalloc
import unicodedata

import pytest

from claimwire.language.languages import languages, read_toml
from claimwire.statements.claim_content import MOST_WORDS, claim_content, content_of, wording_of
from claimwire.statements.language_words import RAREST, language_words
from tests.fakes.rows import a_claim

LETTERS = str.maketrans("0123456789", "abcdefghij")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("neighbours", "neighbors"),
        ("the defence ministries", "a defense ministry"),
        ("attacking", "attacked"),
        ("kilometres", "kilometers"),
        ("twelve", "12"),
        ("1,200", "1200"),
        ("sixty-five per cent", "65 per cent"),
        ("twenty two boats", "22 boats"),
    ],
)
def test_forms_and_spellings_of_a_word_are_one_stem(one, other) -> None:
    assert content_of(one, "en").stems == content_of(other, "en").stems


def test_numbers_belong_to_what_they_count() -> None:
    content = content_of("at least 24 people died in seven villages", "en")
    assert content.numbers == {"peopl": {24.0}, "villag": {7.0}}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Berg, 44, and Falk, 52, are charged", {"": {44.0, 52.0}}),
        ("In 1999 twenty, two boats", {"": {20.0}, "boat": {1999.0, 2.0}}),
        ("At 10 two boats came", {"boat": {10.0, 2.0}}),
    ],
)
def test_a_number_before_a_mark_counts_nothing(text, numbers) -> None:
    found = content_of(text, "en").numbers
    assert {of: found.get(of, set()) for of in numbers} == numbers


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("There were no militants at the school", {"militant"}),
        ("The bank won't close", {"clos"}),
        ("We will leave", set()),
    ],
)
def test_what_follows_a_negator_is_negated(text, negated) -> None:
    assert content_of(text, "en").negated == negated


def test_names_are_capitalised_inside_a_sentence() -> None:
    assert content_of("Troops left Kandahar. Nobody stayed", "en").names == {"kandahar"}


def test_capitals_throughout_name_nothing() -> None:
    assert not content_of("TROOPS LEFT KANDAHAR", "en").names


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    weights = content_of("people and mortars", "en").weights
    assert weights["mortar"] > weights["peopl"]


@pytest.mark.parametrize(
    ("text", "speaker", "same_as"),
    [
        ("it captured 23 pirates", "The Indian navy", "the Indian navy captured 23 pirates"),
        ("We've captured 23 pirates", "Indian Navy", "Indian Navy captured 23 pirates"),
        ("it captured 23 pirates", "it", "captured 23 pirates"),
        ("it captured 23 pirates", None, "captured 23 pirates"),
        ("the army captured it", "The Indian navy", "the army captured it"),
    ],
)
def test_a_pronoun_that_begins_a_claim_is_its_speaker(text, speaker, same_as) -> None:
    assert content_of(text, "en", speaker).weights == content_of(same_as, "en").weights


def test_the_words_of_a_text_stay_as_they_are_written() -> None:
    assert content_of("It is over", "en", "The Indian navy").text == "it is over"


def test_of_an_unknown_language_only_the_text_is_known() -> None:
    content = content_of("Няма бойци", "bg")
    assert content.text == "няма бойци"
    assert not content.stems


@pytest.mark.parametrize("text", ["", "…", "1.2.3", "٣ رجال", "word " * 100_000, "x" * 100_000])
def test_any_text_has_a_bounded_content(text) -> None:
    assert len(content_of(text, "en").stems) <= MOST_WORDS
    assert len(content_of(f"it {text}", "en", text).stems) <= MOST_WORDS


def test_the_rarities_are_those_of_stems() -> None:
    known = language_words("en")
    assert known is not None
    assert all(0 < rarity < RAREST for rarity in known.rarities.values())
    # Almost all: an ending that is replaced can bring another to light.
    kept = sum(known.stem(stem) == stem for stem in known.rarities)
    assert kept > 0.9 * len(known.rarities)


def test_the_words_of_the_list_are_in_lower_case() -> None:
    known = language_words("en")
    assert known is not None
    words = {*known.function, *known.negators, *known.any_speaker, *known.numbers}
    assert words == {each.lower() for each in words}


def test_long_words_are_not_kept_in_memory() -> None:
    content_of("the ships have left", "en")
    tracemalloc.start()
    try:
        for number in range(400):
            content_of(f"{number:04}".translate(LETTERS) + "x" * 5_000, "en")
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 1_000_000


def test_a_denial_of_it_has_the_content_of_what_it_denies() -> None:
    denial = a_claim(text="it", text_resolved="Twelve ships left the bay", act="denial")
    assert wording_of(denial) == "Twelve ships left the bay"
    said = content_of("Twelve ships left the bay", "en", denial.speaker_name)
    assert claim_content(denial, "en") == said
    assert wording_of(a_claim(text="it")) == "it"


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "les écoles fermées", "l\u2019école fermée"),
        ("fr", "les hôpitaux régionaux", "l'hôpital régional"),
        ("fr", "1 200 soldats", "1.200 soldats"),
        ("fr", "douze soldats", "12 soldats"),
        ("fr", "3,5 millions", "3.5 millions"),
        ("es", "las escuelas cerradas", "la escuela cerrada"),
        ("es", "1.200 soldados", "1 200 soldados"),
        ("es", "las elecciones", "la elección"),
        ("pt", "as eleições nacionais", "a eleição nacional"),
        ("pt", "1.200 soldados", "1 200 soldados"),
        ("pt", "as escolas fechadas", "a escola fechada"),
        ("en", "6,2 miles", "6.2 miles"),
    ],
)
def test_each_language_has_its_forms_and_numbers(language, one, other) -> None:
    assert content_of(one, language).stems == content_of(other, language).stems != ()


@pytest.mark.parametrize(
    ("language", "text", "negated"),
    [
        ("fr", "l'armée ne quittera pas la vallée", {"quitt"}),
        ("fr", "il n\u2019y a jamais eu de soldats", {"soldat"}),
        ("fr", "l'armée quittera la vallée", set()),
        ("es", "el ejército no abandonará el valle", {"abandon"}),
        ("es", "el ejército abandonará el valle", set()),
        ("pt", "o exército não abandonará o vale", {"abandon"}),
    ],
)
def test_each_language_negates_its_own_way(language, text, negated) -> None:
    assert content_of(text, language).negated == negated


def test_a_name_after_an_elision_is_a_name() -> None:
    assert content_of("les soldats d'Israël", "fr").names == {"israël"}


@pytest.mark.parametrize("language", [code for code in languages() if language_words(code)])
def test_a_language_has_words_of_every_kind(language: str) -> None:
    words = language_words(language)
    assert words is not None
    for name in ("function", "negators", "pronouns", "any_speaker", "spokespersons"):
        assert getattr(words, name), name
    assert words.numbers
    assert words.endings
    english = language_words("en")
    assert english is not None
    assert set(words.fields.values()) == set(english.fields.values())


@pytest.mark.parametrize("language", [code for code in languages() if language_words(code)])
def test_a_phrase_is_of_one_field_and_in_lower_case(language: str) -> None:
    fields = read_toml(language, "content_words.toml")["fields"]
    phrases = [phrase for each in fields.values() for phrase in each]
    assert len(phrases) == len(set(phrases))
    assert phrases == [each.lower() for each in phrases]
    for each in fields.values():
        assert each == sorted(each, key=_without_accents)


def _without_accents(phrase: str) -> str:
    return unicodedata.normalize("NFKD", phrase).encode("ascii", "ignore").decode()
