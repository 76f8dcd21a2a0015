import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwire.feeds.feed_list import MAX_BYTES, read_feed_list
from claimwire.schemas.flow import Access, Feed
from claimwire.user_files.toml_file import UserFileError

URL = 'url = "https://a.example/feed"'
ONE = f"[[feed]]\n{URL}\n"


def read(text: str | bytes) -> list[Feed]:
    return read_feed_list(text.encode() if isinstance(text, str) else text, "my.toml")


def error_of(text: str | bytes) -> str:
    with pytest.raises(UserFileError) as caught:
        read(text)
    return str(caught.value)


def test_every_key_is_read() -> None:
    text = """
    [[feed]]
    url = " https://a.example/feed?format=rss "
    name = "Süd"
    language = "de"
    country = "DEU"
    tags = ["asia", " state "]
    fetch_pages = false
    poll_minutes = 0
    conditional = false
    username = "me"
    password_env = "PASSWORD"
    password_file = "password"
    headers_env = "HEADERS"
    headers_file = "headers"
    """
    [feed] = read(text)
    assert feed == Feed(
        url="https://a.example/feed?format=rss",
        name="Süd",
        language="de",
        country="DEU",
        tags=["asia", "state"],
        fetch_pages=False,
        poll_minutes=0,
        conditional=False,
        access=Access(
            username="me",
            password_env="PASSWORD",
            password_file="password",
            headers_env="HEADERS",
            headers_file="headers",
        ),
    )
    plain = Feed(url="https://a.example/")
    assert all(
        getattr(feed, field.name) != getattr(plain, field.name)
        for field in dataclasses.fields(Feed)
    )


def test_only_the_address_is_needed_and_the_order_is_kept() -> None:
    text = "".join(f'[[feed]]\nurl = "https://{name}.example/"\n' for name in "cab")
    assert read(text) == [Feed(f"https://{name}.example/") for name in "cab"]
    assert read('feed = [{ url = "https://c.example/" }]') == [Feed("https://c.example/")]


def test_defaults_hold_for_keys_that_a_feed_leaves_out() -> None:
    text = f"""
    {ONE}
    [[feed]]
    url = "https://b.example/"
    language = "fr"
    tags = []
    [defaults]
    language = "en"
    country = "FRA"
    tags = ["x"]
    fetch_pages = false
    poll_minutes = 5
    conditional = false
    """
    shared = Feed("", None, "en", "FRA", ["x"], False, 5, False)
    assert read(text) == [
        dataclasses.replace(shared, url="https://a.example/feed"),
        dataclasses.replace(shared, url="https://b.example/", language="fr", tags=[]),
    ]


