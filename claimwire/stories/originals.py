"""Assignment of copies to originals: a story is a star around its earliest article. No Beam."""

import dataclasses
from collections.abc import Iterable
from datetime import UTC, datetime

from claimwire.schemas.articles import Article
from claimwire.stories.candidates import GrowingIndex
from claimwire.stories.comparable_words import Words, read_words
from claimwire.stories.comparison import copied_share

MOST_COMPARED = 32
"""Maximum number of originals that an article is compared with, those of the most similar
signatures. More are near only if texts share a template, and then the copied one is among these."""

MOST_IN_VAIN = 12
"""The comparison ends after this many originals in a row, from the nearest on, without a copy."""

_LAST = datetime.max.replace(tzinfo=UTC)


@dataclasses.dataclass(frozen=True)
class KnownOriginal:
    """An original of an earlier run, with its text for the comparison.

    Attributes:
        article_id: the article; also the identifier of its story.
        first_seen_at, published_at: its times, see ``earliness``.
        signature: signature of its text.
        text: its text.
    """

    article_id: str
    first_seen_at: datetime
    published_at: datetime | None
    signature: bytes
    text: str


@dataclasses.dataclass(frozen=True)
class KnownText:
    """An article of an earlier run whose text is that of a new article.

    Attributes:
        text_key: key of the normalised text.
        article_id: the article.
        first_seen_at: when it was first seen.
        copy_of, copy_score: its original and score if it is a copy itself, else None.
    """

    text_key: str
    article_id: str
    first_seen_at: datetime
    copy_of: str | None
    copy_score: float | None


def earliness(article: Article | KnownOriginal) -> tuple[datetime, datetime, str]:
    """Return the sort key of articles: first seen, then published (undated last), identifier."""
    return (article.first_seen_at, article.published_at or _LAST, article.article_id)


def has_content(text: str) -> bool:
    """Return whether a text has a letter or digit; texts without any are equal, but not copies."""
    return any(map(str.isalnum, text))


def resolve(
    articles: Iterable[Article],
    known_texts: Iterable[KnownText] = (),
    known_originals: Iterable[KnownOriginal] = (),
) -> list[Article]:
    """Assign new articles to stories.

    Articles are processed in the order of ``earliness``. An article with the text of an earlier one
    joins that one's story. Otherwise it is compared with originals alone, never with copies, so
    that stories do not chain. It becomes a copy of the original with which it shares most (of
    several, the earliest), or else an original itself. Published articles do not change: a new
    article never becomes the original of a known one.

    Args:
        articles: new articles with their signatures, in any order. The result for an article
            depends only on articles with near signatures or equal texts.
        known_texts: articles of earlier runs with the text of a new one, in any order.
        known_originals: originals of earlier runs near a new one, in any order; at least the
            ``MOST_COMPARED`` nearest of each.

    Returns:
        The articles with ``story_id``, ``copy_of`` and ``copy_score``, earliest first.
    """
    ordered = sorted(articles, key=earliness)
    texts = _Texts(known_texts)
    originals = _Originals(known_originals, len(ordered))
    return [_place(article, texts, originals) for article in ordered]


def _place(article: Article, texts: "_Texts", originals: "_Originals") -> Article:
    copied = texts.find(article) or originals.find(article)
    if copied:
        original, score = copied
        placed = dataclasses.replace(article, story_id=original, copy_of=original, copy_score=score)
    else:
        placed = dataclasses.replace(
            article, story_id=article.article_id, copy_of=None, copy_score=None
        )
        originals.add(placed)
    texts.add(placed)
    return placed


class _Texts:
    """The original of each text, with the share that the text has in common with it."""

    def __init__(self, known: Iterable[KnownText]) -> None:
        self._by_key: dict[str, tuple[str, float]] = {}
        for each in sorted(known, key=lambda text: (text.first_seen_at, text.article_id)):
            self._add(each.text_key, each.article_id, each.copy_of, each.copy_score)

    def find(self, article: Article) -> tuple[str, float] | None:
        return self._by_key.get(article.text_key) if has_content(article.text) else None

    def add(self, article: Article) -> None:
        self._add(article.text_key, article.article_id, article.copy_of, article.copy_score)

    def _add(self, key: str, article_id: str, copy_of: str | None, score: float | None) -> None:
        self._by_key.setdefault(key, (copy_of or article_id, 1.0 if score is None else score))


class _Originals:
    """The originals that near-copies may join."""

    def __init__(self, known: Iterable[KnownOriginal], more: int) -> None:
        distinct = {each.article_id: each for each in known}
        self._all: list[Article | KnownOriginal] = []
        self._index = GrowingIndex(len(distinct) + more)
        self._words: dict[int, Words] = {}
        for each in sorted(distinct.values(), key=earliness):
            self._append(each, each.signature)

    def add(self, article: Article) -> None:
        if article.near_copy_signature:
            self._append(article, article.near_copy_signature)

    def find(self, article: Article) -> tuple[str, float] | None:
        if not article.near_copy_signature:
            return None
        candidates = self._nearest(article.near_copy_signature)
        if not candidates:
            return None
        words = read_words(article.text)
        scored, in_vain = [], 0
        for place in candidates:
            share = copied_share(words, self._words_of(place))
            if share is not None:
                scored.append((-share, earliness(self._all[place])))
                in_vain = 0
            elif (in_vain := in_vain + 1) == MOST_IN_VAIN:
                break
        if not scored:
            return None
        share, (_, _, original) = min(scored)
        return original, -share

    def _nearest(self, signature: bytes) -> list[int]:
        near = self._index.near(signature)
        near.sort(key=lambda found: (-found[1], self._all[found[0]].article_id))
        return [place for place, _ in near[:MOST_COMPARED]]

    def _words_of(self, place: int) -> Words:
        if place not in self._words:
            self._words[place] = read_words(self._all[place].text)
        return self._words[place]

    def _append(self, original: Article | KnownOriginal, signature: bytes) -> None:
        self._index.add(signature)
        self._all.append(original)
