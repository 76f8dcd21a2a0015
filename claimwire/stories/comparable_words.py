"""Normalisation of a text to a sequence of words that are equal in copies."""

import dataclasses
import html
import re
import unicodedata
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

# Scripts written without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
_ASCII_WORD = re.compile("[A-Za-z0-9]+")
# Typography is the only difference from ASCII in most texts; ASCII is read much faster.
_TYPOGRAPHY = (
    ("\u2019", ""),
    ("\u2018", ""),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u2013", "-"),
    ("\u2014", "-"),
    ("\u2026", "..."),
    ("\u00a0", " "),
)
_ASCII_LETTERS = bytes(
    code if chr(code).isalnum() and code < 128 else ord(" ") for code in bytes(range(256)).lower()
)
_ACCENT = re.compile("[\u0300-\u036f]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# UTF-8 that was read as Windows-1252 begins with one of these.
_MISREAD = re.compile(
    "[\u00c2-\u00c5\u00e2][\u0080-\u00bf\u0152-\u0178\u02c6-\u203a\u20ac\u2122]{1,2}"
)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,300}>")

# "KABUL, Nov 3 (Reuters) -": the dash tells a dateline from a parenthesis in the first sentence.
_DATELINE = re.compile(r"[^()\n]{0,80}\([^()\n]{2,40}\)\s{0,3}(?:[-\u2010-\u2015\u2212]+|:)")
# "KABUL, Nov 3 -" and "(AP)": a place in capitals before a dash, an agency alone in front.
_PLACE = re.compile(
    r"[A-Z][A-Z .'\u2019-]{2,40}(?:,[^()\n:]{0,40}?)?\s{1,3}[-\u2010-\u2015\u2212]+\s{1,3}"
)
_AGENCY = re.compile(r"\([A-Z][^()\n]{1,20}\)")
_CREDIT = re.compile(r"\s*\([A-Z][A-Za-z/. ]{1,20}\)\s*$")

LONGEST = 1_000_000
"""Maximum characters of a text that are read; the longest articles have a tenth of that."""

_SENTENCE_ENDS = frozenset('.!?:;\n"\u201c\u201d\u00ab\u00bb\u2018*\u2022|')
_MOSTLY = 0.5


@dataclasses.dataclass(frozen=True, eq=False)
class Words:
    """The words of a text, in order.

    Attributes:
        codes: array of one number per word; equal for words that differ in case or accents alone.
        numbers: array of flags: whether a word has a digit.
        names: array of flags: whether a word is capitalised inside a sentence; all false if the
            text capitalises most words.
    """

    codes: npt.NDArray[np.uint32]
    numbers: npt.NDArray[np.bool_]
    names: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.codes)


def word_codes(text: str) -> npt.NDArray[np.uint32]:
    """Return one number per word of a text (CRC-32 of the folded word).

    Case, accents, compatibility forms (UAX #15), punctuation, white space, HTML tags and
    references, a dateline in front and an agency's name at either end make no difference. Scripts
    written without spaces count every character as a word.
    """
    plain = _plain(text)
    if plain.isascii():
        return _checksums(plain.encode().translate(_ASCII_LETTERS).split())
    return _codes(_WORD.findall(plain))


def read_words(text: str) -> Words:
    """Return a text's words, with names and numbers, which distinguish events, marked."""
    plain = _plain(text)
    tokens, inside = [], []
    for each in (_ASCII_WORD if plain.isascii() else _WORD).finditer(plain):
        tokens.append(each.group())
        inside.append(_inside_sentence(plain, each.start()))
    numbers = np.fromiter((any(map(str.isdigit, each)) for each in tokens), bool, len(tokens))
    capitals = np.fromiter((each[0].isupper() for each in tokens), bool, len(tokens))
    names = capitals & np.array(inside, bool)
    if capitals.sum() > _MOSTLY * len(tokens):
        names = np.zeros_like(names)
    return Words(_codes(tokens), numbers, names & ~numbers)


def _plain(text: str) -> str:
    text = text[:LONGEST]
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "\u00e2" in text or "\u00c3" in text or "\u00c2" in text:
        text = _MISREAD.sub(_reread, text)
    for written, plain in (("'", ""), *_TYPOGRAPHY):
        text = text.replace(written, plain)
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return _without_agency(text)


def _reread(found: re.Match[str]) -> str:
    try:
        return found.group().encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found.group()


def _without_agency(text: str) -> str:
    text = text.lstrip()
    for pattern in (_DATELINE, _PLACE, _AGENCY):
        found = pattern.match(text)
        if found:
            text = text[found.end() :]
            break
    found = _CREDIT.search(text, max(0, len(text) - 40))
    return text[: found.start()] if found else text


def _codes(tokens: Sequence[str]) -> npt.NDArray[np.uint32]:
    if not tokens:
        return np.zeros(0, np.uint32)
    # Folding the words as one text is faster; no word contains the separator.
    folded = "\n".join(tokens).casefold().encode("utf-8", "surrogatepass").split(b"\n")
    return _checksums(folded)


def _checksums(words: Sequence[bytes]) -> npt.NDArray[np.uint32]:
    return np.fromiter(map(zlib.crc32, words), np.uint32, len(words))


def _inside_sentence(text: str, start: int) -> bool:
    place = start - 1
    while place >= 0 and text[place] == " ":
        place -= 1
    return place >= 0 and text[place] not in _SENTENCE_ENDS
