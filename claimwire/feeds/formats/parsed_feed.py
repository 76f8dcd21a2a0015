"""The content of a feed, in one shape for all formats."""

import dataclasses
from datetime import timedelta

from claimwire.errors import ClaimwireError

MAX_ENTRIES = 2000
"""Maximum number of entries read from one feed, the newest; some servers list their archive."""

MAX_FIELD = 4096
"""Maximum code points kept of a field other than article text: a title, a date, an author."""

MAX_SIBLINGS = 20
"""Maximum elements of one name read from one entry; more authors or contents are noise."""


class NotAFeed(ClaimwireError):
    """The document is not a feed; the message says what it seems to be instead."""


@dataclasses.dataclass(frozen=True)
class RawEntry:
    """One entry as the feed gives it.

    Attributes:
        link: absolute http or https address of its page, or None.
        guid: its identifier as written, or None.
        title: plain text on one line, or None.
        authors: names of the authors, in order, each once.
        dates: its dates as written, in the order in which they are to be believed.
        content: its text; "" if there is none.
        content_is_html: whether ``content`` is HTML rather than plain text.
    """

    link: str | None
    guid: str | None
    title: str | None
    authors: tuple[str, ...]
    dates: tuple[str, ...]
    content: str
    content_is_html: bool


@dataclasses.dataclass(frozen=True)
class ParsedFeed:
    """A parsed feed.

    Attributes:
        title: the feed's own title, or None.
        format: for example rss20, rss10, atom10, cdf, json11.
        entries: the newest entries, at most ``MAX_ENTRIES``, in the feed's order.
        left_out: number of older entries.
        language: its language as it is declared, or None.
        problems: what is wrong with it, in words for a person.
        hints: polling intervals that the publisher suggests.
    """

    title: str | None
    format: str
    entries: tuple[RawEntry, ...]
    left_out: int = 0
    language: str | None = None
    problems: tuple[str, ...] = ()
    hints: tuple[timedelta, ...] = ()
