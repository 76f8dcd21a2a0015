from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.feeds.opml import MAX_OUTLINES, Outline, read_outlines

A = "https://a.example/"


def opml(body: str) -> bytes:
    return f'<?xml version="1.0"?>\n<opml version="2.0"><body>{body}</body></opml>'.encode()


def test_nested_outlines_and_categories_become_tags() -> None:
    body = """
    <outline text="Asia">
      <outline text="South &amp; East">
        <outline type="rss" text="Dawn" title="Other" xmlUrl="https://a.example/?a=1&amp;b=2"/>
        <outline
          title="Zeit" category="/german/news,asia,Asia" xmlUrl='https://b.example/'/>
      </outline>
      <outline xmlUrl="https://c.example/" text=""/>
    </outline>
    <outline text="Süd" xmlUrl=" https://d.example/ "/>"""
    assert read_outlines(opml(body)) == [
        Outline("https://a.example/?a=1&b=2", "Dawn", ["Asia", "South & East"], 5),
        Outline(
            "https://b.example/", "Zeit", ["german", "news", "asia", "Asia", "South & East"], 7
        ),
        Outline("https://c.example/", None, ["Asia"], 9),
        Outline("https://d.example/", "Süd", [], 11),
    ]


def test_a_feed_in_several_places_is_one_outline_with_all_tags() -> None:
    body = "".join(
        f'\n<outline text="{tag}"><outline text="A" xmlUrl="{A}"/></outline>' for tag in "xy"
    )
    assert read_outlines(opml(body)) == [Outline(A, "A", ["x", "y"], 3)]


@pytest.mark.parametrize(
    "data",
    [
        f'<OPML><BODY><OUTLINE TEXT="é" XMLURL="{A}"/></BODY></OPML>'.encode(),
        f'<opml><body><outline text="é" xmlUrl="{A}"/>'.encode(),
        f'<opml><body><outline text="é" xmlUrl={A}></body>'.encode(),
        f'<opml><outline text="é" xmlUrl="{A}"/><outline text="cut off'.encode(),
        f'\ufeff<opml><outline text="é" xmlUrl="{A}"/></opml>'.encode(),
        f'<opml><outline text="é" xmlUrl="{A}"/></opml>'.encode("utf-16"),
        f'<?xml version="1.0" encoding="iso-8859-1"?><opml><outline text="é" xmlUrl="{A}"/>'.encode(
            "latin-1"
        ),
        f'<!DOCTYPE opml SYSTEM "file:///nowhere"><opml><outline text="é" xmlUrl="{A}"/>'.encode(),
        f'<opml><!-- <outline xmlUrl="x"/> --><outline text="é" xmlUrl="{A}"/></opml>'.encode(),
        f'<opml>{"</outline>" * 99}<outline text="é" xmlUrl="{A}"/></opml>'.encode(),
    ],
)
def test_what_feed_readers_export_is_read_as_far_as_it_goes(data: bytes) -> None:
    assert read_outlines(data) == [Outline(A, "é", [], 1)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html></html>", "neither TOML nor OPML"),
        (b"", "neither TOML nor OPML"),
        (b'<!DOCTYPE x [<!ENTITY a "aaa">]><opml>&a;</opml>', "declares entities"),
        ('<!entity % a SYSTEM "file:///"><opml/>'.encode("utf-16"), "declares entities"),
        (opml("<outline/>" * (MAX_OUTLINES + 1)), "at most 10,000 outlines"),
        (opml(f'<outline category="{"a," * 3000}"/>'), "5,000 characters"),
        (opml(f"<outline category='{'a,' * 3000}'/>"), "5,000 characters"),
    ],
)
def test_hostile_or_strange_documents_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_outlines(data)


def test_a_failing_parser_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: bytes) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("listparser.parse", fail)
    with pytest.raises(ValueError, match="cannot be read: KeyError"):
        read_outlines(opml(""))


def test_the_line_of_an_address_is_found_however_it_is_written() -> None:
    body = (
        '\n<outline text="https://a.example/?x&amp;y"/>'
        "\n<outline\n text='n'\n XMLURL = 'https://a.example/?x&#38;y'/>"
        '\n<outline xmlUrl="https://a.example/?x"/>'
    )
    assert [(each.url, each.line) for each in read_outlines(opml(body))] == [
        ("https://a.example/?x&y", 6),
        ("https://a.example/?x", 7),
    ]


def many_outlines(count: int) -> bytes:
    long = "x" * 300
    return opml("".join(f'\n<outline xmlUrl="{A}{long}{i}?a&#38;b"/>' for i in range(count)))


def test_work_grows_with_the_outlines_and_no_faster(lines_run: Callable[..., int]) -> None:
    once, twice = (lines_run(read_outlines, many_outlines(n)) for n in (300, 600))
    assert twice < 2.2 * once


@pytest.mark.timeout(120)  # quadratic work on these would take far longer
def test_large_and_deep_documents_are_read() -> None:
    outlines = read_outlines(many_outlines(MAX_OUTLINES))
    assert [each.line for each in outlines] == list(range(3, MAX_OUTLINES + 3))
    nested = '<outline text="a">' * 9000 + f'<outline xmlUrl="{A}"/>'
    assert read_outlines(opml(nested)) == [Outline(A, None, ["a"], 2)]


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "<outline ",
            "</outline>",
            'text="a"',
            f' xmlUrl="{A}"',
            ' htmlUrl="b"',
            ' type="include"',
            ' type="source"',
            ' url="c"',
            ' category="/,a/b,,"',
            "/>",
            ">",
            "<head>",
            "<dateCreated>x</dateCreated>",
            "<ownerName>",
            "</head>",
            "<rdf:RDF><foaf:Agent>",
            "<![CDATA[",
            "\x00",
            "&#0;",
            "<!--",
        ]
    ),
    max_size=20,
).map("".join)


@settings(max_examples=150)
@given(body=FRAGMENTS | st.text(max_size=40))
def test_any_document_is_read_or_refused(body: str) -> None:
    data = f"<opml><body>{body}</body></opml>".encode("utf-8", "surrogatepass")
    try:
        outlines = read_outlines(data)
    except ValueError:
        return
    assert all(each.url and each.line >= 1 and "" not in each.tags for each in outlines)
