import gzip
import re
import subprocess
import sys
import urllib.error
import urllib.request
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import urlsplit

import pytest

from examples.serve import (
    SITE,
    accepts_gzip,
    fill_in,
    is_unchanged,
    read_outlets,
    render_feed_list,
    serve,
    serve_by_name,
)

ROOT = SITE.parent.parent


class TestHeaders:
    @pytest.mark.parametrize(
        ("path", "content_type"),
        [
            ("meridian-wire/feed.xml", "application/rss+xml; charset=utf-8"),
            ("meridian-wire/desk.json", "application/feed+json; charset=utf-8"),
            ("harbour-post/rdf.xml", "application/rdf+xml; charset=utf-8"),
            ("lakeside-monitor/atom.xml", "application/atom+xml; charset=utf-8"),
            ("pacific-courier/story/pact.htm", "text/html; charset=windows-1252"),
            ("harbour-post/robots.txt", "text/plain; charset=utf-8"),
        ],
    )
    def test_content_types(self, ask, site, path, content_type):
        assert ask(site.url(path)).headers["Content-Type"] == content_type

    def test_windows_1252_is_sent_as_such(self, ask, site):
        body = ask(site.url("pacific-courier/story/noumea.htm")).body
        assert "NOUMÉA" in body.decode("windows-1252")
        with pytest.raises(UnicodeDecodeError):
            body.decode("utf-8")

    @pytest.mark.parametrize(
        "path",
        [
            "meridian-wire/feed.xml",
            "lakeside-monitor/atom.xml",
            "horn-ledger/2026/11/tessalit-convoy/",
        ],
    )
    def test_either_validator_alone_leads_to_304(self, ask, site, path):
        url = site.url(path)
        first = ask(url)
        etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
        assert re.fullmatch(r'"[\w-]+"', etag)
        for headers in (
            {"If_None_Match": etag},
            {"if_none_match": etag},
            {"If_Modified_Since": modified},
        ):
            again = ask(url, **headers)
            assert again.status == 304
            assert again.body == b""
            assert again.headers["ETag"] == etag

    def test_another_etag_outweighs_the_date(self, ask, site):
        url = site.url("meridian-wire/feed.xml")
        modified = ask(url).headers["Last-Modified"]
        assert ask(url, If_None_Match='"other"', If_Modified_Since=modified).status == 200

    def test_gzip_for_those_who_accept_it(self, ask, site):
        url = site.url("lakeside-monitor/atom.xml")
        plain = ask(url)
        packed = ask(url, Accept_Encoding="br, gzip")
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(packed.body) == plain.body
        assert packed.headers["ETag"] != plain.headers["ETag"]
        tag = packed.headers["ETag"]
        assert ask(url, Accept_Encoding="gzip", If_None_Match=tag).status == 304

    def test_other_feeds_are_sent_as_they_are(self, ask, site):
        answer = ask(site.url("meridian-wire/feed.xml"), Accept_Encoding="gzip")
        assert "Content-Encoding" not in answer.headers

    def test_head_has_the_headers_alone(self, ask, site):
        url = site.url("meridian-wire/feed.xml")
        head = ask(url, "HEAD")
        assert head.body == b""
        assert int(head.headers["Content-Length"]) == len(ask(url).body)

    @pytest.mark.parametrize(
        "path", ["nothing", "../site.toml", "%2e%2e/site.toml", "%00", "news", "world"]
    )
    def test_what_is_not_there_is_404(self, ask, site, path):
        assert ask(f"{site.bases['harbour-post']}/{path}").status == 404

    @pytest.mark.parametrize(
        ("value", "accepted"),
        [
            ("", False),
            ("br", False),
            ("gzip", True),
            ("br, GZIP;q=0.5", True),
            ("gzip; q=0", False),
            ("gzip;q=0.00, *", False),
            ("*", True),
        ],
    )
    def test_accept_encoding(self, value, accepted):
        assert accepts_gzip(value) is accepted

    @pytest.mark.parametrize(
        ("asked", "unchanged"),
        [
            ({}, False),
            ({"If-None-Match": '"b", W/"a"'}, True),
            ({"If-None-Match": "*"}, True),
            ({"If-Modified-Since": "Thu, 12 Nov 2026 00:00:00 GMT"}, True),
            ({"If-Modified-Since": "Tue, 10 Nov 2026 00:00:00 GMT"}, False),
            ({"If-Modified-Since": "yesterday"}, False),
        ],
    )
    def test_conditions(self, asked, unchanged):
        current = {"ETag": '"a"', "Last-Modified": "Wed, 11 Nov 2026 00:00:00 GMT"}
        assert is_unchanged(asked, current) is unchanged


