from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.pages import extraction
from claimwire.pages.extracted import Extracted, ExtractionFailed

URL = "https://news.example/world/talks-go-on"
LATEST = date(2024, 5, 14)


def extract(body: str | bytes, url: str = URL, content_type: str | None = None) -> Extracted:
    raw = body.encode() if isinstance(body, str) else body
    return extraction.extract(raw, url=url, content_type=content_type, latest=LATEST)


def test_the_article_and_nothing_around_it(
    html: Callable[..., str], prose: Callable[[int], str]
) -> None:
    extracted = extract(html())
    assert prose(140) in extracted.text
    assert "Section" not in extracted.text
    assert "Copyright" not in extracted.text
    assert extracted.title == "Talks go on"
    assert extracted.language == "en"
    assert extracted.links == 8


def test_metadata(html: Callable[..., str]) -> None:
    head = (
        '<link rel="canonical" href="/world/talks"><meta property="og:type" content="article">'
        '<meta property="og:site_name" content="Example News">'
        '<meta name="author" content="Ada Example">'
        '<meta property="article:published_time" content="2024-05-13T08:30:00+02:00">'
    )
    extracted = extract(html(head=head))
    assert extracted.canonical_links == ("https://news.example/world/talks",)
    assert extracted.declared_article
    assert extracted.site_name == "Example News"
    assert extracted.authors == ("Ada Example",)
    assert extracted.published[0] == ("2024-05-13T08:30:00+02:00", "page")


def test_date_in_the_address(html: Callable[..., str]) -> None:
    url = "https://news.example/2024/5/9/talks"
    assert extract(html(), url).published == (("2024-05-09", "url"),)


@pytest.mark.parametrize("url", [URL, "https://news.example/2024/05/20/a", "https://a.b/2024/13/9"])
def test_no_date(html: Callable[..., str], url: str) -> None:
    assert extract(html(), url).published == ()


def test_no_date_from_the_future_or_the_machine_clock(html: Callable[..., str]) -> None:
    page = html("It will be over on 2024-06-30, the minister said. " * 12)
    assert extract(page).published == ()


@pytest.mark.parametrize(
    ("charset", "label"),
    [("cp1251", "windows-1251"), ("utf-8", "iso-8859-1"), ("cp1251", None), ("utf-16", None)],
)
def test_charsets(html: Callable[..., str], charset: str, label: str | None) -> None:
    sentence = "Министр сказал, что переговоры в Женеве продолжатся и в среду."
    page = html("\n".join([sentence * 3] * 5), lang="ru").encode(charset)
    extracted = extract(page, content_type=f"text/html; charset={label}" if label else None)
    assert sentence in extracted.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"\x00",
        b"<html></html>",
        b"<html><body><script>" + b"document.write('<p>words</p>');" * 1000 + b"</script>",
        b"%PDF-1.4\n" + bytes(range(256)) * 100,
        b"<html><body>" + b"<div>" * 1_000_000 + b"text",
    ],
    ids=["empty", "blank", "zero", "bare", "script", "pdf", "nested"],
)
def test_pages_without_text(body: bytes) -> None:
    assert extract(body, content_type="text/html").text == ""


def test_a_part_of_a_page(prose: Callable[[int], str]) -> None:
    part = "<article>" + "".join(f"<p>{line}</p>" for line in prose(90).split("\n")) + "</article>"
    assert extract(part).text == prose(90)


def test_control_characters_do_not_get_through(html: Callable[..., str]) -> None:
    extracted = extract(html("The minister\x0b said \x85 &#0;&#12;&#7; it&#146;s so.\x00 " * 30))
    assert "it\u2019s so" in extracted.text
    assert extracted.text.replace("\n", "").isprintable()


def test_unforeseen_errors_become_typed_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(extraction, "article_text", fail)
    with pytest.raises(ExtractionFailed, match="RecursionError: too deep"):
        extract("<html><body><p>a</p></body></html>")


PIECES = """
<html>
<head>
<p>
</p>
<div>
</div>
<table><tr><td>
<br>
<!--
<a href="http://[">
<ul><li>
<title>
&#xD800;
&#0;
&nbsp;
<article>
<h1>
<meta name="date" content="2024-13-45">
<html lang="">
"""
PIECE = st.sampled_from([*PIECES.splitlines(), "word " * 30, "\u2028"]) | st.text(max_size=20)
MARKUP = st.lists(PIECE, max_size=25).map("".join)


@settings(max_examples=100)
@given(st.binary(max_size=400) | MARKUP.map(lambda text: text.encode("utf-8", "replace")))
def test_no_page_raises_anything_else(body: bytes) -> None:
    try:
        extracted = extract(body, content_type="text/html")
    except ExtractionFailed:
        return
    repr(extracted).encode("utf-8")
    assert "\r" not in extracted.text
