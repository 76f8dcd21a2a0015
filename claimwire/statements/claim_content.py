"""What a claim says, in a form in which two claims can be compared: words, numbers, negation."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from claimwire.schemas.claims import Claim
from claimwire.statements.language_words import RAREST, LanguageWords, language_words

MOST_WORDS = 300
"""So many words of a claim are compared; the longest claims of real articles have a third."""

_LONGEST = 20 * MOST_WORDS
_LONGEST_SPEAKER = 200
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
_FEWEST_STEMS = 2
_FEWEST_WORDS = 4
_NEAR_NEGATOR = 3
"""Number of content words after a negator that it may negate."""


@dataclasses.dataclass(frozen=True)
class Content:
    """The content of a claim.

    Attributes:
        text: all words in order, folded, with a space between two.
        stems: the content words in order: stems, and numbers as digits.
        weights: the weight of each distinct stem, by its rarity; 0 if the language is unknown.
        numbers: for each counted thing (the stem after the number, or "") its numbers.
        names: stems that are capitalised inside a sentence.
        subject: stems of the speaker, if the text begins with a pronoun for them.
        negated: stems that directly follow a negator.
        near_negated: the stems that a negator may negate.
        negators: number of negators.
    """

    text: str
    stems: tuple[str, ...]
    weights: Mapping[str, float]
    numbers: Mapping[str, frozenset[float]]
    names: frozenset[str]
    subject: frozenset[str]
    negated: frozenset[str]
    near_negated: frozenset[str]
    negators: int

    @property
    def tells(self) -> bool:
        """Return whether it says enough to be told from others: "it" and "the deal" do not."""
        return len(self.weights) >= _FEWEST_STEMS or self.text.count(" ") + 1 >= _FEWEST_WORDS


class _Word(NamedTuple):
    folded: str
    number: float | None = None
    named: bool = False
    ends: bool = False
    """Whether a mark follows, so that a number counts nothing: "Berg, 44, and her office"."""


def content_of(text: str, language: str, speaker: str | None = None) -> Content:
    """Return the content of a claim's text.

    A pronoun that begins the text is taken for the speaker: "it captured 23 pirates", says the
    navy, tells the same as "the navy captured 23 pirates". A wrong guess only adds words that
    others lack.

    Args:
        text: the content, as in the table of claims.
        language: ISO 639-1 code. Of a language without a list of words (``words/``) only the
            text is known, so that only equal texts are alike.
        speaker: the name of who says it, else how the article calls them; None if unknown.
    """
    known = language_words(language)
    spelt = _words(unicodedata.normalize("NFKC", text[:_LONGEST]), known)
    words = list(_tens_with_ones(spelt))[:MOST_WORDS]
    folded = " ".join(each.folded for each in words)
    if known is None:
        nothing = frozenset[str]()
        return Content(folded, (), {}, {}, nothing, nothing, nothing, nothing, 0)
    subject = _subject(words, speaker or "", known)
    if subject:
        words = [*subject, *words[1:]][:MOST_WORDS]
    content = [(place, each) for place, each in enumerate(words) if _counts(each, known)]
    stems = tuple(_stem(each, known) for _, each in content)
    negated, near_negated = _negated(words, known)
    return Content(
        text=folded,
        stems=stems,
        weights=_weights(stems, content, known),
        numbers=_numbers(stems, content),
        names=frozenset(s for s, (_, each) in zip(stems, content, strict=True) if each.named),
        subject=frozenset(_stem(each, known) for each in subject if _counts(each, known)),
        negated=negated,
        near_negated=near_negated,
        negators=sum(known.negates(each.folded) for each in words),
    )


def claim_content(claim: Claim, language: str) -> Content:
    """Return the content of a claim.

    Args:
        claim: the claim.
        language: ISO 639-1 code of its text.
    """
    return content_of(wording_of(claim), language, claim.speaker_name or claim.speaker_text)


def wording_of(claim: Claim) -> str:
    """Return the words of a content; what a denial of "it" denies is said by another claim."""
    return claim.text_resolved or claim.text


def _words(text: str, known: LanguageWords | None) -> Iterator[_Word]:
    pattern = _WORD_WITH_SPACES if known and known.decimal_mark == "," else _WORD
    shouted = text.isupper()
    for found in pattern.finditer(text):
        written = found.group().replace("\u2019", "'")
        elided, apostrophe, rest = written.partition("'")
        short = elided.casefold() + apostrophe
        is_elided = known is not None and short in known.elisions
        if is_elided:
            yield _Word(short)
            written = rest
        folded = written.casefold()
        named = (
            written[0].isupper() and not shouted and (is_elided or not _begins(text, found.start()))
        )
        ends = text[found.end() : found.end() + 1] in _MARKS
        yield _Word(folded, _number(folded, known), named, ends)


def _tens_with_ones(words: Iterable[_Word]) -> Iterator[_Word]:
    """Make one number of two words for it: "sixty-five"."""
    last: _Word | None = None
    for word in words:
        if last and _are_tens_and_ones(last, word):
            number = (last.number or 0) + (word.number or 0)
            last = word._replace(folded=f"{number:g}", number=number)
            continue
        if last:
            yield last
        last = word
    if last:
        yield last


def _are_tens_and_ones(first: _Word, second: _Word) -> bool:
    if first.ends or first.folded[0].isdigit() or second.folded[0].isdigit():
        return False
    return first.number in _TENS and second.number in _ONES


def _subject(words: list[_Word], speaker: str, known: LanguageWords) -> list[_Word]:
    """Return the speaker's words if a pronoun begins a claim.

    They are no names in the claim: "we left", says the minister, "Berg left", says her office.
    """
    if not words or words[0].folded.partition("'")[0] not in known.pronouns:
        return []
    # A source that is itself a pronoun is a word without content, so it adds nothing.
    named = _words(unicodedata.normalize("NFKC", speaker[:_LONGEST_SPEAKER]), known)
    return [each._replace(named=False) for each in named]


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


def _counts(word: _Word, known: LanguageWords) -> bool:
    return word.folded not in known.function and not known.negates(word.folded)


def _stem(word: _Word, known: LanguageWords) -> str:
    return known.stem(word.folded) if word.number is None else f"{word.number:g}"


def _weights(
    stems: Iterable[str], content: Iterable[tuple[int, _Word]], known: LanguageWords
) -> dict[str, float]:
    weights: dict[str, float] = {}
    for stem, (_, word) in zip(stems, content, strict=True):
        rarity = known.rarity(stem) if len(stem) > 2 or word.named else RAREST / 2
        weight = _NUMBER_WEIGHT if word.number is not None else max(0.5, rarity - _FREE)
        weights[stem] = max(weight, weights.get(stem, 0.0))
    return weights


def _numbers(
    stems: tuple[str, ...], content: list[tuple[int, _Word]]
) -> dict[str, frozenset[float]]:
    numbers: dict[str, frozenset[float]] = {}
    counted = ""
    for stem, (_, word) in zip(reversed(stems), reversed(content), strict=True):
        if word.number is None:
            counted = stem
        else:
            of = "" if word.ends else counted
            numbers[of] = numbers.get(of, frozenset()) | {word.number}
    return numbers


def _negated(words: list[_Word], known: LanguageWords) -> tuple[frozenset[str], frozenset[str]]:
    first, near = set(), set()
    left = 0
    for word in words:
        if known.negates(word.folded):
            left = _NEAR_NEGATOR
        elif left and _counts(word, known):
            stem = _stem(word, known)
            near.add(stem)
            if left == _NEAR_NEGATOR:
                first.add(stem)
            left -= 1
    return frozenset(first), frozenset(near)
