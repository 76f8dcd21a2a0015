"""Precision and recall of near-duplicate detection on the labelled set."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from bench.stories_texts import Labelled
from claimwire.pages.text_key import text_key
from claimwire.schemas.articles import Article
from claimwire.stories.originals import resolve
from claimwire.transforms.group_stories import signed_article

Pairs = set[tuple[int, int]]
"""Pairs of numbers: an earlier and a later text."""

_START = datetime(2025, 1, 1, tzinfo=UTC)


@dataclasses.dataclass(frozen=True)
class Score:
    """Pairs of an original and another text, counted.

    Attributes:
        right: copies found with their original.
        wrong: pairs of texts that are not copies.
        missed: copies not found.
    """

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the found pairs that are right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the copies that are found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def an_article(number: int, text: str) -> Article:
    """Return a text as an article that is seen later than those with lower numbers."""
    seen_at = _START + timedelta(minutes=number)
    return Article(
        article_id=f"{number:032x}",
        url="",
        canonical_url="",
        site="",
        feed_url="",
        title=None,
        authors=[],
        language=None,
        published_at=None,
        published_raw=None,
        published_source="none",
        first_seen_at=seen_at,
        fetched_at=None,
        http_status=None,
        text=text,
        text_source="page",
        text_key=text_key(text),
        word_count=len(text.split()),
        near_copy_signature=None,
        story_id=None,
        copy_of=None,
        copy_score=None,
        run_id="",
    )


def claimwire_pairs(texts: Sequence[str]) -> Pairs:
    """Return each copy with its original."""
    articles = [signed_article(an_article(number, text)) for number, text in enumerate(texts)]
    return {
        (int(each.copy_of, 16), int(each.article_id, 16))
        for each in resolve(articles)
        if each.copy_of
    }


def score(texts: Sequence[Labelled], pairs: Pairs, only: Callable[[Labelled], bool]) -> Score:
    """Count the pairs of originals with later texts, of those texts that ``only`` chooses."""
    later = [number for number, text in enumerate(texts) if only(text)]
    found = defaultdict(set)
    for earlier, number in pairs:
        if texts[earlier].family == earlier:
            found[number].add(earlier)
    copies = [number for number in later if texts[number].family != number]
    right = sum(texts[number].family in found[number] for number in copies)
    wrong = sum(len(found[number] - {texts[number].family}) for number in later)
    return Score(right, wrong, len(copies) - right)


def kept_apart(texts: Sequence[Labelled], pairs: Pairs, kind: str) -> float:
    """Return the share of a negative kind's texts that are paired with no earlier original."""
    chosen = {number for number, text in enumerate(texts) if text.kind == kind}
    joined = {
        number
        for earlier, number in pairs
        if number in chosen and texts[earlier].family != texts[number].family
    }
    return 1 - len(joined) / len(chosen)
