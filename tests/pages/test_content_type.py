import pytest

from claimwire.pages.content_type import is_html

PAGE = b"<!DOCTYPE html><html><body>Talks go on</body></html>"


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html", PAGE),
        ("TEXT/HTML; charset=utf-8", b"no tag at all"),
        ("text/html", b""),
        ("application/xhtml+xml", b'<?xml version="1.0"?><html>'),
        ("application/xml", b'<?xml version="1.0"?><!DOCTYPE html><html>'),
        (None, PAGE),
        ("", b"\xef\xbb\xbf\r\n <html>"),
        (None, "<html>".encode("utf-16")),
        ("text/plain", PAGE),
        ("application/octet-stream", b"<!-- comment --><html>"),
        ("text/html", b"<html><body>The tag <rss> is old"),
    ],
)
def test_html(content_type: str | None, body: bytes) -> None:
    assert is_html(content_type, body)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/pdf", b"%PDF-1.7"),
        ("text/html", b"%PDF-1.7"),
        ("text/html; charset=utf-8", b"\x89PNG\r\n"),
        ("text/html", b'<?xml version="1.0"?><rss version="2.0"><channel>'),
        ("text/xml", b'<feed xmlns="http://www.w3.org/2005/Atom">'),
        ("application/rss+xml", PAGE),
        ("application/json", b"{}"),
        ("text/plain", b"Talks go on"),
        (None, b""),
        ("image/jpeg", PAGE),
    ],
)
def test_not_html(content_type: str | None, body: bytes) -> None:
    assert not is_html(content_type, body)