@pytest.mark.parametrize("text", ["\ufeff" + ONE, ONE.replace("\n", "\r\n"), "\n\n# x\n" + ONE])
def test_byte_order_marks_and_line_ends_make_no_difference(text: str) -> None:
    assert read(text) == [Feed("https://a.example/feed")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("url = 1", "url is 1; it must be text, not empty"),
        ('url = " "', "url is ' '; it must be text, not empty"),
        (
            'url = "ftp://a.example/"',
            "url is not an address to poll: 'ftp://a.example/': not an http",
        ),
        ('url = "a.example/feed"', "url is not an address to poll: "),
        ('url = "https://"', "url is not an address to poll: "),
        ("name = 5", "name is 5; it must be text"),
        ('name = ""', "name is ''; it must be text, not empty"),
        ('language = "english"', "language is 'english'; give the two-letter ISO 639-1 code"),
        (
            'language = "EN"',
            "language is 'EN'; give the two-letter ISO 639-1 code, for example \"en\"",
        ),
        ('language = "xx"', "language is 'xx'; give"),
        (
            'country = "GB"',
            "country is 'GB'; give the three-letter ISO 3166-1 code, for example \"GBR\"",
        ),
        ('country = "fr"', 'for example "FRA"'),
        ('country = "gbr"', "country is 'gbr'; give the three-letter"),
        ('country = "XXX"', "country is 'XXX'; give the three-letter"),
        ('country = "UK"', "country is 'UK'; give the three-letter"),
        ('tags = "asia"', "tags is 'asia'; give a list of words"),
        ("tags = [1]", "tags is 1; it must be text"),
        ('tags = [""]', "tags is ''; it must be text, not empty"),
        ('fetch_pages = "no"', "fetch_pages is 'no'; give true or false"),
        ("fetch_pages = 0", "fetch_pages is 0; give true or false"),
        ("conditional = 1", "conditional is 1; give true or false"),
        ("poll_minutes = -1", "poll_minutes is -1; give whole minutes from 0"),
        ("poll_minutes = 10081", "to 10080 (weekly)"),
        ("poll_minutes = 1.5", "poll_minutes is 1.5; give whole minutes"),
        ("poll_minutes = true", "poll_minutes is True; give whole minutes"),
        ('poll_minutes = "60"', "poll_minutes is '60'; give whole minutes"),
        ("poll_minute = 60", "unknown key 'poll_minute'; did you mean poll_minutes?"),
        ("x = 1", "unknown key 'x'; known are url, name, language, country, tags, fetch_pages"),
        ("x.y = 1", "unknown key 'x'"),
    ],
)
def test_what_is_wrong_with_a_value_is_said_with_its_line(line: str, message: str) -> None:
    before = '# a list\n[[feed]]\nurl = "https://b.example/"\n\n[[feed]]  # the second\n'
    address = "" if line.startswith("url") else URL
    found = error_of(f"{before}{address}\n# now\n{line}\n")
    assert found.startswith("my.toml, line 8: ")
    assert message in found
    if not line.startswith(("url", "name")) and "unknown" not in message:
        assert error_of(f"\n[defaults]\n{line}\n{ONE}") == found.replace("line 8", "line 3")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ('[[feed]]\nname = """\nurl = 1\n"""\n\nurl = 1', "my.toml, line 6: url is 1"),
        ('tags = [\n"a",\n]\n' + ONE, "my.toml, line 1: unknown key 'tags'"),
        (ONE + 'tags = [ # x\n"a",\n5\n]', "my.toml, line 3: tags is 5"),
        ('feed = [\n{ url = "https://a.example/" },\n{ ulr = "x" } ]', "my.toml, line 1: unknown"),
        ("[[feed]]\n# nothing\n[[feed]]\n" + URL, "my.toml, line 1: a feed without url; add url ="),
        (ONE + "[[feed]]\n\n", "my.toml, line 3: a feed without url"),
        (ONE + "[feed.more]\nx = 1", "my.toml, line 3: unknown key 'more'"),
        (ONE + "[settings]", "my.toml, line 3: unknown key 'settings'; known are defaults, feed"),
        ("[[feeds]]\n" + URL, "my.toml, line 1: unknown key 'feeds'; did you mean feed?"),
        ("\n[feed]\n" + URL, "my.toml, line 2: feed is not an array of tables; write [[feed]]"),
        ("feed = [1]", "my.toml, line 1: feed is not an array of tables"),
        ("defaults = 1\n" + ONE, "my.toml, line 1: defaults is not a table; write [defaults]"),
        ("[[defaults]]\n" + ONE, "my.toml, line 1: defaults is not a table"),
        ('[defaults]\nurl = "x"\n' + ONE, "my.toml, line 2: unknown key 'url'; known are language"),
        ('defaults.name = "x"\n' + ONE, "my.toml, line 1: unknown key 'name'"),
        ("", "my.toml: no feeds; add at least one [[feed]]"),
        ("feed = []", "my.toml: no feeds"),
        ('[defaults]\nlanguage = "en"', "my.toml: no feeds"),
        (ONE + "tags = [", "my.toml, at its end: not valid TOML"),
        (ONE + "\nurl =\n", "my.toml, line 4: not valid TOML"),
        (ONE + URL + "\n", "my.toml, line 3: not valid TOML"),
        (ONE + "x = 2021-99-99", "my.toml, line 3: not valid TOML"),
        ("x = " + "1" * 5000, "my.toml: not valid TOML"),
        ("x = " + "[" * 100_000, "my.toml: not valid TOML: nested too deep"),
        ((ONE + "# ").encode() + b"\xe9", "my.toml, line 3: not UTF-8; save the file as UTF-8"),
        (ONE.encode("utf-16"), "my.toml, line 1: not UTF-8"),
        (b"\x00" * 100, "my.toml, line 1: not valid TOML"),
        (b" " * (MAX_BYTES + 1), "my.toml: larger than 5 MB"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_with_its_line(text: str | bytes, start: str) -> None:
    found = error_of(text)
    assert found.startswith(start)


@pytest.mark.parametrize(
    "other",
    [
        "https://a.example/feed",
        "http://A.example:80/feed",
        "https://a.example/feed?utm_source=x#top",
        "https://me@a.example/./feed",
    ],
)
def test_the_same_feed_twice_is_refused(other: str) -> None:
    found = error_of(f'{ONE}name = "A"\n\n[[feed]]\nname = "B"\nurl = "{other}"\n')
    shown = other.replace("me@", "")
    expected = f"my.toml, line 7: {shown} is the same feed as on line 2; remove one of them"
    assert found == expected


def test_feeds_of_one_site_are_not_the_same() -> None:
    text = ONE + '[[feed]]\nurl = "https://a.example/feed?section=2"'
    assert len(read(text)) == 2


def test_opml_is_read_by_its_first_character() -> None:
    text = """
      <?xml version="1.0"?><opml version="2.0"><body>
      <outline text="Asia"><outline text="A" xmlUrl="https://a.example/"/></outline>
      </body></opml>"""
    expected = [Feed("https://a.example/", name="A", tags=["Asia"])]
    assert read(text) == expected
    assert read(text.encode("utf-16")) == expected


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("<html>", "my.toml: the file is neither TOML nor OPML"),
        ("<opml/>", "my.toml: no feeds; an OPML feed list has <outline xmlUrl="),
        ('<opml><outline text="a"/></opml>', "my.toml: no feeds"),
        (
            '<opml>\n<outline text="a"\nxmlUrl="javascript:1"/></opml>',
            "my.toml, line 3: xmlUrl is not an address to poll: ",
        ),
        ('<!DOCTYPE x [<!ENTITY a "b">]><opml/>', "my.toml: the OPML declares entities"),
    ],
)
def test_what_is_wrong_with_opml_is_said(text: str, start: str) -> None:
    assert error_of(text).startswith(start)


