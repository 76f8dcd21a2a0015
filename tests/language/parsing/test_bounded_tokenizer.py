"""Tokenizing is linear in the text, and else what spaCy does."""

# ruff: noqa: RUF001 - typographic marks are what is tested

from collections import Counter
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from claimwire.language.parsing import bounded_tokenizer
from claimwire.language.parsing.bounded_tokenizer import LONGEST_STRETCH, BoundedTokenizer, cut
from claimwire.language.parsing.not_read import TextTooLong

UNITS = {
    "quotation marks": '"',
    "typographic quotation marks": "”",
    "brackets": "()",
    "ellipses": "…",
    "commas": ",",
    "dashes": "—",
    "hyphens": "-",
    "full stops": ".",
    "currency": "$",
    "percent": "%",
    "sums": "+=",
    "underscores": "_",
    "asterisks": "*",
    "emoji": "😀",
    "flags": "🇫🇷",
    "emoticons": ":-)",
    "apostrophes": "'",
    "genitives": "'s",
    "contractions": "n't",
    "letters and apostrophes": "a'",
    "letters and colons": "a:",
    "letters and hyphens": "ab-",
    "initials": "A.",
    "digits and commas": "1,",
    "units": "10km",
    "degrees": "°C.",
    "addresses": "http://a.com/x?",
    "mail": "a@b.com,",
    "Chinese": "中文",
    "Thai": "ภาษา",
    "combining": "e\u0301",
    "joiners": "\u200d",
    "markup": "<p>",
    "mixed": "\"a…-,)'s$1.",
}


class Searched:
    """The characters that a regular expression of a tokenizer is given."""

    def __init__(self) -> None:
        self.characters = Counter[str]()
        self.tokenizer: Any = spacy.blank("en").tokenizer
        # Otherwise equal parts would cost nothing the second time.
        self.tokenizer.max_cache_size = 0
        for name in ("prefix_search", "suffix_search", "infix_finditer", "url_match"):
            self._count(name)

    def _count(self, name: str) -> None:
        search = getattr(self.tokenizer, name)

        def counted(text: str) -> Any:
            self.characters[name] += len(text)
            return search(text)

        setattr(self.tokenizer, name, counted)


@pytest.fixture(scope="module")
def searched() -> Searched:
    return Searched()


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return spacy.blank("en").tokenizer


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_the_work_is_linear_in_the_text(
    unit: str, searched: Searched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded_tokenizer, "LONGEST_STRETCH", 50)
    work = []
    for length in (1_000, 4_000):
        searched.characters.clear()
        text = (unit * length)[:length]
        assert BoundedTokenizer(searched.tokenizer)(text).text == text
        work.append(max(searched.characters.values()))
    assert work[1] <= 4.4 * work[0]
    assert work[1] <= 4_000 * 51


TEXTS = st.text(alphabet=st.sampled_from("ab.\n\r\t \u2028“”’'-$1(:)\u00a0é中😀"), max_size=200)


@given(text=TEXTS)
def test_texts_without_long_stretches_have_the_tokens_of_spacy(tokenizer: Any, text: str) -> None:
    plain = tokenizer(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded_tokenizer, "_PART", 10)
        bounded = BoundedTokenizer(tokenizer)(text)
    assert tokens(bounded) == tokens(plain)
    assert bounded.has_annotation("SENT_START") == plain.has_annotation("SENT_START")


@given(TEXTS)
def test_parts_of_long_stretches_make_up_the_text(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded_tokenizer, "_PART", 10)
        patch.setattr(bounded_tokenizer, "LONGEST_STRETCH", 3)
        parts = list(cut(text))
        assert "".join(parts) == text
        assert not any(part[0].isspace() for part in parts[1:])
        assert all(len(stretch) <= 3 for part in parts for stretch in part.split())


def tokens(doc: Doc) -> list[tuple[Any, ...]]:
    return [(token.text, token.idx, token.whitespace_, token.norm_) for token in doc]


def test_text_and_offsets_stay_when_a_stretch_is_cut(tokenizer: Any) -> None:
    marks = '"' * 3 * LONGEST_STRETCH
    text = f"He said:\n {marks}yes.\" \n\nThey don't know. "
    doc = BoundedTokenizer(tokenizer)(text)
    assert doc.text == text
    assert all(text[token.idx :].startswith(token.text) for token in doc)
    assert [token.norm_ for token in doc][-4:-1] == ["do", "not", "know"]


def test_a_text_of_too_many_tokens_is_given_up_at_once(
    tokenizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded_tokenizer, "MOST_TOKENS", 1_000)
    seen = Counter[str]()

    def counted(part: str) -> Doc:
        seen["characters"] += len(part)
        return tokenizer(part)

    with pytest.raises(TextTooLong, match="more than 1000 tokens"):
        BoundedTokenizer(counted)("(" * 100_000)
    assert seen["characters"] == 3 * LONGEST_STRETCH
