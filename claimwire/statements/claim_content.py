"""What a claim says, in a form in which two claims can be compared: words, numbers, negation."""

import dataclasses
import itertools
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from claimwire.schemas.claims import Claim
from claimwire.schemas.record import Record
from claimwire.statements.language_words import language_words
from claimwire.statements.written_words import Word, tens_with_ones, words_of

MOST_WORDS = 300
"""So many words of a claim are compared; the longest claims of real articles have a third."""

_LONGEST = 20 * MOST_WORDS
_LONGEST_SPEAKER = 200
_FEWEST_STEMS = 2
_FEWEST_WORDS = 4
_NEAR_NEGATOR = 3
"""Number of content words after a negator that it may negate."""


_NONE: frozenset[Any] = frozenset()
"""For all sets without members, of which contents have several: an empty set takes 216 bytes."""


@dataclasses.dataclass(frozen=True, slots=True)
class Content(Record):
    """The content of a claim.

    Attributes:
        text: all words in order, folded, with a space between two.
        stems: the content words in order: stems, and numbers as digits.
        weights: the weight of each distinct stem, by its rarity; 0 if the language is unknown.
        numbers: for each counted thing (the stem after the number, or "") its numbers.
        all_numbers: the numbers of all things.
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
    all_numbers: frozenset[float]
    names: frozenset[str]
    subject: frozenset[str]
    negated: frozenset[str]
    near_negated: frozenset[str]
    negators: int

    @property
    def tells(self) -> bool:
        """Return whether it says enough to be told from others: "it" and "the deal" do not."""
        return len(self.weights) >= _FEWEST_STEMS or self.text.count(" ") + 1 >= _FEWEST_WORDS


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
    spelt = words_of(unicodedata.normalize("NFKC", text[:_LONGEST]), language)
    words = tens_with_ones(spelt, language)[:MOST_WORDS]
    folded = " ".join([each.form.folded for each in words])
    if known is None:
        return Content(folded, (), {}, {}, _NONE, _NONE, _NONE, _NONE, _NONE, 0)
    subject = _subject(words, speaker or "", language)
    if subject:
        words = [*subject, *words[1:]][:MOST_WORDS]
    content = [each for each in words if each.form.counts]
    stems = tuple([each.form.stem for each in content])
    negators = sum([each.form.negates for each in words])
    negated, near_negated = _negated(words) if negators else (_NONE, _NONE)
    numbers = _numbers(content)
    return Content(
        text=folded,
        stems=stems,
        weights=_weights(content),
        numbers=numbers,
        all_numbers=frozenset(itertools.chain.from_iterable(numbers.values())) or _NONE,
        names=frozenset([each.form.stem for each in content if each.named]) or _NONE,
        subject=frozenset([each.form.stem for each in subject if each.form.counts]) or _NONE,
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


def _subject(words: list[Word], speaker: str, language: str) -> list[Word]:
    """Return the speaker's words if a pronoun begins a claim.

    They are no names in the claim: "we left", says the minister, "Berg left", says her office.
    """
    known = language_words(language)
    if not (known and words) or words[0].form.folded.partition("'")[0] not in known.pronouns:
        return []
    # A source that is itself a pronoun is a word without content, so it adds nothing.
    named = words_of(unicodedata.normalize("NFKC", speaker[:_LONGEST_SPEAKER]), language)
    return [each._replace(named=False) for each in named]


def _weights(content: Iterable[Word]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for form, named, _ in content:
        stem, weight = form.stem, form.named_weight if named else form.weight
        if weight > weights.get(stem, 0.0):
            weights[stem] = weight
    return weights


def _numbers(content: list[Word]) -> dict[str, frozenset[float]]:
    numbers: dict[str, frozenset[float]] = {}
    counted = ""
    for form, _, ends in reversed(content):
        if form.number is None:
            counted = form.stem
        else:
            of = "" if ends else counted
            numbers[of] = numbers.get(of, frozenset()) | {form.number}
    return numbers


def _negated(words: Iterable[Word]) -> tuple[frozenset[str], frozenset[str]]:
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
    return frozenset(first) or _NONE, frozenset(near) or _NONE
