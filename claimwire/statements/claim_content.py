"""What a claim says, in a form in which two claims can be compared: words, numbers, negation."""

import dataclasses
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping
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
_LONGEST_KEPT, _FORMS_KEPT = 40, 1 << 15
"""Letters of a written word whose form is kept, and number of such words, which claims repeat. Some
13 MB for claims of news, three times as much at most."""


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

    @functools.cached_property
    def all_numbers(self) -> frozenset[float]:
        """The numbers of all counted things."""
        return frozenset(itertools.chain.from_iterable(self.numbers.values()))


class _Form(NamedTuple):
    """What a word says wherever it stands.

    Attributes:
        folded: the word in lower case; a number that two words spell is in digits.
        number: its value, if it is a number.
        stem: its stem; a number in digits.
        counts: whether it is a content word.
        negates: whether it negates what follows.
        rarity: of its stem.
        upper: whether it begins with a capital.
        elided: the short form that was written together with it.
    """

    folded: str
    number: float | None
    stem: str
    counts: bool
    negates: bool
    rarity: float
    upper: bool
    elided: "_Form | None" = None


class _Word(NamedTuple):
    form: _Form
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
    spelt = _words(unicodedata.normalize("NFKC", text[:_LONGEST]), language)
    words = _tens_with_ones(spelt, language)[:MOST_WORDS]
    folded = " ".join([each.form.folded for each in words])
    if known is None:
        nothing = frozenset[str]()
        return Content(folded, (), {}, {}, nothing, nothing, nothing, nothing, 0)
    subject = _subject(words, speaker or "", language)
    if subject:
        words = [*subject, *words[1:]][:MOST_WORDS]
    content = [each for each in words if each.form.counts]
    stems = tuple([each.form.stem for each in content])
    negators = sum([each.form.negates for each in words])
    negated, near_negated = _negated(words) if negators else (frozenset(), frozenset())
    return Content(
        text=folded,
        stems=stems,
        weights=_weights(content),
        numbers=_numbers(content),
        names=frozenset([each.form.stem for each in content if each.named]),
        subject=frozenset([each.form.stem for each in subject if each.form.counts]),
        negated=negated,
        near_negated=near_negated,
        negators=negators,
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


def _words(text: str, language: str) -> list[_Word]:
    known = language_words(language)
    pattern = _WORD_WITH_SPACES if known and known.decimal_mark == "," else _WORD
    shouted = text.isupper()
    words: list[_Word] = []
    for found in pattern.finditer(text):
        form = _form(found.group(), language)
        if form.elided:
            words.append(_Word(form.elided))
        named = (
            form.upper
            and not shouted
            and (form.elided is not None or not _begins(text, found.start()))
        )
        words.append(_Word(form, named, text[found.end() : found.end() + 1] in _MARKS))
    return words


def _form(written: str, language: str) -> _Form:
    read = _kept_form if len(written) <= _LONGEST_KEPT else _read_form
    return read(written, language)


@functools.lru_cache(_FORMS_KEPT)
def _kept_form(written: str, language: str) -> _Form:
    return _read_form(written, language)


def _read_form(written: str, language: str) -> _Form:
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


def _form_of(folded: str, known: LanguageWords | None) -> _Form:
    number = _number(folded, known)
    stem, counts, negates, rarity = folded, False, False, RAREST
    if known is not None:
        stem = known.stem(folded) if number is None else f"{number:g}"
        negates = known.negates(folded)
        counts = folded not in known.function and not negates
        rarity = known.rarity(stem)
    return _Form(folded, number, stem, counts, negates, rarity, upper=False)


def _tens_with_ones(words: list[_Word], language: str) -> list[_Word]:
    """Make one number of two words for it: "sixty-five"."""
    if _TENS.isdisjoint([each.form.number for each in words]):
        return words
    joined: list[_Word] = []
    for word in words:
        if joined and _are_tens_and_ones(joined[-1], word):
            number = (joined[-1].form.number or 0) + (word.form.number or 0)
            joined[-1] = word._replace(form=_form(f"{number:g}", language))
        else:
            joined.append(word)
    return joined


def _are_tens_and_ones(first: _Word, second: _Word) -> bool:
    if first.ends or first.form.folded[0].isdigit() or second.form.folded[0].isdigit():
        return False
    return first.form.number in _TENS and second.form.number in _ONES


def _subject(words: list[_Word], speaker: str, language: str) -> list[_Word]:
    """Return the speaker's words if a pronoun begins a claim.

    They are no names in the claim: "we left", says the minister, "Berg left", says her office.
    """
    known = language_words(language)
    if not (known and words) or words[0].form.folded.partition("'")[0] not in known.pronouns:
        return []
    # A source that is itself a pronoun is a word without content, so it adds nothing.
    named = _words(unicodedata.normalize("NFKC", speaker[:_LONGEST_SPEAKER]), language)
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


def _weights(content: Iterable[_Word]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for form, named, _ in content:
        rarity = form.rarity if len(form.stem) > 2 or named else RAREST / 2
        weight = _NUMBER_WEIGHT if form.number is not None else max(0.5, rarity - _FREE)
        weights[form.stem] = max(weight, weights.get(form.stem, 0.0))
    return weights


def _numbers(content: list[_Word]) -> dict[str, frozenset[float]]:
    numbers: dict[str, frozenset[float]] = {}
    counted = ""
    for form, _, ends in reversed(content):
        if form.number is None:
            counted = form.stem
        else:
            of = "" if ends else counted
            numbers[of] = numbers.get(of, frozenset()) | {form.number}
    return numbers


def _negated(words: Iterable[_Word]) -> tuple[frozenset[str], frozenset[str]]:
    first, near = set(), set()
    left = 0
    for form, *_ in words:
        if form.negates:
            left = _NEAR_NEGATOR
        elif left and form.counts:
            near.add(form.stem)
            if left == _NEAR_NEGATOR:
                first.add(form.stem)
            left -= 1
    return frozenset(first), frozenset(near)
