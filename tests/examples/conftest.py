import http.client
from urllib.parse import urlsplit

import pytest

from examples.serve import serve


class Answer:
    def __init__(self, answer):
        self.status = answer.status
        self.headers = answer.headers
        self.body = answer.read()


def _ask(url, method="GET", **headers):
    """One request, redirects not followed. Underscores of header names become hyphens."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=names)
        return Answer(connection.getresponse())
    finally:
        connection.close()


@pytest.fixture(scope="session")
def ask():
    """How to ask a server: ``ask(url, method="GET", **headers)``."""
    return _ask


@pytest.fixture(scope="session")
def site():
    """The example site, which no test may change."""
    with serve() as running:
        yield running


@pytest.fixture
def own_site():
    """A site of the test's own, which it may change."""
    with serve() as running:
        yield running
