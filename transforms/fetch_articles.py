"""The step that fetches the pages of new entries."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from claimwire.clock import Clock, system_clock
from claimwire.counters import PAGES_NOT_WANTED, PAGES_WANTED
from claimwire.defaults import MAX_ATTEMPTS, MIN_WORDS
from claimwire.pages.fetch_order import domain_of
from claimwire.pages.fetching import FetchBucket, TimeLimits, needs_page, without_page
from claimwire.rejecting import Subject, of_entry
from claimwire.schemas.flow import Entry, FetchedPage
from claimwire.schemas.keys import bucket_of
from claimwire.schemas.rejections import Rejection, Stage
from claimwire.transforms.attempt import REJECTED, Attempt, count
from claimwire.web.interface import Web

_PLAIN = "plain"
"""Tag of the output of entries that go on without a page."""


class FetchedPages(NamedTuple):
    """The outputs of ``FetchArticles``."""

    pages: beam.PCollection[FetchedPage]
    rejections: beam.PCollection[Rejection]


@dataclasses.dataclass
class FetchArticles(beam.PTransform):
    """Fetch the pages of entries, politely on any number of workers.

    Entries are grouped by the registrable domain of their link, and one worker processes each
    group, so that limits per domain hold. Entries without a link, and entries of feeds whose pages
    are not to be fetched, go on without a page and without a request.

    Attributes:
        web: where to fetch from.
        buckets: number of groups, and so the maximum number of parallel bundles. Each domain is in
            one group.
        max_bytes: limit on a decoded body, in bytes.
        min_words: minimum length at which the feed's text can replace a page, in words.
        max_attempts: maximum number of attempts for a page, over several runs.
        limits: time limits of fetching.
        clock: tells when a page arrived.
    """

    web: Web
    buckets: int = 1
    max_bytes: int = 10_000_000
    min_words: int = MIN_WORDS
    max_attempts: int = MAX_ATTEMPTS
    limits: TimeLimits = dataclasses.field(default_factory=TimeLimits)
    clock: Clock = system_clock

    def __post_init__(self) -> None:
        super().__init__()

    @no_annotations  # Beam would warn that it does not use the type of several outputs
    def expand(self, entries: beam.PCollection[Entry]) -> FetchedPages:
        """Wire the step."""
        work = FetchBucket(
            self.web, self.clock, self.max_bytes, self.min_words, self.max_attempts, self.limits
        )
        linked = entries | "Key by bucket" >> beam.FlatMap(_by_bucket, self.buckets).with_outputs(
            _PLAIN, main="wanted"
        )
        fetched = (
            linked.wanted
            | "Group by bucket" >> beam.GroupByKey()
            | "Fetch buckets"
            >> beam.ParDo(Attempt(work, Stage.FETCH, _subjects)).with_outputs(
                REJECTED, main="pages"
            )
        )
        pages = (fetched.pages, linked[_PLAIN]) | "Join pages" >> beam.Flatten()
        return FetchedPages(pages=pages, rejections=fetched[REJECTED])


def _by_bucket(entry: Entry, buckets: int) -> Iterator[Any]:
    if needs_page(entry):
        count(PAGES_WANTED)
        yield bucket_of(domain_of(entry), buckets), entry
    else:
        count(PAGES_NOT_WANTED)
        yield TaggedOutput(_PLAIN, without_page(entry))


def _subjects(bucket: tuple[int, Iterable[Entry]]) -> Iterator[Subject]:
    """Yield the rejection subjects of a bucket that failed as a whole."""
    return map(of_entry, bucket[1])
