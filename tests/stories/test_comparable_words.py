import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.stories import comparable_words
from claimwire.stories.comparable_words import LONGEST, read_words, word_codes

STORY = "The minister said on Monday that talks with Kabul would resume within 10 days."


@pytest.mark.parametrize(
    "copy",
    [
        STORY.upper(),
        STORY.replace(" ", "\n\t "),
        STORY.replace(".", " !"),
        f"KABUL (Reuters) \N{EM DASH} {STORY}",
        f"KABUL, Afghanistan (AP) -- {STORY}",
        f"PARIS, Nov 3 (AFP) - {STORY}",
        f"Nov 3 (Xinhua) \N{EN DASH} {STORY}",
        f"KABUL, Nov 3 \N{EM DASH} {STORY}",
        f"(CNN) {STORY}",
        f"(Reuters) - {STORY}",
        f"{STORY} (AFP)",
        f"<p class='lead'>{STORY}</p>",
        STORY.replace(" ", "&nbsp;"),
        STORY.replace("minister", "mini\N{SOFT HYPHEN}ster"),
        STORY.replace("minister", "m\N{LATIN SMALL LETTER I WITH ACUTE}nister"),
        STORY.replace("minister", "mi\N{ZERO WIDTH SPACE}nister"),
        STORY.replace("fi", "\N{LATIN SMALL LIGATURE FI}"),
        "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in STORY),
    ],
)
def test_what_does_not_count(copy: str) -> None:
    assert word_codes(copy).tolist() == word_codes(STORY).tolist()


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("the bank\N{RIGHT SINGLE QUOTATION MARK}s rate", "the bank's rate"),
        ("caf\N{LATIN SMALL LETTER E WITH ACUTE}", "cafe\N{COMBINING ACUTE ACCENT}"),
        ("Stra\N{LATIN SMALL LETTER SHARP S}e", "STRASSE"),
        ("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}zmir", "izmir"),
        ("bank\u00e2\u20ac\u2122s \u00e2\u20ac\u201c caf\u00c3\u00a9", "bank's - cafe"),
    ],
)
def test_forms_of_letters_and_misread_utf_8_do_not_count(written: str, same: str) -> None:
    assert word_codes(written).tolist() == word_codes(same).tolist()


@pytest.mark.parametrize(
    "text",
    [
        "The central bank (which sets rates) raised them.",
        "The minister (65) \N{EM DASH} a former judge \N{EM DASH} resigned.",
    ],
)
def test_a_parenthesis_is_not_taken_for_an_agency_unless_a_dash_follows(text: str) -> None:
    rest = "bank which sets rates raised them" if "bank" in text else "a former judge resigned"
    codes = word_codes(text).tolist()
    assert codes[-len(rest.split()) :] == word_codes(rest).tolist()


@pytest.mark.parametrize(
    "text", ["\u4e2d\u56fd\u5916\u4ea4\u90e8", "\u3053\u3093\u306b\u3061\u306f"]
)
def test_a_character_is_a_word_where_there_are_no_spaces(text: str) -> None:
    assert len(word_codes(text)) == 5


@pytest.mark.parametrize("text", ["", " ", "...", "\N{EM DASH}", "()", "\ud800"])
def test_texts_without_words(text: str) -> None:
    assert len(word_codes(text)) == 0
    assert len(read_words(text)) == 0


def test_names_and_numbers_are_marked() -> None:
    read = read_words('Police said Ahmad Shah paid $12.50. They found him in Herat. "He left."')
    text = "police said ahmad shah paid 12 50 they found him in herat he left"
    tokens = text.split()
    marked = [t for t, name in zip(tokens, read.names, strict=True) if name]
    numbers = [t for t, number in zip(tokens, read.numbers, strict=True) if number]
    assert marked == ["ahmad", "shah", "herat"]
    assert numbers == ["12", "50"]


def test_there_are_no_names_where_everything_is_in_capitals() -> None:
    assert not read_words("POLICE SAID ON MONDAY THAT HE LEFT").names.any()


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_both_ways_of_reading_agree(text: str) -> None:
    read = read_words(text)
    assert read.codes.tolist() == word_codes(text).tolist()
    assert len(read.codes) == len(read.names) == len(read.numbers)


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), max_size=30))
@settings(max_examples=100)
def test_case_spacing_and_punctuation_never_count(tokens: list[str]) -> None:
    plain = word_codes(" ".join(tokens))
    assert word_codes(" ,\n".join(tokens).upper()).tolist() == plain.tolist()
    assert len(plain) == len(tokens)


@pytest.mark.parametrize("piece", ["a", "a ", " ", "(", "<a", "&", "\u4e2d", "\u00e2\u20ac", "A."])
def test_of_endless_texts_the_beginning_counts(piece, monkeypatch) -> None:
    monkeypatch.setattr(comparable_words, "LONGEST", 5000)
    beginning = (piece * 5000)[:5000]
    assert word_codes(beginning + piece * 1000).tobytes() == word_codes(beginning).tobytes()
    assert len(read_words(beginning + " more words")) == len(word_codes(beginning))


def test_a_dateline_is_not_searched_for_ever() -> None:
    """Patterns that begin alike at every place would take quadratic time."""
    for text in ("A " + " " * LONGEST + "-", "(" * LONGEST, "A" * LONGEST, " " * LONGEST + "(AP"):
        assert len(word_codes(text)) <= 2
