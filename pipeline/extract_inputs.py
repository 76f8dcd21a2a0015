"""What ``claimwire extract`` reads: text files, saved pages and addresses, as texts."""

import dataclasses
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path

from claimwire.clock import Clock
from claimwire.errors import ClaimwireError, UsageError
from claimwire.feeds.dates import parse_date
from claimwire.language.detection import detect_language
from claimwire.language.reader import Text
from claimwire.pages.content_type import is_html
from claimwire.pages.extracted import Extracted, ExtractionFailed
from claimwire.pages.extraction_worker import ExtractionWorker
from claimwire.pages.quality import find_problem
from claimwire.pages.wrapped_lines import join_wrapped_lines
from claimwire.web.interface import Answer, Fetch, FetchError, Web

STANDARD_INPUT = "-"

_ADDRESS = ("http://", "https://")
_SAVED = (".html", ".htm", ".xhtml")
_NOWHERE = "about:blank"
"""The address of a saved page, which is not known."""

_MAX_BYTES = 10_000_000
_AHEAD = timedelta(days=1)


@dataclasses.dataclass(frozen=True)
class Page:
    """What is known of the page from which a text was taken.

    Attributes:
        url: its address, or the canonical one that a saved page declares, or None.
        title, authors: as the page declares them.
        published_at: UTC, or None.
        language: ISO 639-1 code of the text, or None.
    """

    url: str | None
    title: str | None
    authors: list[str]
    published_at: datetime | None
    language: str | None


@dataclasses.dataclass(frozen=True)
class Input:
    """One of the inputs, read.

    Attributes:
        name: as the user gave it.
        text: its text; an empty one if there is an error.
        page: what is known of the page; None for plain text.
        error: why it could not be read, or None.
    """

    name: str
    text: Text
    page: Page | None = None
    error: str | None = None


class _NotRead(ClaimwireError):
    """An input that gives no text; the message says why."""


@dataclasses.dataclass(frozen=True)
class _Content:
    body: bytes
    url: str
    content_type: str | None


def is_address(name: str) -> bool:
    """Return whether an input is an address to fetch."""
    return name.lower().startswith(_ADDRESS)


def read_inputs(
    names: Sequence[str],
    *,
    published: datetime | None,
    language: str | None,
    open_web: Callable[[], Web],
    clock: Clock,
) -> Iterator[Input]:
    """Read files, standard input and addresses, in the order of their names.

    Addresses are fetched first, as politely as in a run. Of a page, the text of its article is
    taken; the lines of hard-wrapped plain text are joined.

    Args:
        names: paths, addresses, or "-" for standard input.
        published: when the texts were published; None takes the date of each page.
        language: ISO 639-1 code of the texts; None takes the language of each page, and leaves
            that of a plain text to be found out.
        open_web: opens where to fetch from, if there are addresses.
        clock: tells the day after which no date of a page is believed.

    Raises:
        UsageError: if a file cannot be read.
    """
    addresses = [name for name in dict.fromkeys(names) if is_address(name)]
    answers = dict(open_web().each(_fetch, addresses)) if addresses else {}
    latest = (clock() + _AHEAD).date()
    with ExitStack() as stack:
        worker = stack.enter_context(ExtractionWorker())
        for name in names:
            try:
                content = _fetched(answers[name]) if is_address(name) else _read(name)
                if _is_page(name, content):
                    yield _of_page(
                        name,
                        content,
                        worker,
                        published=published,
                        language=language,
                        latest=latest,
                    )
                else:
                    yield Input(name, Text(_unwrapped(content.body), published, language))
            except _NotRead as error:
                yield Input(name, Text(""), error=str(error))


async def _fetch(fetch: Fetch, url: str) -> tuple[str, Answer | FetchError]:
    try:
        return url, await fetch(url, max_bytes=_MAX_BYTES, obey_robots=True)
    except FetchError as error:
        return url, error


def _fetched(answer: Answer | FetchError) -> _Content:
    if isinstance(answer, FetchError):
        raise _NotRead(f"{answer.reason}: {answer.detail}")
    if answer.status not in {200, 203}:
        raise _NotRead(f"status {answer.status} from {answer.final_url}")
    return _Content(answer.body, answer.final_url, answer.headers.get("content-type"))


def _read(name: str) -> _Content:
    try:
        body = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror}. Check the path.") from error
    is_saved = name.lower().endswith(_SAVED)
    return _Content(body, _NOWHERE, "text/html" if is_saved else None)


def _is_page(name: str, content: _Content) -> bool:
    # A saved page may begin with an XML declaration.
    if any(is_html(kind, content.body) for kind in (content.content_type, "text/xml")):
        return True
    kind = content.content_type or ""
    if is_address(name) and not kind.startswith("text/plain"):
        raise _NotRead(f"content type {kind or 'missing'}; only pages and plain text are read")
    return False


def _of_page(
    name: str,
    content: _Content,
    worker: ExtractionWorker,
    *,
    published: datetime | None,
    language: str | None,
    latest: date,
) -> Input:
    try:
        extracted = worker.extract(
            content.body,
            url=content.url,
            content_type=content.content_type,
            latest=latest,
        )
    except ExtractionFailed as error:
        raise _NotRead(str(error)) from error
    if problem := find_problem(extracted, content.url):
        raise _NotRead(problem.detail)
    if not extracted.text:
        raise _NotRead("no article was found on the page")
    page = _page(content.url, extracted, language)
    site = _site(page.url)
    text = Text(extracted.text, published or page.published_at, page.language, site)
    return Input(name, text, page)


def _page(url: str, extracted: Extracted, language: str | None) -> Page:
    declared = next(iter(extracted.canonical_links), None)
    dates = (parse_date(raw) for raw, _ in extracted.published)
    return Page(
        url=declared if url == _NOWHERE else url,
        title=extracted.title,
        authors=list(extracted.authors),
        published_at=next(filter(None, dates), None),
        language=language or detect_language(extracted.text, [extracted.language]),
    )


def _site(url: str | None) -> str | None:
    from claimwire.web.urls import BadUrl, registrable_domain  # noqa: PLC0415  slow to import

    try:
        return registrable_domain(url) if url else None
    except BadUrl:
        return None


def _unwrapped(body: bytes) -> str | bytes:
    try:
        return join_wrapped_lines(body.decode("utf-8"))
    except UnicodeDecodeError:
        # The reader says what is wrong with it.
        return body
