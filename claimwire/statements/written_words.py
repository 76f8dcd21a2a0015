"""The words of a text, each with what it says wherever it stands."""

import functools
import re
from typing import NamedTuple

from claimwire.statements.language_words import RAREST, LanguageWords, language_words

_LETTERS = r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*"
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|{_LETTERS}")
_WORD_WITH_SPACES = re.compile(rf"\d{{1,3}}(?: \d{{3}})+(?!\d)|\d+(?:[.,]\d+)*|{_LETTERS}")
"""Where the comma is the decimal mark, a space may part thousands."""
_THOUSANDS = re.compile(r"\d{1,3}(?:[., ]\d{3})+")
_SENTENCE_END = re.compile(r"[.!?:;\n\"“”«»(\[]\s*$")
_MARKS = frozenset(",.;:!?)]")
_ONES, _TENS = frozenset(range(1, 10)), frozenset(range(20, 100, 10))
_FREE = 2.0
"""Rarity that counts nothing: that of the commonest words."""
_NUMBER_WEIGHT = 3.0
_LONGEST_KEPT, _FORMS_KEPT = 40, 1 << 15
"""Letters of a written word whose form is kept, and number of such words, which claims repeat. Some
13 MB for claims of news, three times as much at most."""


class Form(NamedTuple):
    """What a word says wherever it stands.

    Attributes:
        folded: the word in lower case; a number that two words spell is in digits.
        number: its value, if it is a number.
        stem: its stem; a number in digits.
        counts: whether it is a content word.
        negates: whether it negates what follows.
        weight: of its stem, unless the word is a name.
        named_weight: of its stem, if the word is a name.
        upper: whether it begins with a capital.
        elided: the short form that was written together with it.
    """

    folded: str
    number: float | None
    stem: str
    counts: bool
    negates: bool
    weight: float
    named_weight: float
    upper: bool
    elided: "Form | None" = None


class Word(NamedTuple):
    """A word in its place.

    Attributes:
        form: what it says wherever it stands.
        named: whether it is capitalised inside a sentence.
        ends: whether a mark follows, so that a number counts nothing: "Berg, 44, and her office".
    """

    form: Form
    named: bool = False
    ends: bool = False


def words_of(text: str, language: str) -> list[Word]:
    """Return the words of a text in order, the two of an elision apart.

    Args:
        text: the text, normalised.
        language: ISO 639-1 code.
    """
    known = language_words(language)
    pattern = _WORD_WITH_SPACES if known and known.decimal_mark == "," else _WORD
    shouted = text.isupper()
    words: list[Word] = []
    for found in pattern.finditer(text):
        written = found[0]
        word = (_kept_word if len(written) <= _LONGEST_KEPT else _word)(written, language)
        form = word.form
        if form.elided:
            words.append(Word(form.elided))
        named = (
            form.upper
            and not shouted
            and (form.elided is not None or not _begins(text, found.start()))
        )
        end = found.end()
        ends = text[end : end + 1] in _MARKS
        words.append(Word(form, named, ends) if named or ends else word)
    return words


@functools.lru_cache(_FORMS_KEPT)
def _kept_word(written: str, language: str) -> Word:
    return _word(written, language)


def _word(written: str, language: str) -> Word:
    """Return a word that is no name, and that no mark follows."""
    return Word(_form(written, language))


def _form(written: str, language: str) -> Form:
    known = language_words(language)
    written = written.replace("\u2019", "'")
    elided, apostrophe, rest = written.partition("'")
    short = elided.casefold() + apostrophe
    if known is not None and short in known.elisions:
        elision, written = _form_of(short, known), rest
    else:
        elision = None
    form = _form_of(written.casefold(), known)
    return form._replace(upper=written[0].isupper(), elided=elision)


def _form_of(folded: str, known: LanguageWords | None) -> Form:
    number = _number(folded, known)
    stem, counts, negates, rarity = folded, False, False, RAREST
    if known is not None:
        stem = known.stem(folded) if number is None else f"{number:g}"
        negates = known.negates(folded)
        counts = folded not in known.function and not negates
        rarity = known.rarity(stem)
    weight, named_weight = _weights_of(stem, number, rarity)
    return Form(folded, number, stem, counts, negates, weight, named_weight, upper=False)


def _weights_of(stem: str, number: float | None, rarity: float) -> tuple[float, float]:
    """Return the weight of a stem, and that of a name: a short one counts as much as others."""
    if number is not None:
        return _NUMBER_WEIGHT, _NUMBER_WEIGHT
    named = max(0.5, rarity - _FREE)
    return (named if len(stem) > 2 else max(0.5, RAREST / 2 - _FREE)), named


def tens_with_ones(words: list[Word], language: str) -> list[Word]:
    """Make one number of two words for it: "sixty-five"."""
    if _TENS.isdisjoint([each.form.number for each in words]):
        return words
    joined: list[Word] = []
    for word in words:
        if joined and _are_tens_and_ones(joined[-1], word):
            number = (joined[-1].form.number or 0) + (word.form.number or 0)
            joined[-1] = word._replace(form=_form(f"{number:g}", language))
        else:
            joined.append(word)
    return joined


def _are_tens_and_ones(first: Word, second: Word) -> bool:
    if first.ends or first.form.folded[0].isdigit() or second.form.folded[0].isdigit():
        return False
    return first.form.number in _TENS and second.form.number in _ONES


def _begins(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start]
    return start == 0 or _SENTENCE_END.search(before) is not None


def _number(word: str, known: LanguageWords | None) -> float | None:
    if not word[0].isdigit():
        return known.numbers.get(word) if known else None
    mark = known.decimal_mark if known else "."
    other = "." if mark == "," else ","
    whole, _, fraction = word.partition(mark)
    if _THOUSANDS.fullmatch(whole):
        whole = whole.replace(other, "").replace(" ", "")
    try:
        # The mark of another language parts a fraction too, where it cannot part thousands.
        return float(whole.replace(",", ".") + (f".{fraction}" if fraction else ""))
    except ValueError:  # 1.2.3, or digits of another script
        return None
