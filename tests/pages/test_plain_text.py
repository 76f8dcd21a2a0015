# ruff: noqa: RUF001 - letters of several scripts are what is tested

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwire.pages.plain_text import clean_line, clean_text, word_count


def test_paragraphs_are_parted_by_single_newlines() -> None:
    assert clean_text("  One. \r\n\r\n\tTwo.\u2028Three.\n \n") == "One.\nTwo.\nThree."


def test_what_stands_inside_a_paragraph_stays() -> None:
    decomposed, joined = "cafe\u0301", "नमस्\u200dते"
    text = f"\u201cNo,\u201d  she said \u2014 {decomposed}, {joined}"
    assert clean_text(text) == text


def test_control_characters_go() -> None:
    assert clean_line("a\x00b\x07\tc\ud800") == "ab c\ufffd"


@given(st.text(st.characters(codec=None)))
def test_clean_text_is_storable_and_stable(text: str) -> None:
    clean = clean_text(text)
    clean.encode("utf-8")
    assert not any(unicodedata.category(each) == "Cc" for each in clean.replace("\n", ""))
    assert all(line and line == line.strip() for line in clean.split("\n") if clean)
    assert clean_text(clean) == clean


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" .,; - ", 0),
        ("The U.S. isn't a well-known 12 km away", 9),
        ("l\u2019ambassadeur a dit", 3),
        ("\u5916\u4ea4\u90e8\u53d1\u8a00\u4eba\u8868\u793a", 4),
        ("\u5916\u4ea4\u90e8 NATO", 2),
        ("प्रधानमंत्री ने सोमवार को कहा कि वार्ता जारी रहेगी।", 9),
        ("প্রধানমন্ত্রী সোমবার বলেন, আলোচনা চলবে।", 5),
        ("قالَ الوزيرُ إنَّ المفاوضاتِ مستمرةٌ.", 5),
        ("نمی\u200cخواهیم بجنگیم", 2),
        ("cafe\u0301 society", 2),
        ("ประธานาธิบดี", 6),
        ("총리는 화요일 국회에서 말했다", 4),
        ("பிரதமர் நாடாளுமன்றத்தில் பேசினார்.", 3),
        ("प्रधानमन्त्रीले मंगलबार संसद्‌मा भने", 4),
        ("ਪ੍ਰਧਾਨ ਮੰਤਰੀ ਨੇ ਕਿਹਾ", 4),
        ("අගමැතිවරයා පාර්ලිමේන්තුවේදී පැවසීය.", 3),
        ("བོད་ཀྱི་སྲིད་འཛིན།", 4),
        ("רֹאשׁ הממשלה אמר", 3),
        ("首相は国会で演説した。", 5),
        ("នាយករដ្ឋមន្ត្រី", 7),
        ("ນາຍົກລັດຖະມົນຕີ", 7),
        ("ဝန်ကြီးချုပ်", 6),
    ],
)
def test_word_count(text: str, words: int) -> None:
    assert word_count(text) == words
