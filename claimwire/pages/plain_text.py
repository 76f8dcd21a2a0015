"""Plain text in the form of the tables. Imported by the extraction process: no Beam, no schemas."""

import html
import re

from claimwire.printable import clean_line

# Scripts written without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
LONG_PARAGRAPH = 20
"""In words; teasers and headlines are shorter, paragraphs of articles mostly are not."""

_TAG = re.compile(r"<[^<>]*>")
# Vowel signs, points and joiners, which are parts of words: Hebrew, Arabic, N'Ko, the scripts of
# India (all of whose blocks but the dandas are letters, digits and signs), Tibetan, and accents.
_SIGNS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc"
    "\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0900-\u0963\u0966-\u0dff\u200c\u200d\u1dc0-\u1dff"
)
_WORD = re.compile(rf"\w[\w{_SIGNS}]*(?:['\u2019-]\w[\w{_SIGNS}]*)*")


def clean_text(text: str) -> str:
    """Return the text as paragraphs separated by single newlines, without empty ones.

    Paragraphs are kept as they are, except for characters that no store accepts.
    """
    lines = map(clean_line, text.splitlines())
    return "\n".join(line for line in lines if line)


def plain_line(text: str) -> str:
    """Return a value of a page's metadata as one line, with entities resolved and without tags."""
    return " ".join(clean_line(html.unescape(_TAG.sub(" ", html.unescape(text)))).split())


def word_count(text: str) -> int:
    """Return the approximate number of words, to tell an article from a caption.

    In scripts written without spaces, two characters count as a word.
    """
    unspaced = len(_UNSPACED.findall(text))
    if unspaced:
        text = _UNSPACED.sub(" ", text)
    return len(_WORD.findall(text)) + unspaced // 2


def rough_word_count(text: str) -> int:
    """Return about the same as ``word_count`` in a tenth of the time, for text with spaces."""
    return word_count(text) if is_unspaced(text) else len(text.split())


def is_unspaced(text: str) -> bool:
    """Return whether a text has characters of a script without spaces between words."""
    return _UNSPACED.search(text) is not None


def prose_share(text: str) -> float:
    """Return the share of a text's words in long paragraphs, from 0 to 1; 0 without words."""
    lengths = [word_count(paragraph) for paragraph in text.split("\n")]
    return sum(each for each in lengths if each >= LONG_PARAGRAPH) / max(1, sum(lengths))
