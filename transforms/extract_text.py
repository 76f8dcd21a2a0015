"""The step that turns pages into articles."""

import dataclasses
from typing import NamedTuple

import apache_beam as beam
from apache_beam.typehints.decorators import no_annotations

from claimwire.defaults import MIN_WORDS
from claimwire.pages.extraction_worker import PAGES_PER_PROCESS, TIMEOUT_S
from claimwire.pages.page_outcome import ExtractPages
from claimwire.rejecting import Subject, of_entry
from claimwire.schemas.articles import Article
from claimwire.schemas.flow import FetchedPage
from claimwire.schemas.rejections import Rejection, Stage
from claimwire.transforms.attempt import REJECTED, Attempt
from claimwire.transforms.spread import Spread, Threads


class ExtractedArticles(NamedTuple):
    """The outputs of ``ExtractText``."""

    articles: beam.PCollection[Article]
    rejections: beam.PCollection[Rejection]


@dataclasses.dataclass
class ExtractText(beam.PTransform):
    """Turn pages into articles: text, headline, authors, date, language, canonical URL.

    Pages are read in a separate process that is killed if a page takes too long. If the page has
    less text than the feed, the feed's text is the article. A live blog whose parts have texts
    gives an article for each. The columns of stories and near-copies are left empty. Two entries
    may lead to one canonical URL, and so to two articles with one ``article_id``; the step that
    groups stories joins them.

    Attributes:
        min_words: minimum length of an article, in words.
        timeout_s: time limit for one page, in seconds.
        pages_per_process: number of pages after which the extraction process is replaced.
        processes: number of pages that are read at the same time.
    """

    min_words: int = MIN_WORDS
    timeout_s: float = TIMEOUT_S
    pages_per_process: int = PAGES_PER_PROCESS
    processes: int = 1

    def __post_init__(self) -> None:
        super().__init__()

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, pages: beam.PCollection[FetchedPage]) -> ExtractedArticles:
        """Wire the step."""
        work = ExtractPages(self.min_words, self.timeout_s, self.pages_per_process, self.processes)
        attempt = Attempt(work, Stage.EXTRACT, _subject)
        extract = Spread(attempt, self.processes, Threads) if self.processes > 1 else attempt
        made = pages | "Extract" >> beam.ParDo(extract).with_outputs(REJECTED, main="articles")
        return ExtractedArticles(articles=made.articles, rejections=made[REJECTED])


def _subject(page: FetchedPage) -> Subject:
    return of_entry(page.entry)