class TestSite:
    def test_requests_are_recorded(self, ask, own_site):
        ask(own_site.url("horn-ledger/old-feed.xml"))
        ask(own_site.url("meridian-wire/nothing?utm_source=x"), "HEAD")
        assert own_site.requests == [
            ("horn-ledger", "GET", "/old-feed.xml", 301),
            ("meridian-wire", "HEAD", "/nothing?utm_source=x", 404),
        ]

    def test_a_replaced_file_is_new_to_both_validators(self, ask, own_site):
        url = own_site.url("horn-ledger/feed.xml")
        for text in ("<rss>{{horn-ledger}}</rss>", "<rss>again</rss>"):
            before = ask(url)
            own_site.replace("horn-ledger/feed.xml", text)
            for name, validator in (
                ("If_None_Match", "ETag"),
                ("If_Modified_Since", "Last-Modified"),
            ):
                after = ask(url, **{name: before.headers[validator]})
                assert after.status == 200
                assert after.body == fill_in(text.encode(), own_site.bases)
        assert (SITE / "horn-ledger/feed.xml").read_bytes().startswith(b"<?xml")

    def test_a_replacement_is_later_than_the_file(self, ask, own_site):
        url = own_site.url("horn-ledger/feed.xml")
        before = parsedate_to_datetime(ask(url).headers["Last-Modified"])
        own_site.replace("horn-ledger/feed.xml", "<rss/>")
        answer = ask(url)
        assert parsedate_to_datetime(answer.headers["Last-Modified"]) > before
        assert ask(url, If_Modified_Since=format_datetime(before, usegmt=True)).status == 200

    def test_a_page_can_be_added(self, ask, own_site):
        own_site.replace("pacific-courier/story/new.htm", "<title>Nauru</title><p>“Yes”")
        body = ask(own_site.url("pacific-courier/story/new.htm")).body
        assert body.decode("windows-1252").endswith("“Yes”")

    def test_an_unknown_outlet_cannot_be_changed(self, own_site):
        with pytest.raises(KeyError):
            own_site.replace("no-such-outlet/feed.xml", "")

    def test_the_feed_list_can_be_written(self, own_site, tmp_path):
        own_site.write_feed_list(tmp_path / "feeds.toml")
        assert (tmp_path / "feeds.toml").read_text() == render_feed_list(own_site.bases)

    def test_each_outlet_needs_a_port(self):
        with pytest.raises(ValueError, match="shorter"), serve(ports=[0]):
            pass

    def test_the_ports_are_free_afterwards(self, ask):
        with serve() as first:
            ports = [urlsplit(base).port for base in first.bases.values()]
        with serve(ports=ports) as second:
            assert second.bases == first.bases
            assert ask(second.url("meridian-wire/feed.xml")).status == 200


class TestCommandLine:
    def run(self, *arguments):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )

    @pytest.mark.parametrize("how", [["-m", "examples.serve"], ["examples/serve.py"]])
    def test_it_serves_while_a_command_runs_and_ends_like_it(self, how, tmp_path):
        feeds = tmp_path / "feeds.toml"
        program = (
            "import sys, tomllib, urllib.request as web;"
            "feeds = tomllib.load(open(sys.argv[1], 'rb'))['feed'];"
            "print(web.urlopen(feeds[0]['url']).status); sys.exit(7)"
        )
        command = [sys.executable, "-c", program, str(feeds)]
        ended = self.run(*how, "--port", "0", "--feeds-out", str(feeds), "--", *command)
        assert (ended.returncode, ended.stdout, ended.stderr) == (7, "200\n", "")

    def test_a_taken_port_is_named(self, site):
        port = urlsplit(site.bases["meridian-wire"]).port
        ended = self.run("examples/serve.py", "--port", str(port))
        assert ended.returncode == 2
        assert str(port) in ended.stderr
        assert "--port" in ended.stderr

    def test_it_prints_the_addresses_and_stops_when_told(self, ask):
        process = subprocess.Popen(
            [sys.executable, "-m", "examples.serve", "--port", "0"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            lines = [process.stdout.readline() for _ in read_outlets(SITE)]
            outlet, base = lines[0].split()
            assert ask(f"{base}robots.txt").status == 200
            process.terminate()
            assert process.wait(timeout=30) == 0
        assert outlet == "meridian-wire"


def test_outlets_have_names_for_clients_of_the_proxy() -> None:
    with serve_by_name() as site:
        assert site.url("horn-ledger/feed.xml") == "http://horn-ledger.example/feed.xml"
        proxy = urllib.request.ProxyHandler({"http": site.environment()["http_proxy"]})
        opener = urllib.request.build_opener(proxy)
        with opener.open(site.url("horn-ledger/feed.xml")) as answer:
            assert answer.status == 200
            assert b"http://horn-ledger.example/" in answer.read()
        with pytest.raises(urllib.error.HTTPError, match="502"):
            opener.open("http://elsewhere.example/")
        assert site.requests == [
            ("horn-ledger", "GET", "/feed.xml", 200),
            ("", "GET", "/", 502),
        ]