def test_a_wrong_line_of_opml_costs_that_line_and_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    text = """<opml>
      <outline xmlUrl="https://a.example/"/><outline xmlUrl="http://a.example"/>
      <outline xmlUrl="javascript:1"/>
      <outline xmlUrl="https://name:secret@/b"/>
      <outline xmlUrl="feed://c.example/"/>
    </opml>"""
    assert [feed.url for feed in read(text)] == ["https://a.example/", "http://c.example/"]
    same, no_address, no_host = (record.getMessage() for record in caplog.records)
    assert same.startswith("my.toml, line 2: http://a.example is the same feed as on line 2; ")
    assert no_address.startswith("my.toml, line 3: xmlUrl is not an address to poll: ")
    assert no_host.startswith("my.toml, line 4: xmlUrl is not an address to poll: ")
    assert "secret" not in no_host
    assert no_host.endswith("the line is passed over")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_addresses_alone_are_a_feed_list(ending: str) -> None:
    lines = [
        "# world news",
        "",
        "https://a.example/feed  # every hour",
        "  http://b.example/#part",
        "feed:https://c.example/",
    ]
    expected = ["https://a.example/feed", "http://b.example/#part", "https://c.example/"]
    assert [feed.url for feed in read(ending.join(lines))] == expected


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (
            "https://a.example\nftp://b.example",
            "my.toml, line 2: the line is not an address to poll",
        ),
        ("https://a.example\nno address", "my.toml, line 2: the line is not an address to poll"),
        (
            "https://a.example\n\nhttp://a.example/",
            "my.toml, line 3: http://a.example/ is the same",
        ),
    ],
)
def test_what_is_wrong_with_a_list_of_addresses_is_said(text: str, start: str) -> None:
    assert error_of(text).startswith(start)


TOML_PIECES = st.lists(
    st.sampled_from(
        [
            "[[feed]]",
            "[feed]",
            "[defaults]",
            URL,
            "url",
            " = ",
            '"en"',
            "language",
            "[",
            "]",
            "\n",
            "{",
            "}",
            "feed",
            "tags",
            '"""',
            "1",
            "poll_minutes",
            "#",
            ".",
            "true",
            "\r",
            "\x00",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=200)
@given(
    data=st.binary(max_size=60)
    | TOML_PIECES.map(str.encode)
    | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_file_is_a_list_or_an_error_that_names_it(data: bytes) -> None:
    try:
        found = read(data)[0].url
    except UserFileError as error:
        found = str(error)
    assert found.startswith(("my.toml", "http"))


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("feed://news.example/rss", "http://news.example/rss"),
        ("feed:https://news.example/rss", "https://news.example/rss"),
        ("FEED:http://news.example/rss", "http://news.example/rss"),
        ("itpc://news.example/rss", "http://news.example/rss"),
    ],
)
def test_schemes_of_feed_readers_mean_http(written: str, url: str) -> None:
    toml = f'[[feed]]\nurl = "{written}"\n'
    opml = f'<opml><body><outline text="A" xmlUrl="{written}"/></body></opml>'
    for document in (toml, opml):
        (feed,) = read_feed_list(document.encode(), "feeds")
        assert feed.url == url
