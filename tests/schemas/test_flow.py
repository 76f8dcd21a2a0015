"""Records between steps survive the way from one step to the next."""

import pickle

import pytest

from claimwire.schemas.flow import FetchedPage
from tests.fakes.rows import NOW


def page(body: bytes) -> FetchedPage:
    return FetchedPage(None, "https://news.example/a", 200, "text/html", body, NOW)


@pytest.mark.parametrize("body", [b"", b"<p>Talks resume.</p>", bytes(range(256))])
def test_a_page_stays_the_same(body: bytes) -> None:
    assert pickle.loads(pickle.dumps(page(body))) == page(body)


def test_a_page_is_carried_compressed() -> None:
    """A run of 20,000 pages of 30 kB held five copies of all of them."""
    body = b"".join(b"<li><a href='/article/%d.html'>More</a></li>" % n for n in range(1000))
    assert len(pickle.dumps(page(body))) < len(body) / 4
