"""Options of web requests: identity, time-outs and politeness."""

import dataclasses
import math
import re
from urllib.parse import urlsplit

_PRODUCT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(/[A-Za-z0-9._-]+)?")


@dataclasses.dataclass(frozen=True)
class WebOptions:
    """All options of web requests. The defaults suit polite use of the public web.

    Attributes:
        product: product name and version of the User-Agent (RFC 9110 section 10.1.5); the part
            before the slash is the name looked up in robots.txt files.
        contact_url: page or mailto address that tells webmasters whose crawler this is, or None.
        total_timeout_s: limit on the network time of one response in seconds, redirects
            included; politeness delays do not count.
        connect_timeout_s: limit on the time to open one connection, in seconds.
        max_redirects: maximum number of hops followed.
        connections: maximum number of concurrent requests.
        connections_per_domain: maximum number of concurrent requests to one registrable domain.
        gap_s: minimum time between the starts of two requests to one registrable domain, in
            seconds.
        max_crawl_delay_s: upper limit on the gap that a Crawl-delay in robots.txt can ask for, in
            seconds.
        domain_patience_s: a request fails at once if its domain has asked for a pause longer than
            this, in seconds.
        domain_timeouts: number of consecutive time-outs after which a domain is not asked for ten
            minutes.
        allow_private_addresses: whether connections to private and loopback addresses are allowed.
        in_flight: maximum number of items worked on at the same time, most of them waiting for
            their domain's turn. A busy domain does not block others as long as it has fewer
            items than this in a row.
        unread_results: number of results kept while the caller is busy; beyond it no request
            starts.
    """

    product: str = "claimwire/0.1"
    contact_url: str | None = None
    total_timeout_s: float = 30
    connect_timeout_s: float = 10
    max_redirects: int = 5
    connections: int = 100
    connections_per_domain: int = 2
    gap_s: float = 2.0
    max_crawl_delay_s: float = 30
    domain_patience_s: float = 60
    domain_timeouts: int = 3
    allow_private_addresses: bool = False
    in_flight: int = 1000
    unread_results: int = 100

    def __post_init__(self) -> None:
        """Check every value.

        Raises:
            ValueError: if a value is invalid; the message names the option and what is allowed.
        """
        if not _PRODUCT.fullmatch(self.product):
            raise ValueError(f"product is {self.product!r}; it must look like claimwire/0.1")
        if self.contact_url is not None:
            _check_contact(self.contact_url)
        for name in ("total_timeout_s", "connect_timeout_s"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value > 0):
                raise ValueError(f"{name} is {value}; it must be a number above 0")
        for name in ("gap_s", "max_crawl_delay_s", "domain_patience_s"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{name} is {value}; it must be 0 or more")
        for name in (
            "connections",
            "connections_per_domain",
            "domain_timeouts",
            "in_flight",
            "unread_results",
        ):
            value = getattr(self, name)
            if value < 1:
                raise ValueError(f"{name} is {value}; it must be 1 or more")
        if self.max_redirects < 0:
            raise ValueError(f"max_redirects is {self.max_redirects}; it must be 0 or more")

    @property
    def user_agent(self) -> str:
        """The User-Agent header: the product, and the contact address if there is one."""
        return f"{self.product} (+{self.contact_url})" if self.contact_url else self.product

    @property
    def robots_token(self) -> str:
        """The product token that is looked up in robots.txt files (RFC 9309 section 2.2.1)."""
        return self.product.partition("/")[0].lower()


def _check_contact(contact_url: str) -> None:
    parts = urlsplit(contact_url)
    is_page = parts.scheme in ("http", "https") and bool(parts.hostname)
    is_mail = parts.scheme == "mailto" and "@" in parts.path
    # Parentheses would end the header's comment; control characters would end the header.
    is_plain = contact_url.isascii() and not re.search(r"[\s()\\\x00-\x1f\x7f]", contact_url)
    if not ((is_page or is_mail) and is_plain):
        raise ValueError(
            f"contact_url is {contact_url!r}; it must be a page like https://example.org/bot "
            "or an address like mailto:bot@example.org, without spaces or parentheses"
        )
