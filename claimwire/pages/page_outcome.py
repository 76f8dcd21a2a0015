"""Extraction of pages, each into articles or a rejection."""

import queue
import threading
from collections.abc import Iterator
from datetime import timedelta

from claimwire.counters import TEXTS_FROM, TEXTS_MISSING, Counted
from claimwire.language import detection
from claimwire.pages.extracted import Extracted, ExtractionFailed, ExtractionTimeout
from claimwire.pages.extraction_worker import ExtractionWorker
from claimwire.pages.live_articles import make_articles
from claimwire.pages.quality import Problem
from claimwire.schemas.articles import Article
from claimwire.schemas.flow import FetchedPage
from claimwire.schemas.rejections import Reason, Rejection

_AHEAD = timedelta(days=1)
"""Tolerance for dates in the future: somewhere on earth it is tomorrow already."""


class ExtractPages:
    """Turns pages into articles, with one extraction process per calling thread.

    Processes start with the pages that need them: a run without news starts none. While the first
    ones start, the model that tells languages is loaded.

    Args:
        min_words: minimum length of an article, in words.
        timeout_s: time limit for one page, in seconds.
        pages_per_process: number of pages after which an extraction process is replaced.
        processes: number of extraction processes, as many as calling threads.
    """

    def __init__(
        self, min_words: int, timeout_s: float, pages_per_process: int, processes: int = 1
    ) -> None:
        self._min_words = min_words
        self._timeout_s = timeout_s
        self._pages_per_process = pages_per_process
        self._processes = processes
        self._workers: list[ExtractionWorker] = []
        self._idle: queue.LifoQueue[ExtractionWorker] | None = None
        self._begun = False

    def setup(self) -> None:
        """Make room for the processes."""
        self._workers = [
            ExtractionWorker(timeout_s=self._timeout_s, pages_per_process=self._pages_per_process)
            for _ in range(self._processes)
        ]
        self._idle = queue.LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def teardown(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.close()

    def __call__(self, page: FetchedPage) -> Iterator[Article | Rejection | Counted]:
        """Yield the page's articles or rejection, and counts."""
        if not self._begun:
            self._begun = True
            threading.Thread(target=detection.load, daemon=True).start()
        extracted, problem = self._extract(page)
        for made in make_articles(page, extracted, min_words=self._min_words, problem=problem):
            yield made
            if isinstance(made, Article):
                yield Counted(TEXTS_FROM + made.text_source)
            else:
                yield Counted(TEXTS_MISSING)

    def _extract(self, page: FetchedPage) -> tuple[Extracted | None, Problem | None]:
        if not page.body:
            return None, None
        assert self._idle is not None, "setup has not run"
        worker = self._idle.get()
        try:
            extracted = worker.extract(
                page.body,
                url=page.final_url,
                content_type=page.content_type,
                latest=(page.entry.seen_at + _AHEAD).date(),
            )
        except ExtractionTimeout as error:
            return None, Problem(Reason.EXTRACTION_TIMEOUT, str(error))
        except ExtractionFailed as error:
            return None, Problem(Reason.EXTRACTION_FAILED, str(error))
        finally:
            self._idle.put(worker)
        return extracted, None
