"""How the web is asked: identity, patience and manners."""

import dataclasses
import math
import re
from urllib.parse import urlsplit

_PRODUCT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(/[A-Za-z0-9._-]+)?")


@dataclasses.dataclass(frozen=True)
class WebOptions:
    """Everything that can be set about requests. The defaults suit polite use of the public web.

    Attributes:
        product: product name and version of the User-Agent (RFC 9110 section 10.1.5); the part
            before the slash is what robots.txt files are asked about.
        contact_url: page or mailto address where a webmaster finds out who asks, or None.
        total_timeout_s: longest time on the network for one answer, redirects included; time
            spent waiting out of politeness does not count.
        connect_timeout_s: longest time to open one connection.
        max_redirects: hops followed before giving up.
        connections: requests under way at the same time.
        connections_per_domain: of these, to one registrable domain.
        gap_s: shortest time between the starts of two requests to one registrable domain.
        max_crawl_delay_s: the most that a Crawl-delay in robots.txt can widen the gap to.
        domain_patience_s: a domain that asked to be left alone for longer than this is not
            waited for.
        domain_timeouts: requests in a row that a domain lets time out before it is not asked again
            for ten minutes.
        allow_private_addresses: whether private and loopback addresses may be connected to.
        in_flight: items worked on at the same time, most of them waiting for their domain's
            turn. One busy domain cannot hold up others as long as it has fewer items than this
            side by side.
        unread_results: results kept while the caller is busy; no request starts beyond it.
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
            ValueError: names the option, its value and what it must be.
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
        """The User-Agent header: the product, and where to complain if that is known."""
        return f"{self.product} (+{self.contact_url})" if self.contact_url else self.product

    @property
    def robots_token(self) -> str:
        """The product token that robots.txt files are asked about (RFC 9309 section 2.2.1)."""
        return self.product.partition("/")[0].lower()


def _check_contact(contact_url: str) -> None:
    parts = urlsplit(contact_url)
    is_page = parts.scheme in ("http", "https") and bool(parts.hostname)
    is_mail = parts.scheme == "mailto" and "@" in parts.path
    # Parentheses would end the comment, control characters the header.
    is_plain = contact_url.isascii() and not re.search(r"[\s()\\\x00-\x1f\x7f]", contact_url)
    if not ((is_page or is_mail) and is_plain):
        raise ValueError(
            f"contact_url is {contact_url!r}; it must be a page like https://example.org/bot "
            "or an address like mailto:bot@example.org, without spaces or parentheses"
        )
